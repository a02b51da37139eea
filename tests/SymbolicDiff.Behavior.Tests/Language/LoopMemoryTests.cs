namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>What memory loops may not take, and what they may not throw.</summary>
public sealed class LoopMemoryTests
{
    [Fact]
    public void TheStackOfACalledMethodIsNotTakenInEachIteration()
    {
        const int Iterations = 200_000;
        double[] w = [0.1, 0.2], x = [1e-3, 2e-3];
        Assert.True(double.IsFinite(LoopMemory.CalledInLoopGradient(w, x, Iterations)[1]));
        Assert.True(double.IsFinite(LoopMemory.OfVaryingLengthGradient(w, Iterations)[0]));
        Assert.True(double.IsFinite(LoopMemory.OfVaryingLengthInWhileGradient(w, Iterations)[0]));
        Assert.True(double.IsFinite(LoopMemory.CalledInLoopHessianDiagonal(w, x, Iterations)[0]));
    }

    [Fact]
    public void ALoopThatDoesNotRunTakesNoMemory()
    {
        double[] gradient = LoopMemory.NestedRecordsGradient([0.5, 0.7], 0, int.MaxValue);
        Assert.Equal([0.0, 0.0], gradient);
    }

    [Fact]
    public void ALoopThatDoesNotRunAsksForNoLength() => Assert.Equal([0.0, 0.0], LoopMemory.CalledInLoopGradient([0.5, 0.7], null!, 0));

    [Fact]
    public void WhatIsRentedIsGivenBackByAnException()
    {
        for (int i = 0; i < 3; i++)
            Assert.Throws<IndexOutOfRangeException>(() => LoopMemory.CalledInLoopGradient([1], [1, 2], 2));
        Assert.Equal(LoopMemory.CalledInLoopGradient([1, 2], [1, 2], 2), LoopMemory.CalledInLoopGradient([1, 2], [1, 2], 2));
    }

    [Fact]
    public void NothingIsAllocatedInTheLoop()
    {
        double[] w = [0.1, 0.2], x = [1e-3, 2e-3], gradient = new double[2];
        LoopMemory.CalledInLoopValueAndGradient(w, x, 4, gradient);
        long before = GC.GetAllocatedBytesForCurrentThread();
        LoopMemory.CalledInLoopValueAndGradient(w, x, 100, gradient);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
