namespace SymbolicDiff;

/// <summary>Where and how the shapes of two arrays differ, in words for a message.</summary>
/// <param name="Own">The shape of the first.</param>
/// <param name="Other">The shape of the second.</param>
/// <param name="Place">The row that they differ in, or empty.</param>
internal sealed record ShapeDifference(string Own, string Other, string Place = "")
{
    /// <summary>Null if the shapes are the same, rows of jagged arrays included; a null row is the same as a null row only.</summary>
    public static ShapeDifference? Between(Array own, Array other)
    {
        for (int dimension = 0; dimension < own.Rank; dimension++)
        {
            if (own.GetLength(dimension) != other.GetLength(dimension))
                return new ShapeDifference(Describe(own), Describe(other));
        }

        return own is Array[] rows ? BetweenRows(rows, (Array?[])other) : null;
    }

    public static string DescribeLength(long length) => $"length {length}";

    public static string Describe(Array? array) => array switch
    {
        null => "no array",
        Array[] rows => $"{rows.Length} rows",
        { Rank: 2 } => $"shape {array.GetLength(0)} × {array.GetLength(1)}",
        _ => DescribeLength(array.LongLength),
    };

    private static ShapeDifference? BetweenRows(Array?[] rows, Array?[] otherRows)
    {
        for (int i = 0; i < rows.Length; i++)
        {
            Array? row = rows[i];
            Array? otherRow = otherRows[i];
            ShapeDifference? difference = row is not null && otherRow is not null
                ? Between(row, otherRow)
                : row == otherRow ? null : new ShapeDifference(Describe(row), Describe(otherRow));
            if (difference is not null)
                return difference with { Place = $" in row {i}{difference.Place}" };
        }

        return null;
    }
}
