namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Arrays and matrices whose elements are read again in the reverse sweep, and those that only look as if they could be.</summary>
public static partial class PassedElements
{
    private const string Definite = "2 0.3 0.1; 0.3 1.5 -0.2; 0.1 -0.2 1.8", Costs = "0.3 1.2 0.7 0.4; 0.9 0.2 1.1 0.8; 0.6 1.3 0.5 0.1";

    [Point(Definite)]
    [Differentiable(Emit = Second)]
    public static double Cholesky(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] l = new double[n, n];
        double log = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                double s = a[i, j];
                for (int k = 0; k < j; k++) s -= l[i, k] * l[j, k];
                if (i == j) l[i, i] = Math.Sqrt(s);
                else l[i, j] = s / l[j, j];
            }

            log += Math.Log(l[i, i]);
        }

        return log + l[n - 1, 0];
    }

    [Point(Definite)]
    [Differentiable(Emit = Both)]
    public static double CholeskyByColumns(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] l = new double[n, n];
        double product = 1;
        for (int j = 0; j < n; j++)
        {
            double s = a[j, j];
            for (int k = 0; k < j; k++) s -= l[j, k] * l[j, k];
            l[j, j] = Math.Sqrt(s);
            product *= l[j, j];
            for (int i = j + 1; i < n; i++)
            {
                double t = a[i, j];
                for (int k = 0; k < j; k++) t -= l[i, k] * l[j, k];
                l[i, j] = t / l[j, j];
            }
        }

        return product + l[2, 1] * l[1, 0];
    }

    [Point(Definite)]
    [Differentiable(Emit = Both)]
    public static double EliminationInPlace(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] u = (double[,])a.Clone();
        for (int k = 0; k < n; k++)
            for (int i = k + 1; i < n; i++)
            {
                u[i, k] /= u[k, k];
                for (int j = k + 1; j < n; j++) u[i, j] -= u[i, k] * u[k, j];
            }

        double log = 0;
        for (int k = 0; k < n; k++) log += Math.Log(u[k, k]);
        return log + u[2, 0] * u[2, 0];
    }

    /// <summary>The softened shortest path through a table.</summary>
    [Point(Costs)]
    [Differentiable(Emit = Both)]
    public static double Warping(double[,] costs)
    {
        int n = costs.GetLength(0), m = costs.GetLength(1);
        double[,] d = new double[n + 1, m + 1];
        for (int i = 1; i <= n; i++) d[i, 0] = 5 + i;
        for (int j = 1; j <= m; j++) d[0, j] = 4 + j;
        for (int i = 1; i <= n; i++)
            for (int j = 1; j <= m; j++)
            {
                double a = Math.Exp(-d[i - 1, j]), b = Math.Exp(-d[i, j - 1]), c = Math.Exp(-d[i - 1, j - 1]);
                d[i, j] = costs[i - 1, j - 1] * costs[i - 1, j - 1] - Math.Log(a + b + c);
            }

        return d[n, m];
    }

    /// <summary>From the last row and column to the first.</summary>
    [Point(Costs)]
    [Differentiable(Emit = Both)]
    public static double Backwards(double[,] costs)
    {
        int n = costs.GetLength(0), m = costs.GetLength(1);
        double[,] d = new double[n + 1, m + 1];
        for (int i = n - 1; i >= 0; i--)
            for (int j = m - 1; j >= 0; j--)
                d[i, j] = Math.Sin(costs[i, j] + d[i + 1, j] * d[i, j + 1]);
        return d[0, 0];
    }

    /// <summary>Neighbours are read before they are written again.</summary>
    [Point(Costs)]
    [Differentiable(Emit = Both)]
    public static double Relaxation(double[,] start)
    {
        int n = start.GetLength(0), m = start.GetLength(1);
        double[,] u = (double[,])start.Clone();
        for (int sweep = 0; sweep < 3; sweep++)
            for (int i = 0; i < n; i++)
                for (int j = 1; j + 1 < m; j++)
                    u[i, j] = Math.Sin(u[i, j - 1] * u[i, j + 1]);
        return u[0, 1] + u[n - 1, m - 2] * u[1, 1];
    }

    /// <summary>The element beside the one that is written is written in the next iteration.</summary>
    [Point("0.3 1.2 0.7 0.4 0.9")]
    [Differentiable(Emit = Both)]
    public static double Ahead(double[] start)
    {
        double[] u = (double[])start.Clone();
        for (int i = 0; i + 1 < u.Length; i++) u[i] = u[i + 1] * u[i + 1] * u[i];
        double sum = 0;
        for (int i = 0; i < u.Length; i++) sum += u[i];
        return sum;
    }

    /// <summary>What is read in the triangle above is written later, what is below has been.</summary>
    [Point(Definite)]
    [Differentiable(Emit = Both)]
    public static double AboveTheDiagonal(double[,] a)
    {
        int n = a.GetLength(0);
        double[,] t = (double[,])a.Clone();
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
            {
                double s = 0;
                for (int k = 0; k < n; k++) s += t[j, k] * t[k, i];
                t[i, j] = Math.Sin(s);
            }

        return t[n - 1, n - 1] + t[0, 1] * t[1, 0];
    }

    /// <summary>The place is the same in all iterations of the inner loop.</summary>
    [Point("0.3 1.2 0.7 0.4")]
    [Differentiable(Emit = Both)]
    public static double Accumulated(double[] x)
    {
        double[] p = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            p[i] = 1;
            for (int j = 0; j <= i; j++) p[i] = Math.Sin(p[i] * x[j]) + (i > 0 ? p[i - 1] * p[i - 1] : 0);
        }

        return p[x.Length - 1];
    }

    /// <summary>The first element is written again behind the loop.</summary>
    [Point("0.3 1.2 0.7 0.4")]
    [Differentiable(Emit = Both)]
    public static double WrittenBehind(double[] x)
    {
        double[] p = new double[x.Length];
        p[0] = x[0];
        for (int i = 1; i < x.Length; i++) p[i] = Math.Sin(p[i - 1] * x[i]);
        p[0] = p[1] * p[1];
        p[x.Length - 1] *= p[0];
        return p[0] * p[x.Length - 1];
    }

    /// <summary>Each step goes by two, and writes the places between later.</summary>
    [Point("0.3 1.2 0.7 0.4 0.8 0.5")]
    [Differentiable(Emit = Both)]
    public static double BySteps(double[] x)
    {
        double[] p = (double[])x.Clone();
        for (int i = 2; i < x.Length; i += 2) p[i] = Math.Sin(p[i - 2] * p[i - 1]);
        for (int i = 3; i < x.Length; i += 2) p[i] = Math.Sin(p[i - 2] * p[i - 1]);
        return p[4] * p[5] + p[3];
    }

    /// <summary>The place is a local of the outer loop, another one in each iteration.</summary>
    [Point("0.3 1.2 0.7 0.4 0.8 0.5", 3)]
    [Differentiable(nameof(x), Emit = Both)]
    public static double Wrapped(double[] x, int turns)
    {
        double[] p = (double[])x.Clone();
        for (int t = 0; t < turns; t++)
        {
            int at = t * 4 % 6;
            for (int j = at + 1; j < x.Length; j++) p[j] = Math.Sin(p[j] * p[at]);
        }

        return p[5] * p[4] + p[3];
    }

    /// <summary>States that are used by all that follows, then replaced.</summary>
    [Point("0.3 1.2 0.7", Definite)]
    [Differentiable(nameof(x), nameof(a), Emit = Both)]
    public static double States(double[] x, double[,] a)
    {
        double[] h = (double[])x.Clone(), next = new double[x.Length];
        double sum = 0;
        for (int t = 0; t < 4; t++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                double s = 0;
                for (int j = 0; j < x.Length; j++) s += a[i, j] * h[j];
                next[i] = Math.Tanh(s);
            }

            for (int i = 0; i < x.Length; i++)
            {
                h[i] = next[i];
                sum += h[i] * h[i];
            }
        }

        return sum;
    }
}
