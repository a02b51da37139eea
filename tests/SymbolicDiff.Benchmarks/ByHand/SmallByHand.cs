using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>Derivatives of the small problems.</summary>
internal static class SmallByHand
{
    public static double Minor(double[] a, int n, int row, int used, double resultBar, Span<double> aBar)
    {
        if (row == n) return 1;
        double sum = 0, sign = 1;
        for (int j = 0; j < n; j++)
        {
            if ((used & 1 << j) != 0) continue;
            int at = row * n + j;
            double factor = sign * a[at];
            double minor = Minor(a, n, row + 1, used | 1 << j, resultBar * factor, aBar);
            sum += factor * minor;
            aBar[at] += resultBar * sign * minor;
            sign = -sign;
        }

        return sum;
    }

    /// <summary>Each point's powers are used when the next ones are there: vectors read what was stored long before.</summary>
    public static double LeastSquares(double[] c, double[] x, double[] y, Span<double> cBar)
    {
        Span<double> powers = c.Length <= 256 ? stackalloc double[c.Length] : new double[c.Length];
        Span<double> before = c.Length <= 256 ? stackalloc double[c.Length] : new double[c.Length];
        cBar.Clear();
        double sum = 0, residualBar = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double residual = Polynomial(c, x[i], powers) - y[i];
            sum += residual * residual;
            if (i > 0) Rows.AddScaled(cBar, residualBar, before);
            residualBar = 2 * residual;
            Span<double> free = before;
            before = powers;
            powers = free;
        }

        if (x.Length > 0) Rows.AddScaled(cBar, residualBar, before);
        return sum;
    }

    private static double Polynomial(ReadOnlySpan<double> c, double x, Span<double> powers)
    {
        double value = 0, power = 1;
        for (int j = 0; j < powers.Length; j++)
        {
            powers[j] = power;
            value += c[j] * power;
            power *= x;
        }

        return value;
    }

    public static double Logistic(double[] w, double b, double[] x, double y, Span<double> wBar, out double bBar)
    {
        double running = b;
        for (int i = 0; i < w.Length; i++) running += w[i] * x[i];
        double h = running;
        double p = 1 / (1 + Math.Exp(-h));
        double slope = p - y;
        Rows.Scale(wBar, slope, x);
        bBar = slope;
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    /// <summary>
    /// The value as it is written; the components in a loop of their own, as vectors. The running sum is a variable of its loop: one that outlives a
    /// call is stored at each step.
    /// </summary>
    public static double Rosenbrock(double[] x, double[] gradient)
    {
        double running = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double a = 1 - x[i];
            double b = x[i + 1] - x[i] * x[i];
            running += a * a + 100 * b * b;
        }

        double sum = running;
        if (x.Length < 2)
        {
            Array.Clear(gradient);
            return sum;
        }

        gradient[0] = Own(x[0], x[1]);
        int next = 1 + Components(x, gradient.AsSpan(1, x.Length - 2));
        for (; next < x.Length - 1; next++) gradient[next] = 200 * (x[next] - x[next - 1] * x[next - 1]) + Own(x[next], x[next + 1]);
        gradient[next] = 200 * (x[next] - x[next - 1] * x[next - 1]);
        return sum;
    }

    private static double Own(double x, double next) => -(2 * (1 - x) + 2 * (200 * (next - x * x)) * x);

    /// <summary>Those that stand between two others, as long as there are eight; gives their number.</summary>
    private static int Components(ReadOnlySpan<double> x, Span<double> components)
    {
        if (!Vector512.IsHardwareAccelerated) return 0;
        Vector512<double> one = Vector512.Create(1.0), two = Vector512.Create(2.0), twice = Vector512.Create(200.0);
        ref double from = ref MemoryMarshal.GetReference(x);
        ref double to = ref MemoryMarshal.GetReference(components);
        int i = 0;
        for (; i <= components.Length - 8; i += 8)
        {
            var (before, here) = (Vector512.LoadUnsafe(ref from, (nuint)i), Vector512.LoadUnsafe(ref from, (nuint)i + 1));
            var next = Vector512.LoadUnsafe(ref from, (nuint)i + 2);
            var own = two * (one - here) + two * (twice * (next - here * here)) * here;
            (twice * (here - before * before) - own).StoreUnsafe(ref to, (nuint)i);
        }

        return i;
    }
}
