using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// The beginning of a loop's body in lanes, where the rest must run one iteration after the other: a search for the nearest of many before what is done with it.
/// </summary>
/// <param name="Lanes">The loop with the beginning alone.</param>
/// <param name="Rest">What runs for each lane in its turn.</param>
/// <param name="Handed">What the rest reads of it.</param>
internal sealed record LanePrefix(LaneLoop Lanes, IReadOnlyList<Statement> Rest, IReadOnlyList<Variable> Handed)
{
    /// <summary>The beginning, with the loops inside, that gains most; null where there is none.</summary>
    /// <param name="loop">A loop that cannot be in lanes as a whole.</param>
    /// <param name="facts">What is known of the function.</param>
    /// <param name="lanesOf">Puts a loop in lanes.</param>
    public static LanePrefix? Of(For loop, Facts facts, Func<For, LaneLoop?> lanesOf)
    {
        if (loop is not { Step: 1, IsOverDirections: false }) return null;
        var statements = loop.Body.Statements;
        LanePrefix? best = null;
        double most = double.NegativeInfinity;
        for (int length = statements.Count - 1; length > 0 && statements.Take(length).Any(statement => statement is For); length--)
        {
            var first = new Block(statements.Take(length).ToEquatableArray());
            List<Statement> rest = [.. statements.Skip(length)];
            if (!IsLocal(first) || lanesOf(loop with { Body = first }) is not { Reductions.Count: 0, HandedOn.Count: 0 } lanes) continue;
            if (HandedBy(first, rest, lanes) is not { } handed || !AreApart(first, rest, facts) || LaneCost.Gain(lanes, lanesOf) is var gain && gain <= most) continue;
            (best, most) = (new LanePrefix(lanes, rest, handed), gain);
        }

        return best;
    }

    /// <summary>Whether the statements give values to variables of their own only.</summary>
    private static bool IsLocal(Block first)
    {
        var own = new HashSet<Variable>(first.AllStatements().OfType<Declare>().Select(declare => declare.Variable));
        return first.AllStatements().All(statement => statement is Declare { Value: not (Allocate or CopyOf or ZerosLike) } or Declare { Value: null } or For or If || statement is Assign { Target: Variable target } && own.Contains(target));
    }

    private static List<Variable>? HandedBy(Block first, IReadOnlyList<Statement> rest, LaneLoop lanes)
    {
        List<Variable> handed = [.. first.Statements.OfType<Declare>().Select(declare => declare.Variable).Where(variable => rest.Any(statement => statement.Mentions(variable)))];
        bool isPossible = handed.All(variable => !lanes.IsVarying(variable) ? variable.Type is ScalarType : variable.Type.Equals(ValueType.Double) || lanes.IsInteger(variable));
        return isPossible ? handed : null;
    }

    /// <summary>Whether the rest changes nothing that the beginning reads.</summary>
    private static bool AreApart(Block first, IReadOnlyList<Statement> rest, Facts facts)
    {
        var changed = Effects.Of(new Block(rest.ToEquatableArray()), facts.Memory);
        var own = new HashSet<Variable>(first.AllStatements().OfType<Declare>().Select(declare => declare.Variable));
        return !changed.IsOpaque && first.AllStatements().All(statement => statement.Reads().All(read => !read.Any(part => part switch
        {
            Variable variable => !own.Contains(variable) && changed.Assigned.Contains(variable),
            Element element => changed.Overwrites(element.Storage),
            _ => false,
        })));
    }
}
