namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Code in single and mixed precision.</summary>
public static partial class SinglePrecision
{
    [Differentiable(Emit = Both), Point(1.5f, 0.75f)]
    public static float Formula(float x, float y) => x * y / (x + y) - x * 2 + y / 3 - 0.1f * x;

    [Differentiable(Emit = Both), Point("1 2 3")]
    public static float Loop(float[] a)
    {
        float r = 1;
        for (int i = 0; i < a.Length; i++) r = r * a[i] / 2 + MathF.Sin(a[i]);
        return r;
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4")]
    public static float Matrix(float[,] a)
    {
        float r = 0;
        foreach (float element in a) r += element * element;
        return r * a[0, 1];
    }

    [Differentiable(Emit = Both), Point("1 2; 3 4 5")]
    public static float Jagged(float[][] a)
    {
        float r = 0;
        foreach (float[] row in a)
            for (int i = 0; i < row.Length; i++) r += row[i] * row[^1];
        return r;
    }

    [Differentiable(Emit = Both), Point("1 2 3", "0.5 0.25 2")]
    public static float Spans(ReadOnlySpan<float> a, Span<float> b)
    {
        float r = 0;
        for (int i = 0; i < a.Length; i++)
        {
            b[i] *= a[i];
            r += b[i] * b[i];
        }

        return r;
    }

    [Differentiable(Emit = Both), Point(1.5f, 2.0)]
    public static double Mixed(float x, double y) => x * y + (double)x * x + MathF.Sqrt(x) * Math.Exp(y);

    [Differentiable(Emit = Both), Point(1.5, "1 2")]
    public static double Narrowed(double x, float[] a)
    {
        float f = (float)x;
        float product = f * a[0];
        product *= a[1];
        product += 2;
        return product * x;
    }

    [Differentiable(Emit = Both), Point(1.5f)]
    public static float Compounds(float x)
    {
        float r = x;
        r += 1;
        r *= r;
        r /= 3;
        r -= x;
        r++;
        --r;
        r %= 1.25f;
        return r;
    }

    [Differentiable(Emit = Both), Point(1.5f)]
    public static float CompoundWithDouble(float x)
    {
        float r = x;
        r = (float)(r * 0.1);
        r += (float)Math.Exp(x);
        return r;
    }

    [Differentiable(Emit = Both), Point(2f, 3)]
    public static float WithIntegers(float x, int n) => x * n / 2 + n * x * x - n / 2 * x;

    [Differentiable(Emit = Both), Point(0.5f), Point(-0.5f)]
    public static float Branch(float x) => x > 0 ? MathF.Exp(x) : x switch
    {
        < -1 => x,
        _ => x * x,
    };

    [Differentiable(Emit = Both), Point(0.5f)]
    public static float StackAllocated(float x)
    {
        Span<float> s = stackalloc float[3];
        s.Fill(x);
        s[1] *= s[0];
        return s[0] + s[1] * s[2];
    }

    [Differentiable(Emit = Both), Point(0.5f)]
    public static double WidenedResult(float x) => x * x;

    [Differentiable(Emit = Both), Point(0.5)]
    public static float NarrowedResult(double x) => (float)(x * x);
}
