namespace SymbolicDiff.Benchmarks.Comparisons;

/// <summary>A transform in place that halves its span at each level, beside the loops over levels and blocks.</summary>
public sealed partial class RecursiveTransform : Comparison
{
    private readonly double[] x = Numbers(1024, 7);
    private readonly double[] emitted = new double[1024];
    private readonly double[] plain = new double[1024];

    public override string Name => "recursion: transform";

    [Differentiable]
    public static double Recursive(double[] x)
    {
        double[] y = (double[])x.Clone();
        Transform(y);
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i] / (1 + i);
        return sum;
    }

    private static void Transform(Span<double> y)
    {
        if (y.Length < 2) return;
        int half = y.Length / 2;
        for (int i = 0; i < half; i++)
        {
            double low = y[i], high = y[half + i];
            y[i] = low + 0.5 * high;
            y[half + i] = low * high;
        }

        Transform(y.Slice(0, half));
        Transform(y.Slice(half));
    }

    [Differentiable]
    public static double Iterative(double[] x)
    {
        double[] y = (double[])x.Clone();
        for (int half = y.Length / 2; half >= 1; half /= 2)
        {
            for (int start = 0; start < y.Length; start += 2 * half)
            {
                for (int i = start; i < start + half; i++)
                {
                    double low = y[i], high = y[half + i];
                    y[i] = low + 0.5 * high;
                    y[half + i] = low * high;
                }
            }
        }

        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i] / (1 + i);
        return sum;
    }

    public override double Primal() => Recursive(x);

    public override double PlainPrimal() => Iterative(x);

    public override double Emitted() => RecursiveValueAndGradient(x, emitted);

    public override double Plain() => IterativeValueAndGradient(x, plain);

    public override (double[] Emitted, double[] Plain) Gradients() => (emitted, plain);
}
