using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Example 19: forward mode costs in proportion to the parameters, reverse mode to the results.</summary>
public static partial class ForwardAndReverse
{
    private const Derivatives All = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp;

    /// <summary>Two parameters, many results: forward.</summary>
    [Differentiable(nameof(a), nameof(b), Emit = All), Point(1.5, 0.25, "0 1 2 3 4")]
    public static double[] Curve(double a, double b, double[] t)
    {
        var y = new double[t.Length];
        for (int i = 0; i < t.Length; i++) y[i] = a * Math.Exp(-b * t[i]);
        return y;
    }

    /// <summary>Many parameters, two results: reverse.</summary>
    [Differentiable(Emit = All), Point("0.5 -1 2 0.25 3")]
    public static (double Mean, double Variance) Moments(double[] x)
    {
        double sum = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
            squares += x[i] * x[i];
        }

        double mean = sum / x.Length;
        return (mean, squares / x.Length - mean * mean);
    }

    /// <summary>As many of both, but each result depends on two parameters: two sweeps forward.</summary>
    [Differentiable(Emit = All), Point("0.5 -1 2 0.25 3")]
    public static double[] Differences(double[] x)
    {
        var d = new double[x.Length];
        for (int i = 1; i < x.Length; i++) d[i] = x[i] * x[i] - x[i - 1];
        return d;
    }
}
