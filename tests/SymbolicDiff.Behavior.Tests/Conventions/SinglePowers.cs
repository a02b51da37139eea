namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>The corners of Pow. In single precision.</summary>
public static partial class SinglePowers
{
    [Differentiable(Emit = Both)]
    [Convention("0 0", "0 0"), Convention("0 2", "0 0"), Convention("0 1", "1 0"), Convention("0 0.5", "∞ 0"), Convention("0 3.5", "0 0")]
    [Convention("2 0", "0 0.69314718055994529"), Convention("1 5", "5 0"), Convention("5 1", "1 8.0471895621705016"), Convention("1 0", "0 0")]
    [Point(2, 3), Point(1.7, -0.4), Point(0.3, 2.5)]
    public static float Pow(float x, float p) => MathF.Pow(x, p);

    [Differentiable(nameof(x), Emit = Both), Convention("-2", "12"), Convention("0", "0"), Point(-2), Point(1.5)]
    public static float Cube(float x) => MathF.Pow(x, 3);

    [Differentiable(nameof(x), Emit = Both), Point(-2), Point(1.5), Convention("0", "0")]
    public static float Square(float x) => MathF.Pow(x, 2);

    [Differentiable(nameof(x), Emit = Both), Point(-2), Convention("0", "1")]
    public static float First(float x) => MathF.Pow(x, 1);

    [Differentiable(Emit = Both), Convention("-2", "0"), Convention("0", "0"), Convention("3", "0")]
    public static float Zeroth(float x) => MathF.Pow(x, 0) + 0 * x;

    [Differentiable(nameof(x), Emit = Both), Point(-2), Point(3)]
    public static float Inverse(float x) => MathF.Pow(x, -1);

    [Differentiable(nameof(x), Emit = Both), Point(0.5), Convention("0", "∞")]
    public static float Root(float x) => MathF.Pow(x, 0.5f);

    [Differentiable(nameof(x), Emit = Both), Point(-2, 3), Point(-2, 4), Point(-1.5, -3)]
    public static float InactiveExponent(float x, float p) => MathF.Pow(x, p);

    [Differentiable(nameof(x), Emit = Both), Point(-2, 3), Point(1.5, 7), Point(1.5, -2)]
    public static float IntegerExponent(float x, int n) => MathF.Pow(x, n);

    [Differentiable(nameof(p), Emit = Both), Point(2, 3), Point(0.5, -3)]
    public static float InactiveBase(float x, float p) => MathF.Pow(x, p);

    [Differentiable(Emit = Both), Convention("2", "0"), Convention("-1", "0")]
    public static float BaseZero(float p) => p > 0 ? MathF.Pow(0, p) : 0;

    [Differentiable(nameof(x), Emit = Both), Convention("1e-20", "2e-20"), Convention("1e19", "2e19"), Convention("-1e-20", "-2e-20")]
    public static float SquareOfExtremes(float x) => MathF.Pow(x, 2);

    [Differentiable(Emit = Both), Convention("1e-20 1.5", "1.5e-10 -4.6051701859880914e-29")]
    public static float Extremes(float x, float p) => MathF.Pow(x, p);

    [Differentiable(Emit = Both), Point(1.3)]
    public static float OfItself(float x) => MathF.Pow(x, x);

    [Differentiable(Emit = Both), Point(0.7)]
    public static float Tower(float x) => MathF.Pow(x, MathF.Pow(x, x));
}
