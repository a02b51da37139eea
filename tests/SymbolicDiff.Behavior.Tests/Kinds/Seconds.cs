namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Scalar results with their second derivatives.</summary>
public static partial class Seconds
{
    private const Derivatives All = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Point(1.5)]
    [Differentiable(Emit = All)]
    public static double Cube(double x) => x * x * x;

    [Point(1.5, -0.5)]
    [Point(-0.25, 2)]
    [Differentiable(Emit = All)]
    public static double Potential(double x, double y) => Math.Sin(x * y) + x * x * y;

    [Point(1.5, -0.5, 0.25)]
    [Differentiable(Emit = All)]
    public static double Branched(double x, double y, double z)
    {
        double s = x > y ? x * Math.Exp(y * z) : z;
        if (s > 1) s *= s * z;
        return s / (1 + z * z);
    }

    [Point("1.2 0.7 -0.3")]
    [Point("1.2")]
    [Differentiable(Emit = All)]
    public static double Rosenbrock(double[] x)
    {
        double s = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            double b = 1 - x[i];
            s += 100 * a * a + b * b;
        }

        return s;
    }

    [Point("0.3 -0.7", 0.1, "2 -1", 1)]
    [Differentiable(nameof(w), nameof(b), Emit = All)]
    public static double Logistic(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    [Point(0.5, "0.3 -0.7 0.2", 0.1)]
    [Differentiable(Emit = All)]
    public static double Interleaved(double a, ReadOnlySpan<double> x, double b)
    {
        double s = a;
        for (int i = 0; i < x.Length; i++) s = Math.Tanh(s * x[i] + b * s);
        return s * a;
    }

    [Point("0.3 -0.7; 0.25 1.5", "2 -1")]
    [Differentiable(Emit = All)]
    public static double Quadratic(double[,] m, double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x.Length; j++) s += m[i, j] * x[i] * x[j] * x[j];
        return s;
    }

    [Point("0.3 -0.7; 0.25 1.5 0.5")]
    [Differentiable(Emit = All)]
    public static double Ragged(double[][] rows)
    {
        double s = 1;
        foreach (double[] row in rows)
            foreach (double t in row) s *= 1 + t * t;
        return s;
    }

    [Point("0.3 -0.7 0.5", 6)]
    [Differentiable(nameof(x), Emit = All)]
    public static double Recurrent(double[] x, int steps)
    {
        var state = new double[x.Length];
        for (int t = 0; t < steps; t++)
            for (int i = 0; i < x.Length; i++) state[i] = Math.Sin(x[i] + state[(i + 1) % x.Length]);
        return state[0] * state[1];
    }

    [Point("1.25 1.75")]
    [Differentiable(nameof(x), Emit = All)]
    public static double Newton(double[] x)
    {
        double z = x[0];
        while (Math.Abs(z * z * z - x[1]) > 1e-3) z -= (z * z * z - x[1]) / (3 * z * z);
        return z * x[0];
    }

    [Point("1.5 -2 0.5", 0.75f)]
    [Differentiable(Emit = All)]
    public static float Singles(float[] x, float a)
    {
        float s = 0;
        for (int i = 0; i < x.Length; i++) s += a * x[i] * x[i] * a;
        return s;
    }

    /// <summary>Each sweep starts from the power of the call.</summary>
    [Point("1.5 -2 0.5", 3)]
    [Differentiable(nameof(x), Emit = All)]
    public static double CountedDown(double[] x, int power)
    {
        double s = 1;
        for (; power > 0; power--) s *= x[0] * x[1] + x[2];
        return s;
    }

    [Point("1.5 -2 0.5 0.25", 0.75)]
    [Differentiable(Emit = All)]
    public static double Separable(double[] x, double a)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Sin(a * x[i]) * x[i];
        return s;
    }

    [Point("1.5 -2 0.5 0.25 3")]
    [Point("1.5")]
    [Differentiable(Emit = All)]
    public static double Chain(double[] x)
    {
        double s = x[0] * x[0];
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = x[i + 1] - x[i] * x[i];
            s += 100 * a * a + Math.Exp(x[i] / 4);
        }

        return s;
    }

    [Point("1.5 -2 0.5 0.25 3")]
    [Differentiable(Emit = All)]
    public static double Skipping(ReadOnlySpan<double> x)
    {
        double s = 0;
        for (int i = 3; i < x.Length; i++) s += x[i] * x[i - 3] * x[i - 3];
        return s;
    }

    /// <summary>Looks like a separable sum.</summary>
    [Point("1.5 -2 0.5")]
    [Differentiable(Emit = All)]
    public static double SquareOfASum(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
        return s * s;
    }
}
