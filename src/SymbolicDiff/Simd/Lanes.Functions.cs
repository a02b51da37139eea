using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

// Special values are those of Math. Exp, Log and the functions below them are within 2 units in the last place of the true value, over the whole range.
public readonly partial struct Lanes
{
    /// <summary>The square roots, rounded once.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sqrt(Lanes x) => new(Vector512.Sqrt(x.vector));

    /// <summary>The absolute values.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Abs(Lanes x) => new(Vector512.Abs(x.vector));

    /// <summary>The lesser number in each lane, as <see cref="Math.Min(double, double)"/> has it: NaN if one is NaN, and −0 is less than 0.</summary>
    /// <param name="left">The left numbers.</param>
    /// <param name="right">The right numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Min(Lanes left, Lanes right) => new(Vector512.Min(left.vector, right.vector));

    /// <summary>The greater number in each lane, as <see cref="Math.Max(double, double)"/> has it: NaN if one is NaN, and 0 is greater than −0.</summary>
    /// <param name="left">The left numbers.</param>
    /// <param name="right">The right numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Max(Lanes left, Lanes right) => new(Vector512.Max(left.vector, right.vector));

    /// <summary>The greatest integers that are not greater.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Floor(Lanes x) => new(Vector512.Floor(x.vector));

    /// <summary>The least integers that are not less.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Ceiling(Lanes x) => new(Vector512.Ceiling(x.vector));

    /// <summary>The integers nearest to the numbers on the side of zero.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Truncate(Lanes x) => new(Vector512.Truncate(x.vector));

    /// <summary>The nearest integers, the even one of two.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Round(Lanes x) => new(Vector512.Round(x.vector));

    /// <summary>e^x.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp(Lanes x) => new(Exponentials.Exp(x.vector));

    /// <summary>2^x.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Exp2(Lanes x) => new(Exponentials.Exp2(x.vector));

    /// <summary>e^x − 1, right where x is near 0, too.</summary>
    /// <param name="x">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes ExpM1(Lanes x) => new(Exponentials.ExpM1(x.vector));

    /// <summary>The natural logarithms.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Log(Lanes x) => new(Logarithms.Log(x.vector));

    /// <summary>log(1 + x), right where x is near 0, too.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes LogP1(Lanes x) => new(Logarithms.LogP1(x.vector));

    /// <summary>The logarithms to the base 2.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Log2(Lanes x) => new(Logarithms.Log2(x.vector));

    /// <summary>The logarithms to the base 10.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Log10(Lanes x) => new(Logarithms.Log10(x.vector));

    /// <summary>The hyperbolic tangents.</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Tanh(Lanes x) => new(Exponentials.Tanh(x.vector));

    /// <summary>1 / (1 + e^−x).</summary>
    /// <param name="x">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sigmoid(Lanes x) => new(Exponentials.Sigmoid(x.vector));

    /// <summary>The sines. Numbers beyond 2³² take much longer.</summary>
    /// <param name="x">The angles.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Sin(Lanes x) => new(Trigonometry.Sin(x.vector));

    /// <summary>The cosines. Numbers beyond 2³² take much longer.</summary>
    /// <param name="x">The angles.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Cos(Lanes x) => new(Trigonometry.Cos(x.vector));

    /// <summary>x^y. Bases that are not positive and finite take much longer.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponents.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Pow(Lanes x, Lanes y) => new(Powers.Pow(x.vector, y.vector));

    /// <summary>x^y. Bases that are not positive and finite take much longer, except for the exponents 2 and −1.</summary>
    /// <param name="x">The bases.</param>
    /// <param name="y">The exponent of all.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Pow(Lanes x, double y) => new(Powers.Pow(x.vector, y));
}
