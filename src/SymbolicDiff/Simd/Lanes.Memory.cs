using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

public readonly partial struct Lanes
{
    /// <summary>The numbers start, start + 1, …, start + 7.</summary>
    /// <param name="start">The first of them.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Indices(int start) => Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Create((double)start) + Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7));

    /// <summary>Eight elements that follow each other.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(ReadOnlySpan<double> from, int at)
    {
        if ((ulong)(uint)at + Count > (uint)from.Length)
            ThrowOutOfRange();
        return Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(from), (nuint)at));
    }

    /// <summary>Eight elements that follow each other. As a span, the array would cost the caller variables.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(double[] from, int at)
    {
        if ((ulong)(uint)at + Count > (uint)from.Length)
            ThrowOutOfRange();
        return Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(from), (nuint)at));
    }

    /// <summary>
    /// The elements from <paramref name="at"/> to the end of the span, but at most eight; the lanes behind them have another value.
    /// </summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them; it may be the span's length.</param>
    /// <param name="otherwise">The value of lanes without element.</param>
    /// <exception cref="IndexOutOfRangeException">The index is negative or behind the span's end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes LoadRest(ReadOnlySpan<double> from, int at, double otherwise = 0)
    {
        if ((uint)at > (uint)from.Length)
            ThrowOutOfRange();
        return from.Length - at >= Count ? Load(from, at) : LoadPart(from[at..], otherwise);
    }

    /// <summary>Writes the numbers to elements that follow each other.</summary>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(Span<double> to, int at)
    {
        if ((ulong)(uint)at + Count > (uint)to.Length)
            ThrowOutOfRange();
        vector.StoreUnsafe(ref MemoryMarshal.GetReference(to), (nuint)at);
    }

    /// <summary>Writes the first numbers to the elements from <paramref name="at"/> to the end of the span, but at most eight.</summary>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element; it may be the span's length.</param>
    /// <exception cref="IndexOutOfRangeException">The index is negative or behind the span's end.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void StoreRest(Span<double> to, int at)
    {
        if ((uint)at > (uint)to.Length)
            ThrowOutOfRange();
        if (to.Length - at >= Count)
            Store(to, at);
        else
            StorePart(to[at..]);
    }

    /// <summary>Eight elements at equal distances.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them.</param>
    /// <param name="stride">The distance, which may be negative or zero.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Gather(ReadOnlySpan<double> from, int at, int stride)
    {
        CheckEnds(from.Length, at, stride);
        ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(from), at);
        nint step = stride;
        return Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Create(
            first,
            Unsafe.Add(ref first, step),
            Unsafe.Add(ref first, 2 * step),
            Unsafe.Add(ref first, 3 * step),
            Unsafe.Add(ref first, 4 * step),
            Unsafe.Add(ref first, 5 * step),
            Unsafe.Add(ref first, 6 * step),
            Unsafe.Add(ref first, 7 * step)));
    }

    /// <summary>Eight elements anywhere.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="indices">The indices of the elements, from <paramref name="at"/> on.</param>
    /// <param name="at">Where the eight indices begin.</param>
    /// <exception cref="IndexOutOfRangeException">There are no eight indices, or one of them is outside the span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Gather(ReadOnlySpan<double> from, ReadOnlySpan<int> indices, int at)
    {
        if ((ulong)(uint)at + Count > (uint)indices.Length)
            ThrowOutOfRange();
        return Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Create(
            from[indices[at]],
            from[indices[at + 1]],
            from[indices[at + 2]],
            from[indices[at + 3]],
            from[indices[at + 4]],
            from[indices[at + 5]],
            from[indices[at + 6]],
            from[indices[at + 7]]));
    }

    /// <summary>Writes the numbers to elements at equal distances, the first lane first.</summary>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <param name="stride">The distance, which may be negative; with zero the last lane stays.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Scatter(Span<double> to, int at, int stride)
    {
        CheckEnds(to.Length, at, stride);
        ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(to), at);
        nint step = stride;
        first = vector.GetElement(0);
        Unsafe.Add(ref first, step) = vector.GetElement(1);
        Unsafe.Add(ref first, 2 * step) = vector.GetElement(2);
        Unsafe.Add(ref first, 3 * step) = vector.GetElement(3);
        Unsafe.Add(ref first, 4 * step) = vector.GetElement(4);
        Unsafe.Add(ref first, 5 * step) = vector.GetElement(5);
        Unsafe.Add(ref first, 6 * step) = vector.GetElement(6);
        Unsafe.Add(ref first, 7 * step) = vector.GetElement(7);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Lanes LoadPart(ReadOnlySpan<double> from, double otherwise)
    {
        Span<double> eight = stackalloc double[Count];
        eight.Fill(otherwise);
        from.CopyTo(eight);
        return Load(eight, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StorePart(Span<double> to)
    {
        Span<double> eight = stackalloc double[Count];
        Store(eight, 0);
        eight[..to.Length].CopyTo(to);
    }

    /// <summary>The first and the last element are in the span, and so are those between them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckEnds(int length, int at, int stride)
    {
        if ((uint)at >= (uint)length || (ulong)(at + 7L * stride) >= (uint)length)
            ThrowOutOfRange();
    }

    private static void ThrowOutOfRange() => throw new IndexOutOfRangeException();
}
