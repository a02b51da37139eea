namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Results of every shape, with their products in both modes.</summary>
public static partial class Products
{
    private const Derivatives Both = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian;

    [Point("0.3 -0.7", 0.1, "2 -1")]
    [Differentiable(nameof(w), nameof(b), Emit = Both)]
    public static double Neuron(double[] w, double b, double[] x)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        return Math.Tanh(h);
    }

    [Point("0.5 1.5 -2", 0.7)]
    [Differentiable(Emit = Both)]
    public static double[] Waves(double[] x, double a)
    {
        var y = new double[x.Length];
        for (int i = 0; i < y.Length; i++) y[i] = Math.Sin(a * x[i]);
        return y;
    }

    [Point(1.5, 0.6)]
    [Differentiable(Emit = Both)]
    public static (double X, double Y) Polar(double r, double t) => (r * Math.Cos(t), r * Math.Sin(t));

    [Point("0.5 2", 0.7)]
    [Differentiable(Emit = Both)]
    public static (double[] Array, int Count, double @in) Mixed(double[] x, double t) => ([t * x[0], x[0] / x[1]], 3, t * t);

    [Point("1.5 -2", 0.7, "9 9")]
    [Differentiable(Emit = Both)]
    public static void Scaled(double[] x, double a, double[] y)
    {
        for (int i = 0; i < y.Length; i++) y[i] = a * x[i] * x[i];
    }

    [Point("1.5 -2 0.5", "9 9 9 9")]
    [Differentiable(Emit = Both)]
    public static void Smoothed(ReadOnlySpan<double> x, Span<double> y)
    {
        y[0] = x[0];
        for (int i = 1; i < x.Length; i++) y[i] = x[i - 1] * x[i];
        y[1] = Math.Exp(y[1]);
        y.Slice(2).Fill(y[1]);
    }

    [Point("1.5 -2", "0.5 0.25", 0.125)]
    [Differentiable(Emit = Both)]
    public static void Leapfrog(double[] q, Span<double> p, double h)
    {
        for (int i = 0; i < q.Length; i++)
        {
            p[i] -= h * Math.Sin(q[i]);
            q[i] += h * p[i];
        }
    }

    [Point(1.5, 0.5, 0.0)]
    [Differentiable(Emit = Both)]
    public static void Written(double x, ref double r, out double s)
    {
        s = x * r;
        r = r * r + s;
    }

    [Point("1.5 -2", "1 1")]
    [Differentiable(nameof(x), Emit = Both)]
    public static void Accumulated(double[] x, double[] sums)
    {
        for (int i = 0; i < x.Length; i++) sums[i] += x[i] * x[i] * sums[i];
    }

    [Point("1.5 -2 0.25")]
    [Differentiable(Emit = Both)]
    public static double[] Normalized(double[] x)
    {
        double n = 0;
        foreach (double t in x) n += t * t;
        n = Math.Sqrt(n);
        for (int i = 0; i < x.Length; i++) x[i] /= n;
        return x;
    }

    [Point("1.5 -2", "1 0.5 3")]
    [Differentiable(Emit = Both)]
    public static double[,] Outer(double[] a, double[] b)
    {
        var y = new double[a.Length, b.Length];
        for (int i = 0; i < a.Length; i++)
            for (int j = 0; j < b.Length; j++) y[i, j] = a[i] * b[j];
        return y;
    }

    [Point("1.5 -2; 1 0.5 3")]
    [Differentiable(Emit = Both)]
    public static double[][] Prefixes(double[][] x)
    {
        var y = new double[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = new double[x[i].Length];
            double sum = 0;
            for (int j = 0; j < x[i].Length; j++) y[i][j] = Math.Exp(sum += x[i][j] * x[i][0]);
        }

        return y;
    }

    [Point("1.5 -2; 1 0.5")]
    [Differentiable(Emit = Both)]
    public static double[][] SharedRows(double[][] x)
    {
        double[] row = [x[0][0] * x[1][1], x[0][1]];
        return [row, row];
    }

    [Point("1.5 -2; 1 0.5", 1.5)]
    [Differentiable(Emit = Both)]
    public static void Squared(double[,] m, double t)
    {
        for (int i = 0; i < m.GetLength(0); i++)
            for (int j = 0; j < m.GetLength(1); j++) m[i, j] = t * m[i, j] * m[0, j];
    }

    [Point("1.5 -2 1", 2)]
    [Point("1.5 -2 1", 0)]
    [Differentiable(nameof(x), Emit = Both)]
    public static double[] Replaced(double[] x, int n)
    {
        x[0] *= x[1];
        for (int i = 0; i < n; i++)
        {
            var next = new double[x.Length];
            for (int j = 0; j < x.Length; j++) next[j] = x[j] * x[(j + 1) % x.Length];
            x = next;
        }

        return x;
    }

    [Point("1.5 -2 1")]
    [Differentiable(Emit = Both)]
    public static double[] Unchanged(double[] x) => x;

    [Point("1.5 -2 1", 2.0)]
    [Point("1.5 -2 1", -2.0)]
    [Differentiable(Emit = Both)]
    public static double[] OneOfTwo(double[] x, double s)
    {
        var y = new double[2];
        y[1] = s * x[0];
        if (s > 0) return y;
        return x;
    }

    [Point("1.5 -2 1", 0.5)]
    [Differentiable(nameof(x), nameof(s), Emit = Both)]
    public static double ReadAndWritten(double[] x, ref double s)
    {
        x[0] *= s;
        s += x[0] * x[1];
        return s * x[2];
    }

    [Point("1.5 -2 1", 0.5f)]
    [Differentiable(Emit = Both)]
    public static float[] Singles(float[] x, float s)
    {
        var y = new float[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[i] * s / (1 + s * s);
        return y;
    }

    [Point(3.5, 4)]
    [Differentiable(nameof(x), Emit = Both)]
    public static double[] Iterates(double x, int n)
    {
        var y = new double[n];
        double z = 1;
        int i = 0;
        while (i < n)
        {
            z = 0.5 * (z + x / z);
            y[i++] = z;
        }

        return y;
    }

    [Point("1.5 -2 0.5", 0.75)]
    [Differentiable(Emit = Both)]
    public static (double Sum, double Scaled) Moments(double[] x, double a)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * a;
        return (s, s * a);
    }

    [Point("1.5 -2 0.5")]
    [Differentiable(Emit = Both)]
    public static (double First, double Second) Twice(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]);
        return (s, s);
    }

    [Point("1.5 -2 0.5", 0.0, 0.0)]
    [Differentiable(Emit = Both)]
    public static void Totals(double[] x, out double s, out double t)
    {
        s = 0;
        for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]);
        t = 2 * s;
    }

    [Point("1.5 -2 0.5", 0.5, "1 2")]
    [Differentiable(nameof(x), nameof(s), Emit = Both)]
    public static void Gathered(double[] x, ref double s, double[] y)
    {
        for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i]) * s;
        y[0] = s;
        y[1] += s * x[0];
    }

    [Point("1.5 2 0.5")]
    [Differentiable(Emit = Both)]
    public static double[] Rooted(double[] x)
    {
        var y = new double[x.Length];
        int k = 0;
        double t = x[0];
        while (t < 40)
        {
            t = t * t * x[1] + x[2];
            y[k++ % 3] += Math.Sqrt(t);
        }

        return y;
    }
}
