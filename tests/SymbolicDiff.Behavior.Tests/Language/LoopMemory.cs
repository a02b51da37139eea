namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Memory that each iteration of a loop takes, in a called method or in the loop itself.</summary>
public static partial class LoopMemory
{
    private static double Folded(double[] w, double[] x, int size)
    {
        Span<double> h = stackalloc double[8];
        for (int i = 0; i < x.Length; i++) h[(i + size) % 8] += w[i] * x[i];
        double s = 0;
        foreach (double value in h) s += Math.Tanh(value) * value;
        return s;
    }

    /// <summary>The called method relies on zeros.</summary>
    [Differentiable(nameof(w), Emit = Both | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal), Point("1 2 -1", "0.1 0.2 0.3", 3), Point("1 2", "0.1 0.2", 0), Point("", "", 3)]
    public static double CalledInLoop(double[] w, double[] x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++) s += Folded(w, x, i) * (i + 1);
        return s;
    }

    private static double OfLength(double[] w, int m)
    {
        Span<double> h = m > 100 ? new double[m] : stackalloc double[m];
        for (int i = 0; i < m; i++) h[i] = w[i] * w[i];
        double s = 0;
        for (int i = 0; i < m; i++) s += Math.Exp(0.1 * h[i]) * h[m - 1 - i];
        return s;
    }

    [Differentiable(nameof(w), Emit = Both), Point("1 2 -1", 5), Point("1 2 3 4", 0)]
    public static double OfVaryingLength(double[] w, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++) s += OfLength(w, i % w.Length) * (i + 1);
        return s;
    }

    private static double Plain(double[] w, int m)
    {
        Span<double> h = stackalloc double[m];
        for (int i = 0; i < m; i++) h[i] = w[i] * w[i];
        Span<double> end = h.Slice(m / 2);
        double s = 0;
        for (int i = 0; i < end.Length; i++) s += Math.Exp(0.1 * end[i]) * end[end.Length - 1 - i];
        return s;
    }

    /// <summary>The length is an iteration's, and the memory has two names.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("1 2 -1", 5), Point("1 2 3 4", 0)]
    public static double OfVaryingLengthInWhile(double[] w, int n)
    {
        double s = 0;
        int i = n;
        while (i-- > 0) s += Plain(w, i % w.Length) * (i + 1);
        return s;
    }

    [Differentiable(nameof(w), Emit = Both), Point("1 2 -1", 4), Point("1 2 3 4", 0)]
    public static double WithEarlyReturn(double[] w, int n)
    {
        double s = 1;
        for (int i = 0; i < n; i++)
        {
            double[] t = new double[4];
            double[] u = new double[w.Length];
            for (int j = 0; j < w.Length; j++) t[j % 4] += w[j] * s;
            u[i % u.Length] = t[1] * t[2];
            if (t[0] > 5) return s * t[0];
            s += u[0] + u[1] * t[0];
        }

        return s;
    }

    /// <summary>Arrays that outlive their iteration are new ones in each.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("1 2 -1", 4), Point("1 2 3 4", 1)]
    public static double KeptArrays(double[] w, int n)
    {
        double[][] rows = new double[n][];
        double[] last = w;
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            double[] row = new double[w.Length];
            for (int j = 0; j < w.Length; j++) row[j] += w[j] * last[j] * 0.5;
            rows[i] = row;
            double[] next = new double[w.Length];
            for (int j = 0; j < w.Length; j++) next[j] = row[j] + last[w.Length - 1 - j];
            last = next;
        }

        for (int i = 0; i < n; i++) s += rows[i][0] * rows[n - 1 - i][1] + last[1];
        return s;
    }

    /// <summary>Only some iterations take the memory, and the record in it.</summary>
    [Differentiable(nameof(x), Emit = Both), Point("1 2 -1", 6), Point("1 2 3 4", 0)]
    public static double InBranches(double[] x, int n)
    {
        double s = 0;
        for (int i = 0; i < n; i++)
        {
            double p = 1;
            if (i % 2 == 0)
            {
                double[] t = new double[3];
                for (int j = 0; j < x.Length; j++)
                {
                    t[j % 3] += p;
                    p *= x[j] * t[j % 3];
                }

                s += p * t[0];
            }
            else
            {
                for (int j = 0; j < x.Length; j++) p *= x[j] + p;
                s += p;
            }
        }

        return s;
    }

    /// <summary>The inner record's length changes with the outer loop alone.</summary>
    [Differentiable(nameof(x), Emit = Both | Derivatives.Hessian), Point("0.5 0.7 0.2", 3, 2), Point("0.5 0.7 0.2", 2, 0), Point("0.5", 0, 5)]
    public static double NestedRecords(double[] x, int n, int m)
    {
        double s = 0;
        for (int k = 0; k < n; k++)
        {
            int d = Math.Min(k + 1, x.Length);
            for (int i = 0; i < m; i++)
            {
                double p = 1;
                for (int j = 0; j < d; j++) p = Math.Sin(p + x[j]) * p;
                s += p * p;
            }
        }

        return s;
    }

    private static double Polynomial(double[] x, double at)
    {
        Span<double> powers = stackalloc double[6];
        powers[0] = 1;
        for (int j = 1; j < x.Length; j++) powers[j] = powers[j - 1] * at * x[j];
        double[] t = new double[x.Length];
        for (int j = 0; j < x.Length; j++) t[j] = powers[j] * x[0];
        return t[x.Length - 1] * powers[1];
    }

    /// <summary>A Jacobian runs the reverse sweep once more for each of its rows.</summary>
    [Differentiable(nameof(x), Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp), Point("0.5 0.7 0.2", "1 2 3 4")]
    public static double[] Rows(double[] x, double[] at)
    {
        double[] y = new double[2];
        for (int i = 0; i < at.Length; i++)
        {
            y[i % 2] += Polynomial(x, at[i]);
        }

        return y;
    }

    /// <summary>A caller of a derivative that has memory in its loops.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("1 2 -1", "0.1 0.2 0.3")]
    public static double OfDerivative(double[] w, double[] x)
    {
        double s = 0;
        for (int i = 0; i < 2; i++)
        {
            double[] gradient = CalledInLoopGradient(w, x, i + 1);
            s += gradient[0] * gradient[1] + i * gradient[2];
        }

        return s;
    }

    /// <summary>Each path records as much as its row is long, and is undone before the next one.</summary>
    [Point(1.2, 0.3, "0.5 -0.2 0.1; ; 0.4; 0.3 0.9 -0.7 0.6"), Point(0.9, 0.2, "0.5"), Point(0.9, 0.2, "")]
    [Differentiable(nameof(spot), nameof(rate), Emit = Second)]
    public static double Paths(double spot, double rate, double[][] noise)
    {
        double payoff = 0;
        for (int p = 0; p < noise.Length; p++)
        {
            double[] row = noise[p];
            double s = spot, sum = 0;
            for (int t = 0; t < row.Length; t++)
            {
                s *= Math.Exp(rate * 0.1 + 0.2 * row[t]);
                sum += s * s;
            }

            payoff += Math.Log(1 + sum);
        }

        return Math.Exp(-rate) * payoff / 7;
    }

    /// <summary>A row is replaced by a longer one before its path is followed.</summary>
    [Point(1.2, 0.3, "0.5 -0.2; 0.4; 0.3")]
    [Differentiable(nameof(spot), nameof(rate), Emit = Both)]
    public static double PathsOfReplacedRows(double spot, double rate, double[][] noise)
    {
        double[][] rows = new double[noise.Length][];
        for (int p = 0; p < noise.Length; p++) rows[p] = new[] { noise[p][0] };
        double payoff = 0;
        for (int p = 0; p < rows.Length; p++)
        {
            rows[p] = new[] { 0.1, noise[p][0], 0.3, rows[p][0] };
            double s = spot;
            for (int t = 0; t < rows[p].Length; t++) s *= Math.Exp(rate * 0.1 * s + 0.2 * rows[p][t]);
            payoff += Math.Log(1 + s);
        }

        return payoff;
    }
}
