using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff;

// Eight columns of a matrix side by side: element i of an array of lanes is row i of them.
public readonly partial struct Lanes
{
    /// <summary>
    /// Gives lane 0 of the element <paramref name="at"/>, lane 1 of the next one and so on a value; the other lanes keep theirs. What is behind the end is left out. With 1, the
    /// lanes of an array of zeros are unit directions.
    /// </summary>
    /// <param name="directions">What is written.</param>
    /// <param name="at">The index of the first element.</param>
    /// <param name="value">The value.</param>
    /// <exception cref="IndexOutOfRangeException">The index is negative or behind the span's end.</exception>
    public static void SetDiagonal(Span<Lanes> directions, int at, double value)
    {
        if ((uint)at > (uint)directions.Length)
            ThrowOutOfRange();
        Span<double> numbers = MemoryMarshal.Cast<Lanes, double>(directions[at..]);
        for (int place = 0; place < Math.Min(numbers.Length, Count * Count); place += Count + 1)
            numbers[place] = value;
    }

    /// <summary>Lane 0 of the element <paramref name="at"/>, lane 1 of the next one and so on; zero for what is behind the end.</summary>
    /// <param name="columns">What is read.</param>
    /// <param name="at">The index of the first element.</param>
    /// <returns>One number of each of the elements.</returns>
    /// <exception cref="IndexOutOfRangeException">The index is negative or behind the span's end.</exception>
    public static Lanes Diagonal(ReadOnlySpan<Lanes> columns, int at)
    {
        if ((uint)at > (uint)columns.Length)
            ThrowOutOfRange();
        ReadOnlySpan<double> numbers = MemoryMarshal.Cast<Lanes, double>(columns[at..]);
        Span<double> diagonal = stackalloc double[Count];
        diagonal.Clear();
        for (int lane = 0; lane < Math.Min(numbers.Length / Count, Count); lane++)
            diagonal[lane] = numbers[lane * (Count + 1)];
        return Unsafe.BitCast<Vector512<double>, Lanes>(Vector512.Create<double>(diagonal));
    }
}
