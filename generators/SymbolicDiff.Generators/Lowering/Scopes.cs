using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Variables that a lambda keeps alive behind the end of their block: their declarations move to the beginning of the function.</summary>
internal sealed partial class FunctionLowering
{
    private readonly HashSet<Variable> closed = [];
    private readonly List<Variable> kept = [];

    /// <summary>Says that the block of the statements has ended.</summary>
    private void Close(IEnumerable<Statement> statements)
    {
        foreach (Variable variable in Declared(statements)) closed.Add(variable);
    }

    /// <summary>Says that the statements have moved into the block that is being lowered.</summary>
    private void Reopen(IEnumerable<Statement> statements)
    {
        foreach (Variable variable in Declared(statements)) closed.Remove(variable);
    }

    private static IEnumerable<Variable> Declared(IEnumerable<Statement> statements) => statements.Select(statement => statement switch
    {
        Declare declare => declare.Variable,
        For loop => loop.Counter,
        _ => null,
    }).OfType<Variable>();

    /// <summary>Keeps what a lambda or local function sees of the variables around it.</summary>
    private void KeepCaptured(MethodBody body, Frame outer)
    {
        foreach (ISymbol symbol in body.References)
            if (outer.Meaning(symbol) is { } meaning) Keep(meaning);
    }

    private void Keep(Expression value)
    {
        if (value is Aggregate aggregate)
        {
            foreach (Expression part in aggregate.Parts) Keep(part);
            return;
        }

        if (value is DelegatePlace place) value = place.Number;
        if (value is Deferred) return; // it keeps what it sees itself when it is expanded
        foreach (Variable variable in value.DescendantsAndSelf().OfType<Variable>())
            if (closed.Contains(variable) && !kept.Contains(variable)) kept.Add(variable);
    }

    /// <summary>The body with the kept variables declared at its beginning.</summary>
    private Block WithKept(Block body)
    {
        if (kept.Count == 0) return body;
        var places = kept.ToDictionary(variable => variable, variable => variable with { Role = Role.Source });
        Block replaced = Replaced(body, places);
        return new Block(places.Values.Select(place => (Statement)new Declare(place, null)).Concat(replaced.Statements).ToEquatableArray());
    }

    private Block Replaced(Block block, IReadOnlyDictionary<Variable, Variable> places) => new(block.Statements.Select(statement =>
    {
        Expression InPart(Expression expression) => expression.Substitute(variable => places.TryGetValue(variable, out Variable? place) ? place : null);
        if (statement is For { Counter: var counter } && places.ContainsKey(counter)) session.Report(Refusal.Delegate, method.Locations[0], counter.Name);
        Statement mapped = statement.Map(InPart, inner => Replaced(inner, places));
        return mapped switch
        {
            Declare declare when places.TryGetValue(declare.Variable, out Variable? place) =>
                declare.Value is null ? null : new Assign(place, AssignmentKind.Set, declare.Value),
            Assign { Target: Variable target } assign when places.TryGetValue(target, out Variable? place) => assign with { Target = place },
            _ => mapped,
        };
    }).OfType<Statement>().ToEquatableArray());
}
