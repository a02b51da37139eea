using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicDiff;

/// <summary>
/// Memory for the primal values that a reverse sweep needs again, rented for the duration of one call of an emitted method and
/// indexed by its loop counters. Renting and returning allocate nothing once the pool is warm.
/// </summary>
/// <remarks>
/// Written as <c>using Tape&lt;double&gt; vTape = Tape&lt;double&gt;.Rent(n);</c>. Only one copy of a tape may be disposed, and only once.
/// </remarks>
/// <typeparam name="T">The type of the recorded values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly ref struct Tape<T>
{
    private const int CacheLine = 64;
    private const int LeastAligned = 32;

    private readonly Array? rented;
    private readonly Span<T> values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Tape(Array rented, Span<T> values)
    {
        this.rented = rented;
        this.values = values;
    }

    /// <summary>The number of values.</summary>
    public int Length => values.Length;

    /// <summary>The value recorded under <paramref name="index"/>.</summary>
    /// <param name="index">From 0 to <see cref="Length"/> − 1.</param>
    /// <exception cref="IndexOutOfRangeException">The index is outside the tape.</exception>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref values[index];
    }

    /// <summary>All the memory of a tape.</summary>
    /// <param name="tape">The tape.</param>
    public static implicit operator Span<T>(Tape<T> tape) => tape.values;

    /// <summary>All the memory of a tape.</summary>
    /// <param name="tape">The tape.</param>
    public static implicit operator ReadOnlySpan<T>(Tape<T> tape) => tape.values;

    /// <summary>A tape of <paramref name="length"/> values that are undefined until they are written.</summary>
    /// <param name="length">The number of values; a negative one counts as zero, for a loop that does not run.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tape<T> Rent(int length)
    {
        length = Math.Max(length, 0);
        if (typeof(T) == typeof(Lanes))
            return RentAligned(checked(length * Lanes.Count));
        if (typeof(T) == typeof(double) && length >= LeastAligned && length <= Array.MaxLength - CacheLine)
            return RentAligned(length);
        T[] rented = ArrayPool<T>.Shared.Rent(length);
        return new(rented, new Span<T>(rented, 0, length));
    }

    /// <summary>A tape of <paramref name="length"/> values that are <c>default</c>, zero for numbers.</summary>
    /// <param name="length">The number of values; a negative one counts as zero, for a loop that does not run.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tape<T> RentCleared(int length)
    {
        Tape<T> tape = Rent(length);
        tape.values.Clear();
        return tape;
    }

    /// <summary>All the memory of this tape.</summary>
    /// <returns>A span of <see cref="Length"/> values, valid until the tape is disposed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<T> AsSpan() => values;

    /// <summary>
    /// Doubles from the beginning of a cache line on, so that eight at once are never in two of them: up to 1.5 times as fast where the cache is the
    /// limit. Should the garbage collector move the array later, only that is lost.
    /// </summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Tape<T> RentAligned(int doubles)
    {
        double[] rented = ArrayPool<double>.Shared.Rent(doubles + CacheLine / sizeof(double) - 1);
        ref double first = ref MemoryMarshal.GetArrayDataReference(rented);
        nint start = (-Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref first) & (CacheLine - 1)) / sizeof(double);
        return new(rented, MemoryMarshal.CreateSpan(ref Unsafe.As<double, T>(ref Unsafe.Add(ref first, start)), doubles * sizeof(double) / Unsafe.SizeOf<T>()));
    }

    /// <summary>Gives the memory back. The tape must not be used afterwards.</summary>
    public void Dispose()
    {
        if (rented is null)
            return;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            values.Clear();
        if (typeof(T) == typeof(Lanes))
            ArrayPool<double>.Shared.Return(Unsafe.As<double[]>(rented));
        else
            ArrayPool<T>.Shared.Return(Unsafe.As<T[]>(rented));
    }
}
