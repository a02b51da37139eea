namespace SymbolicDiff.Calculus.Ir;

/// <summary>Elements of storage by all the indices that lead to them; of jagged storage those of the rows come first.</summary>
public static class Elements
{
    /// <summary>How many indices lead to an element that is no storage.</summary>
    public static int Depth(ValueType storage) => storage is StorageType type ? type.Rank + Depth(type.Element) : 0;

    /// <summary>The row that the first of the indices lead to; storage that is not jagged is its own row.</summary>
    public static Expression RowAt(Expression storage, IReadOnlyList<Expression> indices)
    {
        int used = 0;
        while (storage.Type is StorageType { Element: StorageType } type)
        {
            storage = new Element(storage, indices.Skip(used).Take(type.Rank).ToEquatableArray());
            used += type.Rank;
        }

        return storage;
    }

    /// <summary>Those of the indices that are the row's own.</summary>
    public static EquatableArray<Expression> InRow(Expression storage, IReadOnlyList<Expression> indices) =>
        indices.Skip(indices.Count - ((StorageType)RowAt(storage, indices).Type).Rank).ToEquatableArray();

    /// <summary>How many values the index at a position can have, behind those before it.</summary>
    public static Expression Length(Expression storage, IReadOnlyList<Expression> indices, int position)
    {
        var type = (StorageType)storage.Type;
        if (position >= type.Rank) return Length(new Element(storage, indices.Take(type.Rank).ToEquatableArray()), [.. indices.Skip(type.Rank)], position - type.Rank);
        return type.Rank == 1
            ? new Apply(Primitive.Length, ValueType.Int32, storage)
            : new Apply(Primitive.LengthOf, ValueType.Int32, storage, Constant.Of(position));
    }
}
