namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Arrays that may be absent.</summary>
public static partial class Nulls
{
    [Differentiable(Emit = Both), Point("0.5 1.5")]
    public static double AssignedIfNull(double[] a)
    {
        double[]? b = null;
        b ??= a;
        return b[0] * b[0] * a[1];
    }

    [Differentiable(Emit = Both), Point("0.5 1.5")]
    public static double ChosenOrNull(double[] a)
    {
        double[]? b = a[0] > 0 ? a : null;
        double[]? c = a[0] < 0 ? a : null;
        return b is null || c != null ? a[1] * a[0] : b[0] * b[0] * a[1];
    }

    [Differentiable(Emit = Both), Point("0.5 1.5")]
    public static double FilledLater(double[] a)
    {
        double[]? b = null;
        for (int i = 0; i < a.Length; i++)
        {
            b ??= new double[] { a[0] * a[1], 3 };
            b[0] *= a[i];
        }

        return b is not null ? b[0] * b[1] : a[1];
    }

    [Differentiable(Emit = Both), Point("0.5 1.5; 2.5 0.5; 1 3")]
    public static double RowWithTheLargestHead(double[][] a)
    {
        double[]? best = null;
        double most = 0;
        foreach (double[] row in a)
        {
            if (best != null && row[0] <= most) continue;
            (best, most) = (row, row[0]);
        }

        return best![0] * best[1];
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double Otherwise(double[] a, double[]? b)
    {
        double[] c = b ?? a;
        return c[0] * c[0] * a[1];
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double ReplacedIfNull(double[] a, double[]? b)
    {
        if (b == null) b = a;
        return b[0] * a[0];
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double MatrixReplacedIfNull(double[,] a, double[,]? b)
    {
        b ??= a;
        return b[0, 0] * a[0, 0];
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double AnythingButNull<T>(double a, T value)
    {
        if (value is null) return a * a;
        return value is not null ? 3 * a : 0;
    }
}

public sealed class NullTests
{
    private static readonly double[] A = [2, 3];

    private static readonly double[] Direction = [1, 0];

    [Fact]
    public void AnAbsentArrayIsReplaced()
    {
        Assert.Equal([12, 4], Nulls.OtherwiseGradient(A, null));
        Assert.Equal([0, 25], Nulls.OtherwiseGradient(A, [5]));
        Assert.Equal((12, 12), Nulls.OtherwiseJvp(A, null, Direction));
        Assert.Equal((75, 0), Nulls.OtherwiseJvp(A, [5], Direction));
        Assert.Equal([4, 0], Nulls.ReplacedIfNullGradient(A, null));
        Assert.Equal([5, 0], Nulls.ReplacedIfNullGradient(A, [5]));
        Assert.Equal((4, 4), Nulls.ReplacedIfNullJvp(A, null, Direction));
        Assert.Equal((10, 5), Nulls.ReplacedIfNullJvp(A, [5], Direction));
    }

    [Fact]
    public void AnAbsentMatrixIsReplaced()
    {
        double[,] a = { { 2 } };
        Assert.Equal(4, Nulls.MatrixReplacedIfNullGradient(a, null)[0, 0]);
        Assert.Equal(5, Nulls.MatrixReplacedIfNullGradient(a, new double[,] { { 5 } })[0, 0]);
        Assert.Equal((4, 4), Nulls.MatrixReplacedIfNullJvp(a, null, new double[,] { { 1 } }));
    }

    [Fact]
    public void AValueOfAnyTypeIsAskedForNull()
    {
        Assert.Equal(4, Nulls.AnythingButNullGradient<string?>(2, null));
        Assert.Equal(3, Nulls.AnythingButNullGradient(2, 1));
        Assert.Equal((6, 3), Nulls.AnythingButNullJvp(2, "", 1));
    }
}
