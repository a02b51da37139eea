namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Programs that work on arrays: indices from data, factorisations, buffers.</summary>
public static partial class StorageAlgorithms
{
    [Differentiable(nameof(x), Emit = Both), Point("1 2 3 4", "2 0 3 3 1")]
    public static double IndicesFromData(double[] x, int[] indices)
    {
        double r = 1;
        double[] b = new double[x.Length];
        foreach (int i in indices)
        {
            b[i] += x[i] * r;
            r += b[(i + 1) % b.Length] * x[indices[i]];
        }

        return r * b[3];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4", 2.5)]
    public static double IndexFromActiveValue(double[] a, double x)
    {
        int i = 0;
        while (i < x) i++;
        return a[i] * a[i - 1] * x;
    }

    [Differentiable(Emit = Both), Point("4 1 3 2")]
    public static double InsertionSort(double[] a)
    {
        double[] b = (double[])a.Clone();
        for (int i = 1; i < b.Length; i++)
        {
            double key = b[i];
            int j = i - 1;
            while (j >= 0 && b[j] > key)
            {
                b[j + 1] = b[j];
                j--;
            }

            b[j + 1] = key;
        }

        double r = 0;
        for (int i = 0; i < b.Length; i++) r += (i + 1) * b[i] * b[i];
        return r;
    }

    [Differentiable(Emit = Both), Point("4 1 2; 1 5 3; 2 3 6")]
    public static double CholeskyInPlace(double[,] a)
    {
        int n = a.GetLength(0);
        double logDeterminant = 0;
        for (int j = 0; j < n; j++)
        {
            for (int k = 0; k < j; k++) a[j, j] -= a[j, k] * a[j, k];
            a[j, j] = Math.Sqrt(a[j, j]);
            logDeterminant += 2 * Math.Log(a[j, j]);
            for (int i = j + 1; i < n; i++)
            {
                for (int k = 0; k < j; k++) a[i, j] -= a[i, k] * a[j, k];
                a[i, j] /= a[j, j];
            }
        }

        return logDeterminant;
    }

    [Differentiable(nameof(b), Emit = Both), Point("4 1; 2 5", "3 7")]
    public static double GaussianElimination(double[,] a, double[] b)
    {
        double[,] m = (double[,])a.Clone();
        double[] x = (double[])b.Clone();
        int n = x.Length;
        for (int p = 0; p < n; p++)
        {
            for (int r = p + 1; r < n; r++)
            {
                double factor = m[r, p] / m[p, p];
                for (int c = p; c < n; c++) m[r, c] -= factor * m[p, c];
                x[r] -= factor * x[p];
            }
        }

        for (int r = n - 1; r >= 0; r--)
        {
            for (int c = r + 1; c < n; c++) x[r] -= m[r, c] * x[c];
            x[r] /= m[r, r];
        }

        return x[0] * x[1];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5")]
    public static double PolynomialByRingBuffer(double[] a)
    {
        double[] ring = new double[2];
        for (int i = 0; i < a.Length; i++) ring[i % 2] = ring[(i + 1) % 2] * a[i] + a[0];
        return ring[0] * ring[1];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ArrayDeclaredInLoop(double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++)
        {
            double[] t = new double[2];
            t[0] = a[i] * r;
            t[1] += t[0] * t[0];
            r = t[1] / (t[0] + 1);
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ArrayReassignedInLoop(double[] a)
    {
        double[] current = a;
        for (int turn = 0; turn < 3; turn++)
        {
            double[] next = new double[a.Length];
            for (int i = 0; i < a.Length; i++) next[i] = current[i] * current[(i + 1) % a.Length] / 2;
            current = next;
        }

        return current[0] + current[1] * current[2];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double DoubleBuffering(double[] a)
    {
        double[] front = (double[])a.Clone();
        double[] back = new double[a.Length];
        for (int turn = 0; turn < 3; turn++)
        {
            for (int i = 0; i < a.Length; i++) back[i] = Math.Sin(front[i]) + front[(i + 1) % a.Length];
            (front, back) = (back, front);
        }

        return front[0] * front[1] + back[2];
    }

    [Differentiable(Emit = Both), Point("1 2", "3 4", true), Point("1 2", "3 4", false)]
    public static double ArrayChosenByCondition(double[] a, double[] b, bool first)
    {
        double[] c = first ? a : b;
        c[0] *= c[1];
        return a[0] * b[0] + c[1];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4", "2 3")]
    public static double TwoSpans(ReadOnlySpan<double> a, Span<double> b)
    {
        double r = 0;
        for (int i = 0; i < b.Length; i++)
        {
            b[i] *= a[i] + a[i + 2];
            r += b[i] * b[0];
        }

        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double RefLocalsIntoArrays(double[] a)
    {
        ref double middle = ref a[1];
        middle *= a[0];
        ref double last = ref a[a.Length - 1];
        last += middle;
        middle = last * last;
        return a[1] + a[2];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double EvenLengthZeroPart(double[] a)
    {
        double[] empty = new double[0];
        double r = 0;
        foreach (double element in empty) r += element;
        for (int i = 0; i < a.Length; i++) r += a[i] * a[i];
        return r + empty.Length;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double IntegerArraysAndMatrices(double x, double y)
    {
        int[,] n = new int[2, 2];
        n[0, 1] = 3;
        bool[] flags = new bool[2];
        flags[1] = true;
        long[] big = { 5, 6 };
        n[1, 0] += n[0, 1] * 2;
        return (flags[1] ? x : y) * n[1, 0] + y * big[1] + n.GetLength(1) * x * y;
    }

    [Differentiable(Emit = Both), Point("1 2 3; 4 5 6")]
    public static double DimensionsAsNumbers(double[,] a) => a[0, 1] * a.GetLength(0) + a[1, 2] * a.GetLength(1) * a.Length / a.Rank;

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ElementOfElementIndex(double[] a)
    {
        int[] permutation = { 2, 0, 1 };
        double[] b = new double[3];
        for (int i = 0; i < 3; i++) b[permutation[permutation[i]]] = a[permutation[i]] * (i + 1);
        return b[0] * b[1] + b[2] * b[2];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double SelfReferencingUpdate(double[] a)
    {
        int i = 1;
        a[i] = a[i] * a[i] + a[i - 1];
        a[i] -= a[i] * a[i + 1];
        a[i] /= a[i + 1];
        a[0] = a[0];
        return a[i] * a[0];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double ElementIncrements(double[] a)
    {
        double r = a[0]++ * a[0];
        r += --a[1] * a[1]--;
        a[2]++;
        return r * a[2] + a[1];
    }
}
