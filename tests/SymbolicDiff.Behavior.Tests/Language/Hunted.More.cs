namespace SymbolicDiff.Behavior.Tests.Language;

public static partial class Hunted
{
    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double SpansChosenByAFlag(double[] a, double x)
    {
        Span<double> s = a.Length > 3 ? a.AsSpan(1) : stackalloc double[3];
        s[0] *= x;
        ReadOnlySpan<double> t = x > 5 ? s : a;
        s[1] += t[1] * t[2];
        return t[2] * s[1] * a[3];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ArraysChosenByData(double[] a, double x)
    {
        double[] b = { x, x * x, 1, 2 };
        double r = 0;
        for (int i = 0; i < 4; i++)
        {
            double[] from = a[i] > 0.4 ? a : b, to = i % 2 == 0 ? b : a;
            to[i] = from[i] * from[3 - i] + r;
            r += to[i] * (i > 1 ? from : to)[0];
        }

        return r * a[3] + b[2];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ParameterArraysOfOneElement(double[] a, double x)
    {
        static double Both(double[] p, Span<double> q, in double r, ref double s)
        {
            p[0] *= r;
            q[0] += p[0] * s;
            s *= q[0];
            return p[0] * r * s + q[^1];
        }

        double first = Both(a, a, in a[0], ref a[0]);
        double second = Both(a, a.AsSpan(1, 2), a[1], ref a[2]);
        return first * second + a[1] * x;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 3), Point("0.3 0.1 0.9 0.5", 0)]
    public static double LocalOutOfTheLastIteration(double[] a, int n)
    {
        double last = 1, before = 2, t;
        for (int i = 0; i < n; i++)
        {
            t = a[i] * last;
            before = last;
            if (i == 1) { last = t * t; continue; }
            last = t + before;
        }

        t = last;
        last = before;
        return t * last + a[3];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double CountersAsFactors(double[] a, double x)
    {
        int i, j = 10;
        double r = x;
        for (i = 0; i < 4; i++, j -= i) r = r * a[i] + i * j * r;
        for (long k = 4L; k-- > 0; i--) r -= a[k] * i * k * r;
        for (byte b = 0; b < 3; b++) r *= 1 + b * a[b];
        for (double d = 0; d < 1; d += 0.25) r += r * d * a[(int)(d * 4)];
        return r * i * j;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double BoundsFromAnArrayThatChanges(double[] a, double x)
    {
        int[] ends = { 1, 3, 2 };
        double r = x;
        for (int i = 0; i < ends.Length; i++)
        {
            for (int j = 0; j < ends[i]; j++)
            {
                r = r * a[j] + 1;
                if (j == 0) ends[(i + 1) % 3] += i == 0 ? 1 : 0;
            }

            ends[i] = 0;
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double BoundThatIsMovedByItsLoop(double[] a, double x)
    {
        int low = 0, high = a.Length;
        double r = x;
        for (int i = low; i < high; i++) { low = 2; high = 3; r *= a[i] + r; }
        for (int i = low; i < a.Length; i += low) { r += a[i] * r; low++; }
        return r * low * high;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ArrayReplacedInItsOwnLoop(double[] a, double x)
    {
        double r = x;
        for (int i = 0; i < a.Length; i++)
        {
            r = r * a[i] + 1;
            if (i == 1) a = new[] { a[1], a[0] * r, r };
        }

        foreach (double v in a) { a = new[] { v * r }; r += a[0]; }
        return r * a[0];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ForeachOverWhatIsWritten(double[] a, double x)
    {
        double r = x;
        int i = a.Length;
        foreach (double v in a)
        {
            a[--i] = v * r;
            r += v * a[0];
        }

        foreach (ref double v in a.AsSpan(1..^1)) { a[1] += v * x; v *= a[2]; r += v; }
        return r * a[2];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double TernaryOfReferences(double x, double y)
    {
        double p = x, q = y;
        ref double larger = ref p > q ? ref p : ref q;
        larger *= x;
        p += larger;
        larger += p * q;
        return p * q * larger;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double NestedTuplesAndDeconstruction(double x, double y)
    {
        var t = (p: (x, y), q: x * y);
        ((double a, double b), double c) = t;
        (a, (b, c)) = (b * c, (a, b));
        t.p = (t.p.y, t.q);
        (t.q, t.p.x) = (t.p.x * a, t.q + b);
        return t.p.x * t.p.y * t.q + a * b * c;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, 4), Point(0.7, 1.3, 0)]
    public static double MutualSteps(double x, double y, int n)
    {
        double p = x, q = y;
        for (int i = 0; i < n; i++) (p, q) = i % 3 == 1 ? (q, p * q) : (p + 0.1 * q, q - 0.1 * p * p);
        return p * q;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double DivisionsByWhatIsOverwritten(double[] a, double x)
    {
        for (int i = 1; i < a.Length; i++)
        {
            a[i] /= a[i - 1] + x;
            x /= a[i];
            a[i - 1] = x / a[i] / a[i - 1];
        }

        return x * a[0] * a[2] / a[3];
    }

    [Differentiable(Emit = Both), Point("4 1 2 3", "5 0.5 0.7 0.2", "1 2 3 4")]
    public static double TridiagonalInPlace(double[] d, double[] c, double[] b)
    {
        int n = d.Length;
        for (int i = 1; i < n; i++)
        {
            double w = c[i] / d[i - 1];
            d[i] -= w * c[i - 1];
            b[i] -= w * b[i - 1];
        }

        b[n - 1] /= d[n - 1];
        for (int i = n - 2; i >= 0; i--) b[i] = (b[i] - c[i] * b[i + 1]) / d[i];
        return b[0] * b[1] + b[2] * b[3];
    }

    [Differentiable(Emit = Both), Point("1 2 3; 4 5 6")]
    public static double RowsAndColumnsSummedInPlace(double[,] a)
    {
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 1; j < a.GetLength(1); j++) a[i, j] += a[i, j - 1] * a[i, j];
        for (int j = a.GetLength(1); j-- > 0;)
            for (int i = 1; i <= a.GetUpperBound(0); i++) a[i, j] -= a[i - 1, j] * a[0, 0] / 10;
        var copy = (double[,])a.Clone();
        copy[0, 0] = a[1, 2] * copy[0, 1];
        Array.Clear(a);
        a[1, 1] = copy[0, 0];
        return a[1, 1] * copy[1, 2] + copy[0, 2] * a[0, 0];
    }

    [Differentiable(Emit = Both), Point(0.7f, "0.3 0.1 0.9")]
    public static float SingleAccumulatedInDouble(float x, float[] a)
    {
        double sum = 0;
        float r = x;
        for (int i = 0; i < a.Length; i++) { sum += a[i] * x; r *= a[i] + (float)sum; a[i] = r; }
        return (float)(sum * r) + a[0] * a[2];
    }

    [Differentiable(Emit = Both), Point(0.7, 3), Point(-0.7, -3), Point(0.7, 0)]
    public static double IntegerBranchesByData(double x, int n)
    {
        int sign = x < 0 ? -1 : 1, steps = Math.Abs(n);
        double r = x;
        while (steps is > 0 and not 2 || (steps == 2 && r < 10))
        {
            r = (steps, sign) is (3, 1) ? r * r : r * x + sign;
            steps -= steps > 2 ? 1 : 2;
        }

        return r * sign;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5")]
    public static double EarlyReturnFromSwitchInLoops(double[] a)
    {
        double r = 1;
        for (int i = 0; ; i++)
        {
            foreach (double v in a)
            {
                switch (v)
                {
                    case > 0.8 when i > 0:
                        return r * v * i;
                    case > 0.4 and < 0.6:
                        r *= v + 1;
                        continue;
                    case < 0.2:
                        goto case 0.25;
                    case 0.25:
                        r += v * r;
                        break;
                    default:
                        if (i == 3) return r;
                        break;
                }

                r = r * 0.9 + v;
            }
        }
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9", "1 2 3", 0.7), Point("0.3 0.1 0.9", "1 2 3", -0.7), Point("0.3 0.1 0.9", "", 0.7)]
    [Point("", "1 2", 0.7)]
    public static double LengthsInBranches(double[] a, ReadOnlySpan<double> b, double x)
    {
        double r = x;
        double[] own = new double[b.Length];
        if (x > 0)
        {
            for (int i = 0; i < a.Length; i++) r = Math.Sin(r) * a[i];
            for (int i = 0; i < b.Length; i++) r = Math.Cos(r) * b[i];
            if (r < 5)
            {
                for (int i = 0; i < own.Length; i++)
                {
                    r *= r + 0.5;
                    own[i] = r * r;
                }
            }
        }

        return own.Length > 0 ? r * own[0] : r;
    }

    [Differentiable(nameof(x), Emit = Both), Point(0.7, "1 2"), Point(-0.7, null)]
    public static double LengthOfWhatMayBeNullInABranch(double x, double[]? a)
    {
        double r = x;
        if (x > 0)
        {
            for (int i = 0; i < a!.Length; i++) r = Math.Sin(r) * a[i];
        }

        return r;
    }
}
