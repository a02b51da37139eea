using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Where a derivative, or a counter, was copied only because it is assigned before the copy is used, assigns it after the use: <c>t = v; v = v * x; w += t
/// * s</c> becomes <c>t = v; w += t * s; v = v * x</c>, and the copy is not needed any more.
/// </summary>
internal sealed class Postponement
{
    private const int FarthestUse = 12;

    private readonly Memory memory;
    private readonly Uses uses;
    private readonly HashSet<Variable> parameters;

    private Postponement(Facts facts) => (memory, uses, parameters) = (facts.Memory, facts.Uses, [.. facts.Function.Parameters.Select(parameter => parameter.Variable)]);

    public static Function Run(Facts facts) => facts.With(new Postponement(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = block.Statements.Select(statement => statement.Map(expression => expression, Walk)).ToList();
        for (int i = 0; i < statements.Count; i++)
            if (statements[i] is Declare { Value: Variable original } copy && IsCopy(copy.Variable, original))
                Postpone(statements, i, original, copy.Variable);
        return block.With(statements);
    }

    private bool IsCopy(Variable copy, Variable original) =>
        (IsDerivative(original, copy) || IsCounter(original, copy)) && uses.IsDefinedOnce(copy);

    private static bool IsDerivative(Variable original, Variable copy) => copy.Type.IsReal && original.Role == Role.Derivative && copy.Role == Role.Derivative;

    private bool IsCounter(Variable original, Variable copy) => copy is { Type: ScalarType { Kind: ScalarKind.Int32 }, Role: Role.Temporary } && !parameters.Contains(original);

    private void Postpone(List<Statement> statements, int declared, Variable original, Variable copy)
    {
        int assigned = declared + 1;
        int remaining = uses.Reads(copy);
        int farthest = Math.Min(statements.Count, declared + FarthestUse);
        while (assigned < farthest && !Effects.Of(statements[assigned], memory).Assigned.Contains(original))
            remaining -= Reads(statements[assigned++], copy);
        if (assigned == farthest || statements[assigned] is not Assign { Target: Variable } assignment || assignment.Value.HasEffects()) return;
        remaining -= Reads(assignment, copy);
        int last = assigned;
        while (remaining > 0)
        {
            if (++last >= statements.Count || last - assigned > FarthestUse || !CanPass(statements[last], assignment, original)) return;
            remaining -= Reads(statements[last], copy);
        }

        if (last == assigned || remaining < 0) return;
        if (!copy.Type.IsReal) last = BehindStatement(statements, assigned, last, assignment, original);
        statements.RemoveAt(assigned);
        statements.Insert(last, assignment);
    }

    /// <summary>Behind what reads the temporaries declared on the way, too, so that they can become parts of it again: <c>y[j] += a[next] * x; next++</c>.</summary>
    private int BehindStatement(List<Statement> statements, int assigned, int last, Assign assignment, Variable original)
    {
        List<Variable> open = [];
        for (int i = assigned + 1; i < statements.Count && i - assigned <= FarthestUse && (i <= last || open.Count > 0) && CanPass(statements[i], assignment, original); i++)
        {
            open.RemoveAll(temporary => Reads(statements[i], temporary) == uses.Reads(temporary));
            if (statements[i] is Declare { Variable: { Role: Role.Temporary } temporary }) open.Add(temporary);
            last = Math.Max(last, i);
        }

        return last;
    }

    /// <summary>Whether the statement neither sees nor disturbs the assignment that moves behind it.</summary>
    private bool CanPass(Statement statement, Assign assignment, Variable original)
    {
        if (statement is not (Assign or Declare) || statement.Reads().Any(read => read.HasEffects() || read.Mentions(original))) return false;
        Effects effects = Effects.Of(statement, memory);
        return !effects.Assigned.Contains(original) && !effects.Disturb(assignment.Value);
    }

    private static int Reads(Statement statement, Variable variable)
    {
        int count = 0;
        Count(statement);
        foreach (Block block in statement.Blocks()) block.ForEach(Count);
        return count;

        void Count(Statement inner)
        {
            foreach (Expression read in inner.Reads()) read.ForEachVariable(read => count += read.Equals(variable) ? 1 : 0);
        }
    }
}
