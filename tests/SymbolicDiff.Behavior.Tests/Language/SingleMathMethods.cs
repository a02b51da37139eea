namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Every real method of MathF.</summary>
public static partial class SingleMathMethods
{
    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Exp(float x) => MathF.Exp(x) * x;

    [Differentiable(Emit = Both), Point(0.4f), Point(3f)]
    public static float Log(float x) => MathF.Log(x) * x;

    [Differentiable(Emit = Both), Point(0.4f), Point(3f)]
    public static float Sqrt(float x) => MathF.Sqrt(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Sin(float x) => MathF.Sin(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Cos(float x) => MathF.Cos(x) * x;

    [Differentiable(Emit = Both), Point(0.4f), Point(2f)]
    public static float Tan(float x) => MathF.Tan(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Sinh(float x) => MathF.Sinh(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Cosh(float x) => MathF.Cosh(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Tanh(float x) => MathF.Tanh(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Asinh(float x) => MathF.Asinh(x) * x;

    [Differentiable(Emit = Both), Point(0.4f), Point(3f)]
    public static float Log2(float x) => MathF.Log2(x) * x;

    [Differentiable(Emit = Both), Point(0.4f), Point(3f)]
    public static float Log10(float x) => MathF.Log10(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Cbrt(float x) => MathF.Cbrt(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Abs(float x) => MathF.Abs(x) * x;

    [Differentiable(Emit = Both), Point(0.3f), Point(-0.6f)]
    public static float Asin(float x) => MathF.Asin(x) * x;

    [Differentiable(Emit = Both), Point(0.3f), Point(-0.6f)]
    public static float Acos(float x) => MathF.Acos(x) * x;

    [Differentiable(Emit = Both), Point(0.7f), Point(-1.3f)]
    public static float Atan(float x) => MathF.Atan(x) * x;

    [Differentiable(Emit = Both), Point(0.3f), Point(-0.6f)]
    public static float Atanh(float x) => MathF.Atanh(x) * x;

    [Differentiable(Emit = Both), Point(1.4f), Point(7f)]
    public static float Acosh(float x) => MathF.Acosh(x) * x;

    [Differentiable(Emit = Both), Point(0.5f, -1.5f), Point(-2f, 0.3f)]
    public static float Atan2(float x, float y) => MathF.Atan2(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1.7f, 2.3f), Point(0.4f, -1.2f)]
    public static float Pow(float x, float y) => MathF.Pow(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1f, 2f), Point(3f, -4f)]
    public static float Max(float x, float y) => MathF.Max(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1f, 2f), Point(3f, -4f)]
    public static float Min(float x, float y) => MathF.Min(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1f, -2f), Point(3f, -1f)]
    public static float MaxMagnitude(float x, float y) => MathF.MaxMagnitude(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1f, -2f), Point(3f, -1f)]
    public static float MinMagnitude(float x, float y) => MathF.MinMagnitude(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1.5f, -2f), Point(-3f, -1f)]
    public static float CopySign(float x, float y) => MathF.CopySign(x, y) * x * y;

    [Differentiable(Emit = Both), Point(7.6f, 2f), Point(-5.2f, 3f)]
    public static float IEEERemainder(float x, float y) => MathF.IEEERemainder(x, y) * x * y;

    [Differentiable(Emit = Both), Point(2.5f, 3f), Point(0.4f, 7f)]
    public static float LogOfBase(float x, float y) => MathF.Log(x, y) * x * y;

    [Differentiable(Emit = Both), Point(1.5f, -2f, 0.3f)]
    public static float FusedMultiplyAdd(float x, float y, float z) => MathF.FusedMultiplyAdd(x, y, z) * z;

    [Differentiable(Emit = Both), Point(1.5f, -2f, 0.3f), Point(0.1f, -2f, 0.3f)]
    public static float Clamp(float x, float low, float high) => Math.Clamp(x, low, high) * x;

    [Differentiable(Emit = Both), Point(1.5f)]
    public static float ScaleB(float x) => MathF.ScaleB(x, -2) * x;

    [Differentiable(Emit = Both), Point(2.3f), Point(-1.7f)]
    public static float Floor(float x) => MathF.Floor(x) * x;

    [Differentiable(Emit = Both), Point(2.3f), Point(-1.7f)]
    public static float Ceiling(float x) => MathF.Ceiling(x) * x;

    [Differentiable(Emit = Both), Point(2.3f), Point(-1.7f)]
    public static float Truncate(float x) => MathF.Truncate(x) * x;

    [Differentiable(Emit = Both), Point(2.3f), Point(-1.7f)]
    public static float Round(float x) => MathF.Round(x) * x;

    [Differentiable(Emit = Both), Point(2.3f), Point(-1.7f)]
    public static float Sign(float x) => MathF.Sign(x) * x * x;

    [Differentiable(Emit = Both), Convention("2.34", "2.3")]
    public static float RoundToDigits(float x) => MathF.Round(x, 1) * x;

    [Differentiable(Emit = Both), Point(2.34f)]
    public static float RoundWithMode(float x) => MathF.Round(x, MidpointRounding.ToZero) * x;

    [Differentiable(Emit = Both), Convention("2.34", "2.3")]
    public static float RoundToDigitsWithMode(float x) => MathF.Round(x, 1, MidpointRounding.ToEven) * x;

    [Differentiable(Emit = Both), Point(0.8f)]
    public static float SinCos(float x)
    {
        var (sin, cos) = MathF.SinCos(x);
        return sin * sin * cos;
    }

    [Differentiable(Emit = Both), Point(0.8f)]
    public static float SinCosByItems(float x)
    {
        (float Sin, float Cos) both = MathF.SinCos(x);
        return both.Sin * both.Cos;
    }

    [Differentiable(Emit = Both), Point(0.8f)]
    public static float BitIncrement(float x) => MathF.BitIncrement(x) * x;

    [Differentiable(Emit = Both), Point(0.8f)]
    public static float BitDecrement(float x) => MathF.BitDecrement(x) * x;

    [Differentiable(Emit = Both), Point(5.5f)]
    public static float ILogB(float x) => MathF.ILogB(x) * x;
}
