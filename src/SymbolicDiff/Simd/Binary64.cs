using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.Intrinsics.Vector512;

namespace SymbolicDiff;

/// <summary>
/// Exponents and significands of eight doubles. AVX-512 has an instruction for each of these; elsewhere they are made of the bits, with the same results.
/// Integers are rounded and converted by adding 1.5·2⁵², which puts them into the low bits of the sum: no instruction before AVX-512 converts 64-bit integers.
/// </summary>
internal static class Binary64
{
    /// <summary>Added to a number of less than 2⁵¹ it rounds it to an integer, which are then the low bits of the sum.</summary>
    internal const double Shifter = 6755399441055744.0;

    private const double ShifterAndBias = Shifter + 1023;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984.0;
    private const long Significand = 0x000F_FFFF_FFFF_FFFF;
    private const long ThreeQuarters = 0x3FE8_0000_0000_0000;
    private const long TwoTo52 = 0x4330_0000_0000_0000;
    private const double TwoTo52AndBias = 4503599627370496.0 + 2048;

    /// <summary>
    /// x = m·2^k with m from 3/4 to less than 3/2. For zeros k is −∞ and for +∞ it is +∞, with an m of 1; for negative numbers and NaN m is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> M, Vector512<double> K) Split(Vector512<double> x)
    {
        if (!IsHardwareAccelerated || !Avx512F.IsSupported)
            return SplitBits(x);
        const byte fromThreeQuartersNaNIfNegative = 0b1011;
        Vector512<double> m = Avx512F.GetMantissa(x, fromThreeQuartersNaNIfNegative);
        return (m, Avx512F.GetExponent(x) - Avx512F.GetExponent(m));
    }

    /// <summary>p·2^n, rounded once, for an integer n of at most 2000 and p near 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Scale(Vector512<double> p, Vector512<double> n)
    {
        if (IsHardwareAccelerated && Avx512F.IsSupported)
            return Avx512F.Scale(p, n);

        // In two steps, because 2^n alone may overflow or underflow; the first is exact.
        Vector512<double> biasedHalf = FusedMultiplyAdd(n, Create(0.5), Create(ShifterAndBias));
        Vector512<double> biasedRest = n - (biasedHalf - Create(ShifterAndBias)) + Create(ShifterAndBias);
        return p * ShiftLeft(biasedHalf.AsInt64(), 52).AsDouble() * ShiftLeft(biasedRest.AsInt64(), 52).AsDouble();
    }

    /// <summary>2^n for an integer n from −1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> PowerOfTwo(Vector512<double> n) => ShiftLeft((n + Create(ShifterAndBias)).AsInt64(), 52).AsDouble();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> M, Vector512<double> K) SplitBits(Vector512<double> x)
    {
        (Vector512<double> m, Vector512<double> k) = SplitNormal(x);
        Vector512<double> isNormal = GreaterThanOrEqual(x, Create(SmallestNormal)) & LessThanOrEqual(x, Create(double.MaxValue));
        return EqualsAll(isNormal.AsInt64(), Vector512<long>.AllBitsSet) ? (m, k) : SplitAny(x);
    }

    /// <summary>What is below 3/4 in the significand belongs to the next lower exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> M, Vector512<double> K) SplitNormal(Vector512<double> x)
    {
        // The exponents from −2048 on as numbers from 0 on, because 64-bit integers can only be shifted without their sign before AVX-512.
        Vector512<long> above = x.AsInt64() - Create(unchecked(ThreeQuarters + long.MinValue));
        Vector512<double> m = ((above & Create(Significand)) + Create(ThreeQuarters)).AsDouble();
        Vector512<double> k = (ShiftRightLogical(above, 52) | Create(TwoTo52)).AsDouble() - Create(TwoTo52AndBias);
        return (m, k);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector512<double> M, Vector512<double> K) SplitAny(Vector512<double> x)
    {
        Vector512<double> isTiny = LessThan(x, Create(SmallestNormal));
        (Vector512<double> m, Vector512<double> k) = SplitNormal(ConditionalSelect(isTiny, x * Create(TwoTo54), x));
        k -= isTiny & Create(54.0);
        Vector512<double> isZero = Vector512.Equals(x, Vector512<double>.Zero);
        Vector512<double> isInfinite = Vector512.Equals(x, Create(double.PositiveInfinity));
        Vector512<double> isNumber = GreaterThanOrEqual(x, Vector512<double>.Zero);
        k = ConditionalSelect(isZero, Create(double.NegativeInfinity), ConditionalSelect(isInfinite, Create(double.PositiveInfinity), k));
        m = ConditionalSelect(isZero | isInfinite, Vector512<double>.One, m);
        return (ConditionalSelect(isNumber, m, Create(double.NaN)), k);
    }
}
