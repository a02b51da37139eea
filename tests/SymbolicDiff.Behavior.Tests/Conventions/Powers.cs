namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>The corners of Pow.</summary>
public static partial class Powers
{
    [Differentiable(Emit = Both)]
    [Convention("0 0", "0 0"), Convention("0 2", "0 0"), Convention("0 1", "1 0"), Convention("0 0.5", "∞ 0"), Convention("0 3.5", "0 0")]
    [Convention("2 0", "0 0.69314718055994529"), Convention("1 5", "5 0"), Convention("5 1", "1 8.0471895621705016"), Convention("1 0", "0 0")]
    [Point(2, 3), Point(1.7, -0.4), Point(0.3, 2.5)]
    public static double Pow(double x, double p) => Math.Pow(x, p);

    [Differentiable(nameof(x), Emit = Both), Convention("-2", "12"), Convention("0", "0"), Point(-2), Point(1.5)]
    public static double Cube(double x) => Math.Pow(x, 3);

    [Differentiable(nameof(x), Emit = Both), Point(-2), Point(1.5), Convention("0", "0")]
    public static double Square(double x) => Math.Pow(x, 2);

    [Differentiable(nameof(x), Emit = Both), Point(-2), Convention("0", "1")]
    public static double First(double x) => Math.Pow(x, 1);

    [Differentiable(Emit = Both), Convention("-2", "0"), Convention("0", "0"), Convention("3", "0")]
    public static double Zeroth(double x) => Math.Pow(x, 0) + 0 * x;

    [Differentiable(nameof(x), Emit = Both), Point(-2), Point(3)]
    public static double Inverse(double x) => Math.Pow(x, -1);

    [Differentiable(nameof(x), Emit = Both), Point(0.5), Convention("0", "∞")]
    public static double Root(double x) => Math.Pow(x, 0.5);

    [Differentiable(nameof(x), Emit = Both), Point(-2, 3), Point(-2, 4), Point(-1.5, -3)]
    public static double InactiveExponent(double x, double p) => Math.Pow(x, p);

    [Differentiable(nameof(x), Emit = Both), Point(-2, 3), Point(1.5, 7), Point(1.5, -2)]
    public static double IntegerExponent(double x, int n) => Math.Pow(x, n);

    [Differentiable(nameof(p), Emit = Both), Point(2, 3), Point(0.5, -3)]
    public static double InactiveBase(double x, double p) => Math.Pow(x, p);

    [Differentiable(Emit = Both), Convention("2", "0"), Convention("-1", "0")]
    public static double BaseZero(double p) => p > 0 ? Math.Pow(0, p) : 0;

    [Differentiable(nameof(x), Emit = Both), Convention("1e-200", "2e-200"), Convention("1e200", "2e200"), Convention("-1e-200", "-2e-200")]
    public static double SquareOfExtremes(double x) => Math.Pow(x, 2);

    [Differentiable(Emit = Both), Convention("1e-200 1.5", "1.5e-100 -4.6051701859880914e-298")]
    public static double Extremes(double x, double p) => Math.Pow(x, p);

    [Differentiable(Emit = Both), Point(1.3)]
    public static double OfItself(double x) => Math.Pow(x, x);

    [Differentiable(Emit = Both), Point(0.7)]
    public static double Tower(double x) => Math.Pow(x, Math.Pow(x, x));
}
