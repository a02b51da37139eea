namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>As <see cref="Extremes"/>, in single precision.</summary>
public static partial class SingleExtremes
{
    [Differentiable(Emit = Both), Convention("10", "8.2446145e-09"), Convention("-10", "8.2446145e-09"), Convention("20", "1.6993417e-17")]
    public static float Tanh(float x) => MathF.Tanh(x);

    [Differentiable(Emit = Both), Convention("1e30 1e30", "5e-31 -5e-31"), Convention("1e-30 1e-30", "5e29 -5e29"), Convention("0 0", "0 0")]
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    [Differentiable(Emit = Both), Convention("1e-30 1e-30", "1e30 -1e30"), Convention("1e30 1e30", "1e-30 -1e-30")]
    public static float Quotient(float x, float y) => x / y;

    [Differentiable(Emit = Both), Convention("1e25", "1e-25"), Convention("-1e25", "1e-25")]
    public static float Asinh(float x) => MathF.Asinh(x);

    [Differentiable(Emit = Both), Convention("1e25", "1e-25")]
    public static float Acosh(float x) => MathF.Acosh(x);

    [Differentiable(Emit = Both), Convention("0.75", "1.5118579"), Convention("1", "∞")]
    public static float Asin(float x) => MathF.Asin(x);

    [Differentiable(Emit = Both), Convention("1e-20", "1e20"), Convention("1e30", "1e-30")]
    public static float Log(float x) => MathF.Log(x);

    [Differentiable(Emit = Both), Convention("1e-30", "5e14"), Convention("1e30", "5e-16")]
    public static float Sqrt(float x) => MathF.Sqrt(x);
}
