namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Names and shapes of the emitted methods: this file compiles only if they are the contract's.</summary>
public sealed class ShapeTests
{
    [Fact]
    public void SeveralParametersGiveATupleWithTheirNames()
    {
        (double[] w, double b) gradient = Shapes.LossGradient([1, 2], 0.5, [3, -1], 1);
        double p = 1 / (1 + Math.Exp(-1.5));
        Assert.Equal((p - 1) * 3, gradient.w[0], 14);
        Assert.Equal(p - 1, gradient.b, 14);
        var (value, w, b) = Shapes.LossValueAndGradient([1, 2], 0.5, [3, -1], 1);
        Assert.Equal(-Math.Log(p), value, 14);
        Assert.Equal(gradient.w, w);
        Assert.Equal(gradient.b, b);
        Assert.Equal(b, Shapes.LossValueAndGradient([1, 2], 0.5, [3, -1], 1).b);
        Assert.Equal(value, Shapes.LossValueAndGradient([1, 2], 0.5, [3, -1], 1).value);
    }

    [Fact]
    public void BuffersAreOverwritten()
    {
        Span<double> w = stackalloc double[] { 7, 7 };
        double value = Shapes.LossValueAndGradient([1, 2], 0.5, [3, -1], 1, w, out double b);
        var expected = Shapes.LossValueAndGradient([1, 2], 0.5, [3, -1], 1);
        Assert.Equal(expected, (value, expected.w, b));
        Assert.Equal(expected.w, w.ToArray());
    }

    [Fact]
    public void AScalarGivesAScalar()
    {
        double gradient = Shapes.ScalarGradient(2);
        (double value, double x) both = Shapes.ScalarValueAndGradient(2);
        (double value, double tangent) forward = Shapes.ScalarJvp(2, 3);
        Assert.Equal((12, 8, 12, 8, 36), (gradient, both.value, both.x, forward.value, forward.tangent));
    }

    [Fact]
    public void SinglePrecisionStaysSingle()
    {
        float gradient = Shapes.SingleScalarGradient(2);
        (float value, float x) both = Shapes.SingleScalarValueAndGradient(2);
        (float value, float tangent) forward = Shapes.SingleScalarJvp(2, 3);
        float[] ofArray = Shapes.SingleSumOfSquaresGradient([1, 2]);
        Assert.Equal((12f, 8f, 12f, 36f, 4f), (gradient, both.value, both.x, forward.tangent, ofArray[1]));
    }

    [Fact]
    public void EachShapeGivesItsOwn()
    {
        double[] array = Shapes.SumOfSquaresGradient([1, 2]);
        double[] span = Shapes.OfSpanGradient(new double[] { 1, 2 });
        float[] readOnly = Shapes.OfReadOnlySpanGradient(new float[] { 1, 2 });
        double[,] matrix = Shapes.OfMatrixGradient(new double[,] { { 1, 2 }, { 3, 4 } });
        double[][] jagged = Shapes.OfJaggedGradient([[1], [2, 3]]);
        Assert.Equal([2, 4], array);
        Assert.Equal([2, 4], span);
        Assert.Equal([2, 4], readOnly);
        Assert.Equal(new double[,] { { 2, 4 }, { 6, 8 } }, matrix);
        Assert.Equal([[2], [4, 6]], jagged);
    }

    [Fact]
    public void OtherShapesTakeBuffersOfTheirOwnType()
    {
        double[,] m = new double[1, 2];
        double[][] j = [[], [9]];
        float[] s = new float[2];
        double[] a = new double[1];
        double[,] matrix = { { 0, 7 } };
        float[] span = [0, 13];
        double value = Shapes.EverythingValueAndGradient(2, [3], 5, matrix, [[], [11]], span, out double x, a, out float f, m, j, s);
        Assert.Equal(2.0 * 3 * 5 * 7 * 11 * 13, value);
        Assert.Equal((value / 2, value / 3, (float)(value / 5)), (x, a[0], f));
        Assert.Equal((value / 7, value / 11, (float)(value / 13)), (m[0, 1], j[1][0], s[1]));
        Assert.Equal((0.0, 0f), (m[0, 0], s[0]));
    }

    [Fact]
    public void TangentsAreShapedLikeTheirParameters()
    {
        ReadOnlySpan<double> a = [1];
        ReadOnlySpan<float> s = [0, 0];
        double[,] matrix = { { 0, 7 } };
        float[] span = [0, 13];
        var (value, tangent) = Shapes.EverythingJvp(2, [3], 5, matrix, [[], [11]], span, 0, a, 0, new double[1, 2], [[], [0]], s);
        Assert.Equal(value / 3, tangent, 9);
    }

    [Fact]
    public void NamesThatClashGetASuffix()
    {
        var gradient = Shapes.ValueAndItemsValueAndGradient(2, 3, 5, 7);
        Assert.Equal((210, 105, 70), (gradient.value, gradient.valueGradient, gradient.Item1Gradient));
        Assert.Equal((42, 30), (gradient.RestGradient, gradient.@class));
    }
}
