using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.Intrinsics.Vector512;

namespace SymbolicDiff.Vector512Kernels;

/// <summary>
/// Powers: e^(y·log x), with the logarithm as a sum of two doubles that has about 66 bits, because y·log x may be 745 and its absolute error is the
/// relative error of the power. With x = m·2^k, f = m − 1 and s = f / (2 + f) it is k·ln 2 + 2·s + s³·(2/3 + s²·P(s²)), where only P is calculated
/// with 53 bits. Sums and products of pairs are those of Dekker (A floating-point technique for extending the available precision, 1971), with fused
/// operations for the errors of products. The coefficients are those of the tests' coefficients.py.
/// </summary>
internal static class Powers
{
    // 42 bits, so that the product with an exponent is exact; and what is left.
    private const double Ln2 = 0.6931471805598903;
    private const double Ln2Rest = 5.497923018708371e-14;
    private const double TwoThirds = 0.6666666666666666;
    private const double TwoThirdsRest = 3.700743415417188e-17;

    // An exponent of this size makes the power 0 or +∞, unless the base is 1.
    private const double LargestExponent = 1.1805916207174113e21;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<double> Pow(Vector512<double> x, Vector512<double> y)
    {
        Vector512<double> isOrdinary = GreaterThan(x, Vector512<double>.Zero) & LessThan(x, Create(double.PositiveInfinity)) & Vector512.Equals(y, y);
        Vector512<double> power = PowOfPositive(x, y);
        return EqualsAll(isOrdinary.AsInt64(), Vector512<long>.AllBitsSet) ? power : Scalars.MapWhere(~isOrdinary, x, y, power, Math.Pow);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> PowOfPositive(Vector512<double> x, Vector512<double> y)
    {
        (Vector512<double> log, Vector512<double> rest) = LogInTwoParts(x);
        y = MinNative(Create(LargestExponent), MaxNative(Create(-LargestExponent), y));
        Vector512<double> product = y * log;
        Vector512<double> productRest = FusedMultiplyAdd(y, rest, FusedMultiplyAdd(y, log, -product));

        // Beyond 745 only the sign matters, and the error, which grows too, must not.
        product = MinNative(Create(760.0), MaxNative(Create(-760.0), product));
        productRest = MinNative(Vector512<double>.One, MaxNative(-Vector512<double>.One, productRest));
        return Exponentials.ExpOfSum(product, productRest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Log, Vector512<double> Low) LogInTwoParts(Vector512<double> x)
    {
        (Vector512<double> m, Vector512<double> k) = Binary64.Split(x);
        (Vector512<double> s, Vector512<double> sRest) = HalfOdd(m - Vector512<double>.One);
        (Vector512<double> cubic, Vector512<double> cubicRest) = CubicTerm(s, sRest);

        // Each sum's first operand is the larger one, or zero: what is lost of the second is found by subtracting.
        Vector512<double> twice = s + s;
        Vector512<double> fraction = twice + cubic;
        Vector512<double> fractionRest = twice - fraction + cubic + (cubicRest + sRest + sRest);
        Vector512<double> whole = k * Create(Ln2);
        Vector512<double> log = whole + fraction;
        return (log, whole - log + fraction + FusedMultiplyAdd(k, Create(Ln2Rest), fractionRest));
    }

    /// <summary>f / (2 + f) in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> S, Vector512<double> Low) HalfOdd(Vector512<double> f)
    {
        Vector512<double> divisor = f + Create(2.0);
        Vector512<double> divisorRest = f - (divisor - Create(2.0));
        Vector512<double> reciprocal = Vector512<double>.One / divisor;
        Vector512<double> s = f * reciprocal;
        Vector512<double> remainder = FusedMultiplyAdd(-s, divisorRest, FusedMultiplyAdd(-s, divisor, f));
        return (s, remainder * reciprocal);
    }

    /// <summary>s³·(2/3 + s²·P(s²)) in two parts.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<double> Term, Vector512<double> Low) CubicTerm(Vector512<double> s, Vector512<double> sRest)
    {
        Vector512<double> square = s * s;
        Vector512<double> squareRest = FusedMultiplyAdd(s + s, sRest, FusedMultiplyAdd(s, s, -square));
        Vector512<double> cube = s * square;
        Vector512<double> cubeRest = FusedMultiplyAdd(s, square, -cube) + FusedMultiplyAdd(s, squareRest, sRest * square);
        Vector512<double> tail = Polynomial(square) * square;
        Vector512<double> factor = Create(TwoThirds) + tail;
        Vector512<double> factorRest = Create(TwoThirds) - factor + tail + Create(TwoThirdsRest);
        Vector512<double> term = cube * factor;
        Vector512<double> termRest = FusedMultiplyAdd(cube, factor, -term) + FusedMultiplyAdd(cube, factorRest, cubeRest * factor);
        return (term, termRest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Polynomial(Vector512<double> u)
    {
        Vector512<double> u2 = u * u;
        Vector512<double> p01 = FusedMultiplyAdd(Create(0.2857142857160592), u, Create(0.39999999999999664));
        Vector512<double> p23 = FusedMultiplyAdd(Create(0.18181821978255125), u, Create(0.22222222186185214));
        Vector512<double> p45 = FusedMultiplyAdd(Create(0.1334177397029655), u, Create(0.1538438418420572));
        Vector512<double> p67 = FusedMultiplyAdd(Create(0.12627902861619864), u, Create(0.11583050484408935));
        return FusedMultiplyAdd(FusedMultiplyAdd(FusedMultiplyAdd(p67, u2, p45), u2, p23), u2, p01);
    }
}
