namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Programs that compute the same in two ways; <see cref="EquivalentsTests"/> compares their gradients.</summary>
public static partial class Equivalents
{
    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double PolynomialByALoop(double[] a, double x)
    {
        double r = 0;
        for (int i = 3; i >= 0; i--) { r = r * x + a[i]; a[i] = r; }
        return r * a[2] + a[1];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double PolynomialUnrolled(double[] a, double x)
    {
        double r = 0 * x + a[3];
        a[3] = r;
        r = r * x + a[2];
        a[2] = r;
        r = r * x + a[1];
        a[1] = r;
        r = r * x + a[0];
        a[0] = r;
        return r * a[2] + a[1];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ScanByFor(double[] a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++) { if (a[i] > 0.8) break; if (a[i] < 0.2) continue; r *= a[i] + r; }
        return r * x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ScanByWhile(double[] a, double x)
    {
        double r = x;
        int i = -1;
        while (++i < a.Length && !(a[i] > 0.8)) if (a[i] >= 0.2) r *= a[i] + r;
        return r * x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ScanByForeach(double[] a, double x)
    {
        double r = x;
        bool stopped = false;
        foreach (double v in a) { stopped |= v > 0.8; if (!stopped && v >= 0.2) r *= v + r; }
        return r * x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ScanByDo(double[] a, double x)
    {
        double r = x;
        int i = 0;
        do { if (a[i] > 0.8) return r * x; r *= a[i] < 0.2 ? 1 : a[i] + r; } while (++i < a.Length);
        return r * x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ChosenByIf(double[] a, double x)
    {
        double r = 1;
        for (int i = 0; i < 4; i++)
        {
            if (i == 0) r *= x;
            else if (i == 1 || a[i] > 0.8) r += a[i] * r;
            else r = r * r - a[i];
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ChosenBySwitch(double[] a, double x)
    {
        double r = 1;
        for (int i = 0; i < 4; i++)
        {
            switch (i)
            {
                case 0:
                    r *= x;
                    break;
                case 1:
                case var _ when a[i] > 0.8:
                    r += a[i] * r;
                    break;
                default:
                    r = r * r - a[i];
                    break;
            }
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ChosenByExpressions(double[] a, double x)
    {
        double r = 1;
        for (int i = 0; i < 4; i++) r = i == 0 ? r * x : (i, a[i]) switch { (1, _) or (_, > 0.8) => r + a[i] * r, _ => r * r - a[i] };
        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double CalledByName(double[] a, double x)
    {
        Mix(a, to: 1, from: 0, by: x);
        Mix(a, 2, 3);
        Mix(by: a[1], v: a, from: 2, to: 0);
        return a[0] * a[1] + a[2];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double WrittenOut(double[] a, double x)
    {
        a[1] = a[1] * a[0] + x;
        a[3] = a[3] * a[2] + 2;
        a[0] = a[0] * a[2] + a[1];
        return a[0] * a[1] + a[2];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7), Point("-0.3 0.1 0.9 0.5", 0.7)]
    public static double LeftEarly(double[] a, double x)
    {
        if (a[0] < 0) return x * a[0];
        for (int i = 1; i < a.Length; i++)
        {
            x *= a[i];
            for (int j = 0; j < i; j++)
                if (x * a[j] < 0.05) return a[i] * a[j] * x;
        }

        return x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7), Point("-0.3 0.1 0.9 0.5", 0.7)]
    public static double LeftAtTheEnd(double[] a, double x)
    {
        double result;
        if (a[0] < 0)
        {
            result = x * a[0];
        }
        else
        {
            bool found = false;
            result = 0;
            for (int i = 1; i < a.Length && !found; i++)
            {
                x *= a[i];
                for (int j = 0; j < i && !found; j++)
                {
                    found = x * a[j] < 0.05;
                    if (found) result = a[i] * a[j] * x;
                }
            }

            if (!found) result = x;
        }

        return result;
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4", 0.7)]
    public static double InARankTwoArray(double[,] m, double x)
    {
        for (int i = 0; i < 2; i++) for (int j = 0; j < 2; j++) m[i, j] = m[i, j] * m[j, i] + x;
        return m[0, 0] * m[1, 1] + m[0, 1] * m[1, 0];
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4", 0.7)]
    public static double InAJaggedArray(double[][] m, double x)
    {
        foreach (int i in new[] { 0, 1 }) for (int j = 0; j < m[i].Length; j++) m[i][j] = m[i][j] * m[j][i] + x;
        return m[0][0] * m[1][1] + m[0][1] * m[1][0];
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4", 0.7)]
    public static double InAFlatCopy(double[,] m, double x)
    {
        Span<double> f = stackalloc double[4];
        for (int k = 0; k < 4; k++) f[k] = m[k / 2, k % 2];
        for (int k = 0; k < 4; k++) { ref double e = ref f[k]; e = e * f[k % 2 * 2 + k / 2] + x; }
        return f[0] * f[^1] + f[1..][0] * f[2];
    }

    private static void Mix(double[] v, int from, int to, double by = 2) => v[to] = v[to] * v[from] + by;
}
