namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G12: networks, linear algebra, statistics.</summary>
public static partial class Models
{
    private const Derivatives All = Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = All), Entry("N01")]
    public static double N01(double[] p)
    {
        double first = Math.Tanh(p[0] * 0.5 + p[1] * -1 + p[4]);
        double second = Math.Tanh(p[2] * 0.5 + p[3] * -1 + p[5]);
        double y = p[6] * first + p[7] * second + p[8];
        return (y - 1) * (y - 1);
    }

    [Differentiable(Emit = All), Entry("N02")]
    public static double N02(double[] factors)
    {
        double[,] c = new double[2, 2];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++)
                for (int k = 0; k < 2; k++) c[i, j] += factors[2 * i + k] * factors[4 + 2 * k + j];
        double sum = 0;
        foreach (double item in c) sum += item * item;
        return sum;
    }

    [Differentiable(Emit = All), Entry("N03")]
    public static double N03(double[] v)
    {
        double[] ax = new double[2];
        for (int i = 0; i < 2; i++)
            for (int j = 0; j < 2; j++) ax[i] += v[2 * i + j] * v[4 + j];
        double sum = 0;
        for (int j = 0; j < 2; j++)
            for (int i = 0; i < 2; i++) sum += v[2 * i + j] * ax[i] * v[4 + j];
        return sum;
    }

    [Differentiable(Emit = All), Entry("N04")]
    public static double N04(double[] z)
    {
        double largest = z[0];
        foreach (double item in z) largest = Math.Max(largest, item);
        double sum = 0;
        for (int i = 0; i < z.Length; i++) sum += Math.Exp(z[i] - largest);
        return -(z[1] - largest - Math.Log(sum));
    }

    [Differentiable(Emit = All), Entry("N06")]
    public static double N06(double[] a)
    {
        double largest = a[0];
        for (int i = 1; i < a.Length; i++)
            if (a[i] > largest) largest = a[i];
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += Math.Exp(a[i] - largest);
        return largest + Math.Log(sum);
    }

    [Differentiable(Emit = All), Entry("N07"), Convention("0 1", "-0.5 0")]
    public static double N07(double z, double y) => Math.Max(z, 0) - z * y + Math.Log(1 + Math.Exp(-Math.Abs(z)));

    [Differentiable(Emit = Both), Entry("N08"), Convention("1 -1 0", "2 0 1"), Point("1 -1 0.5")]
    public static double N08(double[] w)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++) sum += Math.Max(0, w[i] * 2);
        return sum;
    }

    [Differentiable(Emit = All), Entry("N09")]
    public static double N09(double x)
    {
        double leaky = x > 0 ? x : 0.01 * x;
        double elu = x > 0 ? x : Math.Exp(x) - 1;
        double gelu = 0.5 * x * (1 + Rules.Special.Erf(x / Math.Sqrt(2)));
        double silu = x / (1 + Math.Exp(-x));
        return leaky + elu + gelu + silu + Math.Log(1 + Math.Exp(x));
    }

    [Differentiable(Emit = All), Entry("N11")]
    public static double N11(double[] v)
    {
        double loss = 0;
        for (int i = 0; i + 1 < 4; i++)
        {
            double y = 0;
            for (int k = 0; k < 2; k++) y += v[4 + k] * v[i + k];
            loss += y * y;
        }

        return loss;
    }

    [Differentiable(nameof(w), nameof(u), Emit = All), Entry("N14", Constants = ["1 -1 0.5 2"])]
    public static double N14(double w, double u, double[] x)
    {
        double h = 0;
        for (int t = 0; t < x.Length; t++) h = Math.Tanh(w * h + u * x[t]);
        return h * h;
    }

    [Differentiable(Emit = All), Entry("N15")]
    public static double N15(double[] v)
    {
        double[] scores = [v[0] * v[2] + v[1] * v[3], v[0] + v[1] * 0.5];
        double[] values = [2, 5];
        double total = 0, mean = 0;
        for (int k = 0; k < scores.Length; k++)
        {
            double weight = Math.Exp(scores[k]);
            total += weight;
            mean += weight * values[k];
        }

        return mean / total;
    }

    [Differentiable(Emit = All), Entry("N18")]
    public static double N18(double p, double q, double r)
    {
        double[,] a = { { p, q }, { q, r } };
        double logarithm = 0;
        for (int j = 0; j < 2; j++)
        {
            for (int k = 0; k < j; k++) a[j, j] -= a[j, k] * a[j, k];
            a[j, j] = Math.Sqrt(a[j, j]);
            for (int i = j + 1; i < 2; i++)
            {
                for (int k = 0; k < j; k++) a[i, j] -= a[i, k] * a[j, k];
                a[i, j] /= a[j, j];
            }

            logarithm += 2 * Math.Log(a[j, j]);
        }

        return logarithm;
    }

    [Differentiable(nameof(m), nameof(s), Emit = All), Entry("N19", Constants = ["1 2 -1"])]
    public static double N19(double m, double s, double[] x)
    {
        double sum = 0;
        foreach (double item in x) sum += Math.Log(1 / Math.Sqrt(2 * Math.PI * s) * Math.Exp(-(item - m) * (item - m) / (2 * s * s)));
        return sum;
    }

    [Differentiable(nameof(a), nameof(m1), nameof(m2), nameof(l1), nameof(l2), Emit = All), Entry("N20", Constants = ["-1.2 0.4 1.1"])]
    public static double N20(double a, double m1, double m2, double l1, double l2, double[] x)
    {
        double sum = 0;
        foreach (double item in x)
        {
            double first = Math.Exp(l1) * (item - m1);
            double second = Math.Exp(l2) * (item - m2);
            sum += Math.Log(Math.Exp(a + l1 - 0.5 * first * first) + Math.Exp(l2 - 0.5 * second * second));
        }

        return sum - x.Length * Math.Log(Math.Exp(a) + 1);
    }
}
