using System.Numerics;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Generic code that is called with a known type.</summary>
public static partial class Generics
{
    private interface IKernel
    {
        static abstract double Width { get; }

        static abstract double At(double x);
    }

    private interface IFunction
    {
        double At(double x);
    }

    private static T Norm<T>(T x, T y)
        where T : IRootFunctions<T> =>
        T.Sqrt(x * x + y * y) + T.One / T.CreateChecked(4) + T.Zero - T.CreateChecked(0.5) * T.Pi;

    private static T Clipped<T>(T[] values)
        where T : INumber<T>
    {
        T s = T.Zero;
        foreach (T value in values)
        {
            s += value * value;
            if (value > T.One) s -= T.One;
        }

        s++;
        return T.Max(s, -s) * T.CreateTruncating(values.Length) + T.Clamp(s, T.Zero, T.One) + (T.IsNegative(s) ? T.One : s);
    }

    private static T Polynomial<T>(ReadOnlySpan<T> coefficients, T x)
        where T : IFloatingPointIeee754<T>
    {
        T r = default!;
        for (int i = coefficients.Length - 1; i >= 0; i--) r = r * x + coefficients[i];
        return T.Exp(-r) + T.Abs(r) + T.FusedMultiplyAdd(r, x, x) + T.Pow(x, T.CreateChecked(3));
    }

    private static T Logistic<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.One / (T.One + T.Exp(-x));

    private static double Smoothed<TKernel>(double x)
        where TKernel : IKernel =>
        TKernel.At(x / TKernel.Width) + TKernel.At(2 * x);

    private static double Difference<TFunction>(TFunction f, double x)
        where TFunction : struct, IFunction =>
        f.At(x) - f.At(3);

    private static TNumber Cube<TNumber>(TNumber x)
        where TNumber : IMultiplyOperators<TNumber, TNumber, TNumber> =>
        x * x * x;

    private readonly struct Gauss : IKernel
    {
        public static double Width => 2;

        public static double At(double x) => Math.Exp(-x * x);
    }

    private readonly struct Parabola(double scale) : IFunction
    {
        private readonly double scale = scale;

        public double At(double x) => scale * x * x;
    }

    private struct Complex<T> : IMultiplyOperators<Complex<T>, Complex<T>, Complex<T>>
        where T : INumber<T>
    {
        public T Re;
        public T Im;

        public Complex(T re, T im)
        {
            Re = re;
            Im = im;
        }

        public readonly T Sum => Re + Im;

        public static Complex<T> operator *(Complex<T> left, Complex<T> right) =>
            new(left.Re * right.Re - left.Im * right.Im, left.Re * right.Im + left.Im * right.Re);

        public static Complex<T> Real(T re) => new() { Re = re };
    }

    private static class Vectors<T>
        where T : INumber<T>
    {
        public static T Dot(T[] a, T[] b)
        {
            T s = T.AdditiveIdentity;
            for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
            return s;
        }
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double GenericMath(double x, double y) => Norm(x, y);

    [Differentiable(Emit = Both), Point("0.7 1.3 -0.5")]
    public static double GenericSum(double[] v) => Clipped(v) * Vectors<double>.Dot(v, v);

    [Differentiable(Emit = Both), Point("0.7 1.3 -0.5", 0.6)]
    public static double GenericPolynomial(double[] v, double x) => Polynomial<double>(v, x) + Logistic(x);

    [Differentiable(Emit = Both), Point(0.7f)]
    public static float GenericInSinglePrecision(float x) => Logistic(x) * x;

    [Differentiable(Emit = Both), Point(0.7)]
    public static double StaticAbstract(double x) => Smoothed<Gauss>(x);

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double ThroughAnInterface(double x, double scale) => Difference(new Parabola(scale), x);

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static double GenericStructure(double x, double y)
    {
        var z = new Complex<double>(x, y) * Complex<double>.Real(y);
        return Cube(z).Sum + Cube(x);
    }
}
