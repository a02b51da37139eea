using System.Runtime.InteropServices;

namespace SymbolicDiff.Behavior.Tests.Library;

public class GuardTests
{
    [Fact]
    public void Buffer_of_the_same_length_and_own_memory_passes()
    {
        double[] w = [1, 2, 3];
        double[] x = [4, 5];
        Span<double> wGradient = stackalloc double[3];

        Guard.Buffer(wGradient, w, x, new double[2, 3], new double[][] { [1], [2] }, ReadOnlySpan<float>.Empty);
        Guard.Buffer(new float[3].AsSpan(), new float[3], x);
        Guard.Buffer(Span<double>.Empty, Array.Empty<double>());
    }

    [Fact]
    public void Buffer_of_another_length_is_refused_with_both_lengths()
    {
        double[] w = [1, 2, 3];
        double[] wGradient = new double[2];

        var error = Assert.Throws<ArgumentException>(nameof(wGradient), () => Guard.Buffer(wGradient, w));

        Assert.Equal("It has length 2, but 'w' has length 3. (Parameter 'wGradient')", error.Message);
    }

    [Fact]
    public void Null_is_refused_for_the_parameter_and_for_array_buffers()
    {
        double[]? w = null;
        double[,]? matrixGradient = null;
        float[][]? rowsGradient = null;

        Assert.Throws<ArgumentNullException>(nameof(w), () => Guard.Buffer(Span<double>.Empty, w));
        Assert.Throws<ArgumentNullException>(nameof(matrixGradient), () => Guard.Buffer(matrixGradient, new double[1, 1]));
        Assert.Throws<ArgumentNullException>(nameof(rowsGradient), () => Guard.Buffer(rowsGradient, new float[1][]));
    }

    [Fact]
    public void A_null_input_is_the_primals_business()
    {
        double[]? x = null;
        double[][]? rows = null;

        Guard.Buffer(new double[2].AsSpan(), new double[2], x, rows);
    }

    [Theory]
    [InlineData(0, 4, 0, 4, true)]
    [InlineData(0, 4, 3, 4, true)]
    [InlineData(3, 4, 0, 4, true)]
    [InlineData(0, 4, 4, 4, false)]
    [InlineData(4, 4, 0, 4, false)]
    [InlineData(1, 2, 0, 6, true)]
    [InlineData(2, 0, 0, 6, false)]
    public void Parts_of_one_array_overlap_where_they_share_an_element(int start, int length, int otherStart, int otherLength, bool overlap)
    {
        double[] memory = new double[10];

        Memory<double> part = memory.AsMemory(start, length);
        Memory<double> other = memory.AsMemory(otherStart, otherLength);

        Exception? error = Record.Exception(() => Guard.Buffer(part.Span, new double[length], other.Span));
        Exception? reverse = Record.Exception(() => Guard.Distinct(other.Span, part.Span));

        Assert.Equal(overlap, error is ArgumentException);
        Assert.Equal(overlap, reverse is ArgumentException);
    }

    [Fact]
    public void Overlap_is_found_in_every_position_and_named()
    {
        double[] g = new double[2];
        double[] a = new double[2];

        for (int position = 0; position < 7; position++)
        {
            double[][] s = [.. Enumerable.Range(0, 7).Select(i => i == position ? g : new double[2])];
            var error = Assert.Throws<ArgumentException>(nameof(g), () => Guard.Buffer(g, s[0], s[1], s[2], s[3], s[4], s[5], s[6]));
            Assert.StartsWith($"It shares memory with 's[{position}]'.", error.Message);
        }

        Guard.Buffer(g, a, a, a, a, a, a, a);
    }

    [Fact]
    public void Matrix_buffers_compare_both_dimensions()
    {
        double[,] w = new double[2, 3];
        double[,] wGradient = new double[3, 2];

        var error = Assert.Throws<ArgumentException>(nameof(wGradient), () => Guard.Buffer(wGradient, w));

        Assert.StartsWith("It has shape 3 × 2, but 'w' has shape 2 × 3.", error.Message);
        Guard.Buffer(new double[2, 3], w);
    }

    [Fact]
    public void Matrices_overlap_spans_over_their_elements()
    {
        double[,] w = new double[2, 3];
        Span<double> row = MemoryMarshal.CreateSpan(ref w[1, 0], 3);
        bool thrown = false;

        try
        {
            Guard.Buffer(row, new double[3], w);
        }
        catch (ArgumentException)
        {
            thrown = true;
        }

        Assert.True(thrown);
        Assert.Throws<ArgumentException>(() => Guard.Buffer(w, w));
    }

    [Fact]
    public void Jagged_buffers_are_compared_row_by_row()
    {
        double[][] w = [[1, 2], [3, 4, 5], null!];

        Guard.Buffer(new double[][] { [0, 0], [0, 0, 0], null! }, w);
        Assert.StartsWith("It has 2 rows, but 'w' has 3 rows.", Refusal(new double[][] { [0, 0], [0, 0, 0] }, w));
        Assert.StartsWith("It has length 1 in row 1, but 'w' has length 3.", Refusal(new double[][] { [0, 0], [0], null! }, w));
        Assert.StartsWith("It has no array in row 0, but 'w' has length 2.", Refusal(new double[][] { null!, [0, 0, 0], null! }, w));
        Assert.StartsWith("It has length 1 in row 2, but 'w' has no array.", Refusal(new double[][] { [0, 0], [0, 0, 0], [1] }, w));
    }

    [Fact]
    public void Jagged_buffers_of_matrices_and_deeper_ones_are_compared_too()
    {
        double[][,] w = [new double[1, 2], new double[2, 2]];
        double[][][] deep = [[[1], [2, 3]]];

        Guard.Buffer(new[] { new double[1, 2], new double[2, 2] }, w);
        Guard.Buffer(new double[][][] { [[1], [2, 3]] }, deep);
        var error = Assert.Throws<ArgumentException>(() => Guard.Buffer(new[] { new double[1, 2], new double[2, 1] }, w));
        Assert.StartsWith("It has shape 2 × 1 in row 1, but 'w' has shape 2 × 2.", error.Message);
        error = Assert.Throws<ArgumentException>(() => Guard.Buffer(new double[][][] { [[1], [2]] }, deep));
        Assert.StartsWith("It has length 1 in row 0 in row 1, but 'deep' has length 2.", error.Message);
    }

    [Fact]
    public void Jagged_buffers_share_no_row_with_an_input_nor_within()
    {
        double[] row = [1, 2];
        double[][] w = [[1, 2], [3, 4]];

        Assert.StartsWith("It shares memory with 'w'.", Refusal([w[1], [0, 0]], w));
        Assert.StartsWith("Two of its rows are the same array.", Refusal([row, row], w));
        Assert.Throws<ArgumentException>(() => Guard.Buffer(new double[][] { row, [0, 0] }, w, row));
        Assert.Throws<ArgumentException>(() => Guard.Buffer(new double[][] { row, [0, 0] }, w, row.AsSpan(1)));
        Assert.Throws<ArgumentException>(() => Guard.Buffer(row, new double[2], new double[][] { [1], row }));
        Guard.Buffer(new double[][] { [], [] }, new double[][] { [], [] });
    }

    [Fact]
    public void A_buffer_is_checked_against_sixteen_inputs()
    {
        double[] g = new double[2];
        double[] w = new double[2];

        for (int position = 0; position < 16; position++)
        {
            double[][] s = [.. Enumerable.Range(0, 16).Select(i => i == position ? g : new double[2])];
            var error = Assert.Throws<ArgumentException>(nameof(g), () => Guard.Buffer(
                g, w, s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7], s[8], s[9], s[10], s[11], s[12], s[13], s[14], s[15]));
            Assert.StartsWith($"It shares memory with 's[{position}]'.", error.Message);
        }

        Assert.Throws<ArgumentException>(nameof(g), () => Guard.Buffer(g, new double[3], w, w, w, w, w, w, w));
    }

    [Fact]
    public void Shape_may_share_memory_but_not_differ()
    {
        double[] w = [1, 2];
        double[]? missing = null;
        double[] tangent = [1];

        Guard.Shape(w, w);
        Guard.Shape(new double[2, 3], new double[2, 3]);
        var error = Assert.Throws<ArgumentException>(nameof(tangent), () => Guard.Shape(tangent, w));
        Assert.StartsWith("It has length 1, but 'w' has length 2.", error.Message);
        Assert.Throws<ArgumentNullException>(nameof(missing), () => Guard.Shape(w, missing));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(16)]
    public void Distinct_looks_at_every_pair(int count)
    {
        double[][] s = [.. Enumerable.Range(0, count).Select(_ => new double[3])];
        Distinct(s);

        for (int i = 0; i < count; i++)
        {
            for (int j = i + 1; j < count; j++)
            {
                double[][] t = [.. s];
                t[j] = t[i];
                var error = Assert.Throws<ArgumentException>(() => Distinct(t));
                Assert.Equal($"It shares memory with 't[{j}]'. (Parameter 't[{i}]')", error.Message);
            }
        }
    }

    [Fact]
    public void Distinct_of_one_jagged_array_refuses_a_row_that_occurs_twice()
    {
        double[] row = [1];

        Assert.Throws<ArgumentException>(() => Guard.Distinct(new double[][] { row, row }));
        Assert.Throws<ArgumentException>(() => Guard.Distinct(new double[3], new double[][] { row }, new double[][] { row }));
        Guard.Distinct(new double[3], new double[][] { row, row });
        Guard.Distinct(new double[][] { row, [2] }, new double[][] { [3] });
    }

    [Fact]
    public void Reference_refuses_an_element_of_storage_of_any_shape()
    {
        int[] row = [1, 2];
        int[][] rows = [null!, row];
        int[,] matrix = { { 1, 2 }, { 3, 4 } };
        double[] reals = [1, 2];
        int other = 1;

        var error = Assert.Throws<ArgumentException>(() => Guard.Reference(in reals[1], reals));
        Assert.Equal("It shares memory with 'reals'. (Parameter 'reals[1]')", error.Message);
        Assert.Throws<ArgumentException>(() => Guard.Reference(in row[1], row));
        Assert.Throws<ArgumentException>(() => Guard.Reference(in row[1], rows));
        Assert.Throws<ArgumentException>(() => Guard.Reference(in matrix[1, 1], matrix));
        Assert.Throws<ArgumentException>(() => Guard.Reference(in row[0], in row[0]));
        Guard.Reference(in row[0], in row[1]);
        Guard.Reference(in row[0], row.AsSpan(1));
        Guard.Reference(in other, row);
        Guard.Reference(in other, rows);
        Guard.Reference(in other, matrix);
        Guard.Reference(in other, new int[0, 3]);
        Guard.Reference(in other, (int[]?)null);
        Guard.Reference(in other, (int[,]?)null);
        Guard.Reference(in other, (int[][]?)null);
    }

    [Fact]
    public void Memory_of_another_precision_is_compared_by_address()
    {
        double[] x = new double[4];

        Assert.Throws<ArgumentException>(() => Guard.Buffer(MemoryMarshal.Cast<double, float>(x), new float[8], x));
    }

    [Fact]
    public void Checking_allocates_nothing()
    {
        double[] w = new double[3];
        double[] wGradient = new double[3];
        double[][] rows = [[1], [2]];
        double[][] rowsGradient = [[1], [2]];
        Check();
        long before = GC.GetAllocatedBytesForCurrentThread();

        for (int i = 0; i < 100; i++)
            Check();

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Check()
        {
            Guard.Buffer(wGradient, w, rows);
            Guard.Buffer(rowsGradient, rows, w);
            Guard.Distinct(w, rows, wGradient, rowsGradient);
        }
    }

    private static void Distinct(double[][] t)
    {
        switch (t.Length)
        {
            case 2:
                Guard.Distinct(t[0], t[1]);
                break;
            case 3:
                Guard.Distinct(t[0], t[1], t[2]);
                break;
            case 4:
                Guard.Distinct(t[0], t[1], t[2], t[3]);
                break;
            case 5:
                Guard.Distinct(t[0], t[1], t[2], t[3], t[4]);
                break;
            default:
                Guard.Distinct(
                    t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15]);
                break;
        }
    }

    private static string Refusal(double[][] wGradient, double[][] w) =>
        Assert.Throws<ArgumentException>(nameof(wGradient), () => Guard.Buffer(wGradient, w)).Message;
}
