namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G15: Hessians and Jacobians.</summary>
public static partial class Orders
{
    private const Derivatives All = Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = All), Entry("H01")]
    public static double H01(double x, double y) => x * x * y + y * y * y;

    [Differentiable(Emit = All), Entry("H02"), Point(0.25)]
    public static double H02(double x) => Math.Max(0.5, x * x);

    [Differentiable(nameof(a), nameof(mean), nameof(deviation), Emit = All), Entry("H03", Constants = ["-9.9"])]
    public static double H03(double a, double mean, double deviation, double[] data) => a + Squares(mean, deviation, data);

    private static double Squares(double mean, double deviation, double[] data)
    {
        double sum = 0;
        foreach (double item in data)
        {
            double standardised = (item - mean) / deviation;
            sum += standardised * standardised;
        }

        return sum;
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.SparseJacobian | Derivatives.Vjp | Derivatives.Jvp), Entries(16), Entry("H07"), Point("1 2 3 4 5 6"), Point("1"), Point("1 2")]
    public static double[] H07(double[] x)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = -2 * x[i] * x[i];
            if (i > 0) r[i] += x[i - 1];
            if (i + 1 < x.Length) r[i] += x[i + 1];
        }

        return r;
    }

    [Differentiable(Emit = All), Entry("H08")]
    public static double H08(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += x[i] * x[i] * x[i];
        return sum;
    }

    [Differentiable(Emit = All | Derivatives.Vjp), Entry("H10")]
    public static double H10(double x) => x * x;
}
