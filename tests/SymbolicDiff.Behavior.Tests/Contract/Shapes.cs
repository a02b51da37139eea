namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Methods whose emitted derivatives are called by name, as a user would.</summary>
public static partial class Shapes
{
    [Differentiable(nameof(w), nameof(b))]
    public static double Loss(double[] w, double b, double[] x, double y)
    {
        double h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        double p = 1 / (1 + Math.Exp(-h));
        return -(y * Math.Log(p) + (1 - y) * Math.Log(1 - p));
    }

    [Differentiable(Emit = Both)]
    public static double Scalar(double x) => x * x * x;

    [Differentiable(Emit = Both)]
    public static float SingleScalar(float x) => x * x * x;

    [Differentiable(Emit = Both)]
    public static double Product(double x, double y) => x * y;

    [Differentiable(Emit = Both)]
    public static double SumOfSquares(double[] a)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * a[i];
        return s;
    }

    [Differentiable(Emit = Both)]
    public static float SingleSumOfSquares(float[] a)
    {
        float s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * a[i];
        return s;
    }

    [Differentiable(Emit = Both)]
    public static double ProductOfElements(double[] a)
    {
        double product = 1;
        foreach (double element in a) product *= element;
        return product;
    }

    [Differentiable(Emit = Both)]
    public static double OfSpan(Span<double> a)
    {
        double s = 0;
        foreach (double element in a) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both)]
    public static float OfReadOnlySpan(ReadOnlySpan<float> a)
    {
        float s = 0;
        foreach (float element in a) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both)]
    public static double OfMatrix(double[,] a)
    {
        double s = 0;
        foreach (double element in a) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both)]
    public static double OfJagged(double[][] a)
    {
        double s = 0;
        foreach (double[] row in a)
            foreach (double element in row) s += element * element;
        return s;
    }

    [Differentiable(Emit = Both)]
    public static double Everything(double x, double[] a, float f, double[,] m, double[][] j, Span<float> s) =>
        x * a[0] * f * m[0, 1] * j[1][0] * s[1];

    // An element of one array is scaled by an element of the other: what happens when they are the same array?
    [Differentiable(nameof(a), nameof(b), Emit = Both)]
    public static double TwoArrays(double[] a, double[] b)
    {
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * b[i] * b[i];
        return s;
    }

    [Differentiable(nameof(a), nameof(b))]
    public static double WritesItsInput(double[] a, double[] b)
    {
        for (int i = 0; i < a.Length; i++) a[i] *= b[i];
        double s = 0;
        for (int i = 0; i < a.Length; i++) s += a[i] * a[i];
        return s;
    }

    [Differentiable]
    public static double ValueAndItems(double value, double Item1, double Rest, double @class) => value * Item1 * Rest * @class;

    [Differentiable(nameof(w))]
    public static double ForwardsEffects(double[] w, List<int> log)
    {
        log.Add(1);
        double s = 0;
        for (int i = 0; i < w.Length; i++) s += w[i] * w[i] * w[i];
        log.Add(2);
        return s;
    }

    [Differentiable]
    public static double NeedsATape(double[] a)
    {
        double r = 1;
        for (int i = 0; i < a.Length; i++) r = Math.Sin(r * a[i]);
        return r;
    }

    [Point(1.5, 0.5, "1 2 3", "0 0 0")]
    [Differentiable(nameof(scale), nameof(shift), Emit = Derivatives.Jacobian)]
    public static void Affine(double scale, double shift, double[] x, Span<double> y)
    {
        for (int i = 0; i < x.Length; i++) y[i] = scale * x[i] + shift;
    }

    [Point(0.1, 2, 4)]
    [Differentiable(nameof(rate), nameof(start), Emit = Derivatives.Jacobian)]
    public static double[] Growth(double rate, double start, int steps)
    {
        double[] sizes = new double[steps];
        double size = start;
        for (int i = 0; i < steps; i++)
        {
            sizes[i] = size;
            size += rate * size;
        }

        return sizes;
    }
}
