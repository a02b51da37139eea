using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>The banana function in many dimensions, after H. H. Rosenbrock.</summary>
public sealed partial class Rosenbrock : Problem
{
    private readonly double[] x, gradient, byHand;

    public Rosenbrock(int n) => (x, gradient, byHand) = (Numbers(n, 1, 2), new double[n], new double[n]);

    public override string Name => FormattableString.Invariant($"Rosenbrock, N = {x.Length}");

    public override double Limit => 1.5;

    public override double? FastLimit => x.Length == 100_000 ? 0.5 : null;

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

    public override Way Exact => new(() => ValueValueAndGradient(x, gradient), () => gradient);

    public override Way ByHand => new(() => SmallByHand.Rosenbrock(x, byHand), () => byHand);

    protected override Func<double> Cpp => () => Native.Rosenbrock(x.Length, x);

    protected override Way CppGradient => Into(new double[x.Length], to => Native.RosenbrockGradient(x.Length, x, to));
}
