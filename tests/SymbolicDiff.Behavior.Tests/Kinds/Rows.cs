namespace SymbolicDiff.Behavior.Tests.Kinds;

/// <summary>Second derivatives, and Jacobians, with respect to the rows of jagged arrays.</summary>
public static partial class Rows
{
    private const Derivatives Second = Derivatives.Gradient | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;
    private const Derivatives First = Derivatives.Jacobian | Derivatives.SparseJacobian | Derivatives.Jvp | Derivatives.Vjp;

    [Point("1 0.5; -1 2; 0 0.25", "0.5 0.5; -2 1")]
    [Point("1 0.5", "0.5 0.5; -2 1; 3 3")]
    [Differentiable(nameof(centroids), Emit = Second)]
    public static double NearestCentroids(double[][] points, double[][] centroids)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int j = 0; j < centroids.Length; j++)
            {
                double distance = SquaredDistance(points[i], centroids[j]);
                if (distance < nearest) nearest = distance;
            }

            cost += nearest;
        }

        return cost;
    }

    private static double SquaredDistance(double[] a, double[] b)
    {
        double sum = 0;
        for (int j = 0; j < a.Length; j++) sum += (a[j] - b[j]) * (a[j] - b[j]) * (1 + b[j]);
        return sum;
    }

    [Point("1 0.5 0.2; -1; 0 0.25 2 1")]
    [Point("0.3 -0.2; 0.7 1.5 -0.1")]
    [Point("")]
    [Differentiable(Emit = Second)]
    public static double NeighboursInRowsOfSeveralLengths(double[][] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x[i].Length; j++)
            {
                s += x[i][j] * x[i][j] * x[i][j];
                if (j > 0) s += Math.Sin(x[i][j - 1] * x[i][j]);
                if (i > 0 && j < x[i - 1].Length) s += x[i - 1][j] * x[i][j] * x[i][j];
            }
        }

        return s;
    }

    /// <summary>All elements meet in each row's sum, so that no direction is spared.</summary>
    [Point("1 0.5; -1 2 0.5")]
    [Differentiable(Emit = Second)]
    public static double SquaredSums(double[][] x)
    {
        double s = 0;
        foreach (double[] row in x)
        {
            double sum = 0;
            foreach (double value in row) sum += value;
            s += sum * sum * sum;
        }

        return s;
    }

    /// <summary>The rows of the local array are named in another order than they stand in it.</summary>
    [Point("1 0.5; -1 2; 0.2 0.3")]
    [Differentiable(Emit = Second)]
    public static double SwappedRows(double[][] x)
    {
        double[][] y = new double[x.Length][];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = new double[x[i].Length];
            for (int j = 0; j < x[i].Length; j++) y[i][j] = x[i][j] * x[i][j];
        }

        double[] kept = y[0];
        y[0] = y[1];
        y[1] = kept;
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x[i].Length; j++) s += x[i][j] * y[i][j] * y[i][j];
        return s;
    }

    /// <summary>A variable that names one row after the other.</summary>
    [Point("1 0.5; -1 2; 0.2 0.3")]
    [Differentiable(Emit = Second)]
    public static double RowBefore(double[][] x)
    {
        double[] before = x[0];
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = x[i];
            for (int j = 0; j < row.Length; j++) s += before[j] * row[j] * row[j];
            before = row;
        }

        return s;
    }

    [Point("1 0.5; -1 2; 0.2 0.3")]
    [Differentiable(Emit = Second)]
    public static double RowsInPlace(double[][] x)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = x[i];
            for (int j = 0; j < row.Length; j++) row[j] *= row[j];
        }

        double s = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x[i].Length; j++) s += Math.Exp(x[i][j]) * x[i][j];
        return s;
    }

    /// <summary>A copied row, one that is filled from another, and one beside it.</summary>
    [Point("1 0.5; -1 2; 0.2 0.3")]
    [Differentiable(Emit = Second)]
    public static double CopiedRows(double[][] x)
    {
        double[][] y = new double[x.Length][];
        for (int i = 0; i < x.Length; i++) y[i] = (double[])x[i].Clone();
        double[] first = new double[x[0].Length];
        Array.Copy(y[0], first, first.Length);
        for (int i = 0; i + 1 < x.Length; i++) Array.Copy(y[i + 1], y[i], y[i].Length);
        double s = 0;
        for (int i = 0; i < x.Length; i++)
            for (int j = 0; j < x[i].Length; j++) s += x[i][j] * y[i][j] * y[i][j];
        return s * first[0];
    }

    [Point("1 0.5; -1 2; 0.2 0.3", "0.1 0.2 0.3", 2)]
    [Differentiable(Emit = Second)]
    public static double RowsBesideOthers(double[][] x, double[] v, double t)
    {
        double s = t * t * t;
        for (int i = 0; i < x.Length; i++)
        {
            s += v[i] * v[i] * v[i] * t;
            for (int j = 0; j < x[i].Length; j++) s += x[i][j] * x[i][j] * x[i][j] * t;
        }

        return s;
    }

    [Point("1 0.5 0.2; -1; 0 0.25 2 1", "9 9 9; 9; 9 9 9 9")]
    [Point("1 0.5; -1 3", "9 9 9; 9 9; 9")]
    [Entries(13)]
    [Differentiable(nameof(x), Emit = First)]
    public static void SquaresOfRows(double[][] x, double[][] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            double[] row = x[i], to = y[i];
            for (int j = 0; j < row.Length; j++) to[j] = row[j] * row[j] + (j > 0 ? row[j - 1] : 1);
        }
    }

    [Point("1 0.5 0.2; -1; 0 0.25 2 1", "9 9 9; 9; 9 9 9 9")]
    [Entries(10)]
    [Differentiable(nameof(x), Emit = First)]
    public static void FromTheRowAbove(double[][] x, double[][] y)
    {
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < x[i].Length; j++)
            {
                y[i][j] = x[i][j];
                if (i > 0 && j < x[i - 1].Length) y[i][j] += Math.Sin(x[i - 1][j]);
            }
        }
    }

    /// <summary>In place, what depends on the row above may depend on all rows above.</summary>
    [Point("1 0.5 0.2; -1; 0 0.25 2 1")]
    [Entries(64)]
    [Differentiable(Emit = First)]
    public static void FromTheRowAboveInPlace(double[][] x)
    {
        for (int i = x.Length - 1; i > 0; i--)
            for (int j = 0; j < x[i].Length; j++)
                if (j < x[i - 1].Length) x[i][j] += Math.Sin(x[i - 1][j]);
    }
}
