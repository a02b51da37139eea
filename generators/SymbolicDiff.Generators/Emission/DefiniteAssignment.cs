using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// Finds the locals and <c>out</c> parameters of which C# would not see that they are assigned before they are read; the function's logic
/// guarantees it, so that any first value does.
/// </summary>
internal sealed class DefiniteAssignment
{
    private readonly HashSet<Variable> tracked;
    private readonly HashSet<Variable> missing = [];

    private DefiniteAssignment(HashSet<Variable> tracked) => this.tracked = tracked;

    public static HashSet<Variable> MissingIn(Function function)
    {
        var outs = function.Parameters.Where(parameter => parameter.Passing == Passing.Out).Select(parameter => parameter.Variable).ToList();
        var tracked = new HashSet<Variable>(outs);
        foreach (Statement statement in function.Body.AllStatements())
            if (statement is Declare { Value: null } declare) tracked.Add(declare.Variable);
        if (tracked.Count == 0) return tracked;

        var analysis = new DefiniteAssignment(tracked);
        if (analysis.Walk(function.Body, []) is { } assigned) analysis.missing.UnionWith(outs.Where(variable => !assigned.Contains(variable)));
        return analysis.missing;
    }

    /// <summary>What is assigned at the end of the block, or null where the end is not reached.</summary>
    private HashSet<Variable>? Walk(Block block, HashSet<Variable> before)
    {
        var assigned = new HashSet<Variable>(before);
        foreach (Statement statement in block.Statements)
        {
            var outs = ExternalText.OutsOf(statement).ToList();
            foreach (Expression read in statement.Reads()) Read(read, assigned, outs);
            assigned.UnionWith(outs);
            if (statement is Throw) return null;
            if (statement is If branch)
            {
                if (Join(Walk(branch.Then, assigned), Walk(branch.Else, assigned)) is not { } joined) return null;
                assigned = joined;
            }
            else
            {
                foreach (Block body in statement.Blocks()) Walk(body, assigned);
            }

            if (statement is Assign { Target: Variable target }) assigned.Add(target);
        }

        return assigned;
    }

    private void Read(Expression expression, HashSet<Variable> assigned, List<Variable> outs)
    {
        foreach (Expression part in expression.DescendantsAndSelf())
        {
            if (part is not Variable variable || !tracked.Contains(variable)) continue;
            if (!assigned.Contains(variable) && !outs.Contains(variable)) missing.Add(variable);
        }
    }

    private static HashSet<Variable>? Join(HashSet<Variable>? first, HashSet<Variable>? second)
    {
        if (first is null || second is null) return first ?? second;
        first.IntersectWith(second);
        return first;
    }
}
