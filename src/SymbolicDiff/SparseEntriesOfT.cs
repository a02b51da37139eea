using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>Collects the entries of a sparse Jacobian for emitted methods, in any order.</summary>
/// <typeparam name="T">The type of the values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public sealed class SparseEntries<T>
{
    private readonly List<int> rows = [];
    private readonly List<int> columns = [];
    private readonly List<T> values = [];

    /// <summary>Adds an entry. One that is added again has the same value.</summary>
    /// <param name="row">The row.</param>
    /// <param name="column">The column.</param>
    /// <param name="value">The value.</param>
    public void Add(int row, int column, T value)
    {
        rows.Add(row);
        columns.Add(column);
        values.Add(value);
    }

    /// <summary>The entries, each once, row by row, each row from the left to the right.</summary>
    /// <returns>Row, column and value of each entry.</returns>
    public (int[] Rows, int[] Columns, T[] Values) RowByRow()
    {
        int[] order = Ordered(rows, Ordered(columns, [.. Enumerable.Range(0, values.Count)]));
        int count = 0;
        foreach (int entry in order)
            if (count == 0 || rows[entry] != rows[order[count - 1]] || columns[entry] != columns[order[count - 1]]) order[count++] = entry;
        return ([.. order.Take(count).Select(entry => rows[entry])], [.. order.Take(count).Select(entry => columns[entry])], [.. order.Take(count).Select(entry => values[entry])]);
    }

    /// <summary>The entries in the order of their keys; those of one key keep theirs.</summary>
    private static int[] Ordered(List<int> keys, int[] entries)
    {
        int[] starts = new int[keys.Count == 0 ? 1 : keys.Max() + 2];
        foreach (int key in keys) starts[key + 1]++;
        for (int key = 1; key < starts.Length; key++) starts[key] += starts[key - 1];
        int[] ordered = new int[entries.Length];
        foreach (int entry in entries) ordered[starts[keys[entry]]++] = entry;
        return ordered;
    }
}
