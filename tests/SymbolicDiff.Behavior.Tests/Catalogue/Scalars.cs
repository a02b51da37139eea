namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G1: formulas of scalars.</summary>
public static partial class Scalars
{
    [Differentiable(Emit = Both), Entry("S03")]
    public static double S03(double x, double y) => x;

    [Differentiable(Emit = Both), Entry("S05")]
    public static double S05(double x) => x + x + x + x + x;

    [Differentiable(Emit = Both), Entry("S06")]
    public static double S06(double a, double b, double c) => Sum(Product(a, b), c);

    [Differentiable(Emit = Both), Entry("S07")]
    public static double S07(double x, double y) => -x * y + (x + y) * (x / y) - x * x;

    [Differentiable(Emit = Both), Entry("S09")]
    public static double S09(double x) => -0.5 / x;

    [Differentiable(Emit = Both), Entry("S10")]
    public static double S10(double x) => x / x;

    [Differentiable(Emit = Both), Entry("S11")]
    public static double S11(double x, double y) => 3 * x / (4 * y);

    [Differentiable(Emit = Both), Entry("S13")]
    public static double S13(double x, double y, double z, double p) => Math.Pow(Math.Pow(x, p) + Math.Pow(y, p) + Math.Pow(z, p), 1 / p);

    [Differentiable(Emit = Both), Entry("S14")]
    public static double S14(double x) => Math.Pow(10.31, x + x) - x;

    [Differentiable(Emit = Both), Entry("S17")]
    public static double S17(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable(Emit = Both), Entry("S19")]
    public static double S19(double x)
    {
        double[] c = { 1, 3, 5 };
        int i = 1;
        return (x + 1) * c[2 * i] * (x + 1);
    }

    private static double Product(double a, double b) => a * b;

    private static double Sum(double a, double b) => a + b;
}
