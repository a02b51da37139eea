using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>How control may leave a block that still has jumps.</summary>
/// <param name="Exits">The labels it may jump to.</param>
/// <param name="Falls">Whether it may reach the block's end.</param>
internal sealed record Outcome(HashSet<Label> Exits, bool Falls);

/// <summary>Computes each block's outcome once.</summary>
internal sealed class Outcomes
{
    private readonly Dictionary<Block, Outcome> known = [];

    public Outcome Of(Block block)
    {
        if (!known.TryGetValue(block, out Outcome? outcome)) known.Add(block, outcome = Compute(block));
        return outcome;
    }

    private Outcome Compute(Block block)
    {
        var exits = new HashSet<Label>();
        foreach (Statement statement in block.Statements)
        {
            Outcome outcome = Of(statement);
            exits.UnionWith(outcome.Exits);
            if (!outcome.Falls) return new Outcome(exits, false);
        }

        return new Outcome(exits, true);
    }

    private Outcome Of(Statement statement)
    {
        switch (statement)
        {
            case Jump jump:
                return new Outcome([jump.Target], false);
            case Throw:
                return new Outcome([], false);
            case Labelled labelled:
                Outcome inside = Of(labelled.Body);
                return inside.Exits.Contains(labelled.Label)
                    ? new Outcome([.. inside.Exits.Where(label => label != labelled.Label)], true)
                    : inside;
            case If branch:
                Outcome then = Of(branch.Then);
                Outcome otherwise = Of(branch.Else);
                return new Outcome([.. then.Exits, .. otherwise.Exits], then.Falls || otherwise.Falls);
            case For loop:
                return new Outcome(Of(loop.Body).Exits, true);
            case While loop:
                return new Outcome(Of(loop.Body).Exits, !loop.Condition.Equals(Constant.True));
            default:
                return new Outcome([], true);
        }
    }
}
