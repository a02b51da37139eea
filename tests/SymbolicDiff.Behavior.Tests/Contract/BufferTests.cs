namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Guards of the caller's buffers, exceptions, sharing and effects.</summary>
public sealed class BufferTests
{
    private static readonly double[] W = [1, 2];
    private static readonly double[] X = [3, -1];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void AWrongLengthThrowsBeforeAnythingIsWritten(int length)
    {
        double[] buffer = [.. Enumerable.Repeat(7.0, length)];
        double b = 7;
        Assert.Throws<ArgumentException>(() => Shapes.LossValueAndGradient(W, 0.5, X, 1, buffer, out b));
        Assert.All(buffer, element => Assert.Equal(7, element));
        Assert.Throws<ArgumentException>(() => Shapes.LossValueAndGradient(W, 0.5, X, 1, default, out b));
    }

    [Fact]
    public void AWrongShapeThrows()
    {
        double[,] m = { { 1, 2 }, { 3, 4 } };
        double[][] j = [[1], [2, 3]];
        Assert.Throws<ArgumentException>(() => Shapes.OfMatrixValueAndGradient(m, new double[4, 1]));
        Assert.Throws<ArgumentException>(() => Shapes.OfMatrixValueAndGradient(m, new double[2, 3]));
        Assert.Throws<ArgumentException>(() => Shapes.OfJaggedValueAndGradient(j, [[0]]));
        Assert.Throws<ArgumentException>(() => Shapes.OfJaggedValueAndGradient(j, [[0], [0]]));
        Assert.Throws<ArgumentNullException>(() => Shapes.OfMatrixValueAndGradient(m, null!));
        Assert.Throws<ArgumentNullException>(() => Shapes.OfJaggedValueAndGradient(j, null!));
        Assert.ThrowsAny<ArgumentException>(() => Shapes.OfJaggedValueAndGradient(j, [[0], null!]));
    }

    [Fact]
    public void AnOverlapThrowsBeforeAnythingIsWritten()
    {
        double[] memory = [1, 2, 3, -1];
        Assert.Throws<ArgumentException>(() => Shapes.SumOfSquaresValueAndGradient(memory, memory));
        Assert.Throws<ArgumentException>(() => Shapes.OfSpanValueAndGradient(memory.AsSpan(0, 2), memory.AsSpan(1, 2)));
        Assert.Throws<ArgumentException>(() => Shapes.LossValueAndGradient(W, 0.5, X, 1, X, out _));
        Assert.Throws<ArgumentException>(() => Shapes.LossValueAndGradient(W, 0.5, X, 1, W, out _));
        double[,] m = { { 1, 2 } };
        Assert.Throws<ArgumentException>(() => Shapes.OfMatrixValueAndGradient(m, m));
        double[][] j = [[1], [2, 3]];
        Assert.Throws<ArgumentException>(() => Shapes.OfJaggedValueAndGradient(j, [[0], j[1]]));
        Assert.Equal([1, 2, 3, -1], memory);
        Assert.Equal([3, -1], X);
        Assert.Equal([1, 2], W);
    }

    [Fact]
    public void TwoBuffersThatOverlapThrow()
    {
        double[] buffer = new double[2];
        Assert.Throws<ArgumentException>(() => Shapes.TwoArraysValueAndGradient(W, X, buffer, buffer));
    }

    [Fact]
    public void SpansBesideEachOtherAreNoOverlap()
    {
        double[] memory = [1, 2, 7, 7];
        Assert.Equal(5, Shapes.OfSpanValueAndGradient(memory.AsSpan(0, 2), memory.AsSpan(2, 2)));
        Assert.Equal([1, 2, 2, 4], memory);
    }

    [Fact]
    public void TheSameArrayTwiceIsRightOrRefused()
    {
        double[] a = [2, 3];
        // Each parameter's own partial derivative: s = Σ a·b², read where a and b are one array.
        var (value, byA, byB) = Shapes.TwoArraysValueAndGradient(a, a);
        Assert.Equal(35, value);
        Assert.Equal([4, 9], byA);
        Assert.Equal([8, 18], byB);
    }

    [Fact]
    public void WritingThroughOneOfTwoNamesOfTheSameArrayIsNeverSilentlyWrong()
    {
        double[] a = [2, 3];
        double primal = Shapes.WritesItsInput([2, 3], [2, 3]);
        double[] shared = [2, 3];
        double aliased = Shapes.WritesItsInput(shared, shared);
        Assert.Equal(primal, aliased);
        var expected = Shapes.WritesItsInputValueAndGradient([2, 3], [2, 3]);
        Exception? refused = Record.Exception(() =>
        {
            var (value, byA, byB) = Shapes.WritesItsInputValueAndGradient(a, a);
            Assert.Equal(aliased, value);
            // Moving the one memory moves both names.
            for (int i = 0; i < 2; i++) Assert.Equal(expected.a[i] + expected.b[i], byA[i] + byB[i], 9);
        });
        if (refused is not null) Assert.IsType<ArgumentException>(refused);
    }

    [Fact]
    public void NullPassesThePrimalsExceptionThrough()
    {
        Assert.Throws<NullReferenceException>(() => Shapes.SumOfSquares(null!));
        Assert.ThrowsAny<Exception>(() => Shapes.SumOfSquaresGradient(null!));
        Assert.ThrowsAny<Exception>(() => Shapes.LossGradient(W, 0, null!, 1));
        Assert.Throws<IndexOutOfRangeException>(() => Shapes.LossGradient(W, 0, [1], 1));
        Assert.Throws<IndexOutOfRangeException>(() => Shapes.LossValueAndGradient(W, 0, [1], 1));
        Assert.Throws<IndexOutOfRangeException>(() => Shapes.LossValueAndGradient(W, 0, [1], 1, new double[2], out _));
    }

    [Fact]
    public void EmptyAndSingle()
    {
        Assert.Empty(Shapes.SumOfSquaresGradient([]));
        Assert.Equal(0, Shapes.SumOfSquaresValueAndGradient([]).value);
        Assert.Equal(0, Shapes.SumOfSquaresValueAndGradient([], []));
        Assert.Equal([6], Shapes.SumOfSquaresGradient([3]));
        Assert.Empty(Shapes.ProductOfElementsGradient([]));
        Assert.Equal(1, Shapes.ProductOfElementsValueAndGradient([]).value);
        Assert.Equal([1], Shapes.ProductOfElementsGradient([3]));
        Assert.Empty(Shapes.NeedsATapeGradient([]));
        Assert.Equal([Math.Cos(0.3)], Shapes.NeedsATapeGradient([0.3]));
        Assert.Empty(Shapes.OfJaggedGradient([]));
        Assert.Equal([[], [2]], Shapes.OfJaggedGradient([[], [1]]));
        Assert.Equal([0, 3], Dimensions(Shapes.OfMatrixGradient(new double[0, 3])));
        Assert.Equal((0.0, 0.0), Shapes.SumOfSquaresJvp([], []));
    }

    private static int[] Dimensions(double[,] matrix) => [matrix.GetLength(0), matrix.GetLength(1)];

    [Fact]
    public void EffectsHappenOnceAndInOrder()
    {
        var log = new List<int>();
        Shapes.ForwardsEffectsGradient([1, 2], log);
        Assert.Equal([1, 2], log);
        Shapes.ForwardsEffectsValueAndGradient([1, 2], log);
        Assert.Equal([1, 2, 1, 2], log);
        Shapes.ForwardsEffectsValueAndGradient([1, 2], log, new double[2]);
        Assert.Equal([1, 2, 1, 2, 1, 2], log);
    }

    [Fact]
    public void ConcurrentCallsDoNotDisturbEachOther()
    {
        double[][] inputs = [.. Enumerable.Range(0, 16).Select(k => Enumerable.Range(0, 50 + k).Select(i => 0.5 + Math.Sin(i * k)).ToArray())];
        double[][] expected = [.. inputs.Select(Shapes.NeedsATapeGradient)];
        Parallel.For(0, 400, turn => Assert.Equal(expected[turn % 16], Shapes.NeedsATapeGradient(inputs[turn % 16])));
    }
}
