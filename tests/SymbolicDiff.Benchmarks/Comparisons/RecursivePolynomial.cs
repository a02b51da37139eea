namespace SymbolicDiff.Benchmarks.Comparisons;

/// <summary>A polynomial by Horner's rule, a call for each coefficient, beside the loop: hardly any work in a call.</summary>
public sealed partial class RecursivePolynomial : Comparison
{
    private readonly double[] a = Numbers(256, 13);
    private readonly double[] emitted = new double[257];
    private readonly double[] plain = new double[257];

    public override string Name => "recursion: polynomial";

    [Differentiable]
    public static double Called(double[] a, double x) => From(a, 0, x);

    private static double From(double[] a, int i, double x) => i == a.Length ? 0 : a[i] + x * From(a, i + 1, x);

    [Differentiable]
    public static double Looped(double[] a, double x)
    {
        double sum = 0;
        for (int i = a.Length - 1; i >= 0; i--) sum = a[i] + x * sum;
        return sum;
    }

    public override double Primal() => Called(a, 0.9);

    public override double PlainPrimal() => Looped(a, 0.9);

    public override double Emitted() => CalledValueAndGradient(a, 0.9, emitted.AsSpan(0, 256), out emitted[256]);

    public override double Plain() => LoopedValueAndGradient(a, 0.9, plain.AsSpan(0, 256), out plain[256]);

    public override (double[] Emitted, double[] Plain) Gradients() => (emitted, plain);
}
