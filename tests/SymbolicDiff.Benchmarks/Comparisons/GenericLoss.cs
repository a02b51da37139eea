using System.Numerics;

namespace SymbolicDiff.Benchmarks.Comparisons;

/// <summary>A logistic loss of type parameters, called with doubles, beside the same of doubles.</summary>
public sealed partial class GenericLoss : Comparison
{
    private readonly double[] w = Numbers(1000, 11);
    private readonly double[] x = Numbers(1000, 12);
    private readonly double[] emitted = new double[1000];
    private readonly double[] plain = new double[1000];

    public override string Name => "generic: logistic loss";

    [Differentiable(nameof(w))]
    public static T OfAny<T>(T[] w, T[] x, T scale) where T : IFloatingPointIeee754<T>
    {
        T h = T.Zero;
        for (int i = 0; i < w.Length; i++) h += scale * w[i] * x[i];
        T p = T.One / (T.One + T.Exp(-h));
        return -T.Log(p);
    }

    [Differentiable(nameof(w))]
    public static double OfDoubles(double[] w, double[] x, double scale)
    {
        double h = 0;
        for (int i = 0; i < w.Length; i++) h += scale * w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -Math.Log(p);
    }

    public override double Primal() => OfAny(w, x, 0.001);

    public override double PlainPrimal() => OfDoubles(w, x, 0.001);

    public override double Emitted() => OfAnyValueAndGradient(w, x, 0.001, emitted);

    public override double Plain() => OfDoublesValueAndGradient(w, x, 0.001, plain);

    public override (double[] Emitted, double[] Plain) Gradients() => (emitted, plain);
}
