using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using SymbolicDiff.Vector512Kernels;

namespace SymbolicDiff;

// Special values are those of Math. The functions are within 3 units in the last place of the true value over the whole range, exponentials,
// logarithms and powers within 2.
public readonly partial struct Lanes
{
    /// <summary>The square roots, rounded once.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes x) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Sqrt(x.vector));

    /// <summary>The absolute values.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes x) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Abs(x.vector));

    /// <summary>The lesser number in each lane, as <see cref="Math.Min(double, double)"/> has it: NaN if one is NaN, and −0 is less than 0.</summary>
    /// <param name="left">The left numbers.</param>
    /// <param name="right">The right numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Min(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Min(left.vector, right.vector));

    /// <summary>
    /// The greater number in each lane, as <see cref="Math.Max(double, double)"/> has it: NaN if one is NaN, and 0 is greater than −0.
    /// </summary>
    /// <param name="left">The left numbers.</param>
    /// <param name="right">The right numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Max(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Max(left.vector, right.vector));

    /// <summary>The greatest integers that are not greater.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Floor(Lanes x) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Floor(x.vector));

    /// <summary>The least integers that are not less.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Ceiling(Lanes x) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Ceiling(x.vector));

    /// <summary>The integers nearest to the numbers on the side of zero.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Truncate(Lanes x) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Truncate(x.vector));

    /// <summary>The nearest integers, the even one of two.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Round(Lanes x) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Round(x.vector));

    /// <summary>e^x.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Exponentials.Exp(x.vector) : Halves.Exp(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>2^x.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp2(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Exponentials.Exp2(x.vector) : Halves.Exp2(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>e^x − 1, right where x is near 0, too.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes ExpM1(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Exponentials.ExpM1(x.vector) : Halves.ExpM1(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>The natural logarithms.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Log(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Logarithms.Log(x.vector) : Halves.Log(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>log(1 + x), right where x is near 0, too.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes LogP1(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Logarithms.LogP1(x.vector) : Halves.LogP1(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>The logarithms to the base 2.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Log2(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Logarithms.Log2(x.vector) : Halves.Log2(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>The logarithms to the base 10.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Log10(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Logarithms.Log10(x.vector) : Halves.Log10(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>The hyperbolic tangents.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Tanh(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Exponentials.Tanh(x.vector) : Halves.Tanh(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>1 / (1 + e^−x).</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sigmoid(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Exponentials.Sigmoid(x.vector) : Halves.Sigmoid(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>The sines. Numbers beyond 2³² take much longer.</summary>
    /// <param name="x">The angles.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sin(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Trigonometry.Sin(x.vector) : Halves.Sin(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>The cosines. Numbers beyond 2³² take much longer.</summary>
    /// <param name="x">The angles.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Cos(Lanes x) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated ? Trigonometry.Cos(x.vector) : Halves.Cos(x.vector.GetLower(), x.vector.GetUpper()));

    /// <summary>x^y. Bases that are not positive and finite take much longer.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Pow(Lanes x, Lanes y) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.IsHardwareAccelerated
        ? Powers.Pow(x.vector, y.vector)
        : Halves.Pow(x.vector.GetLower(), x.vector.GetUpper(), y.vector.GetLower(), y.vector.GetUpper()));

    /// <summary>x^y. Bases that are not positive and finite take much longer, except for the exponents 2 and −1.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponent of all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Pow(Lanes x, double y)
    {
        if (y == 2)
            return x * x;
        return y == -1 ? 1 / x : Pow(x, (Lanes)y);
    }
}
