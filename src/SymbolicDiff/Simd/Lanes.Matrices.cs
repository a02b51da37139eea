using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff;

// Rows of matrices, and elements that follow each other in them.
public readonly partial struct Lanes
{
    /// <summary>A row of a matrix.</summary>
    /// <param name="matrix">Rows that follow each other in memory.</param>
    /// <param name="row">The index of the row.</param>
    /// <exception cref="IndexOutOfRangeException">The matrix has no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<double> Row(double[,] matrix, int row)
    {
        int columns = matrix.GetUpperBound(1) + 1; // a matrix need not begin at zero
        if (columns > 0)
            return MemoryMarshal.CreateSpan(ref matrix[row, 0], columns);
        if (row < 0 || row > matrix.GetUpperBound(0))
            ThrowOutOfRange();
        return default;
    }

    /// <summary>The length of the rows.</summary>
    /// <param name="matrix">A matrix, which need not be there.</param>
    public static int LongestRow(double[,]? matrix) => matrix is null ? 0 : Math.Max(0, matrix.GetUpperBound(1) + 1);

    /// <summary>Eight rows that follow each other, side by side.</summary>
    /// <param name="matrix">What is read.</param>
    /// <param name="at">The index of the first row.</param>
    /// <param name="into">Memory for as many elements as a row has.</param>
    /// <returns>The elements of the rows. There are none where a row is missing.</returns>
    public static ReadOnlySpan<Lanes> Rows(double[,] matrix, int at, Span<Lanes> into) => Rows(matrix, at, Count, into);

    /// <summary>Rows that follow each other, side by side; lanes without row are zero.</summary>
    /// <param name="matrix">What is read.</param>
    /// <param name="at">The index of the first row.</param>
    /// <param name="count">How many rows there are, at most eight.</param>
    /// <param name="into">Memory for as many elements as a row has.</param>
    /// <returns>The elements of the rows. There are none where a row is missing.</returns>
    public static ReadOnlySpan<Lanes> Rows(double[,] matrix, int at, int count, Span<Lanes> into)
    {
        if (at < 0 || at > matrix.GetUpperBound(0) + 1 - count)
            return default;
        Span<Lanes> sideBySide = into[..Math.Min(into.Length, LongestRow(matrix))];
        if (count < Count)
            sideBySide.Clear();
        int done = count < Count ? 0 : Transpose(matrix, at, sideBySide);
        Span<double> numbers = MemoryMarshal.Cast<Lanes, double>(sideBySide);
        for (int lane = 0; lane < count; lane++)
            CopyRow(Row(matrix, at + lane), numbers, lane, done);
        return sideBySide;
    }

    /// <summary>Eight rows, as many whole fours of their columns as there are; how many these are.</summary>
    private static int Transpose(double[,] matrix, int at, Span<Lanes> to)
    {
        if (!Avx.IsSupported)
            return 0;
        int j = 0;
        for (; j + 4 <= to.Length; j += 4)
        {
            Square.Of(Four(0), Four(1), Four(2), Four(3)).With(Square.Of(Four(4), Four(5), Four(6), Four(7)), to.Slice(j, 4));
        }

        return j;

        ReadOnlySpan<double> Four(int lane) => Row(matrix, at + lane).Slice(j, 4);
    }

    /// <summary>Eight elements of a row that follow each other.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="row">The index of the row.</param>
    /// <param name="at">The index of the first of them in the row.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(double[,] from, int row, int at) => Load(Row(from, row), at);

    /// <summary>Elements of a row that follow each other, one for each of the first lanes; what the others have is not defined.</summary>
    /// <param name="from">What is read.</param>
    /// <param name="row">The index of the row.</param>
    /// <param name="at">The index of the first of them in the row.</param>
    /// <param name="count">How many there are, from one to eight.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes Load(double[,] from, int row, int at, int count) => Load(Row(from, row), at, count);

    /// <summary>Writes the numbers to elements of a row that follow each other.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="row">The index of the row.</param>
    /// <param name="at">The index of the first element in the row.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the row; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes value, double[,] to, int row, int at) => Store(value, Row(to, row), at);

    /// <summary>Writes the numbers of the first lanes to elements of a row that follow each other.</summary>
    /// <param name="value">The numbers.</param>
    /// <param name="to">What is written.</param>
    /// <param name="row">The index of the row.</param>
    /// <param name="at">The index of the first element in the row.</param>
    /// <param name="count">How many there are, from one to eight.</param>
    /// <exception cref="IndexOutOfRangeException">Not all of them are in the row; then nothing is written.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Lanes value, double[,] to, int row, int at, int count) => Store(value, Row(to, row), at, count);
}
