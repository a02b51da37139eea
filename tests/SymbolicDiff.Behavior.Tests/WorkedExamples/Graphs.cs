namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Examples 4, 5, 6, 8 and 20: chains and graphs.</summary>
public static partial class Graphs
{
    [Differentiable(Emit = Both), Point(0.7), Point(-1.3), Point(0)]
    public static double ExpOfSinOfSquare(double x) => Math.Exp(Math.Sin(x * x));

    [Differentiable(Emit = Both), Point(0.6)]
    public static double SeveralPaths(double x)
    {
        double g1 = Math.Sin(x);
        double g2 = x * x;
        double g3 = Math.Exp(x);
        return g1 * g2 + g3 * g1 - g2 / g3;
    }

    [Differentiable(nameof(x), nameof(y), nameof(z), Emit = Both), Point(1, 2, 3, -4), Point(-0.5, 1.5, 0.25, -4)]
    public static double ProductPlus(double x, double y, double z, double t)
    {
        double g = x * y;
        double f = g + z;
        return (f - t) * (f - t);
    }

    [Differentiable(Emit = Both), Point(0.3, 0.8, -0.4)]
    public static double SharedWeight(double x0, double w1, double w2)
    {
        double x1 = Math.Tanh(w1 * x0);
        double x2 = Math.Sin(w2 * x0 + x1);
        return x1 * Math.Exp(w1 * x2);
    }

    // The derivative of the above with respect to x1, which x2 and x3 both use.
    [Differentiable(nameof(x1), Emit = Both), Point(0.2, 0.3, 0.8, -0.4)]
    public static double AfterX1(double x1, double x0, double w1, double w2)
    {
        double x2 = Math.Sin(w2 * x0 + x1);
        return x1 * Math.Exp(w1 * x2);
    }

    [Differentiable(nameof(x), nameof(y), nameof(z), nameof(u), Emit = Both), Point(1, 2, 3, 0.5, -4)]
    public static double ProductPlusWithOneTermMore(double x, double y, double z, double u, double t)
    {
        double g = x * y;
        double f = g + z + u * x;
        return (f - t) * (f - t);
    }
}
