namespace SymbolicDiff.Behavior.Tests.Language;

public sealed class RecordBlocksTests
{
    [Fact]
    public void WhatAnExceptionLeavesOnAStackIsGone()
    {
        double[] expected = RecordBlocks.CellsGradient([0.3, 0.4], 3);
        for (int i = 0; i < 3; i++) Assert.Throws<IndexOutOfRangeException>(() => RecordBlocks.ThrowingGradient([0.5, 0.3], 4));
        Assert.Equal(expected, RecordBlocks.CellsGradient([0.3, 0.4], 3));
    }

    [Fact]
    public void ManyIterationsNeedNoBoundBeforehand()
    {
        double[] w = [0.5, -0.3, 0.2], once = RecordBlocks.GrowingGradient(w, 100_000);
        Assert.All(once, value => Assert.True(double.IsFinite(value)));
        Assert.Equal(once, RecordBlocks.GrowingGradient(w, 100_000));
    }
}
