using SymbolicDiff.Behavior.Tests.Rules;

namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G2: the methods of Math.</summary>
public static partial class Builtins
{
    public const double LogOfRootOfTwoPi = 0.91893853320467274178;

    [Differentiable(Emit = Both), Entry("E-exp")]
    public static double Exp(double x) => Math.Exp(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-log2")]
    public static double Log2(double x) => Math.Log2(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-log10")]
    public static double Log10(double x) => Math.Log10(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-cos")]
    public static double Cos(double x) => Math.Cos(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-tan")]
    public static double Tan(double x) => Math.Tan(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-asin")]
    public static double Asin(double x) => Math.Asin(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-atan")]
    public static double Atan(double x) => Math.Atan(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-sinh")]
    public static double Sinh(double x) => Math.Sinh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-cosh")]
    public static double Cosh(double x) => Math.Cosh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-tanh")]
    public static double Tanh(double x) => Math.Tanh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-asinh")]
    public static double Asinh(double x) => Math.Asinh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-acosh")]
    public static double Acosh(double x) => Math.Acosh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-cbrt")]
    public static double Cbrt(double x) => Math.Cbrt(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-atan2")]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Emit = Both), Entry("E-pow")]
    public static double Pow(double x, double p) => Math.Pow(x, p);

    [Differentiable(Emit = Both), Entry("E-sincos")]
    public static double SinCos(double x)
    {
        (double s, double c) = Math.SinCos(x);
        return 2 * s + 3 * c;
    }

    [Differentiable(Emit = Both), Entry("E-mod")]
    public static double Remainder(double x, double y) => x % y;

    [Differentiable(Emit = Both), Entry("E-copysign")]
    public static double CopySign(double x, double y) => Math.CopySign(x, y);

    [Differentiable(Emit = Both), Entry("E-clamp")]
    public static double Clamp(double x) => Math.Clamp(x, 3, 7) * x;

    [Differentiable(Emit = Both), Entry("E-scaleb")]
    public static double ScaleB(double x) => Math.ScaleB(x, 3) + x;

    [Differentiable(Emit = Both), Entry("E-int")]
    public static double TruncatedByCast(double x) => (double)(int)x * x;

    [Differentiable(Emit = Both), Entry("E-intdiv")]
    public static double IntegerQuotient(double x)
    {
        int seven = 7;
        int two = 2;
        return x * (seven / two);
    }

    [Differentiable(Emit = Both), Entry("E-intdiv")]
    public static double IntegerQuotientOfLiterals(double x) => x * (7 / 2);

    [Differentiable(Emit = Both), Entry("E-evalpoly")]
    public static double Horner(double x, double c0, double c1, double c2, double c3) => c0 + x * (c1 + x * (c2 + x * c3));

    [Differentiable(Emit = Both), Entry("E-lgamma")]
    public static double LogGamma(double x) => Special.LogGamma(x);

    [Differentiable(Emit = Both), Entry("E-erf")]
    public static double Erf(double x) => Special.Erf(x);

    /// <summary>Stirling's series after shifting the argument: an approximation that is differentiated itself.</summary>
    [Differentiable(Emit = Both), Point(3.5)]
    public static double LogGammaBySeries(double x)
    {
        double product = 1;
        while (x < 15)
        {
            product *= x;
            x++;
        }

        double r = 1 / (x * x);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * (691.0 / 360360 - r / 156)))))) / x;
        return (x - 0.5) * Math.Log(x) - x + LogOfRootOfTwoPi + series - Math.Log(product);
    }

    /// <summary>The Maclaurin series, summed until it stands still.</summary>
    [Differentiable(Emit = Both), Point(0.6)]
    public static double ErfBySeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return 2 / Math.Sqrt(Math.PI) * sum;
    }
}
