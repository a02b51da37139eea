using System.Numerics;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <content>The functions of the rules, by their names there.</content>
public sealed partial class RealArithmetic
{
    /// <summary>The functions of one operand.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RealArithmetic, Real, Real>> Unary =
        new Dictionary<string, Func<RealArithmetic, Real, Real>>
        {
            ["neg"] = (_, x) => -x,
            ["abs"] = (_, x) => Real.Abs(x),
            ["sqrt"] = (a, x) => a.Sqrt(x),
            ["cbrt"] = (a, x) => x.IsZero ? x : x.Sign < 0 ? -a.CubeRoot(-x) : a.CubeRoot(x),
            ["exp"] = (a, x) => a.Exp(x),
            ["exp2"] = (a, x) => a.Pow(new Real(2, 0), x),
            ["exp10"] = (a, x) => a.Pow(new Real(10, 0), x),
            ["expM1"] = (a, x) => a.ExpM1(x),
            ["log"] = (a, x) => a.Log(x),
            ["log2"] = (a, x) => a.Divide(a.Log(x), a.Log(new Real(2, 0))),
            ["log10"] = (a, x) => a.Divide(a.Log(x), a.Log(new Real(10, 0))),
            ["logP1"] = (a, x) => a.LogP1(x),
            ["sin"] = (a, x) => a.Sin(x),
            ["cos"] = (a, x) => a.Cos(x),
            ["tan"] = (a, x) => a.Divide(a.Sin(x), a.Cos(x)),
            ["asin"] = (a, x) => a.Asin(x),
            ["acos"] = (a, x) => a.Acos(x),
            ["atan"] = (a, x) => a.Atan(x),
            ["sinh"] = (a, x) => a.Sinh(x),
            ["cosh"] = (a, x) => a.Add(a.Exp(x), a.Exp(-x)).Scaled(-1),
            ["tanh"] = (a, x) => a.Tanh(x),
            ["asinh"] = (a, x) => a.Asinh(x),
            ["acosh"] = (a, x) => a.LogP1(a.Add(a.Subtract(x, Real.One), a.Sqrt(a.Multiply(a.Subtract(x, Real.One), a.Add(x, Real.One))))),
            ["atanh"] = (a, x) => a.LogP1(a.Divide(x.Scaled(1), a.Subtract(Real.One, x))).Scaled(-1),
            ["sign"] = (_, x) => new Real(x.Sign, 0),
        };

    /// <summary>The functions and operators of two operands.</summary>
    public static readonly IReadOnlyDictionary<string, Func<RealArithmetic, Real, Real, Real>> Binary =
        new Dictionary<string, Func<RealArithmetic, Real, Real, Real>>
        {
            ["+"] = (a, x, y) => a.Add(x, y),
            ["-"] = (a, x, y) => a.Subtract(x, y),
            ["*"] = (a, x, y) => a.Multiply(x, y),
            ["/"] = (a, x, y) => a.Divide(x, y),
            ["pow"] = (a, x, y) => a.Pow(x, y),
            ["max"] = (_, x, y) => x > y ? x : y,
            ["min"] = (_, x, y) => x < y ? x : y,
            ["hypot"] = (a, x, y) => a.Sqrt(a.Add(a.Multiply(x, x), a.Multiply(y, y))),
            ["atan2"] = (a, y, x) => a.Atan2(y, x),
            ["logBase"] = (a, x, b) => a.Divide(a.Log(x), a.Log(b)),
        };

    private Real CubeRoot(Real x)
    {
        var wide = new RealArithmetic(bits + Guard);
        return Rounded(wide.Exp(wide.Divide(wide.Log(x), new Real(3, 0))));
    }

    private Real Sinh(Real x)
    {
        if (x.Sign < 0) return -Sinh(-x);
        Real e = ExpM1(x);
        return Add(e, Divide(e, Add(e, Real.One))).Scaled(-1);
    }

    private Real Tanh(Real x)
    {
        if (x.Sign < 0) return -Tanh(-x);
        if (x.Magnitude > LargestMagnitude - 2) return Real.One;
        Real e = ExpM1(x.Scaled(1));
        return Divide(e, Add(e, new Real(2, 0)));
    }

    private Real Asinh(Real x)
    {
        if (x.Sign < 0) return -Asinh(-x);
        Real square = Multiply(x, x);
        return LogP1(Add(x, Divide(square, Add(Real.One, Sqrt(Add(Real.One, square))))));
    }

    private Real Sin(Real x)
    {
        RequireFinite(x);
        if (x.Magnitude < 0) return SinNearZero(x);
        (Real rest, int quarter) = Reduced(x);
        Real value = quarter % 2 == 0 ? SinNearZero(rest) : CosNearZero(rest);
        return quarter < 2 ? value : -value;
    }

    private Real Cos(Real x)
    {
        RequireFinite(x);
        if (x.Magnitude < 0) return CosNearZero(x);
        (Real rest, int quarter) = Reduced(x);
        Real value = quarter % 2 == 0 ? CosNearZero(rest) : SinNearZero(rest);
        return quarter is 0 or 3 ? value : -value;
    }

    /// <summary>x less the nearest multiple of π/2, and which one of four that is.</summary>
    private static (Real Remainder, int Quarter) Reduced(Real x, int work)
    {
        BigInteger value = Fixed(x, work);
        BigInteger quarterTurn = Pi(work) >> 1;
        BigInteger turns = BigInteger.Divide(value + (value.Sign < 0 ? -quarterTurn : quarterTurn) / 2, quarterTurn);
        return (new Real(value - turns * quarterTurn, -work), (int)((turns % 4 + 4) % 4));
    }

    private (Real Remainder, int Quarter) Reduced(Real x) => Reduced(x, 2 * (bits + Guard + x.Magnitude));

    private Real SinNearZero(Real x) => Multiply(x, Series(-Multiply(x, x), (term, n) => term / (2 * n * (2 * n + 1))));

    private Real CosNearZero(Real x) => Rounded(Series(-Multiply(x, x), (term, n) => term / (2 * n * (2 * n - 1))));

    private Real Atan(Real x)
    {
        RequireFinite(x);
        if (x.Sign < 0) return -Atan(-x);
        if (x > Real.One) return Subtract(HalfPi, Atan(Divide(Real.One, x)));
        int halvings = 0;
        for (; x.Magnitude > -4; halvings++) x = Divide(x, Add(Real.One, Sqrt(Add(Real.One, Multiply(x, x)))));
        return Multiply(x, Odd(-Multiply(x, x))).Scaled(halvings);
    }

    private Real Asin(Real x)
    {
        Real cosine = Sqrt(Multiply(Subtract(Real.One, x), Add(Real.One, x)));
        return cosine.IsZero ? (x.Sign < 0 ? -HalfPi : HalfPi) : Atan(Divide(x, cosine));
    }

    private Real Acos(Real x)
    {
        if (Real.Abs(x) > Real.One) throw new UndefinedException("Arc of a cosine above one");
        Real sum = Add(Real.One, x);
        return sum.IsZero ? Pi() : Atan(Sqrt(Divide(Subtract(Real.One, x), sum))).Scaled(1);
    }

    private Real Atan2(Real y, Real x)
    {
        if (x.IsZero && y.IsZero) throw new UndefinedException("No angle");
        if (Real.Abs(x) > Real.Abs(y))
        {
            Real angle = Atan(Divide(y, x));
            return x.Sign > 0 ? angle : Add(angle, y.Sign < 0 ? -Pi() : Pi());
        }

        return Subtract(y.Sign < 0 ? -HalfPi : HalfPi, Atan(Divide(x, y)));
    }
}
