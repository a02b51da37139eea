namespace SymbolicDiff.Calculus.Rules;

/// <summary>A place in a rule, counted from 1.</summary>
internal readonly record struct Place(int Line, int Column);

/// <summary>A term as it is written; <see cref="RuleBinder"/> gives it meaning.</summary>
internal abstract record Term(Place Place);

internal sealed record NumberTerm(Place Place, double Value) : Term(Place);

internal sealed record NameTerm(Place Place, string Name) : Term(Place);

/// <summary>A function or an operator; operators are called by the name of their primitive.</summary>
internal sealed record CallTerm(Place Place, string Name, IReadOnlyList<Term> Arguments) : Term(Place);

internal sealed record IfTerm(Place Place, Term Condition, Term WhenTrue, Term WhenFalse) : Term(Place);

/// <summary>One rule as it is written.</summary>
internal abstract record RuleSyntax(Term Head, Term? Guard)
{
    /// <summary>The lines of the file before the rule; places count from the rule's first line.</summary>
    public int LinesAbove { get; init; }
}

internal sealed record DefinitionSyntax(Place Place, string Name, Term Value);

internal sealed record PartialSyntax(Term Value, bool Singular);

/// <summary><c>head where name = value when guard: partial, partial</c></summary>
internal sealed record DerivativeSyntax(Term Head, IReadOnlyList<DefinitionSyntax> Definitions, Term? Guard, IReadOnlyList<PartialSyntax> Partials)
    : RuleSyntax(Head, Guard);

/// <summary><c>exact: head => replacement when guard</c></summary>
internal sealed record RewriteSyntax(bool IsAlgebraic, Term Head, Term Replacement, Term? Guard) : RuleSyntax(Head, Guard);
