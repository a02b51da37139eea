using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

// With t = e^|x| − 1 the hyperbolic sine is (t + t / (t + 1)) / 2 with the sign of x, and with e = e^|x| the hyperbolic cosine (e + 1 / e) / 2. Where e would overflow, half of it is
// the square of e^(|x| / 2) times one half.
public readonly partial struct Lanes
{
    private const double LargeExponent = 700;

    /// <summary>The hyperbolic sines.</summary>
    /// <param name="x">The numbers.</param>
    public static Lanes Sinh(Lanes x)
    {
        Lanes magnitude = Abs(x);
        Lanes t = ExpM1(magnitude);
        Lanes sinh = 0.5 * (t + t / (t + 1));
        LaneMask isLarge = magnitude > LargeExponent;
        if (LaneMask.Any(isLarge))
            sinh = Select(isLarge, HalfOfExp(magnitude), sinh);
        return Unsafe.BitCast<Vector512<double>, Lanes>(sinh.vector | (x.vector & Vector512.Create(-0.0)));
    }

    /// <summary>The hyperbolic cosines.</summary>
    /// <param name="x">The numbers.</param>
    public static Lanes Cosh(Lanes x)
    {
        Lanes magnitude = Abs(x);
        Lanes e = Exp(magnitude);
        Lanes cosh = 0.5 * e + 0.5 / e;
        LaneMask isLarge = magnitude > LargeExponent;
        return LaneMask.Any(isLarge) ? Select(isLarge, HalfOfExp(magnitude), cosh) : cosh;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes HalfOfExp(Lanes x)
    {
        Lanes root = Exp(0.5 * x);
        return 0.5 * root * root;
    }
}
