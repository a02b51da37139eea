namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>The banana function in 1000 dimensions.</summary>
public sealed partial class Rosenbrock : Problem
{
    private readonly double[] x = Numbers(1000, 1, 2);
    private readonly double[] emitted = new double[1000];
    private readonly double[] byHand = new double[1000];

    public override string Name => "Rosenbrock, N = 1000";

    public override double Limit => 3.0;

    [Differentiable]
    public static double Value(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    public override double Primal() => Value(x);

    public override double Emitted() => ValueValueAndGradient(x, emitted);

    public override double ByHand() => ByHand(x, byHand);

    public override (double[] Emitted, double[] ByHand) Gradients() => (emitted, byHand);

    private static double ByHand(double[] x, Span<double> gradient)
    {
        gradient.Clear();
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
            double slope = 200 * b;
            gradient[i] -= 2 * a + 2 * slope * x[i];
            gradient[i + 1] += slope;
        }

        return sum;
    }
}
