using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

/// <summary>A truth value for each of the eight numbers of <see cref="Lanes"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly struct LaneMask
{
    // All bits of a lane are set where it is true.
    internal readonly Vector512<double> Bits;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal LaneMask(Vector512<double> bits) => Bits = bits;

    /// <summary>Whether the lane is true.</summary>
    /// <param name="lane">From 0 to 7.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such lane.</exception>
    public bool this[int lane] => Bits.AsInt64().GetElement(lane) != 0;

    /// <summary>The same truth value in all lanes.</summary>
    /// <param name="value">The truth value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator LaneMask(bool value) => Unsafe.BitCast<Vector512<double>, LaneMask>(value ? Vector512<double>.AllBitsSet : Vector512<double>.Zero);

    /// <summary>True where both are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator &(LaneMask left, LaneMask right) => Unsafe.BitCast<Vector512<double>, LaneMask>(left.Bits & right.Bits);

    /// <summary>True where at least one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator |(LaneMask left, LaneMask right) => Unsafe.BitCast<Vector512<double>, LaneMask>(left.Bits | right.Bits);

    /// <summary>True where exactly one is.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator ^(LaneMask left, LaneMask right) => Unsafe.BitCast<Vector512<double>, LaneMask>(left.Bits ^ right.Bits);

    /// <summary>True where it is not.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask operator !(LaneMask mask) => Unsafe.BitCast<Vector512<double>, LaneMask>(~mask.Bits);

    /// <summary>True in the first lanes only.</summary>
    /// <param name="count">The number of lanes: none below 1, all above 7.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneMask First(int count) => Lanes.Indices(0) < count;

    /// <summary>Whether all lanes are true.</summary>
    /// <param name="mask">The mask.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool All(LaneMask mask) => Vector512.EqualsAll(mask.Bits.AsInt64(), Vector512<long>.AllBitsSet);

    /// <summary>Whether at least one lane is true.</summary>
    /// <param name="mask">The mask.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(LaneMask mask) => !Vector512.EqualsAll(mask.Bits.AsInt64(), Vector512<long>.Zero);
}
