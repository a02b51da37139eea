using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Makes what differentiation gives read as a careful person would have written it, and do no more work than that.</summary>
public static class Simplifier
{
    private const int MostRounds = 8;

    // Each round leaves less to do for the next: propagation and versions give single definitions, nesting makes expressions of them, which cancel.
    private static readonly Func<Function, Function>[] Round =
    [
        Propagation.Run,
        Versions.Run,
        Propagation.Run,
        DeadStores.Run,
        NeededCode.Run,
        KnownValues.Run,
        Recomputation.Run,
        function => Nesting.Run(function, intoResults: false),
        Accumulation.Run,
        Cancellation.Run,
        LoopDirection.Run,
        Zeroing.Run,
    ];

    private static readonly Func<Function, Function>[] Finish =
    [
        function => Nesting.Run(function, intoResults: true),
        Coalescing.Run,
        NeededCode.Run,
    ];

    public static Function Simplify(Function function)
    {
        for (int round = 0; round < MostRounds; round++)
        {
            Function before = function;
            function = Run(Round, function);
            if (function.Equals(before)) break;
        }

        return Run(Finish, function);
    }

    private static Function Run(Func<Function, Function>[] passes, Function function) =>
        passes.Aggregate(function, (current, pass) => pass(current));
}
