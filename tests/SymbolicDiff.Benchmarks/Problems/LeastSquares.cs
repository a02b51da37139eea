using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>A polynomial with 128 coefficients, fitted to 1000 points by least squares.</summary>
public sealed partial class LeastSquares : Problem
{
    private readonly double[] coefficients = Numbers(128, 22);
    private readonly double[] x = Numbers(1000, 23);
    private readonly double[] y = Numbers(1000, 24);
    private readonly double[] gradient = new double[128];
    private readonly double[] byHand = new double[128];

    public override string Name => "least squares, 128 coeff.";

    public override double Limit => 1.2;

    [Differentiable(nameof(c))]
    public static double SumOfSquares(double[] c, double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double value = 0, power = 1;
            for (int j = 0; j < c.Length; j++)
            {
                value += c[j] * power;
                power *= x[i];
            }

            double residual = value - y[i];
            sum += residual * residual;
        }

        return sum;
    }

    public override double Primal() => SumOfSquares(coefficients, x, y);

    public override Way Exact => new(() => SumOfSquaresValueAndGradient(coefficients, x, y, gradient), () => gradient);

    public override Way ByHand => new(() => SmallByHand.LeastSquares(coefficients, x, y, byHand), () => byHand);

    protected override Func<double> Cpp => () => Native.LeastSquares(coefficients.Length, x.Length, coefficients, x, y);

    protected override Way CppGradient => Into(
        new double[coefficients.Length], to => Native.LeastSquaresGradient(coefficients.Length, x.Length, coefficients, x, y, to));
}
