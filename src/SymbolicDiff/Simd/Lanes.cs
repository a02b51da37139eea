using System.ComponentModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

/// <summary>
/// Eight doubles that are computed with at once: what emitted code with <see cref="Arithmetic.Fast"/> is written in. There are eight on every
/// machine, so that results do not depend on the width of its registers: AVX-512 has them in one register, AVX2 in two. A machine without fused
/// multiplications and additions computes <see cref="MultiplyAdd"/> and the functions in another way, with other roundings.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly partial struct Lanes
{
    /// <summary>The number of doubles.</summary>
    public const int Count = 8;

    private readonly Vector512<double> vector;

    // Hardly used: it costs its caller variables that Unsafe.BitCast does not, and the just-in-time compiler inlines nothing more where there are 512.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Lanes(Vector512<double> vector) => this.vector = vector;

    /// <summary>One of the numbers.</summary>
    /// <param name="lane">From 0 to 7.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such lane.</exception>
    public double this[int lane]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => vector.GetElement(lane);
    }

    /// <summary>The same number in all lanes.</summary>
    /// <param name="value">The number.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator Lanes(double value) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Create(value));

    /// <summary>The sums.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator +(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, Lanes>(left.vector + right.vector);

    /// <summary>The differences.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, Lanes>(left.vector - right.vector);

    /// <summary>The products.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator *(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, Lanes>(left.vector * right.vector);

    /// <summary>The quotients.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator /(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, Lanes>(left.vector / right.vector);

    /// <summary>The numbers with their signs changed, those of zeros too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes operator -(Lanes value) => Unsafe.BitCast<Vector512<double>, Lanes>(value.vector ^ Vector512.Create(-0.0));

    /// <summary>Where the left number is less; false where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator <(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, LaneMask>(Vector512.LessThan(left.vector, right.vector));

    /// <summary>Where the left number is less or equal; false where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator <=(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, LaneMask>(Vector512.LessThanOrEqual(left.vector, right.vector));

    /// <summary>Where the left number is greater; false where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator >(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, LaneMask>(Vector512.GreaterThan(left.vector, right.vector));

    /// <summary>Where the left number is greater or equal; false where one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator >=(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, LaneMask>(Vector512.GreaterThanOrEqual(left.vector, right.vector));

    /// <summary>Where both are equal, as <c>==</c> of doubles is: −0 equals 0, NaN equals nothing.</summary>
    /// <param name="left">The left numbers.</param>
    /// <param name="right">The right numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask AreEqual(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, LaneMask>(Vector512.Equals(left.vector, right.vector));

    /// <summary>Where both differ, as <c>!=</c> of doubles is: NaN differs from everything.</summary>
    /// <param name="left">The left numbers.</param>
    /// <param name="right">The right numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask AreUnequal(Lanes left, Lanes right) => Unsafe.BitCast<Vector512<double>, LaneMask>(~Vector512.Equals(left.vector, right.vector));

    /// <summary>Where the number is NaN.</summary>
    /// <param name="value">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask IsNaN(Lanes value) => AreUnequal(value, value);

    /// <summary>One number or the other in each lane.</summary>
    /// <param name="mask">Which one.</param>
    /// <param name="ifTrue">The numbers where the mask is true.</param>
    /// <param name="ifFalse">The numbers elsewhere.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Select(LaneMask mask, Lanes ifTrue, Lanes ifFalse) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.ConditionalSelect(mask.Bits, ifTrue.vector, ifFalse.vector));

    /// <summary>a·b + c: rounded once if the machine has an instruction for that, else twice.</summary>
    /// <param name="a">The first factors.</param>
    /// <param name="b">The second factors.</param>
    /// <param name="c">What the products are added to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes MultiplyAdd(Lanes a, Lanes b, Lanes c) =>
        Machine.HasFusedMultiplyAdd ? Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.FusedMultiplyAdd(a.vector, b.vector, c.vector)) : Unsafe.BitCast<Vector512<double>, Lanes>(a.vector * b.vector + c.vector);

    /// <summary>The sum of all lanes x₀ … x₇, as ((x₀ + x₄) + (x₂ + x₆)) + ((x₁ + x₅) + (x₃ + x₇)).</summary>
    /// <param name="value">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Sum(Lanes value)
    {
        Vector256<double> four = value.vector.GetLower() + value.vector.GetUpper();
        Vector128<double> two = four.GetLower() + four.GetUpper();
        return two.GetElement(0) + two.GetElement(1);
    }

    /// <summary>The greatest of all lanes, as <see cref="Math.Max(double, double)"/> has it: NaN if one is NaN, and 0 is greater than −0.</summary>
    /// <param name="value">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Max(Lanes value)
    {
        Vector256<double> four = Vector256.Max(value.vector.GetLower(), value.vector.GetUpper());
        Vector128<double> two = Vector128.Max(four.GetLower(), four.GetUpper());
        return Math.Max(two.GetElement(0), two.GetElement(1));
    }

    /// <summary>The least of all lanes, as <see cref="Math.Min(double, double)"/> has it: NaN if one is NaN, and −0 is less than 0.</summary>
    /// <param name="value">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Min(Lanes value)
    {
        Vector256<double> four = Vector256.Min(value.vector.GetLower(), value.vector.GetUpper());
        Vector128<double> two = Vector128.Min(four.GetLower(), four.GetUpper());
        return Math.Min(two.GetElement(0), two.GetElement(1));
    }

    /// <summary>The eight numbers, for the debugger.</summary>
    public override string ToString()
    {
        var texts = new string[Count];
        for (int lane = 0; lane < Count; lane++)
            texts[lane] = this[lane].ToString("R", CultureInfo.InvariantCulture);
        return string.Join(", ", texts);
    }
}
