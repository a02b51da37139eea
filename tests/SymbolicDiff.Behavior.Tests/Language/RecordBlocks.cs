namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that record in each iteration, and run as often as is only known when they begin.</summary>
public static partial class RecordBlocks
{
    private const string Many = "0.3 -0.2 0.5 0.1 -0.4 0.2 0.6 -0.1 0.25 0.35 -0.3 0.15 0.45 -0.5 0.05 0.4 -0.15 0.2 0.1";

    [Differentiable(nameof(w), Emit = Both | Derivatives.HessianVectorProduct | Derivatives.Hessian), Point("0.5 -0.3 0.2", 7), Point("0.5 -0.3 0.2", 0), Point("0.4", 3)]
    public static double Growing(double[] w, int n)
    {
        double s = 0.5;
        for (int i = 0; i < n; i++)
        {
            int m = i % w.Length + 1;
            for (int j = 0; j < m; j++) s = Math.Tanh(s * w[j]) + 0.1 * w[j];
        }

        return s;
    }

    [Differentiable(nameof(w), Emit = Both), Point("0.5 -0.3 0.2", 7), Point("0.4", 3)]
    public static double Downwards(double[] w, int n)
    {
        double s = 0.5;
        for (int i = 0; i < n; i++)
        {
            int m = (i * i) % w.Length;
            for (int j = m; j >= 0; j--) s = Math.Exp(-s * w[j]) * w[m - j];
        }

        return s;
    }

    /// <summary>Some of the inner loops do not run; where they begin is found as they do.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("0.5 -0.3 0.2 0.7", 9), Point("0.4", 3)]
    public static double FromSomewhere(double[] w, int n)
    {
        double s = 0.5;
        for (int i = 0; i < n; i++)
        {
            int first = (3 * i) % 5 - 1, end = (7 * i) % (w.Length + 1);
            for (int j = first; j < end; j++)
            {
                double t = Math.Sin(s * w[Math.Max(j, 0)]);
                s += t * t;
                if (s > 0.8) s *= 0.5 * t;
            }
        }

        return s;
    }

    [Differentiable(nameof(w), Emit = Both), Point("0.5 0.3 0.2", 1.5), Point("0.5 0.3 0.2", 0.1)]
    public static double InWhile(double[] w, double end)
    {
        double s = 0.5;
        while (s < end)
        {
            double t = s;
            for (int j = 0; j < w.Length; j++) t = Math.Sqrt(1 + t * w[j]);
            s += 0.2 * t;
            for (int j = 1; j < w.Length; j++) s += 0.1 * Math.Cos(s * w[j - 1]) * w[j];
        }

        return s;
    }

    /// <summary>Each iteration is undone when it ends, and what it recorded is gone.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("0.5 0.3 0.2", 6), Point("0.5 0.3 0.2", 0)]
    public static double Fused(double[] w, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            double t = 1;
            for (int k = 0; k < i; k++)
            {
                int m = (i + k) % w.Length;
                for (int j = 0; j <= m; j++) t = Math.Sin(t + w[j]);
            }

            sum += t;
        }

        return sum;
    }

    /// <summary>May end in the middle of an inner loop.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("0.5 0.3 0.2 0.1", 4)]
    public static double Throwing(double[] w, int n)
    {
        double s = 1;
        for (int i = 0; i < n; i++)
        {
            int m = i * i % 6;
            for (int j = 0; j < m; j++) s = Math.Sin(s + w[j]);
        }

        return s;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static void Step(double[] w, double[] hidden, double[] cell, double[] input)
    {
        for (int j = 0; j < hidden.Length; j++)
        {
            double forget = Sigmoid(input[j] * w[j] + 0.1), ingate = Sigmoid(hidden[j] * w[j] - 0.2), outgate = Sigmoid(input[j] * w[j] * w[j]);
            cell[j] = cell[j] * forget + ingate * Math.Tanh(hidden[j] * w[j] + 0.3);
            hidden[j] = outgate * Math.Tanh(cell[j]);
        }
    }

    /// <summary>Cells with memory in layers, the lengths of which are those of their rows.</summary>
    [Differentiable(nameof(w), Emit = Both), Point(Many, 3), Point("0.3 0.4 -0.2 0.5 0.6 1.2 -0.8 0.1", 2), Point("0.3 0.4", 1), Point("0.5", 0)]
    public static double Cells(double[] w, int steps)
    {
        double[][] hidden = [(double[])w.Clone(), new double[w.Length]], cell = [new double[w.Length], (double[])w.Clone()];
        double total = 0;
        for (int t = 0; t < steps; t++)
        {
            for (int l = 0; l < 2; l++) Step(w, hidden[l], cell[l], l == 0 ? w : hidden[l - 1]);
            for (int j = 0; j < w.Length; j++) total += hidden[1][j] * (t + j);
        }

        return total;
    }

    /// <summary>Another method of the name, whose loops are methods of their own where they run in lanes.</summary>
    [Differentiable(nameof(w), nameof(x), Emit = Both), Point(Many, 3, 0.5, 0.1)]
    public static double Cells(double[] w, int steps, double x, double y)
    {
        double[] scaled = new double[w.Length];
        for (int j = 0; j < w.Length; j++) scaled[j] = w[j] * x + y;
        return Cells(scaled, steps);
    }

    /// <summary>What records in blocks is differentiated itself.</summary>
    [Differentiable(nameof(w), Emit = Both), Point("0.3 0.4 -0.2 0.5", 2)]
    public static double OfGradient(double[] w, int steps)
    {
        double[] gradient = new double[w.Length];
        double s = CellsValueAndGradient(w, steps, gradient);
        for (int j = 0; j < w.Length; j++) s += gradient[j] * gradient[j] * w[j];
        return s;
    }
}
