namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Small programs of every kind, each of them a way to lose, to double or to misplace an adjoint.</summary>
public static partial class Hunted
{
    [Differentiable(Emit = Both), Point("2 3 5 7")]
    public static double ElementsSwappedThroughATuple(double[] a)
    {
        int i = 0, j = 3;
        while (i < j) (a[i++], a[j--]) = (a[j] * a[i], a[i] + 1);
        return a[0] * a[1] + a[2] * a[3];
    }

    [Differentiable(Emit = Both), Point("2 3 5 7")]
    public static double ElementRotatedThroughATuple(double[] a)
    {
        for (int k = 0; k < 3; k++) (a[0], a[1], a[2]) = (a[1], a[2] * a[0], a[0]);
        return a[0] + a[1] * a[2] * a[3];
    }

    [Differentiable(Emit = Both), Point("0.2 0.3 0.5 0.7 0.9")]
    public static double OverlappingSlicesWrittenInTurn(double[] a)
    {
        Span<double> s = a.AsSpan(0, 3), t = a.AsSpan(2);
        for (int i = 0; i < 3; i++)
        {
            s[i] *= t[2 - i];
            t[i] += s[2 - i] * s[i];
        }

        return s[2] * t[0] + t[2] * s[0] + a[1] * a[3];
    }

    [Differentiable(Emit = Both), Point("0.2 0.3 0.5 0.7 0.9")]
    public static double CopyForwardOntoItself(double[] a)
    {
        Span<double> s = a;
        s[..3].CopyTo(s[1..]);
        s[0] = s[1] * s[4];
        s[2..].CopyTo(s);
        a.AsSpan(0, 2).CopyTo(a.AsSpan(1, 2));
        return a[0] * a[1] + a[2] * a[3] * a[4];
    }

    [Differentiable(Emit = Both), Point("0.2 0.3 0.5 0.7 0.9")]
    public static double CopyInALoop(double[] a)
    {
        double r = 0;
        for (int k = 1; k < 4; k++)
        {
            Array.Copy(a, 0, a, k, 5 - k);
            a[0] = a[0] * a[k] + k;
            r += a[4] * a[0];
        }

        return r * a[2];
    }

    [Differentiable(Emit = Both), Point("0.2 0.3 0.5 0.7 0.9", 3), Point("0.2 0.3 0.5 0.7 0.9", 0)]
    public static double ClearAPartOfWhatIsNeeded(double[] a, int n)
    {
        double r = a[0] * a[1] * a[2];
        Array.Clear(a, 0, n);
        a[1] += r;
        a.AsSpan(2).Fill(a[1] * r);
        a[3] *= a[2];
        return a[0] + a[1] * a[2] + a[3] * a[4];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double FillWithTheElementThatIsFilled(double x, double y)
    {
        Span<double> s = stackalloc double[4];
        s[1] = x * y;
        s.Fill(s[1] * x);
        s[2] *= s[3];
        s[..2].Fill(s[2]);
        return s[0] * s[1] * s[2] + s[3];
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4; 5 6")]
    public static double RowsSwappedAndWritten(double[][] a)
    {
        double[][] own = { (double[])a[0].Clone(), a[1][..], a[2].AsSpan().ToArray() };
        (own[0], own[2]) = (own[2], own[0]);
        own[0][1] *= own[2][0];
        own[1] = own[0];
        own[1][0] += own[0][1];
        return own[0][0] * a[2][0] + a[0][0] * a[1][1] + own[1][1];
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3, 5), Point(0.7, 1.3, 0)]
    public static double RowsRotatedInALoop(double x, double y, int turns)
    {
        double[][] w = { new[] { x, 1 }, new[] { y, 2 }, new[] { x * y, 3 } };
        for (int k = 0; k < turns; k++)
        {
            double[] first = w[0];
            for (int i = 0; i + 1 < w.Length; i++) w[i] = w[i + 1];
            w[2] = first;
            w[0][0] = w[0][0] * w[1][0] + w[2][1] * 0.1;
            first[1] *= w[1][0];
        }

        return w[0][0] * w[0][1] + w[1][0] * w[1][1] + w[2][0] * w[2][1];
    }

    [Differentiable(Emit = Both), Point(0.7, 4), Point(0.7, 1)]
    public static double BuffersSwappedEachStep(double x, int steps)
    {
        double[] now = { x, x * x, 1 }, next = new double[3];
        for (int t = 0; t < steps; t++)
        {
            for (int i = 0; i < 3; i++) next[i] = now[i] * now[(i + 1) % 3] + 0.1 * next[i];
            (now, next) = (next, now);
        }

        return now[0] + now[1] * next[2];
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5")]
    public static double NewArrayEachIteration(double x, double[] a)
    {
        double[] kept = a;
        double r = 0;
        for (int i = 0; i < 3; i++)
        {
            double[] own = { x * kept[i], kept[0], kept[2] * x };
            own[1] *= own[0];
            r += own[1] * own[2];
            if (i != 1) kept = own;
        }

        return r * kept[1];
    }

    [Differentiable(Emit = Both), Point("1 2 3; 4 5 6; 7 8 10")]
    public static double TransposedInPlace(double[,] a)
    {
        int n = a.GetLength(0);
        double r = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = i + 1; j < n; j++)
            {
                (a[i, j], a[j, i]) = (a[j, i] * 0.5, a[i, j]);
                r += a[i, j] * a[j, i];
            }
        }

        return r + a[0, 1] * a[2, 0];
    }

    [Differentiable(Emit = Both), Point("4 1 0.5; 1 3 0.2; 0.5 0.2 2")]
    public static double FactorisedInPlace(double[,] a)
    {
        int n = a.GetLength(0);
        for (int k = 0; k < n; k++)
        {
            for (int i = k + 1; i < n; i++)
            {
                a[i, k] /= a[k, k];
                for (int j = k + 1; j < n; j++) a[i, j] -= a[i, k] * a[k, j];
            }
        }

        double logarithm = 0;
        for (int k = 0; k < n; k++) logarithm += Math.Log(a[k, k]);
        return logarithm + a[2, 0] * a[1, 0];
    }

    [Differentiable(Emit = Both), Point("4 1 0.5; 1 3 0.2; 0.5 0.2 2", "1 2 3")]
    public static double EliminatedWithPivots(double[,] m, double[] b)
    {
        int n = b.Length;
        for (int k = 0; k < n; k++)
        {
            int p = k;
            for (int i = k + 1; i < n; i++) if (Math.Abs(m[i, k]) > Math.Abs(m[p, k])) p = i;
            if (p != k)
            {
                for (int j = 0; j < n; j++) (m[k, j], m[p, j]) = (m[p, j], m[k, j]);
                (b[k], b[p]) = (b[p], b[k]);
            }

            for (int i = k + 1; i < n; i++)
            {
                double f = m[i, k] / m[k, k];
                for (int j = k; j < n; j++) m[i, j] -= f * m[k, j];
                b[i] -= f * b[k];
            }
        }

        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) b[i] -= m[i, j] * b[j];
            b[i] /= m[i, i];
        }

        return b[0] * b[0] + b[1] * b[2];
    }

    [Differentiable(Emit = Both), Point("4 1 0.5; 1 3 0.2; 0.5 0.2 2")]
    public static double JaggedCholeskyInPlace(double[][] a)
    {
        for (int j = 0; j < a.Length; j++)
        {
            double[] row = a[j];
            for (int k = 0; k < j; k++) row[j] -= row[k] * row[k];
            row[j] = Math.Sqrt(row[j]);
            for (int i = j + 1; i < a.Length; i++)
            {
                for (int k = 0; k < j; k++) a[i][j] -= a[i][k] * row[k];
                a[i][j] /= row[j];
            }
        }

        return a[0][0] * a[1][1] * a[2][2] + a[2][0];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5")]
    public static double SortedByANetwork(double[] a)
    {
        static void Order(ref double p, ref double q)
        {
            if (p > q) (p, q) = (q, p);
        }

        Order(ref a[0], ref a[1]);
        Order(ref a[2], ref a[3]);
        Order(ref a[0], ref a[2]);
        Order(ref a[1], ref a[3]);
        Order(ref a[1], ref a[2]);
        return a[0] + 2 * a[1] * a[1] + 3 * a[2] * a[3];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2")]
    public static double SortedByInsertion(double[] a)
    {
        for (int i = 1; i < a.Length; i++)
        {
            double v = a[i];
            int j = i - 1;
            for (; j >= 0 && a[j] > v; j--) a[j + 1] = a[j];
            a[j + 1] = v * (1 + 0.1 * i);
        }

        double r = 0;
        for (int i = 0; i < a.Length; i++) r = r * 0.5 + a[i] * a[i];
        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2")]
    public static double SumsOfPrefixesAndSuffixes(double[] a)
    {
        for (int i = 1; i < a.Length; i++) a[i] += a[i - 1];
        for (int i = a.Length - 2; i >= 0; i--) a[i] *= a[i + 1];
        for (int i = a.Length - 1; i > 0; i -= 2) a[i - 1] -= a[i] * a[0];
        return a[0] * a[1] + a[3] * a[4];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4", 3), Point("0.3 0.1 0.9 0.5 0.2 0.4", 0)]
    public static double StencilInPlace(double[] u, int sweeps)
    {
        for (int k = 0; k < sweeps; k++)
        {
            double left = u[0];
            for (int i = 1; i < u.Length - 1; i++)
            {
                double here = u[i];
                u[i] = here + 0.3 * (left * u[i + 1] - here * here);
                left = here;
            }

            (u[0], u[^1]) = (u[^2], u[1]);
        }

        return u[1] * u[2] + u[3] * u[^1];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4")]
    public static double WindowCarriedBackwards(double[] u)
    {
        double r = 0, right = u[^1], middle = u[^2];
        for (int i = u.Length - 3; i >= 0; i--)
        {
            double left = u[i];
            r += left * middle * right;
            u[i + 1] = middle * left;
            right = middle;
            middle = left;
        }

        return r + u[2] * u[3] * u[0];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5 0.2 0.4")]
    public static double WindowReadAfterItsArrayIsWritten(double[] u)
    {
        double r = 0;
        for (int i = 1; i < u.Length - 1; i++)
        {
            r += u[i - 1] * u[i] * u[i + 1];
            u[i + 1] = u[i - 1] * r;
            r -= u[i + 1] * u[i];
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", "2 0 3 1")]
    public static double PermutedInPlace(double[] a, double[] w)
    {
        int[] p = { 2, 0, 3, 1 };
        for (int i = 0; i < p.Length; i++)
        {
            while (p[i] != i)
            {
                int t = p[i];
                (a[i], a[t]) = (a[t] * w[i], a[i]);
                (p[i], p[t]) = (p[t], t);
            }
        }

        return a[0] * w[0] + a[1] * a[2] + a[3] * w[3];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double SliceMovedEachIteration(double[] a, double x)
    {
        double r = 1;
        for (int i = 0; i + 2 <= a.Length; i++)
        {
            Span<double> s = a.AsSpan(i, 2);
            s[0] *= x;
            s[^1] += s[0] * r;
            foreach (ref double e in s) e = e * e + 0.1;
            foreach (double e in s) r += e * x;
        }

        return r * a[1];
    }

    [Differentiable(Emit = Both), Point("0.3 0.1 0.9 0.5", 0.7)]
    public static double ReferenceIntoASlice(double[] a, double x)
    {
        int k = 1;
        ref double r = ref a.AsSpan(k)[k];
        k = 0;
        r *= x;
        a[2] += r * a[k];
        ref double s = ref r;
        s *= r;
        return r * a[2] * s + a[3];
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4", 0.7)]
    public static double TwoIndicesWithSideEffects(double[,] a, double x)
    {
        int i = 0;
        a[i++, i--] *= a[i, ++i] + x;
        a[i, i] += a[--i, i] * a[i + 1, i];
        return a[0, 1] * a[1, 1] + i;
    }

    [Differentiable(Emit = Both), Point(0.7, "0.5 1.5 2.5 3.5")]
    public static double CloneBeforeAndAfterWrites(double x, double[] a)
    {
        var before = (double[])a.Clone();
        a[1] = before[1] * x;
        var after = (double[])a.Clone();
        a[1] *= after[1] * before[0];
        before[1] = a[1];
        double[] part = a[1..3];
        part[0] += x;
        return part[0] * a[1] + before[1] * after[1] + part[1];
    }

    /// <summary>What a loop overwrites before it is read has no influence, and the adjoint of what is read ends there.</summary>
    [Differentiable(nameof(x), nameof(y), Emit = Both), Point(0.5, 1.5), Point(-0.5, 2.0)]
    public static double SetAgainByALoop(double x, double y)
    {
        double[] a = new double[2], b = new double[a.Length];
        b[1] = b[0] = x;
        for (int i = 0; i < a.Length; i++) b[i] = Math.Tanh(a[i] * y + 0.5);
        return b[0] + y * y;
    }

    /// <summary>A guard of a product of numbers: the tangent of a power that is given no more than constants.</summary>
    [Differentiable(nameof(x), nameof(p), Emit = Both | Derivatives.Hessian), Point(0.5, 1.5, 0.5), Point(-0.5, 2.0, -0.3)]
    public static double GuardOfNumbers(double x, double p, double q)
    {
        var s = new Pair(p * q, Math.Pow(1.2 + p * p, q));
        return x - 0.5 * s.A;
    }

    private readonly record struct Pair(double A, double B);

    /// <summary>A value that cancels with what it would be nested into, and is still read there by its name.</summary>
    [Differentiable(nameof(w), Emit = Both), Point(0.5, "1.5 2.5"), Point(-0.5, "1.5 2.5")]
    public static double NestedWhileItIsKnownByName(double x, Span<double> w)
    {
        double z = w[0], p = 0.5 * w[0];
        w[..2].CopyTo(w);
        z -= 0.7 * (0.5 * Math.Atan(p));
        double products = 0;
        for (int i = w.Length - 1; i >= 0; i--) products += w[i] * w[1 - i];
        return z - 0.5 * products + w[x is > -0.4 and < 0.6 ? 0 : 1] - 0.5 * p;
    }
}
