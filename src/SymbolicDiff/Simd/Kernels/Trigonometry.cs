using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>
/// Sine and cosine: with n = round(x / π) and r = x − n·π, |r| ≤ π/2, the sine is (−1)ⁿ·sin r; for the cosine n is half an odd integer. π has three
/// parts (Cody and Waite, Software Manual for the Elementary Functions, chapter 8): the first step of the reduction is exact, the others are rounded
/// once each. sin r = r·(1 + r²·P(r²)) with a minimax polynomial that has a relative error of 2⁻⁶¹ (the coefficients are those of the tests'
/// coefficients.py).
/// </summary>
internal static class Trigonometry
{
    /// <summary>Up to here n·π in three parts is right: n is at most 2³¹, and r, which is never below 2⁻⁶², has an error of n·2⁻¹⁶⁰.</summary>
    private const double LargestReduced = 4294967296.0;

    private const double ReciprocalPi = 0.31830988618379067;

    // All parts are rounded down: they have the same sign, so that −0 stays −0.
    private const double Pi = 3.141592653589793;
    private const double PiSecond = 1.224646799147353e-16;
    private const double PiThird = 2.1657133478438278e-32;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Sin(Vector512<double> x)
    {
        Vector512<double> shifted = FusedMultiplyAdd(x, Create(ReciprocalPi), Create(Binary64.Shifter));
        Vector512<double> y = SinOfRest(x, shifted - Create(Binary64.Shifter)) ^ SignOfParity(shifted);
        return LessThanOrEqualAll(Abs(x), Create(LargestReduced)) ? y : SinOfLarge(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Cos(Vector512<double> x)
    {
        Vector512<double> shifted = FusedMultiplyAdd(x, Create(ReciprocalPi), Create(0.5)) + Create(Binary64.Shifter);
        Vector512<double> y = SinOfRest(x, shifted - Create(Binary64.Shifter) - Create(0.5)) ^ SignOfParity(shifted);
        return LessThanOrEqualAll(Abs(x), Create(LargestReduced)) ? y : CosOfLarge(x, y);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SignOfParity(Vector512<double> shifted) => ShiftLeft(shifted.AsInt64(), 63).AsDouble();

    /// <summary>sin(x − n·π).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> SinOfRest(Vector512<double> x, Vector512<double> n)
    {
        Vector512<double> r = FusedMultiplyAdd(n, Create(-Pi), x);
        r = FusedMultiplyAdd(n, Create(-PiSecond), r);
        r = FusedMultiplyAdd(n, Create(-PiThird), r);
        Vector512<double> u = r * r;
        Vector512<double> u2 = u * u;
        Vector512<double> p01 = FusedMultiplyAdd(Create(0.008333333333333207), u, Create(-0.16666666666666666));
        Vector512<double> p23 = FusedMultiplyAdd(Create(2.7557319211651543e-06), u, Create(-0.00019841269841212864));
        Vector512<double> p45 = FusedMultiplyAdd(Create(1.6058941475511816e-10), u, Create(-2.505210691300711e-08));
        Vector512<double> p67 = FusedMultiplyAdd(Create(2.721566065745863e-15), u, Create(-7.643032561198739e-13));
        Vector512<double> p = FusedMultiplyAdd(FusedMultiplyAdd(FusedMultiplyAdd(p67, u2, p45), u2, p23), u2, p01);
        return FusedMultiplyAdd(p, u, Vector512<double>.One) * r;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> SinOfLarge(Vector512<double> x, Vector512<double> y) =>
        Scalars.MapWhere(~LessThanOrEqual(Abs(x), Create(LargestReduced)), x, y, Math.Sin);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector512<double> CosOfLarge(Vector512<double> x, Vector512<double> y) =>
        Scalars.MapWhere(~LessThanOrEqual(Abs(x), Create(LargestReduced)), x, y, Math.Cos);
}
