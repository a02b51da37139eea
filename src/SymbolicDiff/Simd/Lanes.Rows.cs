using System.Runtime.InteropServices;

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
        if (count < Count)
            sideBySide.Clear();
        Span<double> numbers = MemoryMarshal.Cast<Lanes, double>(sideBySide);
        for (int lane = 0; lane < count; lane++)
        {
            ReadOnlySpan<double> row = rows[at + lane].AsSpan(0, length);
            for (int j = 0; j < row.Length; j++)
                numbers[j * Count + lane] = row[j];
        }

        return sideBySide;
    }
}
