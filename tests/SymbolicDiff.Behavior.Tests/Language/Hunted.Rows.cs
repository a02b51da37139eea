namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Hunted
{
    [Differentiable(Emit = Both), Point(0.7, 1.3, true), Point(0.7, 1.3, false)]
    public static double RowReplacedInABranch(double x, double y, bool replaced)
    {
        double[][] w = { new[] { x, y }, new[] { y, x } };
        double r = w[0][0] * w[1][1];
        if (replaced)
        {
            double[] old = w[0];
            w[0] = new[] { r, x };
            w[1] = old;
            w[1][0] *= w[0][0];
        }

        w[0][1] *= w[1][0] * r;
        return w[0][0] * w[0][1] + w[1][1];
    }

    [Differentiable(Emit = Both), Point("1 2 0.5 0.3", 3), Point("1 2 0.5 0.3", 0)]
    public static double RowsChosenByData(double[] a, int turns)
    {
        double[][] w = new double[2][];
        for (int i = 0; i < 2; i++) w[i] = a[(2 * i)..(2 * i + 2)];
        int k = 0;
        for (int t = 0; t < turns; t++)
        {
            k = w[k][0] > w[1 - k][0] ? 1 - k : k;
            w[k][0] += 0.5 * w[1 - k][1] * w[k][1];
            (w[k], w[1 - k]) = (w[1 - k], w[k]);
            w[k][1] *= w[1 - k][0];
        }

        return w[0][0] * w[1][1] + w[0][1] * w[1][0];
    }

    [Differentiable(Emit = Both), Point("1 2 0.5 0.3"), Point("0.1 2 0.5 0.3")]
    public static double RowsReplacedInAWhile(double[] a)
    {
        double[][] w = { a, new double[4], new double[4] };
        while (w[0][0] < 2)
        {
            for (int i = 0; i < 4; i++) w[1][i] = w[0][i] * w[0][(i + 1) % 4] + 0.6;
            (w[0], w[1], w[2]) = (w[1], w[2], w[0].Clone() as double[] ?? w[0]);
        }

        return w[0][0] * w[0][1] * w[2][2];
    }

    [Differentiable(Emit = Both), Point("1 2 0.5 0.3")]
    public static double SliceOfARowThatIsReplaced(double[] a)
    {
        double[][] w = { new[] { a[0], a[1] }, new[] { a[2], a[3] } };
        Span<double> s = w[0].AsSpan(1);
        s[0] *= w[1][0];
        w[0] = w[1];
        s[0] *= w[0][1];
        w[0].AsSpan()[0] *= s[0];
        w[1].AsSpan().Fill(s[0] * w[0][0]);
        w[1] = new double[2];
        w[1][1] = w[0][0] * s[0];
        return w[0][0] * w[1][1] + s[0];
    }

    [Differentiable(Emit = Both), Point("1 2 0.5 0.3", 3)]
    public static double RowsMovedByCopy(double[] a, int turns)
    {
        double[][] w = new double[4][];
        for (int i = 0; i < 4; i++) w[i] = new[] { a[i], i };
        for (int t = 0; t < turns; t++)
        {
            double[] last = w[3];
            Array.Copy(w, 0, w, 1, 3);
            w[0] = last;
            w[t][1] += w[t + 1][0] * w[0][0];
            w[0][0] *= w[3][0] + 1;
        }

        return w[0][0] * w[1][1] + w[2][0] * w[3][1];
    }

    [Differentiable(Emit = Both), Point("1 2 0.5 0.3")]
    public static double RowsAndTheirArraySwapped(double[] a)
    {
        double[][] w = { new[] { a[0], a[1] }, new[] { a[2], a[3] } }, v = { w[1], new[] { a[0] * a[3], 2 } };
        w[0][0] *= v[1][0];
        (w, v) = (v, w);
        w[0][0] *= v[0][0];
        v[1] = w[1];
        v[1][1] *= w[0][0];
        (w[0], v[0]) = (v[0], w[0]);
        w[0][1] *= v[0][0] * w[1][1];
        return w[0][0] * w[0][1] + v[0][0] * v[0][1] + v[1][0] * v[1][1];
    }

    [Differentiable(Emit = Both), Point("1 2 0.5 0.3", 2)]
    public static double RowsOfThreeLevels(double[] a, int turns)
    {
        double[][][] w = { new[] { new[] { a[0] }, new[] { a[1] } }, new[] { new[] { a[2] }, new[] { a[3] } } };
        for (int t = 0; t < turns; t++)
        {
            w[0][1][0] *= w[1][0][0];
            (w[0], w[1]) = (w[1], w[0]);
            w[0][t][0] += w[1][t][0];
            (w[0][0], w[1][1]) = (w[1][1], w[0][0]);
            w[1][1][0] *= w[0][0][0];
        }

        return w[0][0][0] * w[0][1][0] + w[1][0][0] * w[1][1][0] * a[0];
    }
}
