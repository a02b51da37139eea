namespace SymbolicDiff.Simd.Tests;

/// <summary>Rows of matrices have their elements, and nothing else.</summary>
public class MatricesTests
{
    private static double[,] Matrix(int rows, int columns)
    {
        var matrix = new double[rows, columns];
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
                matrix[i, j] = i + j * 0.0625;
        }

        return matrix;
    }

    [Fact]
    public void ARowHasItsElements()
    {
        double[,] matrix = Matrix(3, 11);
        for (int i = 0; i < 3; i++)
            Assert.Equal(Enumerable.Range(0, 11).Select(j => matrix[i, j]), Lanes.Row(matrix, i).ToArray());
        Lanes.Row(matrix, 1)[2] = 7;
        Assert.Equal(7, matrix[1, 2]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    [InlineData(int.MinValue)]
    public void ThereAreNoOtherRows(int row)
    {
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Row(Matrix(3, 11), row).Length);
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Row(Matrix(3, 0), row).Length);
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Load(Matrix(3, 11), row, 0));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Store(1, Matrix(3, 11), row, 0, 2));
    }

    [Fact]
    public void RowsMayBeEmpty()
    {
        Assert.Equal(0, Lanes.Row(Matrix(3, 0), 2).Length);
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Row(Matrix(0, 0), 0).Length);
        Assert.Throws<NullReferenceException>(() => Lanes.Row(null!, 0).Length);
        Assert.Equal(0, Lanes.LongestRow((double[,]?)null));
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(-1, 8)]
    [InlineData(10, 2)]
    public void ElementsDoNotReachIntoTheNextRow(int at, int count)
    {
        double[,] matrix = Matrix(3, 11);
        Assert.Throws<IndexOutOfRangeException>(() => count == 8 ? Lanes.Load(matrix, 1, at) : Lanes.Load(matrix, 1, at, count));
        if (count == 8)
            Assert.Throws<IndexOutOfRangeException>(() => Lanes.Store(1, matrix, 1, at));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Store(1, matrix, 1, at, count));
        Assert.Equal(Matrix(3, 11), matrix);
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(3, 8)]
    [InlineData(8, 3)]
    [InlineData(10, 1)]
    public void ElementsAreReadAndWritten(int at, int count)
    {
        double[,] matrix = Matrix(3, 11);
        Lanes lanes = count == 8 ? Lanes.Load(matrix, 1, at) : Lanes.Load(matrix, 1, at, count);
        for (int lane = 0; lane < count; lane++)
            Assert.Equal(matrix[1, at + lane], lanes[lane]);
        if (count == 8)
            Lanes.Store(lanes + 1, matrix, 1, at);
        else
            Lanes.Store(lanes + 1, matrix, 1, at, count);
        double[,] expected = Matrix(3, 11);
        for (int lane = 0; lane < count; lane++)
            expected[1, at + lane] += 1;
        Assert.Equal(expected, matrix);
    }

    /// <summary>Matrices of the framework may begin anywhere; C# counts from zero.</summary>
    [Theory]
    [InlineData(-2, -3)]
    [InlineData(1, 2)]
    public void AMatrixMayBeginElsewhere(int row, int column)
    {
        var matrix = (double[,])Array.CreateInstance(typeof(double), [5, 6], [row, column]);
        for (int i = Math.Max(row, 0); i < row + 5; i++)
        {
            if (column > 0)
            {
                Assert.Throws<IndexOutOfRangeException>(() => Lanes.Row(matrix, 1).Length);
                continue;
            }

            Assert.Equal(column + 6, Lanes.Row(matrix, i).Length);
            Lanes.Row(matrix, i)[2] = 7;
            Assert.Equal(7, matrix[i, 2]);
        }
    }

    [Theory]
    [InlineData(0, 8, 11)]
    [InlineData(1, 8, 4)]
    [InlineData(3, 8, 2)]
    [InlineData(8, 3, 11)]
    [InlineData(10, 1, 3)]
    [InlineData(11, 0, 5)]
    [InlineData(3, 8, 0)]
    public void RowsStandSideBySide(int at, int count, int columns)
    {
        double[,] matrix = Matrix(11, columns);
        using Tape<Lanes> memory = Tape<Lanes>.Rent(Lanes.LongestRow(matrix));
        memory.AsSpan().Fill(double.NaN);
        ReadOnlySpan<Lanes> lanes = count == Lanes.Count ? Lanes.Rows(matrix, at, memory) : Lanes.Rows(matrix, at, count, memory);
        Assert.Equal(columns, lanes.Length);
        for (int j = 0; j < lanes.Length; j++)
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
                Assert.Equal(lane < count ? matrix[at + lane, j] : 0, lanes[j][lane]);
        }
    }

    [Theory]
    [InlineData(4, 8)]
    [InlineData(11, 1)]
    [InlineData(-1, 8)]
    [InlineData(int.MaxValue, 8)]
    public void ThereIsNothingWhereARowIsMissing(int at, int count)
    {
        using Tape<Lanes> memory = Tape<Lanes>.Rent(5);
        Assert.Equal(0, Lanes.Rows(Matrix(11, 5), at, count, memory).Length);
    }
}
