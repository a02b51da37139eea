namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops over the rows and columns of matrices; the sizes leave a rest behind eight, or none.</summary>
public static partial class EightColumns
{
    private const string Wide = "0.3 -0.2 0.5 1.1 -0.9 0.8 0.4 1.3 -0.6 0.7; 0.1 0.9 -1.2 0.6 0.2 0.8 -0.4 1.4 0.5 -0.3; 0.6 0.3 0.2 -0.7 0.4 1.2 0.9 -0.1 0.8 0.5";
    private const string Ten = "0.2 0.5 -0.3 0.8 0.1 -0.6 0.4 0.9 0.7 -0.2", Tall = "0.4 0.3; -0.7 1.1; 0.2 0.6; 0.9 -0.5; 0.1 0.8; 0.3 0.2; 1.2 -0.4; 0.5 0.7; 0.6 0.1; -0.8 0.9";

    [Point(Wide, "0.1 0.2 0.3", Ten), Point("0.3 0.5; 0.2 0.1", "0.1 0.2", "0.5 0.7")]
    [Differentiable(nameof(w), nameof(b), nameof(x), Emit = Second)]
    public static double Layer(double[,] w, double[] b, double[] x)
    {
        double loss = 0;
        for (int i = 0; i < b.Length; i++)
        {
            double s = b[i];
            for (int j = 0; j < x.Length; j++) s += w[i, j] * x[j];
            loss += Math.Tanh(s) * (i + 1);
        }

        return loss;
    }

    [Point(Wide, Tall), Point(Tall, Wide)]
    [Differentiable(Emit = Both)]
    public static double Product(double[,] a, double[,] b)
    {
        int n = a.GetLength(0), m = a.GetLength(1), p = b.GetLength(1);
        double[,] c = new double[n, p];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < p; j++)
            {
                double s = 0;
                for (int k = 0; k < m; k++) s += a[i, k] * b[k, j];
                c[i, j] = s;
            }

        double sum = 0;
        for (int i = 0; i < n; i++)
            for (int j = 0; j < p; j++) sum += Math.Sin(c[i, j]) * (i - j);
        return sum;
    }

    /// <summary>Each column has its own sum, over its rows.</summary>
    [Point(Wide), Point(Tall)]
    [Differentiable(Emit = Both)]
    public static double Columns(double[,] a)
    {
        double product = 1;
        for (int j = 0; j < a.GetLength(1); j++)
        {
            double s = 0;
            for (int i = 0; i < a.GetLength(0); i++) s += a[i, j] * a[i, j];
            product += Math.Log(1 + s);
        }

        return product;
    }

    [Point(Wide), Point("0.3 0.5 0.7; 0.2 0.1 0.4; 0.9 0.8 0.6")]
    [Differentiable(Emit = Both)]
    public static double Laplacian(double[,] u)
    {
        double sum = 0;
        for (int i = 1; i + 1 < u.GetLength(0); i++)
            for (int j = 1; j < u.GetLength(1) - 1; j++)
            {
                double r = u[i - 1, j] + u[i + 1, j] + u[i, j - 1] + u[i, j + 1] - 4 * u[i, j];
                sum += r * r;
            }

        return sum;
    }

    /// <summary>A row is computed from the one above, and its neighbours.</summary>
    [Point(Wide)]
    [Differentiable(Emit = Both)]
    public static double Downwards(double[,] start)
    {
        double[,] u = (double[,])start.Clone();
        for (int i = 1; i < u.GetLength(0); i++)
            for (int j = 1; j < u.GetLength(1); j++) u[i, j] *= 0.5 * u[i - 1, j - 1] + u[i - 1, j];
        double sum = 0;
        for (int j = 0; j < u.GetLength(1); j++) sum += u[u.GetLength(0) - 1, j];
        return sum;
    }

    /// <summary>An element is computed from its neighbour in the row.</summary>
    [Point(Wide)]
    [Differentiable(Emit = Both)]
    public static double Along(double[,] start)
    {
        double[,] u = (double[,])start.Clone();
        for (int i = 0; i < u.GetLength(0); i++)
            for (int j = 1; j < u.GetLength(1); j++) u[i, j] = Math.Sin(u[i, j] + u[i, j - 1]);
        return u[0, 9] * u[1, 9] + u[2, 9];
    }

    /// <summary>What one row is set to, all others read.</summary>
    [Point(Wide)]
    [Differentiable(Emit = Both)]
    public static double AcrossRows(double[,] start)
    {
        double[,] u = (double[,])start.Clone();
        for (int j = 0; j < u.GetLength(1); j++)
            for (int i = 0; i < u.GetLength(0); i++) u[i, j] = Math.Cos(u[(i + 1) % 3, j] * u[(i + 2) % 3, 9 - j]);
        return u[0, 0] + u[1, 4] * u[2, 9];
    }

    /// <summary>Both indices move.</summary>
    [Point("0.3 0.5 0.7; 0.2 0.1 0.4; 0.9 0.8 0.6"), Point(Wide)]
    [Differentiable(Emit = Both)]
    public static double Diagonal(double[,] a)
    {
        double s = 0;
        for (int i = 0; i < a.GetLength(0); i++) s += Math.Exp(a[i, i]) * a[i, a.GetLength(1) - 1 - i];
        return s;
    }

    /// <summary>Where a loop does not run, the row that it would use need not be there.</summary>
    [Point(Wide, "0.5 0.7", 0)]
    [Differentiable(nameof(a), nameof(w), Emit = Both)]
    public static double WithoutRow(double[,] a, double[] w, int n)
    {
        double s = 0;
        for (int i = 0; i < 5; i++)
        {
            s += w[0] * w[1];
            for (int j = 0; j < n; j++) s += a[i, j] * w[0];
        }

        return s;
    }

    /// <summary>Each lane has a row.</summary>
    [Point("0.2 -0.5", Tall, "0.3 0.1 0.9 0.4 0.7 0.2 0.8 0.6 0.5 0.1"), Point("0.3 0.5 0.7", "0.2 0.1 0.4", "0.6")]
    [Differentiable(nameof(w), Emit = Second)]
    public static double Regression(double[] w, double[,] x, double[] y)
    {
        double loss = 0;
        for (int i = 0; i < y.Length; i++)
        {
            double eta = 0;
            for (int j = 0; j < w.Length; j++) eta += w[j] * x[i, j];
            loss += Math.Exp(eta) - y[i] * eta;
        }

        return loss;
    }

    /// <summary>The same rows for each of several passes.</summary>
    [Point("0.2 -0.5", Tall, 3), Point("0.2 -0.5", Tall, 0)]
    [Differentiable(nameof(w), Emit = Both)]
    public static double Passes(double[] w, double[,] x, int n)
    {
        double state = 0.1, sum = 0;
        for (int t = 0; t < n; t++)
        {
            for (int i = 0; i < x.GetLength(0); i++)
            {
                double s = 0;
                for (int j = 0; j < w.Length; j++) s += (w[j] + state) * (x[i, j] * x[i, j] + x[i, 0]);
                sum += Math.Exp(-s * s);
            }

            state = Math.Sin(state + sum);
        }

        return sum;
    }

    /// <summary>Each step looks at one element of each row.</summary>
    [Point("0.4 0.6", Tall, "1 0 1"), Point("0.4 0.6 0.3 0.2 0.9 0.1 0.8 0.5 0.7 0.2", Tall, "1 0 1 1")]
    [Differentiable(nameof(pi), nameof(b), Emit = Both)]
    public static double Steps(double[] pi, double[,] b, int[] seen)
    {
        double[] alpha = (double[])pi.Clone();
        double log = 0;
        for (int t = 0; t < seen.Length; t++)
        {
            double total = 0;
            for (int j = 0; j < alpha.Length; j++)
            {
                double s = 0;
                for (int i = 0; i < alpha.Length; i++) s += alpha[i] * b[i, j % 2] * (j + 1);
                total += s * b[j, seen[t]];
            }

            log += Math.Log(1 + total * total);
            for (int j = 0; j < alpha.Length; j++) alpha[j] *= 0.9 / (1 + total * total);
        }

        return log;
    }

    /// <summary>Coordinates in the columns of a matrix; all but the point are data.</summary>
    [Point("0.2 -0.5", Tall)]
    [Differentiable(nameof(at), Emit = Both)]
    public static double Potential(double[] at, double[,] points)
    {
        double sum = 0;
        for (int i = 0; i < points.GetLength(0); i++)
        {
            double dx = points[i, 0] - at[0], dy = points[i, 1] - at[1];
            sum += 1 / Math.Sqrt(dx * dx + dy * dy + 0.01);
        }

        return sum;
    }
}
