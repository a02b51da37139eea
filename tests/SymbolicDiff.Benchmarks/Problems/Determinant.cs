using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>A determinant by minors along the rows, a call for each minor: the classical test of recursion.</summary>
public sealed partial class Determinant : Problem
{
    private const int Order = 7;

    private readonly double[] matrix = Numbers(Order * Order, 21);
    private readonly double[] gradient = new double[Order * Order];
    private readonly double[] byHand = new double[Order * Order];

    public override string Name => "determinant by minors";

    public override double Limit => 1.5;

    [Differentiable(nameof(a))]
    public static double OfMatrix(double[] a, int n) => Minor(a, n, 0, 0);

    /// <summary>Of the rows from the given one, without the columns used.</summary>
    private static double Minor(double[] a, int n, int row, int used)
    {
        if (row == n) return 1;
        double sum = 0, sign = 1;
        for (int j = 0; j < n; j++)
        {
            if ((used & 1 << j) != 0) continue;
            sum += sign * a[row * n + j] * Minor(a, n, row + 1, used | 1 << j);
            sign = -sign;
        }

        return sum;
    }

    public override double Primal() => OfMatrix(matrix, Order);

    public override Way Exact => new(() => OfMatrixValueAndGradient(matrix, Order, gradient), () => gradient);

    public override Way ByHand => new(ValueAndGradientByHand, () => byHand);

    private double ValueAndGradientByHand()
    {
        Array.Clear(byHand);
        return SmallByHand.Minor(matrix, Order, 0, 0, 1, byHand);
    }

    protected override Func<double> Cpp => () => Native.Determinant(Order, matrix);

    protected override Way CppGradient => Into(new double[Order * Order], to => Native.DeterminantGradient(Order, matrix, to));
}
