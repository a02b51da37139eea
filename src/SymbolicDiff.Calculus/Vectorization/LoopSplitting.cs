using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// Takes the sums of a loop, whose order every bit depends on, into a loop of their own, so that the rest can run in lanes. What both need is computed in both.
/// </summary>
internal sealed class LoopSplitting
{
    /// <summary>The most that may be computed twice.</summary>
    private const int MostTwice = 10;

    private readonly For loop;
    private readonly Effects effects;
    private readonly VariableSource variables;

    private LoopSplitting(For loop, Facts facts, VariableSource variables) => (this.loop, effects, this.variables) = (loop, Effects.Of(loop.Body, facts.Memory), variables);

    /// <summary>The loop of the sums, and that of the rest; null where they cannot be told apart, or have too much in common.</summary>
    public static (For Sums, For Others)? Of(For loop, Facts facts, VariableSource variables) => new LoopSplitting(loop, facts, variables).Split();

    private (For Sums, For Others)? Split()
    {
        var statements = loop.Body.Statements;
        if (!statements.All(statement => statement is Assign or Declare { Value: not null, Variable.Type: ScalarType } && !statement.Reads().Any(read => read.HasEffects()))) return null;
        List<Statement> sums = [.. statements.Where(IsSum)];
        if (sums.Count == 0 || sums.Count(sum => sum is Assign) == statements.Count(statement => statement is Assign)) return null;
        HashSet<Statement> needed = [.. NeededBy(sums)];
        if (needed.Concat(sums).Any(statement => ReadsWritten(statement is Declare declare ? declare.Value! : ((Assign)statement).Value))) return null;
        List<Statement> rest = [.. statements.Where(statement => !sums.Contains(statement))];
        List<Statement> roots = [.. rest.Where(statement => statement is Assign || !needed.Contains(statement) && statement.Reads().Any(read => read.MayThrow()))];
        HashSet<Statement> used = [.. roots, .. NeededBy(roots)];
        rest = [.. rest.Where(used.Contains)];
        int twice = rest.OfType<Declare>().Where(needed.Contains).Sum(declare => declare.Value!.Cost());
        if (twice > MostTwice) return null;
        var ofSums = new Block(statements.Where(statement => sums.Contains(statement) || needed.Contains(statement)).ToEquatableArray());
        return ((For)Copies.Of(new Block(loop with { Body = ofSums }), variables, new Dictionary<Variable, Expression>()).Statements[0], loop with { Body = new Block(rest.ToEquatableArray()) });
    }

    /// <summary>Whether the statement adds to a variable from outside that nothing else in the loop mentions.</summary>
    private bool IsSum(Statement statement) =>
        statement is Assign { Kind: not AssignmentKind.Set, Target: Variable { Type: ScalarType { IsReal: true } } sum }
        && !loop.Body.Statements.Any(other => other is Declare declare && declare.Variable.Equals(sum) || other is Assign { Kind: AssignmentKind.Set, Target: Variable target } && target.Equals(sum))
        && loop.Body.Statements.All(other => other is Assign { Target: Variable same } add && same.Equals(sum) ? !add.Value.Mentions(sum) : !other.Reads().Any(read => read.Mentions(sum)));

    /// <summary>The declarations that the statements use, directly or through each other.</summary>
    private List<Statement> NeededBy(IReadOnlyList<Statement> users)
    {
        var needed = new List<Statement>();
        var wanted = new HashSet<Variable>();
        foreach (Statement user in users) Want(user, wanted);
        for (int i = loop.Body.Statements.Count - 1; i >= 0; i--)
        {
            if (loop.Body.Statements[i] is not Declare declare || !wanted.Contains(declare.Variable)) continue;
            needed.Add(declare);
            Want(declare, wanted);
        }

        return needed;
    }

    private static void Want(Statement statement, HashSet<Variable> wanted)
    {
        foreach (Expression read in statement.Reads()) read.ForEachVariable(variable => wanted.Add(variable));
    }

    /// <summary>Whether it reads memory that the loop writes, or a variable that it assigns.</summary>
    private bool ReadsWritten(Expression value) => value.Any(part =>
        part is Element element && effects.Overwrites(element.Storage)
        || part is Variable variable && loop.Body.Statements.Any(other => other is Assign { Target: Variable target } && target.Equals(variable)));
}
