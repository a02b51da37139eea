using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Makes what differentiation gives read as a careful person would have written it, and do no more work than that.</summary>
public static class Simplifier
{
    private const int MostRounds = 6;

    public static Function Simplify(Function function)
    {
        var memo = new Dictionary<Expression, Expression>();
        function = RunToFixpoint(Round(memo), function);
        foreach (Func<Function, Function> pass in Finish(memo)) function = Run(pass, function);
        return function;
    }

    /// <summary>Runs the passes one after the other, over and over, until each of them has left the function as it was.</summary>
    private static Function RunToFixpoint(Func<Function, Function>[] passes, Function function)
    {
        int unchanged = 0;
        for (int i = 0; i < MostRounds * passes.Length && unchanged < passes.Length; i++)
        {
            Function next = Run(passes[i % passes.Length], function);
            unchanged = ReferenceEquals(next, function) ? unchanged + 1 : 0;
            function = next;
        }

        return function;
    }

    /// <summary>The derivative, an expression over variables that are not assigned, simplified by itself.</summary>
    public static Expression Simplify(Expression derivative)
    {
        var nowhere = new Function("", EquatableArray<Parameter>.Empty, EquatableArray<Result>.Empty, Block.Empty);
        return Products.Written(new Algebra(Uses.Of(nowhere), []).Simplify(derivative));
    }

    /// <summary>
    /// Each pass leaves less to do for the next: copies and versions give single definitions, nesting makes expressions of them, which
    /// cancel.
    /// </summary>
    internal static Func<Function, Function>[] Round(Dictionary<Expression, Expression> memo) =>
    [
        FirstUse.Run,
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
        Propagation.Run,
        Products.Run,
        function => Nesting.Run(function, intoResults: true, memo),
        Products.Run,
        Coalescing.Run,
        UserNames.Run,
        NeededCode.Run,
        FirstUse.Run,
    ];

    /// <summary>What the pass makes of the function; the same instance when nothing is different.</summary>
    private static Function Run(Func<Function, Function> pass, Function function)
    {
        Function next = pass(function);
        return next.Equals(function) ? function : next;
    }
}
