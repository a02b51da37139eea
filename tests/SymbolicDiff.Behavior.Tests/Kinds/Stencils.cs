namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Sparse Jacobians of more than one dimension, of structures and of methods that change what they are given.</summary>
public static partial class Stencils
{
    private const Derivatives All = Derivatives.Jacobian | Derivatives.SparseJacobian;

    [Point("1 2 3; 4 5 6; 7 8 9"), Point("1 2 3 4"), Point("1; 2; 3"), Entries(33)]
    [Differentiable(Emit = All)]
    public static double[,] Laplacian(double[,] u)
    {
        int h = u.GetLength(0), w = u.GetLength(1);
        var r = new double[h, w];
        for (int i = 0; i < h; i++)
        {
            for (int j = 0; j < w; j++)
            {
                double sum = -4 * u[i, j] * u[i, j];
                if (i > 0) sum += u[i - 1, j];
                if (i + 1 < h) sum += u[i + 1, j];
                if (j > 0) sum += u[i, j - 1];
                if (j + 1 < w) sum += u[i, j + 1];
                r[i, j] = sum;
            }
        }

        return r;
    }

    [Point("1 2 3 4 5; 4 5 6 7 8; 7 8 9 1 2; 1 1 2 2 3", 0.5, "9 9 9; 9 9 9"), Entries(60)]
    [Differentiable(nameof(u), nameof(k), Emit = All)]
    public static void Blurred(double[,] u, double k, double[,] r)
    {
        for (int i = 0; i < r.GetLength(0); i++)
        {
            for (int j = 0; j < r.GetLength(1); j++)
            {
                double sum = 0;
                for (int a = 0; a < 3; a++)
                    for (int b = 0; b < 3; b++) sum += u[i + a, j + b] * u[i + a, j + b];
                r[i, j] = k * sum;
            }
        }
    }

    [Point("1 2 3 4 5 6 7 8 9 1 2 3", 4), Point("1 2 3 4", 1), Point("1 2 3 4 5 6", 2), Entries(50)]
    [Differentiable(nameof(u), Emit = All)]
    public static double[] Flat(double[] u, int w)
    {
        int h = u.Length / w;
        var r = new double[u.Length];
        for (int i = 0; i < h; i++)
        {
            for (int j = 0; j < w; j++)
            {
                int at = i * w + j;
                r[at] = u[at] * u[at];
                if (i > 0) r[at] += u[(i - 1) * w + j] * u[at];
                if (i + 1 < h) r[at] -= u[at + w];
                if (j > 0) r[at] += u[at - 1];
                if (j + 1 < w) r[at] += u[i * w + j + 1];
            }
        }

        return r;
    }

    [Point("1 2 3 4 5 6", 2), Entries(8)]
    [Differentiable(nameof(u), Emit = All)]
    public static double[] Upwind(double[] u, int lag)
    {
        var r = new double[u.Length - 1];
        for (int i = lag; i < r.Length; i++) r[i] = u[i] * u[i - lag];
        r[0] = u[0];
        return r;
    }

    [Point("1 2; 3 4; 5 6", 0.5), Entries(15)]
    [Differentiable(nameof(p), Emit = All)]
    public static (double X, double Y)[] Springs((double X, double Y)[] p, double k)
    {
        var force = new (double X, double Y)[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            force[i].X = p[i].X * p[i].X;
            force[i].Y = p[i].Y * p[i].X;
            if (i == 0) continue;
            force[i].X -= k * p[i - 1].Y;
            force[i - 1].X += k * p[i].X * p[i].Y;
        }

        return force;
    }

    [Point("1 2 3", "4 5 6"), Entries(9)]
    [Differentiable(Emit = All)]
    public static (double[] Sums, double[] Squares) Two(double[] x, double[] y)
    {
        var sums = new double[x.Length];
        var squares = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            sums[i] = x[i] + y[i];
            squares[i] = y[i] * y[i];
        }

        return (sums, squares);
    }

    [Point("1 2 3", 0.5), Entries(6)]
    [Differentiable(Emit = All)]
    public static void Damped(double[] x, double rate)
    {
        for (int i = 0; i < x.Length; i++) x[i] -= rate * x[i] * x[i];
    }

    [Point("1 2 3 4", 3), Entries(4)]
    [Differentiable(nameof(x), Emit = All)]
    public static double[] Powers(double[] x, int n)
    {
        var y = (double[])x.Clone();
        for (; n > 1; n--)
            for (int i = 0; i < y.Length; i++) y[i] *= x[i];
        Console.Write("");
        return y;
    }

    [Point("1 2 3; 4 5 6"), Entries(36)]
    [Differentiable(Emit = All)]
    public static double[,] Transposed(double[,] u)
    {
        var r = new double[u.GetLength(1), u.GetLength(0)];
        for (int i = 0; i < u.GetLength(0); i++)
            for (int j = 0; j < u.GetLength(1); j++) r[j, i] = u[i, j] * u[i, j];
        return r;
    }

    [Point("1 2 3; 4 5 6"), Entries(18)]
    [Differentiable(Emit = All)]
    public static double[] RowSums(double[,] u)
    {
        var r = new double[3];
        for (int i = 0; i < u.GetLength(0); i++)
            for (int j = 0; j < u.GetLength(1); j++) r[i] += u[i, j] * u[i, j];
        return r;
    }
}
