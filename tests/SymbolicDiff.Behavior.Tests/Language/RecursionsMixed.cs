using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Recursion among other things of the language.</summary>
public static partial class MoreRecursions
{
    [Differentiable(Emit = Modes.Both), Point(0.7), Point(-1.3)]
    public static double ElementsWithoutNames(double x) => Powers(x, 3).Item1 - Powers(x, 2).Item2;

    private static (double, double) Powers(double x, int n) => n == 0 ? (x, x) : (Powers(x, n - 1).Item1 * x, Powers(x, n - 1).Item2 + x);

    /// <summary>Several directions at once.</summary>
    [Differentiable(Emit = Modes.Several | Derivatives.Jacobian), Point(0.4, 1.2, 3)]
    public static (double A, double B) Two(double x, double y, int n)
    {
        if (n == 0) return (x * y, x + y);
        var (a, b) = Two(x * 0.9, y + x, n - 1);
        return (Math.Sin(a) * x, b * a + y);
    }

    [Differentiable(Emit = Modes.Second), Point(0.4, 1.2, 0.7, 3)]
    public static double Three(double x, double y, double z, int n) => n <= 0 ? x * y * z : Math.Sin(Three(x * y, y, z, n - 1)) * z + Three(x, z, y * x, n - 2);

    /// <summary>An array is written, and the Jacobian is made of several reverse sweeps.</summary>
    [Differentiable(Emit = Modes.Several | Derivatives.Jacobian), Point("1 2 0.5", 0.7), Point("2", 0.3)]
    public static double[] Cascade(double[] x, double w)
    {
        double[] y = (double[])x.Clone();
        Run(y, 0, ref w);
        for (int i = 0; i < y.Length; i++) y[i] *= w;
        return y;
    }

    private static void Run(double[] y, int i, ref double w)
    {
        if (i == y.Length) return;
        w *= Math.Cos(y[i]);
        y[i] = y[i] * w + Math.Exp(-y[i]);
        Run(y, i + 1, ref w);
        y[i] += w * w;
        w += 0.1 * y[i];
    }

    /// <summary>Loops with exits, and calls in conditions.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.4, 3), Point(1.9, 2)]
    public static double Conditional(double x, int n)
    {
        if (n == 0) return x;
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double y = Conditional(x * (0.5 + 0.1 * i), n - 1);
            if (y > 1.5) break;
            if (Conditional(y, 0) > 0.2) sum += y * y;
            else sum -= Math.Sin(y);
            if (sum > 2) sum = Math.Sqrt(sum) * x;
        }

        return sum * x + (n > 1 && Conditional(x, 0) > 0.5 ? Conditional(x * x, n - 2) : x);
    }

    /// <summary>Spans of stack memory.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 0.5")]
    public static double Stacked(double[] x)
    {
        Span<double> t = stackalloc double[4];
        Spread(x, t, 0);
        return t[0] * t[1] + t[2] * t[3];
    }

    private static void Spread(ReadOnlySpan<double> x, Span<double> t, int i)
    {
        if (i == x.Length)
        {
            t[3] = t[0] * t[1];
            return;
        }

        t[i % 4] += x[i] * x[i];
        Spread(x, t, i + 1);
        t[(i + 1) % 4] *= Math.Cos(x[i]);
    }

    /// <summary>Local functions change an integer that is an index.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 0.5 3")]
    public static double Parsed(double[] x)
    {
        int at = 0;
        return sum() * 0.5;

        double sum()
        {
            double s = product();
            while (at < x.Length)
            {
                at++;
                s += product() * x[at - 1];
            }

            return s;
        }

        double product()
        {
            if (at >= x.Length) return 1;
            double v = x[at++];
            return v > 1.5 ? v * sum() : v * v;
        }
    }

    /// <summary>The same array is given twice.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 0.5 3")]
    public static double SameTwice(double[] x) => Dot(x, x, 0) * Dot(x, [x[1], x[0], x[2], x[3]], 1);

    private static double Dot(double[] a, double[] b, int i) => i == a.Length ? 1 : a[i] * b[i] + Math.Sin(Dot(a, b, i + 1)) * a[0];

    /// <summary>Two precisions.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.3, 3)]
    public static float Mixed(float x, int n) => (float)Wide(x, n) * x;

    private static double Wide(double x, int n) => n == 0 ? x : (float)Wide(x * 1.1, n - 1) * x;
}
