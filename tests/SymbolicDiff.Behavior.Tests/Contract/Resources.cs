namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Methods whose derivatives record much, nothing, or are stopped in the middle.</summary>
public static partial class Resources
{
    /// <summary>A value that is overwritten and needed again: one record an iteration.</summary>
    [Differentiable(nameof(y))]
    public static double Counted(double y, int n)
    {
        for (int i = 0; i < n; i++) y = 0.5 * Math.Sin(y) + y;
        return y;
    }

    [Differentiable(nameof(y))]
    public static float CountedInSinglePrecision(float y, int n)
    {
        for (int i = 0; i < n; i++) y = 0.5f * MathF.Sin(y) + y;
        return y;
    }

    /// <summary>The same, of an unknown number of iterations.</summary>
    [Differentiable(nameof(y))]
    public static double Uncounted(double y, int n)
    {
        int i = 0;
        while (i < n)
        {
            y = 0.5 * Math.Sin(y) + y;
            i++;
        }

        return y;
    }

    [Differentiable(nameof(x))]
    public static double Summed(double x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++) s += Math.Sin(x * i);
        return s;
    }

    /// <summary>Leaves the primal sweep where <paramref name="stop"/> says, with records in memory of both kinds.</summary>
    [Differentiable(nameof(v), Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian | Derivatives.HessianVectorProduct)]
    public static double Stopped(double[] v, int stop)
    {
        double y = 1;
        double[] work = new double[v.Length];
        for (int i = 0; i < v.Length; i++)
        {
            y = Math.Sin(y) * v[i];
            double t = y;
            while (t > 0.01)
            {
                t *= t * 0.5;
                if (i == stop) throw new InvalidOperationException("stopped");
            }

            work[i] = t * y;
            y += work[i] * v[i];
        }

        return y;
    }

    /// <summary>Stops in the reverse sweep: the method that is called has a reverse derivative that throws.</summary>
    [Differentiable(nameof(v), Emit = Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jacobian)]
    public static double StoppedOnTheWayBack(double[] v, int stop)
    {
        double y = 1;
        for (int i = 0; i < v.Length; i++) y = Math.Sin(y) * v[i] + Fragile(y, i == stop);
        return y;
    }

    private static double Fragile(double x, bool breaks) => breaks ? x : x * x;

    [DerivativeOf(typeof(Resources), nameof(Fragile))]
    private static double FragileVjp(double x, bool breaks, double resultAdjoint, ref double xAdjoint)
    {
        if (breaks) throw new InvalidOperationException("stopped");
        xAdjoint += 2 * x * resultAdjoint;
        return x * x;
    }

    [Differentiable(Emit = Every)]
    public static double OfFewElements(double[] v)
    {
        double s = 1, p = 1;
        foreach (double t in v) s += t * t;
        for (int i = 0; i < v.Length; i++) p = p * v[i] + Math.Sin(p);
        for (int i = 1; i < v.Length; i++) s += v[i - 1] * v[i];
        return s * p;
    }

    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp | Derivatives.SparseJacobian)]
    public static double[] ToFewElements(double[] v)
    {
        double[] r = new double[v.Length];
        for (int i = 0; i < v.Length; i++) r[i] = v[i] * v[i] + (i > 0 ? v[i - 1] : 0);
        return r;
    }

    private const Derivatives Every = Derivatives.Gradient | Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.Hessian
        | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal | Derivatives.SparseJacobian;
}
