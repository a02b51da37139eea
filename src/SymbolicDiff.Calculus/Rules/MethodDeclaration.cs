using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>How a rule of the user's is written.</summary>
public enum RuleForm
{
    /// <summary>The partials alone; parameters have their own names.</summary>
    Partials,

    /// <summary>The left side, then the partials.</summary>
    HeadAndPartials,

    /// <summary>One part, as in a rule file.</summary>
    Rule,
}

/// <summary>The text of a rule of the user's.</summary>
/// <param name="Place">Tells whoever asked where the text stands; mistakes name it.</param>
/// <param name="LinesAbove">The lines of the file before the rule.</param>
public sealed record RuleText(RuleForm Form, string Place, int LinesAbove, EquatableArray<string> Parts);

/// <summary>A method and its rule, as they are declared.</summary>
/// <param name="Key">Tells methods apart.</param>
/// <param name="FullName">The name with its type and namespace, as rules write it.</param>
/// <param name="Callee">The C# text of the method, see <see cref="RuledMethod.Callee"/>.</param>
/// <param name="Names">The parameters' names.</param>
/// <param name="Types">The parameters' types; that of the instance before them where <paramref name="IsInstance"/>.</param>
public sealed record MethodDeclaration(
    string Key,
    string FullName,
    string Callee,
    EquatableArray<string> Names,
    EquatableArray<ValueType> Types,
    ValueType Result,
    bool IsInstance,
    RuleText Rule)
{
    /// <summary>The assembly that the rule comes with, if it is another one.</summary>
    public string? Assembly { get; init; }
}

/// <summary>What is wrong with the rule of a method.</summary>
/// <param name="Part">Which of the rule's texts has the mistake.</param>
/// <param name="IsSecond">Whether it is that the method has a rule already.</param>
public sealed record RuleMistake(MethodDeclaration Method, int Part, int Line, int Column, string Problem, bool IsSecond = false);
