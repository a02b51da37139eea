namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>Methods whose derivatives of every form are measured.</summary>
public static partial class Formed
{
    private const Derivatives Seconds = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = Seconds)]
    public static double Separable(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i]) * x[i];
        return sum;
    }

    [Differentiable(Emit = Seconds)]
    public static double Chain(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i], b = 1 - x[i];
            sum += 100 * a * a + b * b;
        }

        return sum;
    }

    [Differentiable(Emit = Seconds)]
    public static double InPlace(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i] *= x[i]);
        return sum;
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.SparseJacobian)]
    public static void Laplacian(double[] u, double[] r)
    {
        for (int i = 1; i < u.Length - 1; i++) r[i] = u[i - 1] - 2 * u[i] * u[i] + u[i + 1];
    }

    /// <summary>As many results as <paramref name="t"/> has elements.</summary>
    [Differentiable(nameof(a), nameof(b), Emit = Derivatives.Jacobian)]
    public static double[] Curve(double a, double b, double[] t)
    {
        var y = new double[t.Length];
        for (int i = 0; i < t.Length; i++) y[i] = a * Math.Exp(-b * t[i]);
        return y;
    }

    /// <summary>As many results as <paramref name="w"/> has rows, as many parameters as it has columns.</summary>
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian | Derivatives.Jvp)]
    public static double[] Layer(double[,] w, double[] x)
    {
        var y = new double[w.GetLength(0)];
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < x.Length; j++) sum += w[i, j] * x[j];
            y[i] = Math.Tanh(sum);
        }

        return y;
    }
}
