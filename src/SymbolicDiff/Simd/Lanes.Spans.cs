using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

// Whole loops. Several vectors at once, because the next addition to a sum has to wait for the last, and because one check serves all. Code that is not yet optimized computes with
// vectors a hundred times as slowly, so these methods are compiled well from the first call on; inlined into others they would exceed what the compiler inlines. Sums begin at -0.0, which
// changes nothing that it is added to.
public readonly partial struct Lanes
{
    /// <summary>So many elements are done before a call has begun.</summary>
    private const int Few = 16;

    /// <summary>The sum of the products of the first elements, in an order of its own.</summary>
    /// <param name="a">The first factors.</param>
    /// <param name="b">The second factors.</param>
    /// <param name="count">The number of products; there are none below 1, and their sum is −0.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int count) => Dot(a, 0, b, 0, count);

    /// <summary>The sum of the products <c>a[aStart + i] * b[bStart + i]</c>, in an order of its own.</summary>
    /// <param name="a">The first factors.</param>
    /// <param name="aStart">The index of the first of them.</param>
    /// <param name="b">The second factors.</param>
    /// <param name="bStart">The index of the first of them.</param>
    /// <param name="count">The number of products; there are none below 1, and their sum is −0.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Dot(ReadOnlySpan<double> a, int aStart, ReadOnlySpan<double> b, int bStart, int count)
    {
        if (count <= 0)
            return -0.0;
        ref double x = ref Part(a, aStart, count);
        ref double y = ref Part(b, bStart, count);
        Lanes sum0 = -0.0, sum1 = -0.0, sum2 = -0.0, sum3 = -0.0;
        int i = 0;
        for (; i <= count - 4 * Count; i += 4 * Count)
        {
            sum0 = MultiplyAdd(At(ref x, i), At(ref y, i), sum0);
            sum1 = MultiplyAdd(At(ref x, i + Count), At(ref y, i + Count), sum1);
            sum2 = MultiplyAdd(At(ref x, i + 2 * Count), At(ref y, i + 2 * Count), sum2);
            sum3 = MultiplyAdd(At(ref x, i + 3 * Count), At(ref y, i + 3 * Count), sum3);
        }

        for (; i <= count - Count; i += Count)
            sum0 = MultiplyAdd(At(ref x, i), At(ref y, i), sum0);
        double sum = Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < count; i++)
            sum = Machine.MultiplyAdd(Unsafe.Add(ref x, i), Unsafe.Add(ref y, i), sum);
        return sum;
    }

    /// <summary>The sum of elements that follow each other, in an order of its own.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="start">The index of the first of them.</param>
    /// <param name="count">The number of elements; there are none below 1, and their sum is −0.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static double Sum(ReadOnlySpan<double> values, int start, int count)
    {
        if (count <= 0)
            return -0.0;
        ref double x = ref Part(values, start, count);
        Lanes sum0 = -0.0, sum1 = -0.0, sum2 = -0.0, sum3 = -0.0;
        int i = 0;
        for (; i <= count - 4 * Count; i += 4 * Count)
        {
            sum0 += At(ref x, i);
            sum1 += At(ref x, i + Count);
            sum2 += At(ref x, i + 2 * Count);
            sum3 += At(ref x, i + 3 * Count);
        }

        for (; i <= count - Count; i += Count)
            sum0 += At(ref x, i);
        double sum = Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < count; i++)
            sum += Unsafe.Add(ref x, i);
        return sum;
    }

    /// <summary>Adds multiples to the first elements: <c>to[i] += factor * values[i]</c>, with the bits of this loop.</summary>
    /// <param name="to">What is added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="values">What is multiplied by it.</param>
    /// <param name="count">The number of elements; there are none below 1.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    public static void AddScaled(Span<double> to, double factor, ReadOnlySpan<double> values, int count) => AddScaled(to, 0, factor, values, 0, count);

    /// <summary>
    /// Adds multiples: <c>to[toStart + i] += factor * values[start + i]</c>, with the bits of this loop: products and sums are rounded apart, and where the memory overlaps, the
    /// elements are those that it gives.
    /// </summary>
    /// <param name="to">What is added to.</param>
    /// <param name="toStart">The index of the first element that is added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="values">What is multiplied by it.</param>
    /// <param name="start">The index of the first value.</param>
    /// <param name="count">The number of elements; there are none below 1.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddScaled(Span<double> to, int toStart, double factor, ReadOnlySpan<double> values, int start, int count)
    {
        if (count > Few)
        {
            AddScaledMany(to, toStart, factor, values, start, count);
            return;
        }

        if (count <= 0)
            return;
        ref double x = ref Part(values, start, count);
        ref double y = ref Part(to, toStart, count);
        for (int i = 0; i < count; i++)
            Unsafe.Add(ref y, i) += factor * Unsafe.Add(ref x, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void AddScaledMany(Span<double> to, int toStart, double factor, ReadOnlySpan<double> values, int start, int count)
    {
        ref double x = ref Part(values, start, count);
        ref double y = ref Part(to, toStart, count);
        Lanes factors = factor;
        int i = 0;
        if (!OverlapShifted(ref x, ref y, count))
        {
            for (; i <= count - 2 * Count; i += 2 * Count)
            {
                Put(At(ref y, i) + factors * At(ref x, i), ref y, i);
                Put(At(ref y, i + Count) + factors * At(ref x, i + Count), ref y, i + Count);
            }

            for (; i <= count - Count; i += Count)
                Put(At(ref y, i) + factors * At(ref x, i), ref y, i);
        }

        for (; i < count; i++)
            Unsafe.Add(ref y, i) += factor * Unsafe.Add(ref x, i);
    }

    /// <summary>Sets the first elements to multiples: <c>to[i] = factor * values[i]</c>.</summary>
    /// <param name="to">What is set.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="values">What is multiplied by it.</param>
    /// <param name="count">The number of elements; there are none below 1.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    public static void Scale(Span<double> to, double factor, ReadOnlySpan<double> values, int count) => Scale(to, 0, factor, values, 0, count);

    /// <summary>Sets elements to multiples: <c>to[toStart + i] = factor * values[start + i]</c>; where the memory overlaps, to those that this loop gives.</summary>
    /// <param name="to">What is set.</param>
    /// <param name="toStart">The index of the first element that is set.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="values">What is multiplied by it.</param>
    /// <param name="start">The index of the first value.</param>
    /// <param name="count">The number of elements; there are none below 1.</param>
    /// <exception cref="IndexOutOfRangeException">There are not so many elements.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Scale(Span<double> to, int toStart, double factor, ReadOnlySpan<double> values, int start, int count)
    {
        if (count > Few)
        {
            ScaleMany(to, toStart, factor, values, start, count);
            return;
        }

        if (count <= 0)
            return;
        ref double x = ref Part(values, start, count);
        ref double y = ref Part(to, toStart, count);
        for (int i = 0; i < count; i++)
            Unsafe.Add(ref y, i) = factor * Unsafe.Add(ref x, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static void ScaleMany(Span<double> to, int toStart, double factor, ReadOnlySpan<double> values, int start, int count)
    {
        ref double x = ref Part(values, start, count);
        ref double y = ref Part(to, toStart, count);
        Lanes factors = factor;
        int i = 0;
        if (!OverlapShifted(ref x, ref y, count))
        {
            for (; i <= count - 2 * Count; i += 2 * Count)
            {
                Put(factors * At(ref x, i), ref y, i);
                Put(factors * At(ref x, i + Count), ref y, i + Count);
            }

            for (; i <= count - Count; i += Count)
                Put(factors * At(ref x, i), ref y, i);
        }

        for (; i < count; i++)
            Unsafe.Add(ref y, i) = factor * Unsafe.Add(ref x, i);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref double Part(ReadOnlySpan<double> values, int start, int count)
    {
        if ((ulong)(uint)start + (uint)count > (uint)values.Length)
            ThrowOutOfRange(values);
        return ref Unsafe.Add(ref MemoryMarshal.GetReference(values), start);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Lanes At(ref double first, int index) => new(Vector512.LoadUnsafe(ref first, (nuint)index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(Lanes value, ref double first, int index) => value.vector.StoreUnsafe(ref first, (nuint)index);

    /// <summary>Whether they share memory, but not element by element: then eight at once would read what the loop has already written.</summary>
    private static bool OverlapShifted(ref double first, ref double second, int count)
    {
        nint distance = Math.Abs(Unsafe.ByteOffset(ref first, ref second));
        return distance != 0 && distance < (nint)count * sizeof(double);
    }

    /// <summary>What an array that is null throws where it is indexed, and what its span throws otherwise.</summary>
    private static void ThrowOutOfRange(ReadOnlySpan<double> values) =>
        throw (Unsafe.IsNullRef(ref MemoryMarshal.GetReference(values)) ? new NullReferenceException() : new IndexOutOfRangeException());
}
