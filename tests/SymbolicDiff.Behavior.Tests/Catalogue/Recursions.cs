using SymbolicDiff.Behavior.Tests.Harness;
using static SymbolicDiff.Behavior.Tests.Harness.Modes;

namespace SymbolicDiff.Behavior.Tests.Catalogue;

public static partial class Recursions
{
    [Differentiable(Emit = Both), Entry("Q03")]
    public static double FibonacciTree(double x) => Fibonacci(x, 8);

    private static double Fibonacci(double x, int n) => n < 2 ? x : Fibonacci(x, n - 1) * x + Fibonacci(x, n - 2);

    [Differentiable(Emit = Both), Entry("Q04")]
    public static double Mutual(double x) => A(x, 5);

    private static double A(double x, int n) => n == 0 ? 1 : x * B(x, n - 1);

    private static double B(double x, int n) => n == 0 ? 1 : x * A(x, n - 1);

    [Differentiable(Emit = Both), Entry("Q05")]
    public static double Halves(double[] a) => Reduced(a, 0, a.Length);

    private static double Reduced(double[] a, int low, int high)
    {
        if (high - low == 2) return a[low] * a[low + 1];
        int middle = (low + high) / 2;
        return Reduced(a, low, middle) + Reduced(a, middle, high);
    }

    [Differentiable(Emit = Both), Entry("Q06")]
    public static double Consuming(double a, double b, double c, double v) => Consumed([a, b, c], 3, [v]);

    private static double Consumed(double[] a, int n, double[] v)
    {
        if (n <= 1) return a[0] * v[0];
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            v[0] += a[i];
            sum += Consumed(a, n - 1, v);
        }

        return sum;
    }

    [Differentiable(Emit = Both), Entry("R12", NotByDifferences = "the number of calls changes there")]
    public static double R12(double x, double y) => x > y ? R12(x - 1, y) : x * y;
}
