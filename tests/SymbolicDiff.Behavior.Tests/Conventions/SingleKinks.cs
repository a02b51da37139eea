namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>Where the derivative does not exist. In single precision.</summary>
public static partial class SingleKinks
{
    [Differentiable(Emit = Both), Convention("0", "0"), Convention("-0", "0"), Point(2), Point(-3)]
    public static float Abs(float x) => MathF.Abs(x);

    [Differentiable(Emit = Both)]
    [Convention("2 2", "0.5 0.5"), Convention("0 -0", "0.5 0.5"), Convention("∞ ∞", "0.5 0.5"), Convention("-∞ -∞", "0.5 0.5"), Point(1, 2)]
    [Point(2, 1)]
    public static float Max(float x, float y) => MathF.Max(x, y);

    [Differentiable(Emit = Both)]
    [Convention("2 2", "0.5 0.5"), Convention("0 -0", "0.5 0.5"), Convention("∞ ∞", "0.5 0.5"), Convention("-∞ -∞", "0.5 0.5"), Point(1, 2)]
    [Point(2, 1)]
    public static float Min(float x, float y) => MathF.Min(x, y);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Point(1), Point(-1)]
    public static float MaxWithConstant(float x) => MathF.Max(x, 0);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Point(1), Point(-1)]
    public static float ConstantWithMin(float x) => MathF.Min(0, x);

    [Differentiable(Emit = Both), Convention("3", "1"), Point(2.5)]
    public static float MaxOfItself(float x) => MathF.Max(x, x);

    [Differentiable(Emit = Both), Convention("1", "1.5")]
    public static float MaxOfEqualFunctions(float x) => MathF.Max(x, x * x);

    [Differentiable(Emit = Both), Convention("3", "0.5"), Convention("7", "0.5"), Point(5), Point(2), Point(8)]
    public static float Clamp(float x) => Math.Clamp(x, 3, 7);

    [Differentiable(Emit = Both)]
    [Convention("3 3 7", "0.5 0.5 0"), Convention("7 3 7", "0.5 0 0.5"), Point(5, 3, 7), Point(2, 3, 7), Point(8, 3, 7), Throws(1, 2, 0)]
    public static float ClampWithActiveBounds(float x, float low, float high) => Math.Clamp(x, low, high);

    [Differentiable(Emit = Both), Convention("0", "0"), Convention("2", "1"), Convention("-2", "-1")]
    public static float Sign(float x) => MathF.Sign(x) * x;

    [Differentiable(Emit = Both), Convention("2", "2"), Convention("2.5", "2"), Convention("-2.5", "-3")]
    public static float Floor(float x) => MathF.Floor(x) * x;

    [Differentiable(Emit = Both), Convention("2", "2"), Convention("2.5", "3"), Convention("-2.5", "-2")]
    public static float Ceiling(float x) => MathF.Ceiling(x) * x;

    [Differentiable(Emit = Both), Convention("2.5", "2"), Convention("3.5", "4"), Convention("2", "2")]
    public static float Round(float x) => MathF.Round(x) * x;

    [Differentiable(Emit = Both), Convention("2.25", "2.2"), Convention("2.3", "2.3")]
    public static float RoundToDigits(float x) => MathF.Round(x, 1) * x;

    [Differentiable(Emit = Both), Convention("2.5", "3"), Convention("-2.5", "-3")]
    public static float RoundAwayFromZero(float x) => MathF.Round(x, MidpointRounding.AwayFromZero) * x;

    [Differentiable(Emit = Both), Convention("2.25", "2.3")]
    public static float RoundToDigitsAwayFromZero(float x) => MathF.Round(x, 1, MidpointRounding.AwayFromZero) * x;

    [Differentiable(Emit = Both), Convention("2", "2"), Convention("-2.5", "-2")]
    public static float Truncate(float x) => MathF.Truncate(x) * x;

    [Differentiable(Emit = Both), Convention("6 3", "1 -2"), Convention("-6 4", "1 1"), Convention("0 4", "1 0"), Point(7.5, 2)]
    public static float Remainder(float x, float y) => x % y;

    [Differentiable(Emit = Both), Convention("6 3", "1 -2"), Convention("7 2", "1 -4"), Point(7.5, 2), Point(-5, 3)]
    public static float IeeeRemainder(float x, float y) => MathF.IEEERemainder(x, y);

    [Differentiable(Emit = Both)]
    [Convention("0 -1", "-1 0"), Convention("-0 -1", "-1 0"), Convention("0 0", "0 0"), Convention("0 2", "0.5 0"), Point(1, 2)]
    [Point(1, -2), Point(-1, -2)]
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    [Differentiable(Emit = Both)]
    [Convention("0 -3", "-1 0"), Convention("-0 -3", "1 0"), Convention("2 -0", "-1 0"), Point(2, 3), Point(-2, 3), Point(2, -3)]
    public static float CopySign(float x, float y) => MathF.CopySign(x, y);

    [Differentiable(Emit = Both), Point(2, -3), Point(-4, 3), Point(1, 0.5)]
    public static float MaxMagnitude(float x, float y) => MathF.MaxMagnitude(x, y);

    [Differentiable(Emit = Both), Point(2, -3), Point(-4, 3), Point(1, 0.5)]
    public static float MinMagnitude(float x, float y) => MathF.MinMagnitude(x, y);

    [Differentiable(Emit = Both), Convention("0", "0.5"), Point(2), Point(-2)]
    public static float Softplus(float x) => MathF.Max(x, 0) + MathF.Log(1 + MathF.Exp(-MathF.Abs(x)));

    [Differentiable(Emit = Both), Convention("0", "0"), Point(1.5), Point(-1.5)]
    public static float Relu(float x) => x > 0 ? x : 0;

    [Differentiable(Emit = Both), Convention("0", "0"), Point(1.5), Point(-1.5)]
    public static float ReluByIf(float x)
    {
        if (x > 0) return x;
        return 0;
    }

    [Differentiable(Emit = Both), Convention("0", "1"), Point(1.5), Point(-1.5)]
    public static float ReluBySwitch(float x) => x switch
    {
        >= 0 => x,
        _ => 0,
    };
}
