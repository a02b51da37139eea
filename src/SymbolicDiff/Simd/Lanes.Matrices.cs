using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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
