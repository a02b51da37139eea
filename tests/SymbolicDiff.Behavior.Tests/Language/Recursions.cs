using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that call themselves.</summary>
public static partial class Recursions
{
    [Differentiable(Emit = Modes.Second), Point(1.3, 0), Point(1.3, 1), Point(0.7, 5)]
    public static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

    /// <summary>Halves of the exponent: a square of what the call gives.</summary>
    [Differentiable(Emit = Modes.Second), Point(1.3, 0), Point(1.3, 11), Point(0.7, 6)]
    public static double QuickPower(double x, int n)
    {
        if (n == 0) return 1;
        double half = QuickPower(x, n / 2);
        return n % 2 == 0 ? half * half : half * half * x;
    }

    /// <summary>Two calls, the second on what the first gave.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.4, 0), Point(0.4, 3), Point(0.5, 4)]
    public static double Tree(double x, int depth)
    {
        if (depth <= 0) return Math.Sin(x) + x;
        double left = Tree(x * 0.5 + 0.1 * depth, depth - 1);
        double right = Tree(left * x, depth - 2);
        return left * right + Math.Exp(-left);
    }

    /// <summary>The depth depends on the value.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.3, 2.0), Point(7.0, 1.5), Point(100.0, 3.0)]
    public static double Reduced(double x, double by)
    {
        if (x <= 1) return Math.Exp(x) * by;
        return by * Math.Log(x) + Reduced(x / by - 0.25, by);
    }

    /// <summary>The array is read in halves; loops, locals and branches around the calls.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3 4 5 6 7"), Point("2"), Point("3 -1")]
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
    [Differentiable(Emit = Modes.Second), Point(1.1, 0), Point(1.1, 1), Point(0.8, 3)]
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
    [Differentiable(Emit = Modes.Second), Point(0.9, 0), Point(0.9, 1), Point(1.2, 6)]
    public static double Alternating(double x, int n) => Even(x, n) + Odd(x * x, n);

    private static double Even(double x, int n) => n == 0 ? x : Math.Sin(Odd(x * 1.1, n - 1)) * x;

    private static double Odd(double x, int n)
    {
        if (n == 0) return x * x;
        double y = Even(x, n - 1);
        return y * y + x;
    }

    [Differentiable(Emit = Modes.Second), Point(1.3f, 4)]
    public static float Single(float x, int n) => n == 0 ? x : Single(x, n - 1) * x + MathF.Sin(x);

    /// <summary>Arrays of the call's own.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3 4")]
    public static double Folded(double[] x) => Fold(x);

    private static double Fold(double[] x)
    {
        if (x.Length == 1) return x[0] * x[0];
        double[] next = new double[x.Length - 1];
        for (int i = 0; i < next.Length; i++) next[i] = x[i] * x[i + 1];
        return Fold(next) + x[0];
    }

    /// <summary>Nothing is differentiated in the call.</summary>
    [Differentiable(nameof(x), Emit = Modes.Second), Point(2.0, 5)]
    public static double ConstantCall(double x, int n) => x * Factorial(n) + Power(2, n) * x;

    private static double Factorial(int n) => n <= 1 ? 1 : n * Factorial(n - 1);
}

/// <summary>Methods of an object that call themselves.</summary>
public sealed partial class RecursiveObject
{
    private readonly double scale = 0.5;

    [Differentiable(Emit = Modes.Second), Point(0.3, 4)]
    public double Scaled(double x, int n) => n == 0 ? x * x : Math.Cos(Scaled(x * scale, n - 1)) + x;
}

/// <summary>Methods that call themselves and write into what they are given.</summary>
public static partial class WritingRecursions
{
    /// <summary>Sums in place, from the leaves of a tree of halves to its root.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3 4 5"), Point("2"), Point("0.5 -1 0.25 3")]
    public static double Folded(double[] x)
    {
        double[] work = (double[])x.Clone();
        Fold(work, 0, work.Length);
        return work[0] * work[^1];
    }

    private static void Fold(double[] a, int start, int count)
    {
        if (count < 2)
        {
            a[start] = a[start] * a[start] + 1;
            return;
        }

        int half = count / 2;
        Fold(a, start, half);
        Fold(a, start + half, count - half);
        a[start] = a[start] * a[start + half] + Math.Sin(a[start]);
    }

    /// <summary>Spans of one array, of which each call has its part, and a result beside what is written.</summary>
    [Differentiable(Emit = Modes.Second), Point("3 1 2 5 4 0.5"), Point("2 1")]
    public static double Butterflies(double[] x)
    {
        double[] y = (double[])x.Clone();
        double norm = Butterfly(y, 0.75);
        double sum = norm;
        for (int i = 0; i < y.Length; i++) sum += y[i] * y[i] * (i + 1);
        return sum;
    }

    private static double Butterfly(Span<double> y, double weight)
    {
        if (y.Length == 1) return y[0] * weight;
        int half = y.Length / 2;
        for (int i = 0; i < half; i++)
        {
            double low = y[i], high = y[half + i];
            y[i] = low + weight * high;
            y[half + i] = low * high;
        }

        double left = Butterfly(y.Slice(0, half), weight * 0.5);
        double right = Butterfly(y.Slice(half), left);
        y[0] *= right;
        return left + right * y[y.Length - 1];
    }

    /// <summary>Sorting changes places; the scratch array is another parameter that is written.</summary>
    [Differentiable(Emit = Modes.Second), Point("3 1 2 5 4"), Point("2 1"), Point("7")]
    public static double Sorted(double[] x)
    {
        double[] y = (double[])x.Clone();
        Sort(y, new double[y.Length], 0, y.Length);
        double sum = 0;
        for (int i = 0; i < y.Length; i++) sum += (i + 1) * y[i] * y[i];
        return sum;
    }

    private static void Sort(double[] a, double[] scratch, int low, int high)
    {
        if (high - low < 2) return;
        int middle = (low + high) / 2;
        Sort(a, scratch, low, middle);
        Sort(a, scratch, middle, high);
        int left = low, right = middle;
        for (int k = low; k < high; k++)
            scratch[k] = right >= high || left < middle && a[left] <= a[right] ? a[left++] : a[right++];
        for (int k = low; k < high; k++) a[k] = scratch[k];
    }

    /// <summary>The method itself writes its parameter.</summary>
    [Differentiable(Emit = Modes.Several | Derivatives.Jacobian), Point("1 2 3", 0), Point("0.5 1 -1 2", 1)]
    public static void Accumulate(double[] x, int from)
    {
        if (from + 1 >= x.Length) return;
        Accumulate(x, from + 1);
        x[from] = x[from] * x[from + 1] + Math.Exp(-x[from + 1]);
    }

    /// <summary>Minors of a matrix in an array of numbers that says which columns are left.</summary>
    [Differentiable(Emit = Modes.Second), Point("2 1 0.5 1 3 1 0 1 4")]
    public static double Determinant(double[] matrix)
    {
        int n = (int)Math.Sqrt(matrix.Length);
        return Minor(matrix, new bool[n], 0, n);
    }

    private static double Minor(double[] matrix, bool[] isUsed, int row, int n)
    {
        if (row == n) return 1;
        double sum = 0, sign = 1;
        for (int column = 0; column < n; column++)
        {
            if (isUsed[column]) continue;
            isUsed[column] = true;
            sum += sign * matrix[row * n + column] * Minor(matrix, isUsed, row + 1, n);
            isUsed[column] = false;
            sign = -sign;
        }

        return sum;
    }
}

/// <summary>Methods that call themselves with numbers by reference, tuples and structures.</summary>
public static partial class CompositeRecursions
{
    /// <summary>What is computed comes back by references: one that goes in and out, one that only comes out, and a count.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.7, 0), Point(0.7, 1), Point(1.2, 4)]
    public static double Counted(double x, int n)
    {
        double product = x;
        int calls = 0;
        Count(x * 0.5, n, ref product, out double last, ref calls);
        return product * last + calls * x;
    }

    private static void Count(double x, int n, ref double product, out double last, ref int calls)
    {
        calls++;
        product *= Math.Cos(x);
        if (n <= 0)
        {
            last = product * product;
            return;
        }

        Count(x + product, n - 1, ref product, out double before, ref calls);
        last = before * product + calls;
    }

    /// <summary>The continuants of a continued fraction: a pair goes in and a pair comes out.</summary>
    [Differentiable(Emit = Modes.Second), Point("1.5 2 0.5 3", 1.0), Point("2", 0.5), Point("1 -2 4", 2.0)]
    public static double Fraction(double[] a, double start)
    {
        var (above, below) = Continuants(a, 0, (start, 1));
        return above / below;
    }

    private static (double Above, double Below) Continuants(double[] a, int i, (double Above, double Below) last)
    {
        if (i == a.Length) return last;
        (double above, double below) = Continuants(a, i + 1, (a[i] * last.Above + last.Below, last.Above));
        return (above + a[i], below * a[i]);
    }

    public readonly record struct Jet(double Value, double Slope, int Order);

    /// <summary>Structures, with a number among their members that is no real, and two calls that depend on each other.</summary>
    [Differentiable(Emit = Modes.Second), Point(0.4, 0), Point(0.4, 2), Point(0.9, 3)]
    public static double Jets(double x, int depth)
    {
        Jet jet = Spread(new Jet(x, 1, depth), depth);
        return jet.Value * jet.Slope + jet.Order;
    }

    private static Jet Spread(Jet jet, int depth)
    {
        if (depth <= 0) return new Jet(Math.Sin(jet.Value), Math.Cos(jet.Value) * jet.Slope, jet.Order + 1);
        Jet left = Spread(new Jet(jet.Value * 0.5, jet.Slope * 0.5, jet.Order), depth - 1);
        Jet right = Spread(left with { Value = left.Value + jet.Value }, depth - 2);
        return new Jet(left.Value * right.Value, left.Slope * right.Value + left.Value * right.Slope, left.Order + right.Order);
    }

    /// <summary>An element by reference, beside a result.</summary>
    [Differentiable(Emit = Modes.Second), Point("1 2 3"), Point("0.5 0.25")]
    public static double Places(double[] x)
    {
        double[] sums = new double[2];
        double rest = Add(x, 0, ref sums[1]);
        return rest * sums[1];
    }

    private static double Add(ReadOnlySpan<double> x, int i, ref double sum)
    {
        if (i == x.Length) return sum;
        sum += x[i] * x[i];
        return Add(x, i + 1, ref sum) * x[i];
    }

    /// <summary>The method itself gives a tuple.</summary>
    [Differentiable(Emit = Modes.Several | Derivatives.Jacobian), Point(0.4, 0), Point(0.4, 3)]
    public static (double Sine, double Product) Pair(double x, int n)
    {
        if (n == 0) return (x, x * x);
        var (sine, product) = Pair(x * 0.9, n - 1);
        return (Math.Sin(sine + x), product * sine);
    }

    /// <summary>Nothing is differentiated in the call.</summary>
    [Differentiable(nameof(x), Emit = Modes.Second), Point(2.0, 3)]
    public static double ConstantPair(double x, int n)
    {
        var (sine, product) = Pair(0.5, n);
        return x * sine + product;
    }
}
