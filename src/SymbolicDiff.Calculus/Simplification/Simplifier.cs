using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Makes what differentiation gives read as a careful person would have written it, and do no more work than that.</summary>
public static class Simplifier
{
    private const int MostRounds = 6;

    public static Function Simplify(Function function)
    {
        var memo = new Dictionary<Expression, Expression>();
        Func<Function, Function>[] round = Round(memo);
        for (int i = 0; i < MostRounds; i++)
        {
            Function before = function;
            function = Run(round, function);
            if (function.Equals(before)) break;
        }

        return Run(Finish(memo), function);
    }

    /// <summary>
    /// Each pass leaves less to do for the next: copies and versions give single definitions, nesting makes expressions of them, which
    /// cancel.
    /// </summary>
    internal static Func<Function, Function>[] Round(Dictionary<Expression, Expression> memo) =>
    [
        Propagation.Run,
        Versions.Run,
        Propagation.Run,
        Postponement.Run,
        DeadStores.Run,
        NeededCode.Run,
        KnownValues.Run,
        Recomputation.Run,
        function => Nesting.Run(function, intoResults: false, memo),
        Accumulation.Run,
        function => Cancellation.Run(function, memo),
        LoopDirection.Run,
        Zeroing.Run,
    ];

    private static Func<Function, Function>[] Finish(Dictionary<Expression, Expression> memo) =>
    [
        Hoisting.Run,
        Propagation.Run,
        function => Nesting.Run(function, intoResults: false, memo),
        function => Cancellation.Run(function, memo),
        Products.Run,
        function => Nesting.Run(function, intoResults: true, memo),
        Products.Run,
        Coalescing.Run,
        NeededCode.Run,
        FirstUse.Run,
    ];

    private static Function Run(Func<Function, Function>[] passes, Function function) =>
        passes.Aggregate(function, (current, pass) => pass(current));
}
