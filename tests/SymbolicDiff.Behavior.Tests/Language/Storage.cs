namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Arrays, matrices, jagged arrays and spans.</summary>
public static partial class Storage
{
    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double OverwrittenInLoop(double[] a)
    {
        double[] b = new double[a.Length];
        for (int turn = 0; turn < 3; turn++)
            for (int i = 0; i < a.Length; i++)
                b[i] = a[i] * (i == 0 ? a[2] : b[i - 1]) + b[i] * b[i] / 10;
        double s = 0;
        foreach (double element in b) s += element;
        return s;
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double PrefixProductsInPlace(double[] a)
    {
        for (int i = 1; i < a.Length; i++) a[i] *= a[i - 1];
        double s = 0;
        foreach (double element in a) s += element;
        return s;
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4")]
    public static double MatrixInPlace(double[,] a)
    {
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++)
                a[i, j] = a[i, j] * a[(i + 1) % 2, j] + a[i, 1 - j];
        return a[0, 0] * a[1, 1] - a[0, 1] * a[1, 0];
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4 5")]
    public static double JaggedInPlace(double[][] a)
    {
        a[0][1] *= a[1][2];
        a[1][0] += a[0][1] * a[0][0];
        double[] row = a[1];
        row[1] = row[0] * row[0];
        return a[1][1] + a[0].Length * a[1][2];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double SharedRows(double[] a)
    {
        double[][] b = new double[3][];
        for (int i = 0; i < b.Length; i++) b[i] = a;
        return b[0][0] * b[1][1] * b[2][2] * b[0][1];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5 6", 2, 3)]
    public static double MatrixProduct(double[] a, int rows, int columns)
    {
        double[,] m = new double[rows, columns];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < columns; j++) m[i, j] = a[i * columns + j];
        double[,] product = new double[rows, rows];
        for (int i = 0; i < rows; i++)
            for (int j = 0; j < rows; j++)
                for (int k = 0; k < columns; k++) product[i, j] += m[i, k] * m[j, k];
        return product[0, 0] * product[1, 1] - product[0, 1] * product[1, 0] + product.Length;
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double Initialisers(double x, double y)
    {
        double[] a = { x, y, x * y };
        double[] b = new double[] { 1, x };
        double[] c = new double[2] { y, 2 };
        var d = new[] { x + y, 1.5 };
        double[,] m = { { x, 1 }, { y, x * x } };
        double[][] jagged = { new[] { x }, new[] { y, 3 } };
        int[] n = { 4, 5 };
        return a[2] * b[1] + c[0] * d[0] + m[1, 1] * m[1, 0] + jagged[1][0] * jagged[0][0] + n[1] * a[0];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5")]
    public static double IndexFromEnd(double[] a)
    {
        Span<double> s = a;
        a[^1] *= a[^2];
        s[^5] += s[^1];
        return a[^5] * s[^3];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5", 1)]
    public static double Ranges(double[] a, int start)
    {
        double[] middle = a[start..^1];
        double[] head = a[..2];
        double[] tail = a[3..];
        double[] all = a[..];
        middle[0] *= 10;
        head[0] += tail[1];
        all[1] = 0;
        return middle[0] * head[0] + a[1] * tail[0] + all[2] * all[1] + middle.Length;
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5")]
    public static double SpanSlicesAreViews(Span<double> a)
    {
        Span<double> middle = a[1..4];
        Span<double> inner = middle.Slice(1);
        Span<double> one = middle.Slice(0, 1);
        inner[0] *= a[0];
        one[0] += a[2];
        return a[1] * a[2] + inner.Length * middle[2];
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double StackAllocated(double x, double y)
    {
        Span<double> s = stackalloc double[4];
        for (int i = 0; i < s.Length; i++) s[i] = i * x;
        s[0] = y;
        s[3] *= s[0] * s[1];
        Span<double> t = stackalloc double[] { x, y };
        return s[3] + s[2] * t[1] + t[0];
    }

    [Differentiable(Emit = Both), Point(2, 3)]
    public static double CollectionExpressions(double x, double y)
    {
        double[] a = [x, y, x * y];
        double[][] rows = [[x * x, 1], a];
        return a[2] * rows[0][0] + rows[1][0];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double ArrayCopy(double[] a)
    {
        double[] b = new double[6];
        Array.Copy(a, b, 4);
        b[0] *= 5;
        Array.Copy(a, 1, b, 3, 2);
        Array.Copy(b, 0, b, 1, 4);
        double r = 1;
        for (int i = 0; i < b.Length; i++) r += r * b[i] / (i + 1);
        return r * a[0];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double ArrayClearAndFill(double[] a)
    {
        double[] b = { a[0], a[1], a[2] * a[3] };
        double r = b[0] * b[2];
        Array.Clear(b);
        r += b[0] + a[0];
        Array.Fill(b, a[1] * a[2]);
        r *= b[1] + b[2];
        Array.Clear(b, 1, 2);
        return r + b[0] + b[1];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double SpanCopyFillClear(double[] a)
    {
        Span<double> b = new double[4];
        a.AsSpan().CopyTo(b);
        b[1] *= b[2];
        b[2..].Clear();
        b.Slice(3).Fill(a[3] * a[0]);
        a.CopyTo(b[..]);
        a.AsSpan(0, 2).CopyTo(b.Slice(2));
        return b[0] * b[2] + b[1] * b[3];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double ClearedInput(double[] a)
    {
        double first = a[0] * a[1];
        Array.Clear(a);
        a[2] += first;
        return a[2] * a[2] + a[0];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4")]
    public static double FilledInput(Span<double> a)
    {
        double first = a[0] * a[1];
        a.Fill(first);
        a[0] *= a[3];
        return a[0] + a[1];
    }

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static double CloneAndToArray(double[] a)
    {
        double[] b = (double[])a.Clone();
        double[] c = a.AsSpan().ToArray();
        b[0] *= a[1];
        c[1] = b[0];
        a[2] = c[1] * b[2];
        return a[0] * b[0] + c[1] * a[2] + c[2];
    }

    [Differentiable(Emit = Both), Point("1 2 3 4 5 6")]
    public static double OverlappingCopy(double[] a)
    {
        Array.Copy(a, 0, a, 2, 4);
        a.AsSpan(3).CopyTo(a);
        double r = 0;
        for (int i = 0; i < a.Length; i++) r += (i + 1) * a[i] * a[i];
        return r;
    }
}
