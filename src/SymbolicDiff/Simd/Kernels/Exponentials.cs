using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>
/// Functions of the exponential kind. With n = round(x / ln 2) and r = x − n·ln 2, |r| ≤ ln 2 / 2, those less 1 are made of 2^n and of e^r − 1 = r +
/// r²·P(r), a minimax polynomial with a relative error of 2⁻⁵⁵ (Cody and Waite, Software Manual for the Elementary Functions, chapter 6). The others
/// round to eighths, |r| ≤ ln 2 / 16, with a polynomial of half the degree and a table of 2^(j/8) (Tang, Table-driven implementation of the
/// exponential function, 1989). The coefficients are those of the tests' coefficients.py.
/// </summary>
internal static class Exponentials
{
    private const double ReciprocalLn2 = 1.4426950408889634;
    private const double Ln2 = 0.6931471805599453;
    private const double Ln2Rest = 2.3190468138462996e-17;

    // Beyond these the result is 0 or +∞, and stays so when the argument is moved to them.
    private const double UnderflowsBelow = -746;
    private const double OverflowsAbove = 710;

    /// <summary>e^(x + rest), with a rest that is small beside x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ExpOfSum(Vector512<double> x, Vector512<double> rest)
    {
        (Vector512<double> shifted, Vector512<double> r) = ReduceToEighths(x);
        return Binary64.PowerOfEighths(ExpM1NearZero(r + rest), shifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Exp(Vector512<double> x)
    {
        (Vector512<double> shifted, Vector512<double> r) = ReduceToEighths(Clamp(x, UnderflowsBelow, OverflowsAbove));
        return Binary64.PowerOfEighths(ExpM1NearZero(r), shifted);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Exp2(Vector512<double> x)
    {
        x = Clamp(x, -1080, 1025);
        Vector512<double> shifted = x + Create(Binary64.EighthShifter);
        Vector512<double> r = (x - (shifted - Create(Binary64.EighthShifter))) * Create(Ln2);
        return Binary64.PowerOfEighths(ExpM1NearZero(r), shifted);
    }

    /// <summary>2^n·(e^r − 1) + (2^n − 1), where the second term is exact or the first does not matter.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> ExpM1(Vector512<double> x)
    {
        (Vector512<double> n, Vector512<double> r) = Reduce(Clamp(x, -40, OverflowsAbove));
        Vector512<double> half = PowerOfTwo(n - Vector512<double>.One); // 2^1024 would overflow although the result need not
        Vector512<double> y = FusedMultiplyAdd(half, ExpM1Reduced(r), half - Create(0.5));
        return ConditionalSelect(LessThan(Abs(x), Create(1e-18)), x, y + y);
    }

    /// <summary>By e^−|x|, which does not overflow.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Sigmoid(Vector512<double> x)
    {
        (Vector512<double> shifted, Vector512<double> r) = ReduceToEighths(MaxNative(Create(UnderflowsBelow), -Abs(x)));
        Vector512<double> exp = Binary64.PowerOfEighths(ExpM1NearZero(r), shifted);
        return ConditionalSelect(LessThan(x, Vector512<double>.Zero), exp, Vector512<double>.One) / (Vector512<double>.One + exp);
    }

    /// <summary>With e = e^2|x| − 1 it is e / (e + 2), and the sign of x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Tanh(Vector512<double> x)
    {
        Vector512<double> magnitude = MinNative(Create(20.0), Abs(x));
        (Vector512<double> n, Vector512<double> r) = Reduce(magnitude + magnitude);
        Vector512<double> power = PowerOfTwo(n);
        Vector512<double> e = FusedMultiplyAdd(power, ExpM1Reduced(r), power - Vector512<double>.One);
        return e / (e + Create(2.0)) | (x & Create(-0.0));
    }

    /// <summary>2^n for an integer n from −1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowerOfTwo(Vector512<double> n) => ShiftLeft((n + Create(Binary64.Shifter + 1023)).AsInt64(), 52).AsDouble();

    /// <summary>NaN stays NaN: of two operands the machine's minimum and maximum give the second unless the first is less, or greater.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Clamp(Vector512<double> x, double low, double high) => MinNative(Create(high), MaxNative(Create(low), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> N, Vector512<double> R) Reduce(Vector512<double> x)
    {
        Vector512<double> n = FusedMultiplyAdd(x, Create(ReciprocalLn2), Create(Binary64.Shifter)) - Create(Binary64.Shifter);
        Vector512<double> r = FusedMultiplyAdd(n, Create(-Ln2), x); // exact
        return (n, FusedMultiplyAdd(n, Create(-Ln2Rest), r));
    }

    /// <summary>The shifted quotient has n in its low bits, in eighths.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Shifted, Vector512<double> R) ReduceToEighths(Vector512<double> x)
    {
        Vector512<double> shifted = FusedMultiplyAdd(x, Create(ReciprocalLn2), Create(Binary64.EighthShifter));
        Vector512<double> n = shifted - Create(Binary64.EighthShifter);
        Vector512<double> r = FusedMultiplyAdd(n, Create(-Ln2), x); // exact
        return (shifted, FusedMultiplyAdd(n, Create(-Ln2Rest), r));
    }

    /// <summary>e^r − 1 for |r| ≤ ln 2 / 16.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpM1NearZero(Vector512<double> r)
    {
        Vector512<double> r2 = r * r;
        Vector512<double> p01 = FusedMultiplyAdd(Create(0.16666666665867003), r, Create(0.5000000000000296));
        Vector512<double> p23 = FusedMultiplyAdd(Create(0.008333345657270714), r, Create(0.041666666566613025));
        Vector512<double> p45 = FusedMultiplyAdd(Create(0.00019400588477983395), r, Create(0.001388980116626139));
        Vector512<double> p = FusedMultiplyAdd(FusedMultiplyAdd(p45, r2, p23), r2, p01);
        return FusedMultiplyAdd(p, r2, r);
    }

    /// <summary>e^r − 1; the terms in pairs and pairs of pairs, for the sake of the latency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> ExpM1Reduced(Vector512<double> r)
    {
        Vector512<double> r2 = r * r;
        Vector512<double> r4 = r2 * r2;
        Vector512<double> p01 = FusedMultiplyAdd(Create(0.16666666666666696), r, Create(0.5000000000000007));
        Vector512<double> p23 = FusedMultiplyAdd(Create(0.008333333333292062), r, Create(0.041666666666559445));
        Vector512<double> p45 = FusedMultiplyAdd(Create(0.00019841269990066523), r, Create(0.0013888888937186004));
        Vector512<double> p67 = FusedMultiplyAdd(Create(2.7557113990145936e-06), r, Create(2.48014985146567e-05));
        Vector512<double> p89 = FusedMultiplyAdd(Create(2.516215150682429e-08), r, Create(2.762873023981781e-07));
        Vector512<double> p4567 = FusedMultiplyAdd(p67, r2, p45);
        Vector512<double> p0123 = FusedMultiplyAdd(p23, r2, p01);
        Vector512<double> p = FusedMultiplyAdd(FusedMultiplyAdd(p89, r4, p4567), r4, p0123);
        return FusedMultiplyAdd(p, r2, r);
    }
}
