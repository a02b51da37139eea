namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>The logistic loss of one sample with 1000 features.</summary>
public sealed partial class LogisticLoss : Problem
{
    private readonly double[] w = Numbers(1000, 2, 0.1);
    private readonly double[] x = Numbers(1000, 3);
    private readonly double[] emitted = new double[1001];
    private readonly double[] byHand = new double[1001];

    public override string Name => "logistic loss, n = 1000";

    public override double Limit => 2.5;

    [Differentiable(nameof(w), nameof(b))]
    public static double Loss(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    public override double Primal() => Loss(w, 0.25, x, 1);

    public override double Emitted() => LossValueAndGradient(w, 0.25, x, 1, emitted.AsSpan(0, 1000), out emitted[1000]);

    public override double ByHand() => ByHand(w, 0.25, x, 1, byHand.AsSpan(0, 1000), out byHand[1000]);

    public override (double[] Emitted, double[] ByHand) Gradients() => (emitted, byHand);

    private static double ByHand(double[] w, double b, double[] x, double y, Span<double> wGradient, out double bGradient)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        double slope = p - y;
        for (int i = 0; i < wGradient.Length; i++) wGradient[i] = slope * x[i];
        bGradient = slope;
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }
}
