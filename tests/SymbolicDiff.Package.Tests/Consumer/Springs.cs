using SymbolicDiff;

namespace Physics;

public static partial class Springs
{
    [Differentiable(nameof(x), nameof(k), Emit = Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp)]
    public static double Energy(double[] x, double k)
    {
        ArgumentNullException.ThrowIfNull(x);
        double sum = 0;
        for (int i = 1; i < x.Length; i++)
            sum += k * (x[i] - x[i - 1]) * (x[i] - x[i - 1]);
        return sum;
    }

    [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp)]
    public static void Forces(double[] x, Span<double> force)
    {
        ArgumentNullException.ThrowIfNull(x);
        for (int i = 0; i < x.Length; i++)
            force[i] = -x[i] * x[i];
    }
}
