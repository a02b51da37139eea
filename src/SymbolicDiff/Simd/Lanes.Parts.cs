using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff;

// The end of a loop whose number of iterations is no multiple of eight.
public readonly partial struct Lanes
{
    /// <summary>Elements that follow each other, one for each of the first lanes; what the others have is not defined.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them.</param>
    /// <param name="count">How many there are, from one to eight.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(ReadOnlySpan<double> from, int at, int count) => LoadSome(ref MemoryMarshal.GetReference(from), from.Length, at, count);

    /// <summary>Elements that follow each other, one for each of the first lanes; what the others have is not defined.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them.</param>
    /// <param name="count">How many there are, from one to eight.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the array.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(double[] from, int at, int count) => LoadSome(ref MemoryMarshal.GetArrayDataReference(from), from.Length, at, count);

    /// <summary>Writes the numbers to elements that follow each other.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes value, Span<double> to, int at)
    {
        if ((ulong)(uint)at + Count > (uint)to.Length)
            ThrowOutOfRange();
        value.vector.StoreUnsafe(ref MemoryMarshal.GetReference(to), (nuint)at);
    }

    /// <summary>Writes the numbers to elements that follow each other.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the array; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes value, double[] to, int at)
    {
        if ((ulong)(uint)at + Count > (uint)to.Length)
            ThrowOutOfRange();
        value.vector.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(to), (nuint)at);
    }

    /// <summary>Writes the numbers of the first lanes to elements that follow each other.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <param name="count">How many there are, from one to eight.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes value, Span<double> to, int at, int count) => StoreSome(value, ref MemoryMarshal.GetReference(to), to.Length, at, count);

    /// <summary>Writes the numbers of the first lanes to elements that follow each other.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <param name="count">How many there are, from one to eight.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the array; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes value, double[] to, int at, int count) => StoreSome(value, ref MemoryMarshal.GetArrayDataReference(to), to.Length, at, count);

    /// <summary>Elements at equal distances, one for each of the first lanes; the others are zero.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="at">The index of the first of them.</param>
    /// <param name="stride">The distance, which may be negative or zero.</param>
    /// <param name="count">How many there are, at least one; eight stand for more.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Gather(ReadOnlySpan<double> from, int at, int stride, int count) =>
        count >= Count ? Gather(from, at, stride) : GatherFirst(from, at, stride, count);

    /// <summary>Writes the numbers to elements at equal distances.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <param name="stride">The distance, which may be negative; with zero the last lane stays.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the span; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lanes value, Span<double> to, int at, int stride) => value.Scatter(to, at, stride);

    /// <summary>Writes the numbers of the first lanes to elements at equal distances.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <param name="stride">The distance, which may be negative.</param>
    /// <param name="count">How many there are, at least one; eight stand for more.</param>
    /// <exception cref="IndexOutOfRangeException">One of them is not in the span.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scatter(Lanes value, Span<double> to, int at, int stride, int count)
    {
        if (count >= Count)
            value.Scatter(to, at, stride);
        else
            value.ScatterFirst(to, at, stride, count);
    }

    /// <summary>What the iteration before each lane's had: <paramref name="first"/> ahead of all lanes but the last.</summary>
    /// <param name="first">The number for the first lane.</param>
    /// <param name="value">The numbers.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Before(double first, Lanes value) =>
        Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Shuffle(value.vector, Vector512.Create(0L, 0, 1, 2, 3, 4, 5, 6)).WithElement(0, first));

    /// <summary>The number of the last lane that takes part.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="count">How many lanes take part, at least one; eight stand for more.</param>
    public static double Last(Lanes value, int count = Count) => value.vector.GetElement(Math.Min(count, Count) - 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe Lanes LoadSome(ref double first, int length, int at, int count)
    {
        if ((ulong)(uint)at + (uint)count > (uint)length)
            ThrowOutOfRange();
        first = ref Unsafe.Add(ref first, at);
        if (!Avx512F.IsSupported)
            return count >= Count ? At(ref first, 0) : LoadFirst(ref first, count);
        fixed (double* elements = &first)
            return Unsafe.BitCast<Vector512<double>, Lanes>(Avx512F.MaskLoad(elements, MaskOf(count), Vector512<double>.Zero));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void StoreSome(Lanes value, ref double first, int length, int at, int count)
    {
        if ((ulong)(uint)at + (uint)count > (uint)length)
            ThrowOutOfRange();
        first = ref Unsafe.Add(ref first, at);
        if (!Avx512F.IsSupported)
        {
            if (count >= Count)
                Put(value, ref first, 0);
            else
                StoreFirst(value, ref first, count);
            return;
        }

        fixed (double* elements = &first)
            Avx512F.MaskStore(elements, MaskOf(count), value.vector);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> MaskOf(int count) => Vector512.LessThan(Vector512.Create(0.0, 1, 2, 3, 4, 5, 6, 7), Vector512.Create((double)count));

    /// <summary>The first elements, less than eight, on a machine without AVX-512.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe Lanes LoadFirst(ref double first, int count)
    {
        if (!Avx.IsSupported)
            return LoadPart(MemoryMarshal.CreateReadOnlySpan(ref first, count), 0);
        Vector512<double> mask = LaneMask.First(count).Bits;
        fixed (double* elements = &first)
            return Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Create(Avx.MaskLoad(elements, mask.GetLower()), Avx.MaskLoad(elements + 4, mask.GetUpper())));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static unsafe void StoreFirst(Lanes value, ref double first, int count)
    {
        if (!Avx.IsSupported)
        {
            value.StorePart(MemoryMarshal.CreateSpan(ref first, count));
            return;
        }

        Vector512<double> mask = LaneMask.First(count).Bits;
        fixed (double* elements = &first)
        {
            Avx.MaskStore(elements, mask.GetLower(), value.vector.GetLower());
            Avx.MaskStore(elements + 4, mask.GetUpper(), value.vector.GetUpper());
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Lanes GatherFirst(ReadOnlySpan<double> from, int at, int stride, int count)
    {
        Span<double> eight = stackalloc double[Count];
        eight.Clear();
        for (int lane = 0; lane < count; lane++)
            eight[lane] = from[at + lane * stride];
        return Load(eight, 0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ScatterFirst(Span<double> to, int at, int stride, int count)
    {
        for (int lane = 0; lane < count; lane++)
            to[at + lane * stride] = vector.GetElement(lane);
    }
}
