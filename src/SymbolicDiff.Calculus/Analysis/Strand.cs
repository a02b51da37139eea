using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>One member of all elements of a storage, or, of a storage of reals, the storage; of jagged storage, of the elements of all rows.</summary>
internal sealed record Strand(Variable Storage, EquatableArray<string> Member)
{
    /// <summary>Those of a storage.</summary>
    public static IEnumerable<Strand> Of(Variable storage) => ColumnsOf(storage).Select(column => new Strand(storage, Columns.NamesOf(column)));

    /// <summary>The same member of an element of other storage of the same composites.</summary>
    public Element At(Expression storage, EquatableArray<Expression> indices) =>
        new(Columns.Reals(Elements.RowAt(storage, indices)).Single(column => Columns.NamesOf(column).Equals(Member)), Elements.InRow(storage, indices));

    /// <summary>Its place among the reals of an element.</summary>
    public int Index => ColumnsOf(Storage).Select(Columns.NamesOf).ToList().IndexOf(Member);

    private static IEnumerable<Expression> ColumnsOf(Variable storage) =>
        Columns.Reals(Elements.RowAt(storage, [.. Enumerable.Repeat(Constant.Of(0), Elements.Depth(storage.Type))]));
}
