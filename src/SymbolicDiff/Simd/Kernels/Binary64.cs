using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>Exponents and significands of eight doubles, by the instructions that AVX-512 has for them.</summary>
internal static class Binary64
{
    /// <summary>1.5·2⁵²: added to a number of less than 2⁵¹ it rounds it to an integer, which are then the low bits of the sum.</summary>
    internal const double Shifter = 6755399441055744.0;

    /// <summary>An eighth of it: rounds to eighths.</summary>
    internal const double EighthShifter = Shifter / 8;

    // 2^(j/8)
    internal const double Power0 = 1.0;
    internal const double Power1 = 1.0905077326652577;
    internal const double Power2 = 1.189207115002721;
    internal const double Power3 = 1.2968395546510096;
    internal const double Power4 = 1.4142135623730951;
    internal const double Power5 = 1.5422108254079407;
    internal const double Power6 = 1.681792830507429;
    internal const double Power7 = 1.8340080864093424;

    /// <summary>
    /// x = m·2^k with m from 3/4 to less than 3/2. For zeros k is −∞ and for +∞ it is +∞, with an m of 1; for negative numbers and NaN m is NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static (Vector512<double> M, Vector512<double> K) Split(Vector512<double> x)
    {
        const byte fromThreeQuartersNaNIfNegative = 0b1011;
        Vector512<double> m = Avx512F.GetMantissa(x, fromThreeQuartersNaNIfNegative);
        return (m, Avx512F.GetExponent(x) - Avx512F.GetExponent(m));
    }

    /// <summary>p·2^n, rounded once, for an integer n of at most 2000 and p near 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Scale(Vector512<double> p, Vector512<double> n) => Avx512F.Scale(p, n);

    /// <summary>(1 + q)·2^n, rounded once more at most, where q is small and n, in eighths, is the sum less <see cref="EighthShifter"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> PowerOfEighths(Vector512<double> q, Vector512<double> shifted)
    {
        Vector512<double> table = Vector512.Create(Power0, Power1, Power2, Power3, Power4, Power5, Power6, Power7);
        Vector512<double> power = Avx512F.PermuteVar8x64(table, shifted.AsInt64());
        return Avx512F.Scale(Vector512.FusedMultiplyAdd(q, power, power), shifted - Vector512.Create(EighthShifter));
    }
}
