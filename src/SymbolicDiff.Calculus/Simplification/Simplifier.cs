using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Makes what differentiation gives read as a careful person would have written it, and do no more work than that.</summary>
public static class Simplifier
{
    private const int MostRounds = 6;

    /// <summary>What is read before a loop and set behind it, once its sum is kept in a variable, need not be zero before.</summary>
    private static readonly Func<Facts, Function>[] arrangement = [LogisticTails.Run, LoopMemory.Run, Accumulation.Run, Zeroing.RunWithRests, LoopInvariants.Run, Zeroing.RunWithRests];

    public static Function Simplify(Function function, CancellationToken cancellation = default)
    {
        var memo = new AlgebraMemo();
        Facts facts = RunToFixpoint(Round(memo), new Facts(function), cancellation);
        foreach (Func<Facts, Function> pass in Finish(memo, cancellation)) facts = Run(pass, facts, cancellation);
        return facts.Function;
    }

    /// <summary>Arranges the memory of a simplified function that is emitted to be called, and not to be differentiated: that knows better what belongs to an iteration.</summary>
    public static Function Arrange(Function function, CancellationToken cancellation = default)
    {
        var facts = new Facts(function);
        foreach (Func<Facts, Function> pass in arrangement) facts = Run(pass, facts, cancellation);
        return facts.Function;
    }

    /// <summary>The arranged function with the records of a loop's iterations side by side, which cannot be differentiated any more.</summary>
    internal static Function WithRecordBlocks(Function arranged)
    {
        Function blocks = RecordBlocks.Run(new Facts(arranged));
        return ReferenceEquals(blocks, arranged) ? arranged : LoopDirection.Run(new Facts(blocks));
    }

    /// <summary>The function in lanes with its variables declared where they are first used: what has been split or made new may be used later than before.</summary>
    internal static Function WithFirstUses(Function lanes) => FirstUse.Run(LoopInvariants.WithoutSingleRows(lanes));

    /// <summary>Runs the passes one after the other, over and over, until each of them has left the function as it was.</summary>
    private static Facts RunToFixpoint(Func<Facts, Function>[] passes, Facts facts, CancellationToken cancellation)
    {
        int unchanged = 0;
        for (int i = 0; i < MostRounds * passes.Length && unchanged < passes.Length; i++)
        {
            Facts next = Run(passes[i % passes.Length], facts, cancellation);
            unchanged = ReferenceEquals(next, facts) ? unchanged + 1 : 0;
            facts = next;
        }

        return facts;
    }

    /// <summary>The derivative, an expression over variables that are not assigned, simplified by itself.</summary>
    public static Expression Simplify(Expression derivative)
    {
        var nowhere = new Function("", EquatableArray<Parameter>.Empty, EquatableArray<Result>.Empty, Block.Empty);
        return Products.Written(new Algebra(new Facts(nowhere), new AlgebraMemo()).Simplify(derivative));
    }

    /// <summary>
    /// Each pass leaves less to do for the next: copies and versions give single definitions, nesting makes expressions of them, which
    /// cancel.
    /// </summary>
    private static Func<Facts, Function>[] Round(AlgebraMemo memo) =>
    [
        facts => FirstUse.Run(facts.Function),
        Propagation.Run,
        Decisions.Run,
        facts => Versions.Run(facts.Function),
        Propagation.Run,
        GuardedValues.Run,
        Postponement.Run,
        DeadStores.Run,
        NeededCode.Run,
        KnownValues.Run,
        Recomputation.Run,
        facts => Nesting.Run(facts, intoResults: false, memo),
        Accumulation.Run,
        StoresBack.Run,
        facts => Cancellation.Run(facts, memo),
        LoopDirection.Run,
        Factoring.Run,
        KnownSums.Run,
        facts => ZeroAdjoints.Run(facts.Function),
        facts => Contraction.Run(facts, memo),
        Zeroing.Run,
    ];

    private static Func<Facts, Function>[] Finish(AlgebraMemo memo, CancellationToken cancellation) =>
    [
        Hoisting.Run,
        Propagation.RunWithReads,
        facts => RunToFixpoint([Decisions.Run, Propagation.Run], facts, cancellation).Function,
        facts => Nesting.Run(facts, intoResults: false, memo),
        facts => Cancellation.Run(facts, memo),
        Propagation.Run,
        JoinedBranches.Run,
        DeadStores.Run,
        facts => Products.Run(facts.Function),
        facts => Nesting.Run(facts, intoResults: true, memo),
        facts => Products.Run(facts.Function),
        facts => Coalescing.Run(facts.Function),
        facts => UserNames.Run(facts.Function),
        LengthsOnly.Run,
        NeededCode.Run,
        facts => FirstUse.Run(facts.Function),
    ];

    /// <summary>What is known after the pass: what was known before it when it makes nothing different.</summary>
    private static Facts Run(Func<Facts, Function> pass, Facts facts, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        Function next = pass(facts);
        return next.Equals(facts.Function) ? facts : new Facts(next);
    }
}
