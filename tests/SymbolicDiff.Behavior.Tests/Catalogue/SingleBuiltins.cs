namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>G2 in single precision: the methods of MathF.</summary>
public static partial class SingleBuiltins
{
    [Differentiable(Emit = Both), Entry("E-exp")]
    public static float Exp(float x) => MathF.Exp(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-log2")]
    public static float Log2(float x) => MathF.Log2(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-log10")]
    public static float Log10(float x) => MathF.Log10(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-cos")]
    public static float Cos(float x) => MathF.Cos(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-tan")]
    public static float Tan(float x) => MathF.Tan(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-asin")]
    public static float Asin(float x) => MathF.Asin(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-atan")]
    public static float Atan(float x) => MathF.Atan(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-sinh")]
    public static float Sinh(float x) => MathF.Sinh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-cosh")]
    public static float Cosh(float x) => MathF.Cosh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-tanh")]
    public static float Tanh(float x) => MathF.Tanh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-asinh")]
    public static float Asinh(float x) => MathF.Asinh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-acosh")]
    public static float Acosh(float x) => MathF.Acosh(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-cbrt")]
    public static float Cbrt(float x) => MathF.Cbrt(x) * 3 + x;

    [Differentiable(Emit = Both), Entry("E-atan2")]
    public static float Atan2(float y, float x) => MathF.Atan2(y, x);

    [Differentiable(Emit = Both), Entry("E-pow")]
    public static float Pow(float x, float p) => MathF.Pow(x, p);

    [Differentiable(Emit = Both), Entry("E-sincos")]
    public static float SinCos(float x)
    {
        (float s, float c) = MathF.SinCos(x);
        return 2 * s + 3 * c;
    }

    [Differentiable(Emit = Both), Entry("E-mod")]
    public static float Remainder(float x, float y) => x % y;

    [Differentiable(Emit = Both), Entry("E-copysign")]
    public static float CopySign(float x, float y) => MathF.CopySign(x, y);

    [Differentiable(Emit = Both), Entry("E-clamp")]
    public static float Clamp(float x) => Math.Clamp(x, 3, 7) * x;

    [Differentiable(Emit = Both), Entry("E-scaleb")]
    public static float ScaleB(float x) => MathF.ScaleB(x, 3) + x;

    [Differentiable(Emit = Both), Entry("E-int")]
    public static float TruncatedByCast(float x) => (float)(int)x * x;

    [Differentiable(Emit = Both), Entry("E-intdiv")]
    public static float IntegerQuotient(float x)
    {
        int seven = 7;
        int two = 2;
        return x * (seven / two);
    }

    [Differentiable(Emit = Both), Entry("E-intdiv")]
    public static float IntegerQuotientOfLiterals(float x) => x * (7 / 2);

    [Differentiable(Emit = Both), Entry("E-evalpoly")]
    public static float Horner(float x, float c0, float c1, float c2, float c3) => c0 + x * (c1 + x * (c2 + x * c3));
}
