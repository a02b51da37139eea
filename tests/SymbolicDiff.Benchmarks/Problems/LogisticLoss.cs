using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>The logistic loss of one sample.</summary>
public sealed partial class LogisticLoss : Problem
{
    private readonly int n;
    private readonly double[] w, x, gradient, byHand;

    public LogisticLoss(int n)
    {
        this.n = n;
        (w, x) = (Numbers(n, 2, 0.1), Numbers(n, 3));
        (gradient, byHand) = (new double[n + 1], new double[n + 1]);
    }

    public override string Name => FormattableString.Invariant($"logistic loss, n = {n}");

    public override double Limit => 1.3;

    public override double? FastLimit => n == 1000 ? 0.4 : null;

    [Differentiable(nameof(w), nameof(b))]
    public static double Loss(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    public override double Primal() => Loss(w, 0.25, x, 1);

    public override Way Exact => new(() => LossValueAndGradient(w, 0.25, x, 1, gradient.AsSpan(0, n), out gradient[n]), () => gradient);

    public override Way ByHand => new(() => SmallByHand.Logistic(w, 0.25, x, 1, byHand.AsSpan(0, n), out byHand[n]), () => byHand);

    protected override Func<double> Cpp => () => Native.Logistic(n, w, 0.25, x, 1);

    protected override Way CppGradient => Into(new double[n + 1], to => Native.LogisticGradient(n, w, 0.25, x, 1, to));
}
