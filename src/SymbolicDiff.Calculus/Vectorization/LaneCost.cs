using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// What loops cost, in units of an addition, scalar and in lanes. An operation costs as much for eight lanes as for one number, elements side by side as much as one element;
/// others are fetched one by one, rows are copied side by side, and what all lanes add to is summed over them.
/// </summary>
internal static class LaneCost
{
    /// <summary>What is taken for the number of iterations that is not known.</summary>
    private const int Iterations = 16;

    /// <summary>Setting up a loop for lanes, and what is left over at its end.</summary>
    private const int Overhead = 16;

    private const int SumOfLanes = 8;

    /// <summary>An element that is copied for lanes: read, written at a distance, and waited for when it is read again. It pays where the copy is read several times.</summary>
    private const int CostOfCopy = 2;

    /// <summary>The least work of an iteration for which a loop becomes three lines where every bit stays.</summary>
    private const int WorthThreeLines = 6;

    private const int WorthSplitting = 8;

    /// <summary>Whether the loop is worth it, against the best that can be done with the loops inside.</summary>
    /// <param name="lanes">The loop.</param>
    /// <param name="inner">The loops inside that can be done in lanes themselves.</param>
    public static bool IsWorthIt(LaneLoop lanes, Func<For, LaneLoop?> inner) =>
        CountOf(lanes.Loop) >= LaneCode.Count && !ScattersInnermost(lanes.Loop.Body, lanes) && Gain(lanes, inner) > 0;

    /// <summary>What the lanes save, against the best that can be done with the loops inside.</summary>
    /// <param name="lanes">The loop.</param>
    /// <param name="inner">The loops inside that can be done in lanes themselves.</param>
    public static double Gain(LaneLoop lanes, Func<For, LaneLoop?> inner)
    {
        double count = CountOf(lanes.Loop);
        double copied = lanes.Rows.Count * Iterations * LaneCode.Count * CostOfCopy;
        return count * OfBlock(lanes.Loop.Body, inner) - Overhead - Math.Ceiling(count / LaneCode.Count) * (copied + OfLanes(lanes.Loop.Body, lanes));
    }

    /// <summary>Whether an inner loop that has no other inside reads elements that are apart: each of them costs as much as all the arithmetic.</summary>
    private static bool ScattersInnermost(Block block, LaneLoop lanes) => block.AllStatements().OfType<For>()
        .Where(loop => !loop.Body.AllStatements().Any(statement => statement is For))
        .Any(loop => loop.Body.AllStatements().Any(statement => statement.Reads().Any(read => read.Any(part => part is Element element && IsApart(element, lanes)))
            || statement is Assign { Target: Element target } && IsApart(target, lanes)));

    /// <summary>Whether an iteration has so much arithmetic, or waits so long for the one before, that lanes are worth their lines.</summary>
    public static bool IsWorthItsLines(LaneLoop lanes) =>
        lanes.Reductions.Count > 0 || Weight(lanes) >= WorthThreeLines;

    /// <summary>
    /// Whether the rest of a loop, without its sums, is so much that it does not hide behind them: a sum waits four cycles for the one before, and meanwhile some dozen operations are done.
    /// </summary>
    public static bool IsWorthSplitting(LaneLoop rest) => Weight(rest) >= WorthSplitting;

    private static double Weight(LaneLoop lanes) => Weight(lanes.Loop.Body, lanes);

    private static double Weight(Block block, LaneLoop lanes) => block.Statements.Sum(statement =>
        statement.Reads().Sum(read => Arithmetic(read, lanes)) + (statement is For loop ? CountOf(loop) : 1) * statement.Blocks().Sum(inner => Weight(inner, lanes)));

    private static int Arithmetic(Expression expression, LaneLoop lanes)
    {
        int cost = 0;
        expression.ForEach(part => cost += part is Apply { Type.IsReal: true } apply && lanes.IsVarying(apply) ? apply.Primitive.Cost : 0);
        return cost;
    }

    private static bool IsApart(Element element, LaneLoop lanes) =>
        element.Type is not StorageType && !(element.Storage is Variable storage && lanes.IsOwnStorage(storage)) && lanes.DistanceOf(element) is { } stride && !stride.IsInteger(0) && !stride.IsInteger(1);

    /// <summary>The cost of one run, each loop in the better form.</summary>
    private static double OfBlock(Block block, Func<For, LaneLoop?> inner) => block.Statements.Sum(statement => OfStatement(statement) + statement switch
    {
        For loop => Math.Min(
            CountOf(loop) * (1 + OfBlock(loop.Body, inner)),
            inner(loop) is { } lanes ? Overhead + Math.Ceiling(CountOf(loop) / LaneCode.Count) * OfLanes(loop.Body, lanes) : double.PositiveInfinity),
        If branch => Math.Max(OfBlock(branch.Then, inner), OfBlock(branch.Else, inner)),
        _ => statement.Blocks().Sum(body => OfBlock(body, inner)),
    });

    private static double OfLanes(Block block, LaneLoop lanes) => block.Statements.Sum(statement => OfStatement(statement) + OfPlaces(statement, lanes) + statement switch
    {
        For loop => CountOf(loop) * (1 + OfLanes(loop.Body, lanes)),
        _ => statement.Blocks().Sum(body => OfLanes(body, lanes)),
    });

    private static double OfStatement(Statement statement) => statement.Reads().Sum(read => read.Cost()) + (statement is Assign ? 1 : 0);

    /// <summary>What elements cost in lanes more than one element.</summary>
    private static double OfPlaces(Statement statement, LaneLoop lanes)
    {
        double cost = statement is Assign { Target: Element target } ? OfPlace(target, lanes, isWritten: true) : 0;
        foreach (Expression read in statement.Reads()) read.ForEach(part => cost += part is Element element ? OfPlace(element, lanes, isWritten: false) : 0);
        return cost;
    }

    private static double OfPlace(Element element, LaneLoop lanes, bool isWritten)
    {
        if (IsApart(element, lanes)) return LaneCode.Count;
        bool isShared = element.Type is not StorageType && !(element.Storage is Variable storage && lanes.IsOwnStorage(storage)) && lanes.DistanceOf(element) is { } stride && stride.IsInteger(0);
        return isShared && isWritten ? SumOfLanes : 0;
    }

    private static double CountOf(For loop) => loop is { Start: Constant start, Limit: Constant limit } ? Math.Max(0, (Math.Abs(limit.Bits - start.Bits) + (loop.Inclusive ? 1 : 0)) / (double)Math.Abs(loop.Step)) : Iterations;
}
