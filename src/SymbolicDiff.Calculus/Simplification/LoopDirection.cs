using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Lets a loop of the reverse sweep whose iterations do not depend on each other run upwards, where possible in the form of the primal's
/// loop.
/// </summary>
internal sealed class LoopDirection
{
    private readonly Memory memory;
    private readonly List<For> upward = [];

    private LoopDirection(Facts facts)
    {
        memory = facts.Memory;
        facts.Body.ForEach(statement =>
        {
            if (statement is For { Step: > 1 } loop) upward.Add(loop);
        });
    }

    public static Function Run(Facts facts) => facts.With(new LoopDirection(facts).Walk(facts.Body));

    private Block Walk(Block block) => block.With(block.Statements.Map(Walk));

    private Statement Walk(Statement statement)
    {
        if (statement is For { Step: < 0 } loop && Turned(loop) is { } turned && new Independence(memory, loop).Holds()) statement = turned;
        if (statement is For { Step: 1, Inclusive: true } ascending && !ascending.Body.AllStatements().Any(IsPrimal))
            statement = Headers.Exclusive(ascending);
        return statement.Map(expression => expression, Walk);
    }

    private static bool IsPrimal(Statement statement) => statement is Assign && !statement.IsDerivative();

    private For? Turned(For loop)
    {
        if (loop.Step == -1) return Headers.Upwards(loop);
        For? primal = upward.FirstOrDefault(candidate => LoopShape.IsReverse(loop, candidate));
        return primal is null ? null : primal with { Counter = loop.Counter, Body = loop.Body };
    }
}
