using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Rules;

/// <summary>Methods with rules; most bodies are outside of the language, so that only the rules can differentiate them.</summary>
public static class Special
{
    private static readonly Dictionary<string, double> Table = new() { ["half"] = 0.5 };

    [Derivative("2 / sqrt(pi) * exp(-x ^ 2)")]
    public static double Erf(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; n < 60; n++)
        {
            term *= -x * x / n;
            sum += term / (2 * n + 1);
        }

        return Table["half"] * 4 / Math.Sqrt(Math.PI) * sum;
    }

    /// <summary>Named by a rule of the assembly.</summary>
    public static double LogGamma(double x)
    {
        double shift = 0;
        for (; x < 15; x++) shift += Math.Log(x);
        double r = 1 / (x * x);
        double series = (1.0 / 12 - r * (1.0 / 360 - r * (1.0 / 1260 - r * (1.0 / 1680 - r * (1.0 / 1188 - r * (691.0 / 360360 - r / 156)))))) / x;
        return (x - 0.5) * Math.Log(x) - x + 0.91893853320467274178 + series - shift;
    }

    /// <summary>Named by a rule file.</summary>
    public static double Digamma(double x)
    {
        double shift = 0;
        for (; x < 15; x++) shift += 1 / x;
        double r = 1 / (x * x);
        return Math.Log(x) - 0.5 / x - r * (1.0 / 12 - r * (1.0 / 120 - r * (1.0 / 252 - r * (1.0 / 240 - r / 132)))) - shift;
    }

    public static double Trigamma(double x)
    {
        double shift = 0;
        for (; x < 15; x++) shift += 1 / (x * x);
        double r = 1 / (x * x);
        return 1 / x + r / 2 + r / x * (1.0 / 6 - r * (1.0 / 30 - r * (1.0 / 42 - r * (1.0 / 30 - r * 5 / 66)))) + shift;
    }

    [Derivative("result * (1 - result)")]
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Derivative("result * (1 - result)")]
    public static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    /// <summary>The derivative calls the method itself and its sibling.</summary>
    [Derivative("Cosine(t)")]
    public static double Sine(double t) => (double)Convert.ChangeType(Math.Sin(t), typeof(double), null);

    [Derivative("-Special.Sine(t)")]
    public static double Cosine(double t) => (double)Convert.ChangeType(Math.Cos(t), typeof(double), null);

    [Derivative("x / result", "y / result")]
    public static double Length(double x, double y) => Math.Sqrt(x * x + y * y);

    [Derivative("n * x ^ (n - 1)")]
    public static double Power(double x, int n)
    {
        double power = 1;
        for (int i = 0; i < n; i++) power *= x;
        return power;
    }

    [Derivative("if flag then 2 * x else 1", "0")]
    public static double SquareIf(double x, bool flag) => flag ? x * x : x;

    [Derivative("if x > 0 then 1 else if x < 0 then -1 else 0")]
    public static double Modulus(double x) => Math.Abs(x);

    [Derivative("0.5 / result singular")]
    public static double Root(double x) => Math.Sqrt(x);

    [Derivative("u * cos(u * x) where u = 3")]
    public static double Wave(in double x) => Math.Sin(3 * x);

    /// <summary>Writes down its calls, which a body that is followed could not be allowed.</summary>
    [Derivative("2 * x")]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Counted(double x)
    {
        Calls.Add(x);
        return x * x;
    }

    public static List<double> Calls { get; } = [];
}
