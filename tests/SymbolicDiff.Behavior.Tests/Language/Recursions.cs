using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that call themselves.</summary>
public static partial class Recursions
{
    [Differentiable(Emit = Modes.Both), Point(1.3, 0), Point(1.3, 1), Point(0.7, 5)]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    /// <summary>Halves of the exponent: a square of what the call gives.</summary>
    [Differentiable(Emit = Modes.Both), Point(1.3, 0), Point(1.3, 11), Point(0.7, 6)]
    public static double QuickPower(double x, int n)
    {
        if (n == 0) return 1;
        double half = QuickPower(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    /// <summary>Two calls, the second on what the first gave.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.4, 0), Point(0.4, 3), Point(0.5, 4)]
    public static double Tree(double x, int depth)
    {
        if (depth <= 0) return Math.Sin(x) + x;
        double left = Tree(x * 0.5 + 0.1 * depth, depth - 1);
        double right = Tree(left * x, depth - 2);
        return left * right + Math.Exp(-left);
    }

    /// <summary>The depth depends on the value.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.3, 2.0), Point(7.0, 1.5), Point(100.0, 3.0)]
    public static double Reduced(double x, double by)
    {
        if (x <= 1) return Math.Exp(x) * by;
        return by * Math.Log(x) + Reduced(x / by - 0.25, by);
    }

    /// <summary>The array is read in halves; loops, locals and branches around the calls.</summary>
    [Differentiable(Emit = Modes.Both), Point("1 2 3 4 5 6 7"), Point("2"), Point("3 -1")]
    public static double PairwiseSum(double[] x) => Pairwise(x, 0, x.Length) * x[0];

    private static double Pairwise(double[] x, int start, int count)
    {
        if (count < 3)
        {
            double sum = 0;
            for (int i = start; i < start + count; i++) sum += x[i] * x[i] * x[i];
            return sum;
        }

        int half = count / 2;
        double left = Pairwise(x, start, half);
        double right = Pairwise(x, start + half, count - half);
        return Math.Sqrt(left * left + 1) + right;
    }

    /// <summary>Parameters and locals that change; a loop with calls inside.</summary>
    [Differentiable(Emit = Modes.Both), Point(1.1, 0), Point(1.1, 1), Point(0.8, 3)]
    public static double Changing(double x, int n)
    {
        double product = 1;
        int m = n;
        while (m > 0)
        {
            x = x * 0.9 + 0.1 * m;
            product *= 1 + Changing(x, n - m) * x;
            product = Math.Sqrt(product);
            m--;
        }

        n += 1;
        return product * x * n;
    }

    /// <summary>Two methods that call each other.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.9, 0), Point(0.9, 1), Point(1.2, 6)]
    public static double Alternating(double x, int n) => Even(x, n) + Odd(x * x, n);

    private static double Even(double x, int n) => n == 0 ? x : Math.Sin(Odd(x * 1.1, n - 1)) * x;

    private static double Odd(double x, int n)
    {
        if (n == 0) return x * x;
        double y = Even(x, n - 1);
        return y * y + x;
    }

    [Differentiable(Emit = Modes.Both), Point(1.3f, 4)]
    public static float Single(float x, int n) => n == 0 ? x : Single(x, n - 1) * x + MathF.Sin(x);

    /// <summary>Arrays of the call's own.</summary>
    [Differentiable(Emit = Modes.Both), Point("1 2 3 4")]
    public static double Folded(double[] x) => Fold(x);

    private static double Fold(double[] x)
    {
        if (x.Length == 1) return x[0] * x[0];
        double[] next = new double[x.Length - 1];
        for (int i = 0; i < next.Length; i++) next[i] = x[i] * x[i + 1];
        return Fold(next) + x[0];
    }

    /// <summary>Nothing is differentiated in the call.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point(2.0, 5)]
    public static double ConstantCall(double x, int n) => x * Factorial(n) + Power(2, n) * x;

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}

/// <summary>Methods of an object that call themselves.</summary>
public sealed partial class RecursiveObject
{
    private readonly double scale = 0.5;

    [Differentiable(Emit = Modes.Both), Point(0.3, 4)]
    public double Scaled(double x, int n) => n == 0 ? x * x : Math.Cos(Scaled(x * scale, n - 1)) + x;
}
