using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.Intrinsics.Vector256;
using Wide = SymbolicDiff.Vector512Kernels.Binary64;

namespace SymbolicDiff.Vector256Kernels;

/// <summary>
/// Exponents and significands of four doubles, made of their bits, with the results that the instructions of AVX-512 give. Integers are rounded and
/// converted by adding 1.5·2⁵²: no instruction before AVX-512 converts 64-bit integers.
/// </summary>
internal static class Binary64
{
    /// <summary>As for eight doubles.</summary>
    internal const double Shifter = Wide.Shifter;

    /// <summary>As for eight doubles.</summary>
    internal const double EighthShifter = Wide.EighthShifter;

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

    /// <summary>(1 + q)·2^n, rounded once more at most, where q is small and n, in eighths, is the sum less <see cref="EighthShifter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<double> PowerOfEighths(Vector256<double> q, Vector256<double> shifted)
    {
        // The integer parts of n / 2 and of the other half of n; what is above the bits of an exponent is shifted out.
        Vector256<long> half = ShiftRightLogical(shifted.AsInt64(), 4);
        Vector256<long> rest = ShiftRightLogical(shifted.AsInt64(), 3) - half;
        Vector256<double> power = PowerOfFraction(shifted);
        return FusedMultiplyAdd(q, power, power) * PowerOfTwo(half) * PowerOfTwo(rest);
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

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfTwo(Vector256<long> n) => ShiftLeft(n + Create(1023L), 52).AsDouble();

    /// <summary>
    /// 2^(j/8) by the three lowest bits. AVX2 can only look up halves of four doubles: of each half of the table it takes two for each j.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PowerOfFraction(Vector256<double> shifted)
    {
        Vector256<long> j = shifted.AsInt64();
        Vector256<int> halves = Avx2.Shuffle((j + j).AsInt32(), 0b10_10_00_00) | Create(1L << 32).AsInt32();
        Vector256<int> low = Avx2.PermuteVar8x32(Create(Wide.Power0, Wide.Power1, Wide.Power2, Wide.Power3).AsInt32(), halves);
        Vector256<int> high = Avx2.PermuteVar8x32(Create(Wide.Power4, Wide.Power5, Wide.Power6, Wide.Power7).AsInt32(), halves);
        return Avx.BlendVariable(low.AsDouble(), high.AsDouble(), ShiftLeft(j, 61).AsDouble());
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
