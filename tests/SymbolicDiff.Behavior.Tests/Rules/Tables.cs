namespace SymbolicDiff.Behavior.Tests.Rules;

/// <summary>Methods that rules of a file name.</summary>
public static class Tables
{
    public static double Lookup(double x, double p) => (double)Convert.ChangeType(Math.Pow(x, p), typeof(double), null);

    /// <summary>Minus half of the derivative of <see cref="Special.Trigamma"/>.</summary>
    public static double TetragammaHalf(double x)
    {
        double shift = 0;
        for (; x < 15; x++) shift += 1 / (x * x * x);
        double r = 1 / (x * x);
        return r / 2 + r / (2 * x) + r * r * (0.25 - r * (1.0 / 12 - r / 12)) + shift;
    }
}
