namespace SymbolicDiff.Benchmarks.Comparisons;

/// <summary>A sum by halves, down to blocks of 64, beside the loop over the blocks.</summary>
public sealed partial class RecursiveSum : Comparison
{
    private const int Block = 64;
    private readonly double[] x = Numbers(4096, 5);
    private readonly double[] emitted = new double[4096];
    private readonly double[] plain = new double[4096];

    public override string Name => "recursion: sum by halves";

    [Differentiable]
    public static double ByHalves(double[] x) => Part(x, 0, x.Length);

    private static double Part(double[] x, int start, int count)
    {
        if (count <= Block)
        {
            double sum = 0;
            for (int i = start; i < start + count; i++) sum += Math.Sqrt(1 + x[i] * x[i]);
            return sum;
        }

        int half = count / 2;
        return Part(x, start, half) + Part(x, start + half, count - half);
    }

    [Differentiable]
    public static double InOrder(double[] x)
    {
        double total = 0;
        for (int start = 0; start < x.Length; start += Block)
        {
            double sum = 0;
            for (int i = start; i < start + Block; i++) sum += Math.Sqrt(1 + x[i] * x[i]);
            total += sum;
        }

        return total;
    }

    public override double Primal() => ByHalves(x);

    public override double PlainPrimal() => InOrder(x);

    public override double Emitted() => ByHalvesValueAndGradient(x, emitted);

    public override double Plain() => InOrderValueAndGradient(x, plain);

    public override (double[] Emitted, double[] Plain) Gradients() => (emitted, plain);
}
