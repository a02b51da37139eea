using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>
/// Logarithms. With x = m·2^k, m from 3/4 to less than 3/2 and f = m − 1, all are made of k and of log(1 + f) = f − f²/2 + f³·P(f), a minimax
/// polynomial with a relative error of 2⁻⁵⁶ (the coefficients are those of the tests' coefficients.py). A polynomial of degree 21 costs less than the
/// division that would halve its degree.
/// </summary>
internal static class Logarithms
{
    private const double Ln2 = 0.6931471805599453;
    private const double Ln2Rest = 2.3190468138462996e-17;
    // Rounded down, so that the rest has the same sign and infinite exponents stay what they are.
    private const double Log10Of2 = 0.30102999566398114;
    private const double Log10Of2Rest = 5.270742310347266e-17;
    private const double ReciprocalLn2 = 1.4426950408889634;
    private const double ReciprocalLn10 = 0.43429448190325182;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log(Vector512<double> x)
    {
        (Vector512<double> m, Vector512<double> k) = Binary64.Split(x);
        return Sum(m - Vector512<double>.One, k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log2(Vector512<double> x)
    {
        (Vector512<double> m, Vector512<double> k) = Binary64.Split(x);
        return FusedMultiplyAdd(Sum(m - Vector512<double>.One, Vector512<double>.Zero), Create(ReciprocalLn2), k);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Log10(Vector512<double> x)
    {
        (Vector512<double> m, Vector512<double> k) = Binary64.Split(x);
        Vector512<double> fraction = Sum(m - Vector512<double>.One, Vector512<double>.Zero) * Create(ReciprocalLn10);
        Vector512<double> small = FusedMultiplyAdd(k, Create(Log10Of2Rest), fraction);
        return FusedMultiplyAdd(k, Create(Log10Of2), small);
    }

    /// <summary>The sum 1 + x is split, and f is calculated of the exact sum: 2^−k·x + (2^−k − 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> LogP1(Vector512<double> x)
    {
        (Vector512<double> m, Vector512<double> k) = Binary64.Split(Vector512<double>.One + x);
        Vector512<double> power = Binary64.Scale(Vector512<double>.One, -k);
        Vector512<double> f = FusedMultiplyAdd(power, x, power - Vector512<double>.One);
        Vector512<double> y = ConditionalSelect(Vector512.Equals(Abs(k), Create(double.PositiveInfinity)), k, Sum(f, k)) + (m - m);
        return ConditionalSelect(LessThan(Abs(x), Create(1e-18)), x, y);
    }

    /// <summary>log(1 + f) + k·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Sum(Vector512<double> f, Vector512<double> k)
    {
        Vector512<double> f2 = f * f;
        Vector512<double> small = FusedMultiplyAdd(FusedMultiplyAdd(Polynomial(f, f2), f, Create(-0.5)), f2, FusedMultiplyAdd(k, Create(Ln2Rest), f));
        return FusedMultiplyAdd(k, Create(Ln2), small);
    }

    /// <summary>The terms in fours, for the sake of the latency.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double> f, Vector512<double> f2)
    {
        Vector512<double> f4 = f2 * f2;
        Vector512<double> p = FusedMultiplyAdd(Create(-0.02943324893896412), f, Create(0.0507402968621944));
        p = FusedMultiplyAdd(Create(0.008107638971357582), f2, p);
        Vector512<double> high = FusedMultiplyAdd(Create(-0.05969849774436006), f, Create(0.06082829771445603));
        Vector512<double> low = FusedMultiplyAdd(Create(-0.062494452621813676), f, Create(0.06643273759337263));
        p = FusedMultiplyAdd(p, f4, FusedMultiplyAdd(high, f2, low));
        high = FusedMultiplyAdd(Create(-0.07138606229251242), f, Create(0.07693398651077825));
        low = FusedMultiplyAdd(Create(-0.08333704371338872), f, Create(0.0909089243963125));
        p = FusedMultiplyAdd(p, f4, FusedMultiplyAdd(high, f2, low));
        high = FusedMultiplyAdd(Create(-0.09999985495665958), f, Create(0.11111110787166872));
        low = FusedMultiplyAdd(Create(-0.12500000292393226), f, Create(0.1428571429975605));
        p = FusedMultiplyAdd(p, f4, FusedMultiplyAdd(high, f2, low));
        high = FusedMultiplyAdd(Create(-0.16666666663775662), f, Create(0.199999999998512));
        low = FusedMultiplyAdd(Create(-0.2500000000001069), f, Create(0.3333333333333375));
        return FusedMultiplyAdd(p, f4, FusedMultiplyAdd(high, f2, low));
    }
}
