namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that call themselves, and are undone as soon as they have run: where the adjoint of the value is known before the call, and where it only looks as if it were.</summary>
public static partial class FusedRecursions
{
    [Differentiable(Emit = Both), Point("1 2 3 -1 0.5 2 0.3 1 4", 3), Point("2", 1), Point("", 0)]
    public static double Determinant(double[] a, int n) => Minor(a, n, 0, 0);

    private static double Minor(double[] a, int n, int row, int used)
    {
        if (row == n) return 1;
        double sum = 0, sign = 1;
        for (int j = 0; j < n; j++)
        {
            if ((used & 1 << j) != 0) continue;
            sum += sign * a[row * n + j] * Minor(a, n, row + 1, used | 1 << j);
            sign = -sign;
        }

        return sum;
    }

    [Differentiable(Emit = Both), Point("1 2 3 -1 0.5", 0.7), Point("2", 0.7)]
    public static double ByHalves(double[] v, double x) => Part(v, x, 0, v.Length);

    private static double Part(double[] v, double x, int from, int to) =>
        to - from == 1 ? Math.Sin(v[from] * x) : Part(v, x, from, (from + to) / 2) - x * Part(v, x, (from + to) / 2, to);

    /// <summary>The adjoint of a call's value is another call's value.</summary>
    [Differentiable(Emit = Both), Point(0.7, 4), Point(0.7, 1)]
    public static double Products(double x, int n) => n < 2 ? x + n : Products(x, n - 1) * Products(x + 1, n - 2);

    /// <summary>The value decides by what it is multiplied.</summary>
    [Differentiable(Emit = Both), Point(0.7, 4), Point(-0.7, 3), Point(1.7, 3)]
    public static double Decided(double x, int n)
    {
        if (n == 0) return x;
        double below = Decided(x, n - 1);
        return below > 0.6 ? below * x : 3 * below - x;
    }

    [Differentiable(Emit = Both), Point(0.7, 4), Point(0.7, 0)]
    public static double OfItself(double x, int n) => n == 0 ? x : Math.Sin(OfItself(x, n - 1));

    /// <summary>The value is used twice, linearly; the argument changes behind the call.</summary>
    [Differentiable(Emit = Both), Point(0.7, 0.4, 4), Point(0.7, 0.4, 0)]
    public static double UsedTwice(double x, double y, int n)
    {
        if (n == 0) return x * y;
        double below = UsedTwice(x, y, n - 1);
        double sum = below * x;
        x *= y;
        n--;
        return sum + below * x + n * y;
    }

    /// <summary>What the adjoint is computed from changes between the call and its mirror.</summary>
    [Differentiable(Emit = Both), Point("0.4 0.7 1.2", 3), Point("0.4 0.7 1.2", 0)]
    public static double OwnElements(double[] v, int n)
    {
        if (n == 0) return v[0];
        double[] own = [v[n - 1], 2];
        double below = OwnElements(v, n - 1);
        double product = below * own[0];
        own[0] = Math.Cos(own[1] * v[0]);
        own[1] = n;
        return product + below * own[0] * own[1];
    }

    private static readonly int[] Steps = [1, 1];

    /// <summary>The adjoint of the value is computed from what the call itself changes outside.</summary>
    [Differentiable(Emit = Both), Point(0.7, 4), Point(0.7, 0)]
    public static double Counted(double x, int n)
    {
        if (n == 0)
        {
            Steps[0] = 1;
            return x;
        }

        int[] all = Steps;
        double below = Counted(x, n - 1);
        int steps = all[0];
        Steps[0] = steps + 1;
        return below * steps * x;
    }

    /// <summary>One calls the other, in a loop that ends early.</summary>
    [Differentiable(Emit = Both), Point("0.4 0.7 1.2 0.3", 0.9, 4)]
    public static double Alternating(double[] v, double x, int n)
    {
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            if (i == 3) break;
            sum += v[i] * Inner(v, x, i) * x;
        }

        return sum;
    }

    private static double Inner(double[] v, double x, int n) => n == 0 ? x * v[0] : Alternating(v, x, n - 1) + Inner(v, x, n - 1) * v[n];
}
