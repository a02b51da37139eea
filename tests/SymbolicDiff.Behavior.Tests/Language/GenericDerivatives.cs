using System.Numerics;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Generic methods that have generic derivatives; evaluated in both precisions.</summary>
public static partial class GenericDerivatives
{
    private const Derivatives Seconds = Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    private struct Vec<T>
        where T : IFloatingPoint<T>
    {
        public T X;
        public T Y;

        public readonly T Dot(Vec<T> other) => X * other.X + Y * other.Y;
    }

    private static T Softplus<T>(T x)
        where T : INumber<T>, IExponentialFunctions<T>, ILogarithmicFunctions<T> =>
        T.Max(x, T.Zero) + T.LogP1(T.Exp(-T.Abs(x)));

    private static T Squared<T>(T x)
        where T : IMultiplyOperators<T, T, T> =>
        x * x;

    private static T Half<T>()
        where T : INumberBase<T> =>
        T.CreateTruncating(0.5);

    [Differentiable(Emit = Both | Derivatives.Vjp | Seconds), Point(0.7)]
    public static T Scalar<T>(T x)
        where T : IFloatingPointIeee754<T> =>
        T.Exp(x) * T.Sin(x) / (T.One + x * x) - T.CreateChecked(0.5) * T.Pow(x, T.CreateChecked(3)) + T.Sqrt(x) * T.Pi;

    [Differentiable(Emit = Both | Derivatives.Vjp | Seconds), Point("0.3 -0.7 0.2", 0.4, "1.5 -1 2", 1)]
    public static T Loss<T>(T[] w, T b, ReadOnlySpan<T> x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T h = b;
        for (int i = 0; i < w.Length; i++) h += w[i] * x[i];
        T p = T.One / (T.One + T.Exp(-h));
        return -(y * T.Log(p) + (T.One - y) * T.Log(T.One - p));
    }

    [Differentiable(Emit = Both), Point("0.3 -0.7 1.2", 3)]
    public static T Rational<T>(T[] x, int n)
        where T : IFloatingPoint<T>
    {
        T s = T.Zero;
        foreach (T value in x)
        {
            if (value > T.Zero) s += value * value * T.CreateChecked(n);
            else s -= value / T.CreateChecked(4);
        }

        return s / T.CreateChecked(x.Length) + T.Max(x[0], x[1]) * T.Clamp(x[2], T.NegativeOne, T.One + T.One);
    }

    [Differentiable(Emit = Both), Point("0.3 -0.7 1.2")]
    public static T Combined<T>(Span<T> x)
        where T : INumber<T>, IRootFunctions<T>, IExponentialFunctions<T>, ILogarithmicFunctions<T>
    {
        T s = T.AdditiveIdentity;
        for (int i = 0; i < x.Length; i++) s += Softplus(x[i]) + Squared(x[i]) * Half<T>();
        return T.Sqrt(s) + T.Hypot(x[0], x[1]);
    }

    [Differentiable(Emit = Both), Point("0.3 -0.7 1.2 0.9", 5)]
    public static T Recurrence<T>(T[] x, int steps)
        where T : struct, IFloatingPointIeee754<T>
    {
        T[] state = new T[x.Length];
        for (int i = 0; i < x.Length; i++) state[i] = x[i];
        T energy = default;
        for (int k = 0; k < steps; k++)
        {
            for (int i = 0; i < state.Length; i++)
            {
                if (T.IsNegative(state[i])) state[i] = T.Tanh(state[i]) * T.CreateChecked(0.9);
                else state[i] = state[i] * T.Cos(state[i]);
                energy += state[i] * state[i];
            }
        }

        int n = 0;
        T r = energy;
        while (r > T.CreateChecked(0.25))
        {
            r = r * x[n % x.Length] * T.CreateChecked(0.5);
            n++;
        }

        return energy + r;
    }

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static T Functions<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        (T sin, T cos) = T.SinCos(x);
        T s = sin * cos + T.Atan2(y, x) + T.Cbrt(y) + T.Log2(x) + T.Log(x, y) + T.Lerp(x, y, T.CreateChecked(0.25)) + T.FusedMultiplyAdd(x, y, x);
        s += T.RootN(y, 3) + T.Sinh(x) - T.Acosh(y) + T.Asin(x) + T.ExpM1(y) + T.Log10P1(x) + T.SinPi(x) + T.DegreesToRadians(y);
        s += T.Abs(x - y) * T.CreateChecked(T.Sign(x - y)) + T.CopySign(x, y) + T.ScaleB(x, 2) + T.Round(x) + T.Floor(y) + T.E + T.Tau * x;
        s++;
        return s % T.CreateChecked(7) + T.Ieee754Remainder(y, x) + T.CreateChecked(x.ToString() is null ? 1 : 2) * x;
    }

    [Differentiable("p", Emit = Both), Point("0.7 1.3", "0.5 2")]
    private static T OfStructures<T>(Vec<T> p, Vec<T> q)
        where T : IFloatingPoint<T> =>
        p.Dot(q) * p.Dot(p) + new Vec<T> { X = p.Y, Y = T.One }.Dot(q);

    [Differentiable(Emit = Both), Point(0.7, 1.3)]
    public static T Mixed<T>(T x, double y)
        where T : IFloatingPointIeee754<T> =>
        T.CreateChecked(double.CreateChecked(x) * y) * x + T.CreateChecked(Math.Sin(y));

    public static partial class Models<T>
        where T : IFloatingPointIeee754<T>
    {
        private static readonly T Scale = T.CreateChecked(3);

        [Differentiable(Emit = Both | Derivatives.Jacobian | Derivatives.SparseJacobian), Point("0.3 -0.7 1.2", 0.4), Entries(4)]
        public static T Of(T[] x, T y)
        {
            T s = Scale * y;
            for (int i = 0; i < x.Length; i++) s = T.Tanh(s * x[i]) + T.Exp2(y) * T.Epsilon;
            return s;
        }
    }

    [Differentiable(Emit = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian | Derivatives.SparseJacobian), Point("0.3 -0.7 1.2 0.9"), Entries(7)]
    public static T[] Residuals<T>(T[] x)
        where T : IFloatingPoint<T>
    {
        T[] r = new T[x.Length];
        for (int i = 1; i < x.Length; i++) r[i] = x[i] * x[i - 1] - x[i];
        return r;
    }

    [Differentiable(Emit = Both), Point("0.3 -0.7; 1.2 0.9", "1 2; 3 4")]
    public static T OfMatrices<T>(T[,] a, T[][] b)
        where T : ISignedNumber<T>, IRootFunctions<T>
    {
        T s = T.NegativeOne;
        for (int i = 0; i < a.GetLength(0); i++)
            for (int j = 0; j < a.GetLength(1); j++) s += a[i, j] * b[i][j] * a[i, j];
        return T.Sqrt(s * s);
    }

    [Differentiable(Emit = Both), Point(0.7)]
    public static double ThroughAGenericDerivative(double x) => ScalarGradient(x) * x;
}
