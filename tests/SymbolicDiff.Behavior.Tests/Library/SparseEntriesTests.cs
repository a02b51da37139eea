namespace SymbolicDiff.Behavior.Tests.Library;

public sealed class SparseEntriesTests
{
    [Fact]
    public void EntriesStandRowByRowAndOnce()
    {
        var entries = new SparseEntries<double>();
        entries.Add(2, 0, 5);
        entries.Add(0, 3, 2);
        entries.Add(2, 1, 6);
        entries.Add(0, 1, 1);
        entries.Add(0, 3, 2);
        var (rows, columns, values) = entries.RowByRow();
        Assert.Equal([0, 0, 2, 2], rows);
        Assert.Equal([1, 3, 0, 1], columns);
        Assert.Equal([1.0, 2, 5, 6], values);
    }

    [Fact]
    public void ThereMayBeNone() => Assert.Empty(new SparseEntries<float>().RowByRow().Values);

    [Theory]
    [InlineData(1)]
    [InlineData(1, 0)]
    [InlineData(1, 4, 4)]
    [InlineData(3, -1, 0, 1)]
    [InlineData(5, -7, -1, 0, 1, 7)]
    [InlineData(6, -10, -1, 0, 1, 10)]
    [InlineData(3, -1, -1, 0, 1, 1)]
    public void ColoursAreTheFewestThatTellTheColumnsOfARowApart(int colours, params int[] distances) => Assert.Equal(colours, Colours.Fewest(distances));
}
