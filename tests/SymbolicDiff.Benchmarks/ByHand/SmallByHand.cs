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

    public static double LeastSquares(double[] c, double[] x, double[] y, Span<double> cBar)
    {
        Span<double> powers = c.Length <= 256 ? stackalloc double[c.Length] : new double[c.Length];
        cBar.Clear();
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double value = 0, power = 1, factor = x[i];
            for (int j = 0; j < c.Length; j++)
            {
                powers[j] = power;
                value += c[j] * power;
                power *= factor;
            }

            double residual = value - y[i];
            sum += residual * residual;
            Rows.AddScaled(cBar, 2 * residual, powers);
        }

        return sum;
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

    public static double Rosenbrock(double[] x, double[] gradient)
    {
        if (x.Length == 0) return 0;
        Span<double> bars = gradient.AsSpan(0, x.Length);
        double sum = 0, carried = 0, here = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            double next = x[i];
            double a = 1 - here;
            double b = next - here * here;
            sum += a * a + 100 * b * b;
            double slope = 200 * b;
            bars[i - 1] = carried - (2 * a + 2 * slope * here);
            carried = slope;
            here = next;
        }

        bars[^1] = carried;
        return sum;
    }
}
