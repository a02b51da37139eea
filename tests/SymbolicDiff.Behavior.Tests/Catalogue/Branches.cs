namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G3: branches.</summary>
public static partial class Branches
{
    [Differentiable(Emit = Both), Entry("B01")]
    public static double B01(double x, double y) => x > y ? x : y;

    [Differentiable(Emit = Both), Entry("B04")]
    public static double B04(double x, double y)
    {
        if (x < y) x = y;
        return x;
    }

    [Differentiable(Emit = Both), Entry("B06")]
    public static double B06(double x)
    {
        if (x > 0) x *= 2;
        else if (x < 0) x *= 3;
        return x;
    }

    [Differentiable(Emit = Both), Entry("B11")]
    public static double B11(double x, double y)
    {
        double p = x;
        double q = y;
        ref double t = ref x > y ? ref p : ref q;
        t *= y;
        return x > y ? p : q;
    }

    [Differentiable(Emit = Both), Entry("B12")]
    public static double B12(double x)
    {
        double d;
        if (x > 0) d = 3 * x;
        else d = x * x * x;
        return d * 2;
    }

    [Differentiable(Emit = Both), Entry("B13")]
    public static double B13(double x)
    {
        double r = 0;
        if (x > 0)
        {
            double t = x * x;
            r += t;
        }

        {
            double t = x;
            r += t;
        }

        return r;
    }

    [Differentiable(Emit = Both), Entry("B14")]
    public static double B14(double x, double y)
    {
        double r;
        if (x > double.PositiveInfinity) r = x;
        else r = x * y;
        return r;
    }

    [Differentiable(Emit = Both), Entry("B15")]
    public static double B15(double x, string? s = "given") => s != null ? x * x : x;

    [Differentiable(Emit = Both), Entry("B16"), Throws(-1)]
    public static double B16(double x)
    {
        if (x < 0) throw new ArgumentOutOfRangeException(nameof(x), "negative");
        return x * 5;
    }

    [Differentiable(Emit = Both), Entry("B17")]
    public static double B17(double x)
    {
        double r;
        if (x is > 0 and < 10) r = x * x;
        else r = x;
        return r;
    }
}
