namespace SymbolicDiff;

/// <summary>Questions about the rows of jagged arrays, which are whole arrays: two rows share memory only if they are the same array.</summary>
internal static class JaggedArray
{
    // Kept from call to call, empty, so that asking allocates nothing once it has grown.
    [ThreadStatic]
    private static HashSet<Array>? rowsSeen;

    private static HashSet<Array> Seen => rowsSeen ??= new HashSet<Array>(ReferenceEqualityComparer.Instance);

    /// <summary>Whether the array is jagged and a row that holds anything occurs twice.</summary>
    public static bool RepeatsRow(Array array)
    {
        if (array is not Array[] rows)
            return false;
        HashSet<Array> seen = Seen;
        bool repeats = !AddAll(rows, seen);
        seen.Clear();
        return repeats;
    }

    /// <summary>Whether a row that holds anything occurs in both.</summary>
    public static bool ShareRow(Array?[] rows, Array?[] otherRows)
    {
        HashSet<Array> seen = Seen;
        AddAll(rows, seen);
        bool share = ContainsAny(otherRows, seen);
        seen.Clear();
        return share;
    }

    private static bool AddAll(Array?[] rows, HashSet<Array> seen)
    {
        bool allNew = true;
        foreach (Array? row in rows)
        {
            if (row is Array[] inner)
                allNew &= AddAll(inner, seen);
            else if (row is { LongLength: > 0 })
                allNew &= seen.Add(row);
        }

        return allNew;
    }

    private static bool ContainsAny(Array?[] rows, HashSet<Array> seen)
    {
        foreach (Array? row in rows)
        {
            if (row is Array[] inner ? ContainsAny(inner, seen) : row is not null && seen.Contains(row))
                return true;
        }

        return false;
    }
}
