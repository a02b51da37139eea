using System.Numerics;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>The mathematics has no value there, or none that a <see cref="Real"/> holds.</summary>
public sealed class UndefinedException(string message) : Exception(message);

/// <summary>A binary number of any length; infinite where its exponent is the largest one.</summary>
public readonly record struct Real(BigInteger Mantissa, int Exponent) : IComparable<Real>
{
    public static readonly Real Zero = default;
    public static readonly Real One = new(1, 0);
    public static readonly Real Infinity = new(1, int.MaxValue);

    private const int FractionBits = 52;
    private const int LeastExponent = -1074;

    public int Sign => Mantissa.Sign;

    public bool IsZero => Mantissa.IsZero;

    public bool IsInfinite => Exponent == int.MaxValue;

    /// <summary>The m with 2^(m - 1) ≤ |x| &lt; 2^m.</summary>
    public int Magnitude => IsZero ? int.MinValue / 4 : Exponent + (int)BigInteger.Abs(Mantissa).GetBitLength();

    public static Real operator -(Real x) => x with { Mantissa = -x.Mantissa };

    public static bool operator <(Real a, Real b) => a.CompareTo(b) < 0;

    public static bool operator >(Real a, Real b) => a.CompareTo(b) > 0;

    public static Real Of(double value)
    {
        if (double.IsNaN(value)) throw new UndefinedException("NaN");
        if (double.IsInfinity(value)) return value > 0 ? Infinity : -Infinity;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int exponent = (int)(bits >> FractionBits & 0x7FF);
        long fraction = bits & ((1L << FractionBits) - 1);
        BigInteger mantissa = exponent == 0 ? fraction : fraction | 1L << FractionBits;
        if (mantissa.IsZero) return Zero;
        int zeros = BitOperations.TrailingZeroCount((ulong)mantissa);
        return new Real((bits < 0 ? -mantissa : mantissa) >> zeros, Math.Max(exponent, 1) + LeastExponent - 1 + zeros);
    }

    public static Real Abs(Real x) => x.Sign < 0 ? -x : x;

    /// <summary>The sum without any rounding.</summary>
    public static Real ExactSum(Real a, Real b)
    {
        int exponent = Math.Min(a.Exponent, b.Exponent);
        return new Real((a.Mantissa << a.Exponent - exponent) + (b.Mantissa << b.Exponent - exponent), exponent);
    }

    public Real Scaled(int powerOfTwo) => IsZero ? this : this with { Exponent = Exponent + powerOfTwo };

    public int CompareTo(Real other)
    {
        if (Sign != other.Sign || Sign == 0) return Sign.CompareTo(other.Sign);
        if (IsInfinite || other.IsInfinite) return (IsInfinite ? Sign : 0).CompareTo(other.IsInfinite ? Sign : 0);
        if (Magnitude != other.Magnitude) return Magnitude > other.Magnitude ? Sign : -Sign;
        return ExactSum(this, -other).Sign;
    }

    /// <summary>The nearest integer towards zero of an x that is not too large to have one.</summary>
    public BigInteger Truncated() => Exponent >= 0 ? Mantissa << Exponent : BigInteger.Divide(Mantissa, BigInteger.One << Math.Min(-Exponent, 1 << 20));

    /// <summary>The distance of the double, in units of the last place of the double nearest to this number.</summary>
    public double UlpsTo(double value)
    {
        if (!double.IsFinite(value)) return double.PositiveInfinity;
        Real distance = Abs(ExactSum(this, -Of(value)));
        if (distance.IsZero) return 0;
        int ulp = Math.Max(Magnitude - 1 - FractionBits, LeastExponent);
        int shift = Math.Max(0, (int)distance.Mantissa.GetBitLength() - 60);
        return Math.ScaleB((double)(distance.Mantissa >> shift), distance.Exponent + shift - ulp);
    }

    public override string ToString() => IsInfinite ? (Sign < 0 ? "-inf" : "inf") : $"{Mantissa} * 2^{Exponent}";
}
