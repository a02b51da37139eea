namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G13: where the derivative does not exist or is not finite, by the contract's conventions.</summary>
public static partial class EdgeCases
{
    [Differentiable(Emit = Both), Convention("0", "0"), Convention("-0", "0")]
    public static double X01(double x) => Math.Abs(x);

    [Differentiable(Emit = Both), Convention("0", "∞")]
    public static double X05(double x) => Math.Sqrt(x);

    [Differentiable(Emit = Both), Convention("0", null), Point(1.5), Point(-1.5)]
    public static double X06(double x) => Math.Sqrt(x * x);

    [Differentiable(Emit = Both), Convention("0 0", null), Point(3, 4)]
    public static double X06OfTwo(double x, double y) => Math.Sqrt(x * x + y * y);

    [Differentiable(Emit = Both), Convention("0 0.5", "∞ 0")]
    public static double X13(double x, double p) => Math.Pow(x, p);

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double X16(double x) => Math.Pow(x, 1.5);

    [Differentiable(Emit = Both), Convention("-1000", "0"), Convention("1000", "0")]
    public static double X21OfSigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable(Emit = Both), Convention("200", "7.6606783868560227e-174"), Convention("800", "0")]
    public static double X21OfTanh(double x) => Math.Tanh(x);

    [Differentiable(Emit = Both), Convention("800", "∞"), Convention("-800", "-∞")]
    public static double X21OfCosh(double x) => Math.Cosh(x);

    [Differentiable(Emit = Both), Convention("0", "∞"), Convention("-1", null)]
    public static double X26OfLog(double x) => Math.Log(x);

    // Neither value nor derivative is finite where y is zero: see CatalogueTests.
    [Differentiable(Emit = Both), Point(1, 2)]
    public static double X26OfQuotient(double x, double y) => x / y;

    [Differentiable(Emit = Both), Convention("0", "0"), Point(0.5)]
    public static double X27(double x) => x == 0 ? 1 : Math.Sin(x) / x;

    [Differentiable(Emit = Both), Convention("0", "0")]
    public static double X27WithCosine(double x) => x == 0 ? 0 : (1 - Math.Cos(x)) / x;

    [Differentiable(Emit = Both), Convention("0 0 0", "0 0 0"), Point(1, -2, 0.5)]
    public static double X28(double x, double y, double z)
    {
        double n = Math.Sqrt(x * x + y * y + z * z);
        return n > 0 ? Math.Cos(n) : 1;
    }

    [Differentiable(Emit = Both), Convention("1", null)]
    public static double X32(double s) => Math.Sqrt(1e-10 * Math.Exp(-877.3 * s));

    [Differentiable(Emit = Both), Point(3, 4, 5L, "0.5")]
    public static double X33(double x, int n, long m, decimal d) => x * x * n + x * m * (double)d;
}
