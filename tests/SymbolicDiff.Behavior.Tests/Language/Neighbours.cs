namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that meet an element in one iteration after the other.</summary>
public static partial class Neighbours
{
    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25"), Point("0.5 -1.5"), Point("3"), Point("")]
    public static double Upwards(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            double step = x[i + 1] - x[i] * x[i];
            sum += step * step;
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25"), Point("0.5 -1.5"), Point("3"), Point("")]
    public static double Downwards(double[] x)
    {
        double sum = 0;
        for (int i = x.Length - 1; i > 0; i--) sum += Math.Sin(x[i - 1] * x[i]) * i;
        return sum;
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5 6 7", 0, 9), Point("1 2 3 4 5 6 7", 3, 4), Point("1 2 3 4 5 6 7", 5, 2)]
    public static double FromTheMiddle(double[] x, int from, int to)
    {
        double sum = 0;
        for (int i = Math.Max(from, 2) % x.Length; i < Math.Min(to, x.Length - 2); i++) sum += x[i + 1] * x[i + 2] * i;
        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25"), Point("0.5 -1.5"), Point("3"), Point("")]
    public static double UpToTheLast(double[] x)
    {
        double sum = 0;
        for (int i = 1; i <= x.Length - 1; i++) sum += x[i] * x[i] * x[i - 1];
        return sum;
    }

    /// <summary>A third element that the loop touches keeps the others from being carried.</summary>
    [Differentiable(Emit = Both), Point("1 2 3 4"), Point("2")]
    public static double WithTheFirst(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++) sum += (x[i + 1] - x[i]) * x[0];
        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25"), Point("0.5 -1.5"), Point("3"), Point("")]
    public static double OnlyBetweenTheEven(double[] x)
    {
        double sum = 0;
        for (int i = 0; i < x.Length - 1; i++)
        {
            if (i % 2 == 0) continue;
            sum += x[i + 1] * x[i];
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25"), Point("0.5 -1.5"), Point("3"), Point("")]
    public static double Chain(double[] x)
    {
        double state = 1;
        for (int i = 0; i < x.Length - 1; i++) state = Math.Sin(state) * (x[i + 1] - x[i]) + state;
        return state;
    }

    [Differentiable(Emit = Both), Point("1 2 3", 5)]
    public static double OfNoElement(double[] x, int n)
    {
        double sum = x.Length;
        for (int i = 0; i < Math.Min(n, x.Length) - 1000; i++) sum += x[i + 1] * x[i];
        return sum + x[^1];
    }

    [Differentiable(Emit = Both), Point("1 2 3; 4 5; 6")]
    public static double InRows(double[][] x)
    {
        double sum = 0;
        foreach (double[] row in x)
        {
            for (int i = 0; i < row.Length - 1; i++) sum += row[i] * row[i + 1];
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25"), Point("0.5 -1.5"), Point("3"), Point("")]
    public static double WhileThereIsANext(double[] x)
    {
        double sum = 0;
        for (int i = 0; i + 1 < x.Length; i++)
        {
            double step = x[i + 1] - x[i];
            sum += step * step * step;
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("0.5 -1.5 2 0.25 3", 1), Point("0.5 -1.5", 0)]
    public static double WhileThereIsANextFrom(double[] x, int first)
    {
        double product = 1;
        for (int i = first; i + 2 < x.Length; i++) product *= x[i] + x[i + 2];
        for (long i = 1; i + 1 < x.Length; i++) product += x[i] * i;
        return product;
    }
}
