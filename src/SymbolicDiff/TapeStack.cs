using System.Buffers;
using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SymbolicDiff;

/// <summary>
/// A tape whose length is not known beforehand: the primal sweep pushes, the reverse sweep pops in the opposite order. Instances are
/// pooled, a list for each thread, and their memory comes from the shared array pool, so that a repeated call allocates nothing.
/// </summary>
/// <remarks>
/// Written as <c>using TapeStack&lt;double&gt; vTape = TapeStack&lt;double&gt;.Rent();</c>. An instance is used by one thread at a time.
/// </remarks>
/// <typeparam name="T">The type of the recorded values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class TapeStack<T> : IDisposable
{
    private const int SmallestCapacity = 64;

    // A call that once recorded a great deal must not make every later call reserve as much.
    private const int LargestFirstCapacity = 1 << 20;

    [ThreadStatic]
    private static TapeStack<T>? free;

    private T[] values = [];
    private int firstCapacity = SmallestCapacity;
    private bool rented;
    private TapeStack<T>? nextFree;

    private TapeStack()
    {
    }

    /// <summary>The number of values that were pushed and not yet popped.</summary>
    public int Count { get; private set; }

    /// <summary>An empty stack, the caller's own until it is disposed.</summary>
    /// <returns>The stack.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static TapeStack<T> Rent()
    {
        TapeStack<T>? stack = free;
        if (stack is null)
            stack = new TapeStack<T>();
        else
            free = stack.nextFree;
        stack.nextFree = null;
        stack.rented = true;
        return stack;
    }

    /// <summary>Records a value.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ObjectDisposedException">The stack was disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T value)
    {
        T[] items = values;
        int count = Count;
        if ((uint)count >= (uint)items.Length)
            items = Grow(1);
        items[count] = value;
        Count = count + 1;
    }

    /// <summary>Removes the value recorded last.</summary>
    /// <returns>That value.</returns>
    /// <exception cref="InvalidOperationException">The stack is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        T[] items = values;
        int last = Count - 1;
        if ((uint)last >= (uint)items.Length)
            ThrowEmpty();
        T value = items[last];
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            items[last] = default!;
        Count = last;
        return value;
    }

    /// <summary>Records as many values as a loop has iterations, which writes them.</summary>
    /// <param name="count">The number of values; a negative one counts as zero, for a loop that does not run.</param>
    /// <returns>Their memory, undefined until it is written, until the next value is pushed.</returns>
    /// <exception cref="ObjectDisposedException">The stack was disposed.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> PushBlock(int count)
    {
        count = Math.Max(count, 0);
        T[] items = values;
        int first = Count;
        if (count > items.Length - first)
            items = Grow(count);
        Count = first + count;
        return new(items, first, count);
    }

    /// <summary>Removes the values recorded last.</summary>
    /// <param name="count">How many; a negative number counts as zero.</param>
    /// <returns>Their memory, until the next value is pushed.</returns>
    /// <exception cref="InvalidOperationException">There are not so many.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> PopBlock(int count)
    {
        count = Math.Max(count, 0);
        if (count > Count)
            ThrowEmpty();
        Count -= count;
        return new(values, Count, count);
    }

    /// <summary>Takes back that values were popped, so that a second reverse sweep pops them again. Nothing was pushed in between.</summary>
    /// <param name="count">What <see cref="Count"/> was before they were popped.</param>
    /// <exception cref="ArgumentOutOfRangeException">So many values were never pushed, or they are references and gone.</exception>
    public void Rewind(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Count);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? Count : values.Length);
        Count = count;
    }

    /// <summary>Gives the stack back. A second call, before the stack is rented again, has no effect.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        if (!rented)
            return;
        rented = false;
        ReturnValues();
        Count = 0;
        values = [];
        nextFree = free;
        free = this;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private T[] Grow(int count)
    {
        ObjectDisposedException.ThrowIf(!rented, this);
        int capacity = (int)Math.Min(Math.Max(Count == 0 ? firstCapacity : 2L * Count, (long)Count + count), Array.MaxLength);
        if (capacity < (long)Count + count)
            throw new InvalidOperationException($"A tape cannot hold more than {Count} values.");
        T[] larger = ArrayPool<T>.Shared.Rent(capacity);
        Array.Copy(values, larger, Count);
        ReturnValues();
        values = larger;
        firstCapacity = Math.Clamp(capacity, SmallestCapacity, LargestFirstCapacity);
        return larger;
    }

    private void ReturnValues()
    {
        if (values.Length == 0)
            return;
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
            Array.Clear(values, 0, Count);
        ArrayPool<T>.Shared.Return(values);
    }

    private static void ThrowEmpty() => throw new InvalidOperationException("The tape holds no value.");
}
