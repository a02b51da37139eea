namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Sparse Jacobians: patterns that the code shows, and some that only look as if it did.</summary>
public static partial class Sparse
{
    private const Derivatives All = Derivatives.Jacobian | Derivatives.SparseJacobian;

    [Point("1 2 3 4 5 6"), Point("1"), Point("1 2"), Entries(16)]
    [Differentiable(Emit = All)]
    public static double[] Tridiagonal(double[] x)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            r[i] = -2 * x[i] * x[i];
            if (i > 0) r[i] += x[i - 1];
            if (i + 1 < x.Length) r[i] += x[i + 1];
        }

        return r;
    }

    [Point("0.5 -1 2"), Entries(3)]
    [Differentiable(Emit = All)]
    public static double[] Separable(ReadOnlySpan<double> x)
    {
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            double t = Math.Sin(x[i]);
            double u = t * x[i];
            y[i] = u > 0 ? u * u : t;
        }

        return y;
    }

    [Point("1 2 4 7 3", "0.5 0.25 0.5 0.75 1", 0.1), Entries(27)]
    [Differentiable(Emit = All)]
    public static double[] Diffusion(double[] u, double[] k, double dt)
    {
        int n = u.Length;
        double[] flux = new double[n + 1];
        for (int i = 1; i < n; i++)
        {
            double slope = u[i] - u[i - 1];
            flux[i] = k[i] * slope * slope;
        }

        double[] next = new double[n];
        for (int i = 0; i < n; i++) next[i] = u[i] + dt * (flux[i + 1] - flux[i]);
        return next;
    }

    [Point("1 2 4 7 3 5", "9 9 9 9"), Entries(12)]
    [Differentiable(nameof(x), Emit = All)]
    public static void Convolved(double[] x, double[] y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < 3; k++) sum += x[i + k] * x[i + k] * (k + 1);
            y[i] = sum;
        }
    }

    [Point("1 2 4 7 3 5 6"), Entries(3)]
    [Differentiable(Emit = All)]
    public static double[] Distant(double[] x)
    {
        double[] y = new double[3];
        for (int i = 0; i < 3; i++)
        {
            int from = i + 4;
            y[i] = Math.Exp(x[from] / 8);
        }

        return y;
    }

    [Point(0.5, "1 -2 3", 4), Entries(9)]
    [Differentiable(nameof(a), nameof(x), nameof(b), Emit = All)]
    public static float[] Singles(float a, float[] x, float b)
    {
        float[] y = new float[x.Length];
        for (int i = x.Length - 1; i >= 0; i--) y[i] = a * x[i] * x[i] + b;
        return y;
    }

    [Point("1 2 3"), Entries(9)]
    [Differentiable(Emit = All)]
    public static double[] PrefixSums(double[] x)
    {
        double[] y = new double[x.Length];
        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
            y[i] = sum;
        }

        return y;
    }

    [Point("1 2 3"), Entries(9)]
    [Differentiable(Emit = All)]
    public static double[] Reversed(double[] x)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[x.Length - 1 - i] = x[i] * x[i];
        return y;
    }

    [Point("1 2 3"), Entries(9)]
    [Differentiable(Emit = All)]
    public static double[] Previous(double[] x)
    {
        double[] y = new double[x.Length];
        double previous = 0;
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = previous * x[i];
            previous = x[i];
        }

        return y;
    }

    [Point("1 2 3 4"), Entries(16)]
    [Differentiable(Emit = All)]
    public static double[] Marching(double[] x)
    {
        double[] y = new double[x.Length];
        y[0] = x[0];
        for (int i = 1; i < x.Length; i++) y[i] = y[i - 1] * x[i];
        return y;
    }

    [Point("1 2 3", "2 0 1"), Entries(9)]
    [Differentiable(nameof(x), Emit = All)]
    public static double[] Gathered(double[] x, int[] order)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = x[order[i]] * x[order[i]];
        return y;
    }

    [Point("1 2 3", "2 0 1"), Entries(3)]
    [Differentiable(nameof(x), Emit = All)]
    public static double[] Weighted(double[] x, int[] order)
    {
        double[] weights = [0.5, 2, 4];
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = weights[order[i]] * x[i] * x[i];
        return y;
    }

    [Point("1 2 3"), Entries(9)]
    [Differentiable(Emit = All)]
    public static double[] Shifted(double[] x)
    {
        double[] y = new double[x.Length];
        Span<double> tail = y.AsSpan(1);
        for (int i = 0; i < tail.Length; i++) tail[i] = x[i] * x[i];
        return y;
    }

    [Point("1 2 3 4"), Entries(16)]
    [Differentiable(Emit = All)]
    public static double[] Wandering(double[] x)
    {
        double[] y = new double[x.Length];
        int j = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double t = x[j] * x[j];
            if (i % 2 == 0) j++;
            y[j] += t;
        }

        return y;
    }

    [Point("1 2 3", 4), Entries(3)]
    [Differentiable(nameof(x), Emit = All)]
    public static double[] CountedDown(double[] x, int power)
    {
        double[] y = new double[x.Length];
        for (int i = 0; i < x.Length; i++) y[i] = 1;
        for (; power > 0; power--)
            for (int i = 0; i < x.Length; i++) y[i] = y[i] * x[i];
        return y;
    }

    [Point("1 2 3"), Entries(9)]
    [Differentiable(Emit = All)]
    public static double[] InPlace(double[] x)
    {
        for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1];
        return x;
    }

    [Point("1 2 3"), Entries(3)]
    [Differentiable(Emit = All)]
    public static double[] Copied(double[] x)
    {
        double[] y = (double[])x.Clone();
        for (int i = 0; i < y.Length; i++) y[i] *= y[i];
        return y;
    }

    [Point("1 2 3"), Entries(3)]
    [Differentiable(Emit = All)]
    public static double[] Itself(double[] x) => x;

    [Point("1 2 3 4"), Entries(7)]
    [Differentiable(Emit = All)]
    public static double[] UpToTheNext(double[] x)
    {
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
            for (int k = 0; k <= 1; k++)
                if (i + k < x.Length) r[i] += x[i + k] * x[i + k];
        return r;
    }

    /// <summary>A row that has become another one: its elements depend on what the other's do.</summary>
    [Point("1 2 3 4"), Entries(16)]
    [Differentiable(Emit = All)]
    public static double[] RowReplaced(double[] x)
    {
        double[][] rows = new double[2][];
        rows[0] = new double[x.Length];
        rows[1] = new double[x.Length];
        for (int i = 0; i < x.Length; i++) rows[0][i] = x[i] * x[i];
        for (int i = 1; i < x.Length; i++) rows[1][i] = x[i - 1];
        rows[0] = rows[1];
        double[] r = new double[x.Length];
        for (int i = 0; i < x.Length; i++) r[i] = rows[0][i] * rows[0][i];
        return r;
    }

    [Point("1 2; 3 4"), Entries(4)]
    [Differentiable(Emit = All)]
    public static double[,] Matrix(double[,] m)
    {
        var squares = new double[m.GetLength(0), m.GetLength(1)];
        for (int i = 0; i < m.GetLength(0); i++)
            for (int j = 0; j < m.GetLength(1); j++) squares[i, j] = m[i, j] * m[i, j];
        return squares;
    }

    [Point(1, 2), Entries(4)]
    [Differentiable(Emit = All)]
    public static (double, double) Pair(double x, double y) => (x * y, x);
}
