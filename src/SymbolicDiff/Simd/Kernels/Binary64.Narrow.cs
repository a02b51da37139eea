using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector256;

namespace SymbolicDiff.Vector256Kernels;

/// <summary>
/// Exponents and significands of four doubles, made of their bits, with the results that the instructions of AVX-512 give. Integers are rounded and converted by adding 1.5·2⁵²:
/// no instruction before AVX-512 converts 64-bit integers.
/// </summary>
internal static class Binary64
{
    /// <summary>As for eight doubles.</summary>
    internal const double Shifter = Vector512Kernels.Binary64.Shifter;

    private const double ShifterAndBias = Shifter + 1023;
    private const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984.0;
    private const long Significand = 0x000F_FFFF_FFFF_FFFF;
    private const long ThreeQuarters = 0x3FE8_0000_0000_0000;
    private const long TwoTo52 = 0x4330_0000_0000_0000;
    private const double TwoTo52AndBias = 4503599627370496.0 + 2048;

    /// <summary>p·2^n, rounded once, for an integer n of at most 2000 and p near 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> Scale(Vector256<double> p, Vector256<double> n)
    {
        // In two steps, because 2^n alone may overflow or underflow; the first is exact.
        Vector256<double> biasedHalf = FusedMultiplyAdd(n, Create(0.5), Create(ShifterAndBias));
        Vector256<double> biasedRest = n - (biasedHalf - Create(ShifterAndBias)) + Create(ShifterAndBias);
        return p * ShiftLeft(biasedHalf.AsInt64(), 52).AsDouble() * ShiftLeft(biasedRest.AsInt64(), 52).AsDouble();
    }

    /// <summary>
    /// x = m·2^k with m from 3/4 to less than 3/2. For zeros k is −∞ and for +∞ it is +∞, with an m of 1; for negative numbers and NaN m is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector256<double> M, Vector256<double> K) Split(Vector256<double> x)
    {
        (Vector256<double> m, Vector256<double> k) = SplitNormal(x);
        Vector256<double> isNormal = GreaterThanOrEqual(x, Create(SmallestNormal)) & LessThanOrEqual(x, Create(double.MaxValue));
        return EqualsAll(isNormal.AsInt64(), Vector256<long>.AllBitsSet) ? (m, k) : SplitAny(x);
    }

    /// <summary>What is below 3/4 in the significand belongs to the next lower exponent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<double> M, Vector256<double> K) SplitNormal(Vector256<double> x)
    {
        // The exponents from −2048 on as numbers from 0 on, because 64-bit integers can only be shifted without their sign before AVX-512.
        Vector256<long> above = x.AsInt64() - Create(unchecked(ThreeQuarters + long.MinValue));
        Vector256<double> m = ((above & Create(Significand)) + Create(ThreeQuarters)).AsDouble();
        Vector256<double> k = (ShiftRightLogical(above, 52) | Create(TwoTo52)).AsDouble() - Create(TwoTo52AndBias);
        return (m, k);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static (Vector256<double> M, Vector256<double> K) SplitAny(Vector256<double> x)
    {
        Vector256<double> isTiny = LessThan(x, Create(SmallestNormal));
        (Vector256<double> m, Vector256<double> k) = SplitNormal(ConditionalSelect(isTiny, x * Create(TwoTo54), x));
        k -= isTiny & Create(54.0);
        Vector256<double> isZero = Vector256.Equals(x, Vector256<double>.Zero);
        Vector256<double> isInfinite = Vector256.Equals(x, Create(double.PositiveInfinity));
        Vector256<double> isNumber = GreaterThanOrEqual(x, Vector256<double>.Zero);
        k = ConditionalSelect(isZero, Create(double.NegativeInfinity), ConditionalSelect(isInfinite, Create(double.PositiveInfinity), k));
        m = ConditionalSelect(isZero | isInfinite, Vector256<double>.One, m);
        return (ConditionalSelect(isNumber, m, Create(double.NaN)), k);
    }
}
