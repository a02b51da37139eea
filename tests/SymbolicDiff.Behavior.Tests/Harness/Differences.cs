namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>Five-point central differences over shrinking steps; the step at which two neighbours agree best gives estimate and error.</summary>
public static class Differences
{
    public readonly record struct Estimate(double Value, double Error);

    public static Estimate At(Func<double, double> f, double x, bool single)
    {
        double epsilon = single ? 6e-8 : 1.2e-16;
        double step = (single ? 0.0625 : 0.02) * Math.Max(Math.Abs(x), 0.25);
        var best = new Estimate(double.NaN, double.PositiveInfinity);
        double previous = double.NaN;
        for (int halvings = 0; halvings < (single ? 5 : 16); halvings++, step /= 2)
        {
            double h = single ? (float)(x + step) - (float)x : (x + step) - x;
            double[] values = [f(x - 2 * h), f(x - h), f(x + h), f(x + 2 * h)];
            double derivative = (values[0] - 8 * values[1] + 8 * values[2] - values[3]) / (12 * h);
            double error = Math.Abs(derivative - previous) + 1.5 * epsilon * values.Max(Math.Abs) / h;
            if (error < best.Error) best = new Estimate(derivative, error);
            previous = derivative;
        }

        return best;
    }
}
