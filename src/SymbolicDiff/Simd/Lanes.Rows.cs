using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff;

// Rows of a jagged array side by side: element j of a span of lanes holds the elements j of eight rows.
public readonly partial struct Lanes
{
    /// <summary>The length of the longest row.</summary>
    /// <param name="rows">Rows, none of which need be there.</param>
    public static int LongestRow(ReadOnlySpan<double[]> rows)
    {
        int longest = 0;
        foreach (double[]? row in rows)
            longest = Math.Max(longest, row?.Length ?? 0);
        return longest;
    }

    /// <summary>Whether rows are there and of one length.</summary>
    /// <param name="rows">What is asked about.</param>
    /// <param name="from">The index of the first row.</param>
    /// <param name="to">The index behind the last row.</param>
    public static bool AreEven(ReadOnlySpan<double[]> rows, int from, int to)
    {
        if (from >= to)
            return true;
        if (from < 0 || to > rows.Length)
            return false;
        foreach (double[]? row in rows[from..to])
        {
            if (row is null || row.Length != rows[from]?.Length)
                return false;
        }

        return true;
    }

    /// <summary>Eight rows that follow each other, side by side.</summary>
    /// <param name="rows">What is read.</param>
    /// <param name="at">The index of the first row.</param>
    /// <param name="into">Memory for as many elements as the longest row has.</param>
    /// <returns>The elements that all of the rows have. There are none where a row is missing.</returns>
    public static ReadOnlySpan<Lanes> Rows(ReadOnlySpan<double[]> rows, int at, Span<Lanes> into) => Rows(rows, at, Count, into);

    /// <summary>Rows that follow each other, side by side; lanes without row are zero.</summary>
    /// <param name="rows">What is read.</param>
    /// <param name="at">The index of the first row.</param>
    /// <param name="count">How many rows there are, at most eight.</param>
    /// <param name="into">Memory for as many elements as the longest row has.</param>
    /// <returns>The elements that all of the rows have. There are none where a row is missing.</returns>
    public static ReadOnlySpan<Lanes> Rows(ReadOnlySpan<double[]> rows, int at, int count, Span<Lanes> into)
    {
        int length = into.Length;
        for (int lane = 0; lane < count; lane++)
            length = Math.Min(length, (uint)(at + lane) < (uint)rows.Length ? rows[at + lane]?.Length ?? 0 : 0);
        Span<Lanes> sideBySide = into[..length];
        if (length == 0)
            return sideBySide;
        if (count == Count)
            Transpose(rows.Slice(at, Count), sideBySide);
        else
            Copy(rows.Slice(at, count), sideBySide);
        return sideBySide;
    }

    private static void Copy(ReadOnlySpan<double[]> rows, Span<Lanes> to)
    {
        to.Clear();
        Span<double> numbers = MemoryMarshal.Cast<Lanes, double>(to);
        for (int lane = 0; lane < rows.Length; lane++)
            CopyRow(rows[lane], numbers, lane, 0);
    }

    private static void CopyRow(ReadOnlySpan<double> row, Span<double> numbers, int lane, int from)
    {
        row = row[..(numbers.Length / Count)];
        for (int j = from; j < row.Length; j++)
            numbers[j * Count + lane] = row[j];
    }

    /// <summary>Eight rows, four of their columns at a time in registers.</summary>
    private static void Transpose(ReadOnlySpan<double[]> rows, Span<Lanes> to)
    {
        int j = 0;
        if (Avx.IsSupported)
        {
            for (; j + 4 <= to.Length; j += 4)
            {
                Square first = Square.Of(rows[0].AsSpan(j, 4), rows[1].AsSpan(j, 4), rows[2].AsSpan(j, 4), rows[3].AsSpan(j, 4));
                Square second = Square.Of(rows[4].AsSpan(j, 4), rows[5].AsSpan(j, 4), rows[6].AsSpan(j, 4), rows[7].AsSpan(j, 4));
                first.With(second, to.Slice(j, 4));
            }
        }

        Span<double> numbers = MemoryMarshal.Cast<Lanes, double>(to);
        for (int lane = 0; lane < Count; lane++)
            CopyRow(rows[lane], numbers, lane, j);
    }

    /// <summary>The columns of four rows of four numbers.</summary>
    private readonly ref struct Square(Vector256<double> column0, Vector256<double> column1, Vector256<double> column2, Vector256<double> column3)
    {
        public readonly Vector256<double> Column0 = column0;
        public readonly Vector256<double> Column1 = column1;
        public readonly Vector256<double> Column2 = column2;
        public readonly Vector256<double> Column3 = column3;

        /// <summary>The columns of eight rows.</summary>
        /// <param name="below">The last four.</param>
        /// <param name="to">Where they are written.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void With(Square below, Span<Lanes> to)
        {
            to[3] = new Lanes(Vector512.Create(Column3, below.Column3));
            to[2] = new Lanes(Vector512.Create(Column2, below.Column2));
            to[1] = new Lanes(Vector512.Create(Column1, below.Column1));
            to[0] = new Lanes(Vector512.Create(Column0, below.Column0));
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Square Of(ReadOnlySpan<double> row0, ReadOnlySpan<double> row1, ReadOnlySpan<double> row2, ReadOnlySpan<double> row3)
        {
            (Vector256<double> first, Vector256<double> second) = (Vector256.Create(row0), Vector256.Create(row1));
            (Vector256<double> third, Vector256<double> fourth) = (Vector256.Create(row2), Vector256.Create(row3));
            (Vector256<double> even, Vector256<double> odd) = (Avx.UnpackLow(first, second), Avx.UnpackHigh(first, second));
            (Vector256<double> evenBelow, Vector256<double> oddBelow) = (Avx.UnpackLow(third, fourth), Avx.UnpackHigh(third, fourth));
            const byte lowerHalves = 0x20, upperHalves = 0x31;
            return new Square(
                Avx.Permute2x128(even, evenBelow, lowerHalves),
                Avx.Permute2x128(odd, oddBelow, lowerHalves),
                Avx.Permute2x128(even, evenBelow, upperHalves),
                Avx.Permute2x128(odd, oddBelow, upperHalves));
        }
    }
}
