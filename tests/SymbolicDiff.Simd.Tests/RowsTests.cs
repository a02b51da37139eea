namespace SymbolicDiff.Simd.Tests;

/// <summary>Rows side by side have the elements that all of them have.</summary>
public class RowsTests
{
    private static readonly double[][] Rows = [.. Enumerable.Range(0, 11).Select(row => Enumerable.Range(0, 5 + row % 3).Select(j => row + j * 0.125).ToArray())];

    [Theory]
    [InlineData(0, 8)]
    [InlineData(3, 8)]
    [InlineData(8, 3)]
    [InlineData(10, 1)]
    [InlineData(11, 0)]
    public void EachLaneHasARow(int at, int count)
    {
        using Tape<Lanes> memory = Tape<Lanes>.Rent(Lanes.LongestRow(Rows));
        memory.AsSpan().Fill(double.NaN);
        ReadOnlySpan<Lanes> lanes = count == Lanes.Count ? Lanes.Rows(Rows, at, memory) : Lanes.Rows(Rows, at, count, memory);
        Assert.Equal(count == 0 ? 7 : Rows.Skip(at).Take(count).Min(row => row.Length), lanes.Length);
        for (int j = 0; j < lanes.Length; j++)
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
                Assert.Equal(lane < count ? Rows[at + lane][j] : 0, lanes[j][lane]);
        }
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(11, 1)]
    [InlineData(-1, 8)]
    [InlineData(int.MaxValue, 8)]
    public void ThereIsNothingWhereARowIsMissing(int at, int count)
    {
        using Tape<Lanes> memory = Tape<Lanes>.Rent(Lanes.LongestRow(Rows));
        Assert.Equal(0, Lanes.Rows(Rows, at, count, memory).Length);
    }

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(0, 2, false)]
    [InlineData(1, 2, true)]
    [InlineData(3, 3, true)]
    [InlineData(30, 20, true)]
    [InlineData(10, 11, true)]
    [InlineData(10, 12, false)]
    [InlineData(-1, 1, false)]
    public void RowsAreEvenIfTheyAreThereAndOfOneLength(int from, int to, bool areEven) => Assert.Equal(areEven, Lanes.AreEven(Rows, from, to));

    [Fact]
    public void MissingRowsAreNotEven()
    {
        Assert.False(Lanes.AreEven(new double[2][], 0, 2));
        Assert.False(Lanes.AreEven(null, 0, 1));
        Assert.False(Lanes.AreEven([Rows[0], null!], 0, 2));
        Assert.True(Lanes.AreEven([Rows[0], Rows[3], Rows[1]], 0, 2));
    }

    [Fact]
    public void ThereIsNothingWhereARowIsNull()
    {
        double[][] rows = [.. Rows];
        rows[2] = null!;
        Assert.Equal(7, Lanes.LongestRow(rows));
        Assert.Equal(0, Lanes.LongestRow((double[][]?)null));
        using Tape<Lanes> memory = Tape<Lanes>.Rent(7);
        Assert.Equal(0, Lanes.Rows(rows, 0, memory).Length);
        Assert.Equal(5, Lanes.Rows(rows, 3, memory).Length);
    }
}
