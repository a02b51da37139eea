namespace SymbolicDiff.Simd.Tests;

/// <summary>Loads and stores give the elements that they say, and never others.</summary>
public class MemoryTests
{
    private static readonly double[] Values = [.. Enumerable.Range(0, 40).Select(i => i + 0.5)];

    [Fact]
    public void EightElementsAreLoadedAndStored()
    {
        for (int at = 0; at <= Values.Length - Lanes.Count; at++)
        {
            var copy = new double[Values.Length];
            Lanes.Load(Values, at).Store(copy, at);
            Bits.AssertSame([.. Values.Select((x, i) => i >= at && i < at + Lanes.Count ? x : 0)], copy, $"from {at}");
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(33)]
    [InlineData(40)]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public void WhatIsOutsideThrowsAndIsNotWritten(int at)
    {
        double[] to = [.. Values];
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Load(Values, at));
        Assert.Throws<IndexOutOfRangeException>(() => ((Lanes)0).Store(to, at));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Gather(Values, at, 1));
        Assert.Throws<IndexOutOfRangeException>(() => ((Lanes)0).Scatter(to, at, 1));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Gather(Values, new int[40], at));
        Assert.Equal(Values, to);
    }

    [Fact]
    public void NothingIsLoadedFromTooFew()
    {
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Load(new double[7], 0));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Load([], 0));
        Assert.Throws<IndexOutOfRangeException>(() => ((Lanes)0).Store(new double[7], 0));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(19)]
    public void TheDiagonalEndsWithTheElements(int length)
    {
        for (int at = 0; at <= length; at++)
        {
            var columns = new Lanes[length];
            Array.Fill(columns, (Lanes)0.5);
            Lanes.SetDiagonal(columns, at, 3);
            for (int i = 0; i < length; i++)
                for (int lane = 0; lane < Lanes.Count; lane++) Assert.Equal(i == at + lane ? 3 : 0.5, columns[i][lane]);
            Lanes diagonal = Lanes.Diagonal(columns, at);
            for (int lane = 0; lane < Lanes.Count; lane++) Assert.Equal(at + lane < length ? 3 : 0, diagonal[lane]);
        }

        Assert.Throws<IndexOutOfRangeException>(() => Lanes.SetDiagonal(new Lanes[length], length + 1, 1));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.SetDiagonal(new Lanes[length], -1, 1));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Diagonal(new Lanes[length], length + 1));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Diagonal(new Lanes[length], -1));
    }

    [Fact]
    public void TheRestIsFilledUp()
    {
        for (int at = 0; at <= Values.Length; at++)
        {
            Lanes rest = Lanes.LoadRest(Values, at, -1);
            var copy = new double[Values.Length];
            rest.StoreRest(copy, at);
            for (int lane = 0; lane < Lanes.Count; lane++)
                Assert.Equal(at + lane < Values.Length ? Values[at + lane] : -1, rest[lane]);
            Assert.Equal(Values.Select((x, i) => i >= at && i < at + Lanes.Count ? x : 0), copy);
        }

        Assert.Throws<IndexOutOfRangeException>(() => Lanes.LoadRest(Values, 41));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.LoadRest(Values, -1));
        Assert.Throws<IndexOutOfRangeException>(() => ((Lanes)0).StoreRest(new double[3], 4));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(3, 5)]
    [InlineData(4, 5)]
    [InlineData(39, -5)]
    [InlineData(35, -5)]
    [InlineData(7, 0)]
    public void ElementsAtEqualDistancesAreGatheredAndScattered(int at, int stride)
    {
        Lanes gathered = Lanes.Gather(Values, at, stride);
        double[] expected = new double[Values.Length];
        var scattered = new double[Values.Length];
        Lanes.Indices(1).Scatter(scattered, at, stride);
        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            Assert.Equal(Values[at + lane * stride], gathered[lane]);
            expected[at + lane * stride] = lane + 1;
        }

        Assert.Equal(expected, scattered);
    }

    [Theory]
    [InlineData(5, 5)]
    [InlineData(34, -5)]
    [InlineData(0, -1)]
    [InlineData(0, int.MaxValue)]
    [InlineData(39, int.MinValue)]
    public void DistancesThatLeadOutsideThrow(int at, int stride)
    {
        double[] to = [.. Values];
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Gather(Values, at, stride));
        Assert.Throws<IndexOutOfRangeException>(() => ((Lanes)0).Scatter(to, at, stride));
        Assert.Equal(Values, to);
    }

    [Fact]
    public void ElementsAnywhereAreGathered()
    {
        int[] indices = [7, 3, 39, 0, 3, 12, 1, 38, 5];
        for (int at = 0; at < 2; at++)
        {
            Lanes gathered = Lanes.Gather(Values, indices, at);
            for (int lane = 0; lane < Lanes.Count; lane++)
                Assert.Equal(Values[indices[at + lane]], gathered[lane]);
        }

        for (int lane = 0; lane < Lanes.Count; lane++)
        {
            int[] wrong = [0, 1, 2, 3, 4, 5, 6, 7];
            foreach (int index in (int[])[-1, 40, int.MinValue])
            {
                wrong[lane] = index;
                Assert.Throws<IndexOutOfRangeException>(() => Lanes.Gather(Values, wrong, 0));
            }
        }
    }
}
