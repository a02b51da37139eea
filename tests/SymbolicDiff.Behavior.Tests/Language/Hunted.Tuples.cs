namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Hunted
{
    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double TupleMovesTheIndexOfALaterPart(double[] a, double x)
    {
        int i = 0;
        (i, a[i]) = (2, a[1] * x);
        (i, (a[i], i), a[i + 1]) = (1, (x, 3), a[i] * a[0]);
        return a[0] * a[2] + a[3] * i;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double TupleReplacesTheArrayOfALaterPart(double[] a, double x)
    {
        double[] b = { x, x * x };
        (b, b[1]) = (a, a[0] * b[0]);
        double[] c = { x, 1 }, old = c;
        (c, b[0], c[0]) = (b, c[0] * b[1], b[3]);
        return a[0] * b[1] + c[1] * old[0];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7), Point("0.3 0.8 0.2 0.5", 0.7)]
    public static double TupleChangesWhatAnIndexComparesWith(double[] a, double x)
    {
        (a[1], a[a[1] > 0.5 ? 0 : 2]) = (a[2] * x, a[3] * a[1]);
        return a[0] + a[1] * a[2];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", "2 0 1 3", 0.7)]
    public static double TupleMovesAPermutation(double[] a, double[] w, double x)
    {
        int[] p = { 2, 0, 3, 1 };
        (p[0], p[p[0]], a[p[0]]) = (p[3], p[1], w[p[0]] * x);
        (w[p[3]], p[3], w[p[3]]) = (a[2], 0, a[p[2]]);
        return a[0] * w[1] + a[2] * w[0] + a[p[3]] * p[0];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double TupleReplacesTheRowOfALaterPart(double[] a, double x)
    {
        double[][] w = { new[] { a[0], a[1] }, new[] { a[2], x } };
        double[] first = w[0];
        (w[0], w[0][1]) = (w[1], w[0][0] * w[1][1]);
        return first[1] * w[0][0] + first[0] * w[0][1] * a[3];
    }

    [Differentiable(nameof(w), Emit = Both), Point("0.3 0.1 0.9", 1), Point("0.3 0.1 0.9", -1)]
    public static double TupleGivesALocalWhatItsDeclarationHasRead(double[] w, int n)
    {
        ref double place = ref w[n < 0 ? 0 : 2];
        double half = place / 2;
        (place, half) = (0.5, place);
        return half * w[1];
    }
}
