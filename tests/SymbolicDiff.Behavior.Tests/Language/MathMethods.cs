namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Every real method of Math.</summary>
public static partial class MathMethods
{
    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Exp(double x) => Math.Exp(x) * x;

    [Differentiable(Emit = Both), Point(0.4), Point(3)]
    public static double Log(double x) => Math.Log(x) * x;

    [Differentiable(Emit = Both), Point(0.4), Point(3)]
    public static double Sqrt(double x) => Math.Sqrt(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Sin(double x) => Math.Sin(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Cos(double x) => Math.Cos(x) * x;

    [Differentiable(Emit = Both), Point(0.4), Point(2)]
    public static double Tan(double x) => Math.Tan(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Sinh(double x) => Math.Sinh(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Cosh(double x) => Math.Cosh(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Tanh(double x) => Math.Tanh(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Asinh(double x) => Math.Asinh(x) * x;

    [Differentiable(Emit = Both), Point(0.4), Point(3)]
    public static double Log2(double x) => Math.Log2(x) * x;

    [Differentiable(Emit = Both), Point(0.4), Point(3)]
    public static double Log10(double x) => Math.Log10(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Cbrt(double x) => Math.Cbrt(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Abs(double x) => Math.Abs(x) * x;

    [Differentiable(Emit = Both), Point(0.3), Point(-0.6)]
    public static double Asin(double x) => Math.Asin(x) * x;

    [Differentiable(Emit = Both), Point(0.3), Point(-0.6)]
    public static double Acos(double x) => Math.Acos(x) * x;

    [Differentiable(Emit = Both), Point(0.7), Point(-1.3)]
    public static double Atan(double x) => Math.Atan(x) * x;

    [Differentiable(Emit = Both), Point(0.3), Point(-0.6)]
    public static double Atanh(double x) => Math.Atanh(x) * x;

    [Differentiable(Emit = Both), Point(1.4), Point(7)]
    public static double Acosh(double x) => Math.Acosh(x) * x;

    [Differentiable(Emit = Both), Point(0.5, -1.5), Point(-2, 0.3)]
    public static double Atan2(double x, double y) => Math.Atan2(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1.7, 2.3), Point(0.4, -1.2)]
    public static double Pow(double x, double y) => Math.Pow(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1, 2), Point(3, -4)]
    public static double Max(double x, double y) => Math.Max(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1, 2), Point(3, -4)]
    public static double Min(double x, double y) => Math.Min(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1, -2), Point(3, -1)]
    public static double MaxMagnitude(double x, double y) => Math.MaxMagnitude(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1, -2), Point(3, -1)]
    public static double MinMagnitude(double x, double y) => Math.MinMagnitude(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1.5, -2), Point(-3, -1)]
    public static double CopySign(double x, double y) => Math.CopySign(x, y) * x * y;

    [Differentiable(Emit = Both), Point(7.6, 2), Point(-5.2, 3)]
    public static double IEEERemainder(double x, double y) => Math.IEEERemainder(x, y) * x * y;

    [Differentiable(Emit = Both), Point(2.5, 3), Point(0.4, 7)]
    public static double LogOfBase(double x, double y) => Math.Log(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1.5, -2, 0.3)]
    public static double FusedMultiplyAdd(double x, double y, double z) => Math.FusedMultiplyAdd(x, y, z) * z;

    [Differentiable(Emit = Both), Point(1.5, -2, 0.3), Point(0.1, -2, 0.3)]
    public static double Clamp(double x, double low, double high) => Math.Clamp(x, low, high) * x;

    [Differentiable(Emit = Both), Point(1.5)]
    public static double ScaleB(double x) => Math.ScaleB(x, -2) * x;

    [Differentiable(Emit = Both), Point(2.3), Point(-1.7)]
    public static double Floor(double x) => Math.Floor(x) * x;

    [Differentiable(Emit = Both), Point(2.3), Point(-1.7)]
    public static double Ceiling(double x) => Math.Ceiling(x) * x;

    [Differentiable(Emit = Both), Point(2.3), Point(-1.7)]
    public static double Truncate(double x) => Math.Truncate(x) * x;

    [Differentiable(Emit = Both), Point(2.3), Point(-1.7)]
    public static double Round(double x) => Math.Round(x) * x;

    [Differentiable(Emit = Both), Point(2.3), Point(-1.7)]
    public static double Sign(double x) => Math.Sign(x) * x * x;

    [Differentiable(Emit = Both), Point(2.34)]
    public static double RoundToDigits(double x) => Math.Round(x, 1) * x;

    [Differentiable(Emit = Both), Point(2.34)]
    public static double RoundWithMode(double x) => Math.Round(x, MidpointRounding.ToZero) * x;

    [Differentiable(Emit = Both), Point(2.34)]
    public static double RoundToDigitsWithMode(double x) => Math.Round(x, 1, MidpointRounding.ToEven) * x;

    [Differentiable(Emit = Both), Point(0.8)]
    public static double SinCos(double x)
    {
        var (sin, cos) = Math.SinCos(x);
        return sin * sin * cos;
    }

    [Differentiable(Emit = Both), Point(0.8)]
    public static double SinCosByItems(double x)
    {
        (double Sin, double Cos) both = Math.SinCos(x);
        return both.Sin * both.Cos;
    }

    [Differentiable(Emit = Both), Point(0.8)]
    public static double BitIncrement(double x) => Math.BitIncrement(x) * x;

    [Differentiable(Emit = Both), Point(0.8)]
    public static double BitDecrement(double x) => Math.BitDecrement(x) * x;

    [Differentiable(Emit = Both), Point(5.5)]
    public static double ILogB(double x) => Math.ILogB(x) * x;
}
