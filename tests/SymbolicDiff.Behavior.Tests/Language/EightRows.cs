namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops over the rows of jagged arrays, with memory in which each iteration works for itself; and those that only look as if theirs were such.</summary>
public static partial class EightRows
{
    private const string Three = "0.3 -0.2 0.5; 1.1 -0.9 0.8; 0.4 1.3 -0.6", Nine = Three + "; " + Three + "; 0.7 0.1 0.9; -1.2 0.6 0.2; 0.8 -0.4 1.4", Eight = Three + "; " + Three + "; 0.7 0.1 0.9; -1.2 0.6 0.2";
    private const string Uneven = "0.3; 1.1 -0.9; ; 0.4 1.3 -0.6; 0.7; 0.2 0.2; 1; -0.5 0.5 0.5 0.5; 2; 0.1 0.3";

    [Point("0.4 -0.7 0.2", "1.5 0.8 1.1", Three), Point("0.4 -0.7 0.2", "1.5 0.8 1.1", Eight), Point("0.4 -0.7 0.2", "1.5 0.8 1.1", Nine)]
    [Differentiable(nameof(centre), nameof(scale), Emit = Second)]
    public static double Distances(double[] centre, double[] scale, double[][] points)
    {
        double[] scaled = new double[centre.Length];
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < centre.Length; j++) scaled[j] = scale[j] * (points[i][j] - centre[j]);
            for (int j = 1; j < centre.Length; j++) scaled[j] += 0.5 * scaled[j - 1];
            double square = 0;
            foreach (double t in scaled) square += t * t;
            sum += Math.Log(1 + square);
        }

        return sum;
    }

    [Point("0.4 -0.7 0.2; -0.3 0.5 1.2", Three), Point("0.4 -0.7 0.2; -0.3 0.5 1.2", Nine)]
    [Differentiable(nameof(centres), Emit = Both)]
    public static double Mixture(double[][] centres, double[][] points)
    {
        double[] terms = new double[centres.Length], difference = new double[3];
        double sum = 0;
        for (int i = points.Length - 1; i >= 0; i--)
        {
            double[] point = points[i];
            for (int k = 0; k < centres.Length; k++)
            {
                for (int j = 0; j < difference.Length; j++) difference[j] = point[j] - centres[k][j];
                terms[k] = 0;
                for (int j = 0; j < difference.Length; j++) terms[k] -= difference[j] * difference[j];
            }

            double max = terms[0];
            for (int k = 1; k < terms.Length; k++) max = Math.Max(max, terms[k]);
            double total = 0;
            for (int k = 0; k < terms.Length; k++) total += Math.Exp(terms[k] - max);
            sum += max + Math.Log(total);
        }

        return sum;
    }

    /// <summary>Each row is used with the one behind it.</summary>
    [Point("0.4 -0.7 0.2", Nine)]
    [Differentiable(nameof(w), Emit = Both)]
    public static double Neighbours(double[] w, double[][] points)
    {
        double sum = 0;
        for (int i = 0; i < points.Length - 1; i++)
        {
            double product = 1;
            for (int j = 0; j < w.Length; j++) product *= 1 + w[j] * points[i][j] * points[i + 1][j];
            sum += Math.Sin(product);
        }

        return sum;
    }

    /// <summary>What is left in the memory by one iteration is used by the next one.</summary>
    [Point("0.4 -0.7 0.2", Nine)]
    [Differentiable(nameof(w), Emit = Both)]
    public static double Carried(double[] w, double[][] points)
    {
        double[] state = new double[w.Length];
        double sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            for (int j = 0; j < w.Length - 1; j++) state[j] = w[j] * points[i][j] + 0.5 * state[j + 1];
            state[w.Length - 1] += points[i][0];
            double square = 0;
            foreach (double t in state) square += t * t;
            sum += Math.Sqrt(1 + square);
        }

        return sum;
    }

    /// <summary>A row's length is a number like another, of each row its own.</summary>
    [Point("0.3 -0.2 0.5 1.1 -0.9 0.8 0.4 1.3 -0.6 0.2", Uneven)]
    [Differentiable(nameof(w), Emit = Both)]
    public static double Lengths(double[] w, double[][] rows)
    {
        double sum = 0;
        for (int i = 0; i < w.Length; i++) sum += Math.Exp(w[i] * rows[i].Length);
        return sum;
    }

    [Point("0.3 -0.2 0.5 1.1 -0.9 0.8 0.4 1.3 -0.6 0.2", Uneven)]
    [Differentiable(nameof(w), Emit = Derivatives.Jacobian | Derivatives.Vjp | Derivatives.Jvp)]
    public static double[] ScaledByLength(double[] w, double[][] rows)
    {
        double[] y = new double[w.Length];
        for (int i = 0; i < w.Length; i++)
        {
            double[] row = rows[i];
            y[i] = w[i] * w[i] * (w[i] + row.Length) * (2 + w[i] * row.Length) + 1 / (1 + row.Length);
        }

        return y;
    }

    /// <summary>The loops inside end with each row.</summary>
    [Point("0.3 -0.2 0.5 1.1", Uneven)]
    [Differentiable(nameof(w), Emit = Both)]
    public static double ToTheirEnds(double[] w, double[][] rows)
    {
        double sum = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            double product = 0;
            for (int j = 0; j < rows[i].Length; j++) product += w[j] * rows[i][j];
            sum += Math.Tanh(product);
        }

        return sum;
    }

    /// <summary>Which of them is nearest is found for eight points at a time, and what follows from it one after the other.</summary>
    [Point("0.4 -0.7 0.2; -0.3 0.5 1.2; 0.9 0.1 0.3", Three), Point("0.4 -0.7 0.2; -0.3 0.5 1.2; 0.9 0.1 0.3", Eight), Point("0.4 -0.7 0.2; -0.3 0.5 1.2; 0.9 0.1 0.3; 0.4 -0.7 0.25", Nine), Point("0.4 -0.7 0.2 0.1; 0.3 0.5 1.2 0.6", Uneven)]
    [Differentiable(nameof(centres), Emit = Both)]
    public static double Nearest(double[][] centres, double[][] points)
    {
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double nearest = double.PositiveInfinity;
            for (int k = 0; k < centres.Length; k++)
            {
                double[] point = points[i], centre = centres[k];
                double square = 0;
                for (int j = 0; j < point.Length; j++) square += (point[j] - centre[j]) * (point[j] - centre[j]);
                if (square < nearest) nearest = square;
            }

            cost += Math.Log(1 + nearest);
        }

        return cost;
    }

    /// <summary>What follows changes what the search of the next point finds.</summary>
    [Point("0.4 -0.7 0.2", Nine)]
    [Differentiable(nameof(start), Emit = Both)]
    public static double Moving(double[] start, double[][] points)
    {
        double[] centre = (double[])start.Clone();
        double cost = 0;
        for (int i = 0; i < points.Length; i++)
        {
            double square = 0;
            for (int j = 0; j < centre.Length; j++) square += (points[i][j] - centre[j]) * (points[i][j] - centre[j]);
            cost += square * square;
            for (int j = 0; j < centre.Length; j++) centre[j] += 0.1 * (points[i][j] - centre[j]);
        }

        return cost;
    }

    /// <summary>Where a loop does not run, the row that it would read need not be there.</summary>
    [Point("", "0.4 0.7", Three, 0)]
    [Differentiable(nameof(a), nameof(w), Emit = Both)]
    public static double WithoutRows(double[] a, double[] w, double[][] points, int n)
    {
        double sum = 0;
        for (int i = 0; i < 5; i++)
        {
            sum += w[0] * w[1];
            for (int j = 0; j < n; j++) a[j] += points[i][j] * w[0];
        }

        return sum;
    }
}
