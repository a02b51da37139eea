using SymbolicDiff;

namespace CheckedGradients;

/// <summary>Three models, with the derivatives that are checked.</summary>
public static partial class Model
{
    /// <summary>The logistic loss of one sample.</summary>
    [Differentiable(nameof(w), nameof(b), Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian)]
    public static double Loss(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    /// <summary>The potential of two atoms at distance r.</summary>
    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp | Derivatives.Hessian)]
    public static double LennardJones(double r)
    {
        double attraction = 1 / (r * r * r * r * r * r);
        return 4 * (attraction * attraction - attraction);
    }

    /// <summary>Rectified: the derivative is that of the branch taken.</summary>
    [Differentiable(Emit = Derivatives.Jacobian | Derivatives.Jvp | Derivatives.Vjp)]
    public static double[] Relu(double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[i] > 0 ? x[i] : 0;
        return y;
    }
}
