using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>Exponents and significands of eight doubles, by the instructions that AVX-512 has for them.</summary>
internal static class Binary64
{
    /// <summary>1.5·2⁵²: added to a number of less than 2⁵¹ it rounds it to an integer, which are then the low bits of the sum.</summary>
    internal const double Shifter = 6755399441055744.0;

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
}
