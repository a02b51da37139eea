namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>Where the derivative does not exist.</summary>
public static partial class Kinks
{
    [Differentiable(Emit = Both), Convention("0", "0"), Convention("-0", "0"), Point(2), Point(-3)]
    public static double Abs(double x) => Math.Abs(x);

    [Differentiable(Emit = Both)]
    [Convention("2 2", "0.5 0.5"), Convention("0 -0", "0.5 0.5"), Convention("∞ ∞", "0.5 0.5"), Convention("-∞ -∞", "0.5 0.5"), Point(1, 2)]
    [Point(2, 1)]
    public static double Max(double x, double y) => Math.Max(x, y);

    [Differentiable(Emit = Both)]
    [Convention("2 2", "0.5 0.5"), Convention("0 -0", "0.5 0.5"), Convention("∞ ∞", "0.5 0.5"), Convention("-∞ -∞", "0.5 0.5"), Point(1, 2)]
    [Point(2, 1)]
    public static double Min(double x, double y) => Math.Min(x, y);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Point(1), Point(-1)]
    public static double MaxWithConstant(double x) => Math.Max(x, 0);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Point(1), Point(-1)]
    public static double ConstantWithMin(double x) => Math.Min(0, x);

    [Differentiable(Emit = Both), Convention("3", "1"), Point(2.5)]
    public static double MaxOfItself(double x) => Math.Max(x, x);

    [Differentiable(Emit = Both), Convention("1", "1.5")]
    public static double MaxOfEqualFunctions(double x) => Math.Max(x, x * x);

    [Differentiable(Emit = Both), Convention("3", "0.5"), Convention("7", "0.5"), Point(5), Point(2), Point(8)]
    public static double Clamp(double x) => Math.Clamp(x, 3, 7);

    [Differentiable(Emit = Both)]
    [Convention("3 3 7", "0.5 0.5 0"), Convention("7 3 7", "0.5 0 0.5"), Point(5, 3, 7), Point(2, 3, 7), Point(8, 3, 7), Throws(1, 2, 0)]
    public static double ClampWithActiveBounds(double x, double low, double high) => Math.Clamp(x, low, high);

    [Differentiable(Emit = Both), Convention("0", "0"), Convention("2", "1"), Convention("-2", "-1")]
    public static double Sign(double x) => Math.Sign(x) * x;

    [Differentiable(Emit = Both), Convention("2", "2"), Convention("2.5", "2"), Convention("-2.5", "-3")]
    public static double Floor(double x) => Math.Floor(x) * x;

    [Differentiable(Emit = Both), Convention("2", "2"), Convention("2.5", "3"), Convention("-2.5", "-2")]
    public static double Ceiling(double x) => Math.Ceiling(x) * x;

    [Differentiable(Emit = Both), Convention("2.5", "2"), Convention("3.5", "4"), Convention("2", "2")]
    public static double Round(double x) => Math.Round(x) * x;

    [Differentiable(Emit = Both), Convention("2.25", "2.2"), Convention("2.3", "2.3")]
    public static double RoundToDigits(double x) => Math.Round(x, 1) * x;

    [Differentiable(Emit = Both), Convention("2.5", "3"), Convention("-2.5", "-3")]
    public static double RoundAwayFromZero(double x) => Math.Round(x, MidpointRounding.AwayFromZero) * x;

    [Differentiable(Emit = Both), Convention("2.25", "2.3")]
    public static double RoundToDigitsAwayFromZero(double x) => Math.Round(x, 1, MidpointRounding.AwayFromZero) * x;

    [Differentiable(Emit = Both), Convention("2", "2"), Convention("-2.5", "-2")]
    public static double Truncate(double x) => Math.Truncate(x) * x;

    [Differentiable(Emit = Both), Convention("6 3", "1 -2"), Convention("-6 4", "1 1"), Convention("0 4", "1 0"), Point(7.5, 2)]
    public static double Remainder(double x, double y) => x % y;

    [Differentiable(Emit = Both), Convention("6 3", "1 -2"), Convention("7 2", "1 -4"), Point(7.5, 2), Point(-5, 3)]
    public static double IeeeRemainder(double x, double y) => Math.IEEERemainder(x, y);

    [Differentiable(Emit = Both)]
    [Convention("0 -1", "-1 0"), Convention("-0 -1", "-1 0"), Convention("0 0", "0 0"), Convention("0 2", "0.5 0"), Point(1, 2)]
    [Point(1, -2), Point(-1, -2)]
    public static double Atan2(double y, double x) => Math.Atan2(y, x);

    [Differentiable(Emit = Both)]
    [Convention("0 -3", "-1 0"), Convention("-0 -3", "1 0"), Convention("2 -0", "-1 0"), Point(2, 3), Point(-2, 3), Point(2, -3)]
    public static double CopySign(double x, double y) => Math.CopySign(x, y);

    [Differentiable(Emit = Both), Point(2, -3), Point(-4, 3), Point(1, 0.5)]
    public static double MaxMagnitude(double x, double y) => Math.MaxMagnitude(x, y);

    [Differentiable(Emit = Both), Point(2, -3), Point(-4, 3), Point(1, 0.5)]
    public static double MinMagnitude(double x, double y) => Math.MinMagnitude(x, y);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Point(2), Point(-2)]
    public static double Softplus(double x) => Math.Max(x, 0) + Math.Log(1 + Math.Exp(-Math.Abs(x)));

    [Differentiable(Emit = Both), Convention("0", "0"), Point(1.5), Point(-1.5)]
    public static double Relu(double x) => x > 0 ? x : 0;

    [Differentiable(Emit = Both), Convention("0", "0"), Point(1.5), Point(-1.5)]
    public static double ReluByIf(double x)
    {
        if (x > 0) return x;
        return 0;
    }

    [Differentiable(Emit = Both), Convention("0", "1"), Point(1.5), Point(-1.5)]
    public static double ReluBySwitch(double x) => x switch
    {
        >= 0 => x,
        _ => 0,
    };

    [Differentiable(Emit = Both)]
    [Convention("0 0", "0 0"), Convention("-0 0", "0 0"), Convention("0 -2", "0 -1"), Convention("3 -4", "0.6 -0.8"), Point(1, -2)]
    public static double Hypot(double x, double y) => double.Hypot(x, y);

    [Differentiable(Emit = Both), Convention("2 2", "0.5 0.5"), Convention("0 -0", "0.5 0.5"), Convention("NaN 2", "0 1"), Convention("3 NaN", "1 0")]
    [Point(1, 2), Point(2, 1)]
    public static double MaxNumber(double x, double y) => double.MaxNumber(x, y);

    [Differentiable(Emit = Both), Convention("2 2", "0.5 0.5"), Convention("0 -0", "0.5 0.5"), Convention("NaN 2", "0 1"), Convention("3 NaN", "1 0")]
    [Point(1, 2), Point(2, 1)]
    public static double MinNumber(double x, double y) => double.MinNumber(x, y);

    [Differentiable(Emit = Both), Convention("2 2", "0.5 0.5"), Convention("2 -2", "1 0"), Point(1, -2), Point(2, -1)]
    public static double MaxMagnitudeNumber(double x, double y) => double.MaxMagnitudeNumber(x, y);

    [Differentiable(Emit = Both), Convention("2 2", "0.5 0.5"), Convention("2 -2", "0 1"), Point(1, -2), Point(2, -1)]
    public static double MinMagnitudeNumber(double x, double y) => double.MinMagnitudeNumber(x, y);

    [Differentiable(Emit = Both), Convention("3", "0.5"), Convention("7", "0.5"), Point(5), Point(2), Point(8)]
    public static double ClampNative(double x) => double.ClampNative(x, 3, 7);

    [Differentiable(Emit = Both), Convention("2 2", "0.5 0.5"), Point(1, 2), Point(2, 1)]
    public static double MaxNative(double x, double y) => double.MaxNative(x, y);

    [Differentiable(Emit = Both), Convention("2 2", "0.5 0.5"), Point(1, 2), Point(2, 1)]
    public static double MinNative(double x, double y) => double.MinNative(x, y);
}
