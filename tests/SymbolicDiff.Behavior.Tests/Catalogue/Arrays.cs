namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G6: arrays.</summary>
public static partial class Arrays
{
    [Differentiable(Emit = Both), Entry("A01")]
    public static double A01(double[] x)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++) s += x[i];
        return s;
    }

    [Differentiable(Emit = Both), Entry("A01")]
    public static double A01ByForEach(double[] x)
    {
        double s = 0;
        foreach (double element in x) s += element;
        return s;
    }

    [Differentiable(Emit = Both), Entry("A02")]
    public static double A02(double[] x)
    {
        double product = 1;
        for (int i = 0; i < x.Length; i++) product *= x[i];
        return product;
    }

    [Differentiable(Emit = Both), Entry("A03")]
    public static double A03(double[] p)
    {
        for (int i = 1; i < p.Length; i++) p[i] += p[i - 1];
        return p[p.Length - 1];
    }

    [Differentiable(Emit = Both), Entry("A07")]
    public static double A07(double[] x)
    {
        double s = 0;
        foreach (double element in x[1..3]) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both), Entry("A07")]
    public static double A07OfSpan(ReadOnlySpan<double> x)
    {
        double s = 0;
        foreach (double element in x[1..3]) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both), Entry("A07")]
    public static double A07OfView(double[] x)
    {
        Span<double> middle = x.AsSpan(1, 2);
        double s = 0;
        for (int i = 0; i < middle.Length; i++) s += middle[i] * middle[i];
        return s;
    }

    [Differentiable(Emit = Both), Entry("A08", Rows = 2)]
    public static double A08(double[][] m) => m[1][0] * m[0][1];

    [Differentiable(Emit = Both), Entry("A08", Rows = 2)]
    public static double A08OfMatrix(double[,] m) => m[1, 0] * m[0, 1];

    [Differentiable(Emit = Both), Entry("A10")]
    public static double A10(double x, double y)
    {
        double s = 0;
        foreach (double element in new double[] { y, x * y, x * x + y }) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both), Entry("A10")]
    public static double A10ByReference(double x, double y)
    {
        double[] elements = { y, x * y, x * x + y };
        foreach (ref double element in elements.AsSpan()) element *= element;
        double s = 0;
        foreach (double element in elements) s += element;
        return s;
    }

    [Differentiable(Emit = Both), Entry("A11")]
    public static double A11(double x)
    {
        double[] r = new double[1];
        r[0] = 1;
        for (int i = 0; i < 3; i++) r[0] = r[0] * x;
        return r[0];
    }

    [Differentiable(nameof(x), Emit = Both), Entry("A13", Constants = ["2"])]
    public static double A13(double[] x, int n) => x[n];

    [Differentiable(nameof(x), Emit = Both), Entry("A14", Constants = ["5 6 7"])]
    public static double A14(double[] w, double[] x)
    {
        double s = 0;
        for (int i = 0; i < w.Length; i++) s += w[i] * x[i];
        return s;
    }

    [Differentiable(Emit = Both), Entry("A15")]
    public static double A15(double[] x)
    {
        double s = 0;
        foreach (double element in x) s += element;
        return s / x.Length;
    }

    [Differentiable(Emit = Both), Entry("A16")]
    public static double A16(double x)
    {
        double[] arr = new double[5];
        for (int k = 0; k < 5; k++) Set(ref arr[k], x);
        double s = 0;
        foreach (double element in arr) s += element;
        return s;
    }

    private static void Set(ref double element, double x)
    {
        element = x;
    }
}
