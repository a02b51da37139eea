namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Methods that reach memory by two ways, one of which writes it.</summary>
public static partial class Aliased
{
    public static double[] Cache { get; set; } = [1, 2, 3];

    public static double[][] Rows { get; set; } = [[1, 2], [3, 4]];

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesBesideAStatic(double[] a, double x)
    {
        double s = Cache[0] * x;
        a[0] = 5;
        s += Cache[0] * x;
        return s * x;
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double WritesAStatic(double[] a)
    {
        double s = a[0] * a[0] * a[1];
        Cache[0] = 7;
        return s * a[0];
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double ReadsAStatic(double[] a) => a[0] * a[0] * Cache[0] + a[1] * Cache[1];

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesBesideAParameter(double[] a, double[] b, double x)
    {
        double s = b[0] * x * x;
        a[0] = 5;
        return s * b[0];
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesAReferenceBesideAStatic(ref double x)
    {
        double s = Cache[0] * x;
        x *= x;
        return s + Cache[0] * x;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesARowOfAStatic(double[] a, double x)
    {
        double s = 0;
        for (int i = 0; i < Rows.Length; i++) { s += Rows[i][0] * x * x; a[0] = i; }
        return s * a[0];
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesAReplacedParameter(double[] a, double x)
    {
        double[] kept = a;
        a = [1];
        double s = Cache[0] * x * a[0];
        kept[0] = 5;
        return (s + Cache[0]) * x;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double MovesAnIndex(double[] x, int[] p, int[] q)
    {
        double s = x[q[0]] * x[q[0]];
        p[0] = 1;
        return s * x[q[0]];
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesBesideAReference(ref double x, double[] a)
    {
        double s = x * x * a[0];
        a[0] = 5;
        return s + a[0] * x;
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double WritesBesideAnInParameter(in double x, double[] a)
    {
        double s = x * x * a[0] * a[0];
        a[0] = 5 * a[1];
        return s + a[0] * x;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double TwoReferences(ref double x, ref double y)
    {
        double s = x * x * y;
        y = 5;
        return s + y * x;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double TwoIndicesByReference(double[] x, ref int p, ref int q)
    {
        double s = x[q] * x[q];
        p = 1;
        return s;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double TwoResults(double x, out double p, out double q)
    {
        p = x * x;
        q = 5;
        return p * x * q;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public static double WritesBesideAList(double[] a, IReadOnlyList<double> list, double x)
    {
        double s = list[0] * x * x;
        a[0] = x;
        return s + list[0] * x;
    }

    [Differentiable(nameof(a), Emit = Both)]
    public static double ReadsAList(double[] a, IList<double> list)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * a[i] * list[0];
        return s;
    }

    [Differentiable(Emit = Both)]
    public static double ReadsElementsBesideScalars(double[] a, double x, double y) => x * a[0] + y * a[1] * a[1];

    [Differentiable(nameof(x), Emit = Both)]
    public static void ResultByReference(double[] x, out double r)
    {
        r = 0;
        for (int i = 0; i < x.Length; i++) r += x[i] * x[i];
    }
}

public sealed partial class AliasedThroughAnInstance(double[] own)
{
    private readonly double[] own = own;
    private readonly double[] other = own;
    private double scale = 2;

    public ref double Scale => ref scale;

    [Differentiable(nameof(x), Emit = Both)]
    public double WritesBesideAScalarField(ref double x)
    {
        double s = x * scale;
        x *= x;
        return s + x * scale;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public double ResultBesideAScalarField(double x, out double r)
    {
        r = x * x;
        return r * scale;
    }

    [Differentiable(nameof(x), Emit = Both)]
    public double WritesBesideAField(double[] a, double x)
    {
        double s = own[0] * x * x;
        a[0] = 5;
        return s * own[0];
    }

    [Differentiable(nameof(x), Emit = Both)]
    public double WritesOneOfTwoFields(double x)
    {
        double s = own[0] * x * x;
        other[0] = 5;
        return s * own[0];
    }
}

public ref partial struct AliasedThroughASpan(Span<double> own)
{
    private readonly Span<double> own = own;

    [Differentiable(nameof(x), Emit = Both)]
    public readonly double WritesBesideASlice(Span<double> a, double x)
    {
        double s = own[0] * x * x;
        a[0] = 5;
        return s * own[0];
    }
}
