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
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        double slope = p - y;
        Rows.Scale(wBar, slope, x);
        bBar = slope;
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    /// <summary>Eight terms and components at a time; the terms are summed in their order.</summary>
    public static double Rosenbrock(double[] x, double[] gradient)
    {
        int last = x.Length - 1;
        if (last < 0) return 0;
        ReadOnlySpan<double> here = x.AsSpan(0, last), next = x.AsSpan(1);
        Span<double> bars = gradient.AsSpan(0, last);
        double sum = 0, carried = 0;
        int i = 0;
        if (last > 0)
        {
            i = 1;
            carried = Term(x[0], x[1], 0, out bars[0], ref sum);
        }

        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<double> one = Vector512.Create(1.0), two = Vector512.Create(2.0), hundred = Vector512.Create(100.0), twice = Vector512.Create(200.0);
            for (; i <= last - 8; i += 8)
            {
                var (x0, x1, x2) = (Vector512.Create(here.Slice(i - 1)), Vector512.Create(here.Slice(i)), Vector512.Create(next.Slice(i)));
                var (a, b) = (one - x1, x2 - x1 * x1);
                var terms = a * a + hundred * b * b;
                (twice * (x1 - x0 * x0) - (two * a + two * (twice * b) * x1)).CopyTo(bars.Slice(i));
                for (int lane = 0; lane < 8; lane++) sum += terms[lane];
            }

            if (i > 1) carried = 200 * (x[i] - x[i - 1] * x[i - 1]);
        }

        for (; i < last; i++) carried = Term(here[i], next[i], carried, out bars[i], ref sum);
        gradient[last] = carried;
        return sum;
    }

    private static double Term(double here, double next, double carried, out double bar, ref double sum)
    {
        double a = 1 - here;
        double b = next - here * here;
        sum += a * a + 100 * b * b;
        double slope = 200 * b;
        bar = carried - (2 * a + 2 * slope * here);
        return slope;
    }
}
