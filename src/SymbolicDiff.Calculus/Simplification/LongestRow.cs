using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>The run-time library's length of the longest of several rows, which asks for no row to be there.</summary>
internal static class LongestRow
{
    private const string Begin = "global::SymbolicDiff.Lanes.LongestRow(";

    /// <param name="rows">A jagged array, or a matrix.</param>
    public static External Of(Expression rows) => new(EquatableArray.Of(Begin, ")"), EquatableArray.Of(rows), ValueType.Int32, HasEffects: false);

    public static bool Is(Expression length) => length is External external && external.Text[0] == Begin;
}
