using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>Where the columns of a parameter can have entries, for emitted methods.</summary>
/// <param name="columns">How many columns there are.</param>
/// <param name="colours">The number of tangents that hold their entries: column j stands in tangent j mod colours.</param>
/// <param name="offsets">The distances of a row's columns from the row, ascending.</param>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public readonly struct Band(int columns, int colours, params int[] offsets)
{
    /// <summary>One column with an entry in every row.</summary>
    public static Band Column => new(1, 1);

    internal int Columns => columns;

    internal int Colours => colours;

    internal int[] Offsets => offsets;

    internal bool IsColumn => columns == 1 && colours == 1 && offsets.Length == 0;
}
