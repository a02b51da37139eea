namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G8: one memory under two names.</summary>
public static partial class Aliases
{
    [Differentiable(Emit = Both), Entry("Z01")]
    public static double Z01(double x, double y)
    {
        ref double r = ref x;
        r = 3;
        x = r * y;
        return x;
    }

    [Differentiable(Emit = Both), Entry("Z03")]
    public static double Z03(double x, double y)
    {
        ref double r = ref x;
        double z = y * r;
        x = z;
        r -= y;
        return r;
    }

    [Differentiable(Emit = Both), Entry("Z06")]
    public static double Z06(double x)
    {
        double[] a = new double[2];
        double[] b = a;
        b[0] = x * x;
        return a[0];
    }

    [Differentiable(Emit = Both), Entry("Z07")]
    public static double Z07(double x)
    {
        double[] a = { 2, 5 };
        double[] b = (double[])a.Clone();
        b[0] = x;
        return a[0] * b[0];
    }

    [Differentiable(Emit = Both), Entry("Z09")]
    public static double Z09(double x, double y)
    {
        double[] a = { 1, y, 2 };
        Span<double> s = a.AsSpan(1);
        s[0] *= x;
        return a[1];
    }

    [Differentiable(Emit = Both), Entry("Z10")]
    public static double Z10(double x, double y)
    {
        double[] buffer = { x, y };
        Action<int> scale = i => buffer[i] *= 2;
        scale(0);
        scale(1);
        return buffer[0] + buffer[1];
    }

    [Differentiable(Emit = Both), Entry("Z13")]
    public static double Z13(double[] a)
    {
        a[0] *= a[1];
        return a[0] + a[1];
    }

    [Differentiable(Emit = Both), Entry("Z14")]
    public static double Z14(double x, double y) => x * y;
}
