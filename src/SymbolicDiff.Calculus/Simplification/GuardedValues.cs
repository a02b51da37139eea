using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What a variable is given and what a guard corrects it to become one choice: <c>t = f * p; if (f is 0) t = 0;</c> is <c>t = f is 0 ? 0 : f * p</c>.</summary>
internal static class GuardedValues
{
    public static Function Run(Facts facts) => facts.With(Walk(facts.Body));

    private static Block Walk(Block block)
    {
        var output = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            Statement walked = statement.Map(expression => expression, Walk);
            int general = walked is If { IsGuard: true, Else.IsEmpty: true } guard && Correction(guard) is { } correction ? Find(guard, correction, output) : -1;
            if (general >= 0)
            {
                walked = Chosen(output[general], (If)walked);
                output.RemoveAt(general);
            }

            output.Add(walked);
        }

        return block.With(output);
    }

    private static Assign? Correction(If guard) =>
        guard.Then.Statements.Count == 1 && guard.Then.Statements[0] is Assign { Kind: AssignmentKind.Set, Target: Variable { Type.IsReal: true } } only
        && !guard.Condition.HasEffects() && !only.Value.HasEffects() && !guard.Condition.Mentions((Variable)only.Target) && !only.Value.Mentions((Variable)only.Target)
            ? only
            : null;

    /// <summary>Where the variable is given what the guard corrects, if only declarations without use for it stand between; −1 where that is not so.</summary>
    private static int Find(If guard, Assign correction, List<Statement> output)
    {
        var target = (Variable)correction.Target;
        for (int i = output.Count - 1; i >= 0; i--)
        {
            if (Given(output[i], target) is { } value) return value.Mentions(target) || value.HasEffects() || value.Any(part => part is Conditional) ? -1 : i;
            if (output[i] is not Declare { Value: { } between, Variable.Type: ScalarType } || between.Mentions(target) || between.HasEffects()) return -1;
        }

        return -1;
    }

    private static Expression? Given(Statement statement, Variable target) => statement switch
    {
        Declare declare when declare.Variable.Equals(target) => declare.Value,
        Assign { Kind: AssignmentKind.Set } assign when assign.Target.Equals(target) => assign.Value,
        _ => null,
    };

    private static Statement Chosen(Statement general, If guard)
    {
        Expression special = ((Assign)guard.Then.Statements[0]).Value;
        return general is Declare declare ? declare with { Value = Choice(declare.Value!) } : (Assign)general with { Value = Choice(((Assign)general).Value) };

        Expression Choice(Expression value) => new Conditional(guard.Condition, special, value) { IsGuard = true };
    }
}
