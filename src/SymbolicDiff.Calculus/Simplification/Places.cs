using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What is known of elements of one storage.</summary>
internal static class Places
{
    /// <summary>
    /// Whether the elements differ: they are of one storage, and some index of theirs differs by a constant. Indices may wrap around.
    /// </summary>
    public static bool AreApart(Element first, Element second)
    {
        if (Columns.AreApart(first.Storage, second.Storage)) return true;
        if (first.Storage.Whole() is not Variable || !first.Storage.Equals(second.Storage)) return false;
        for (int i = 0; i < first.Indices.Count; i++)
        {
            var (one, offset) = Offset(first.Indices[i]);
            var (other, otherOffset) = Offset(second.Indices[i]);
            if (Equals(one, other) && offset != otherOffset) return true;
        }

        return false;
    }

    /// <summary>An index as something plus a constant.</summary>
    private static (Expression? Base, int Offset) Offset(Expression index)
    {
        if (!index.Type.Equals(ValueType.Int32)) return (index, 0);
        if (index is Constant constant) return (null, (int)constant.Bits);
        if (index.Is(Primitive.Add, out Expression left, out Expression right) || index.Is(Primitive.Subtract, out left, out right))
        {
            bool isSum = ((Apply)index).Primitive.Name == "+";
            if (right is Constant { Bits: var addend } && left is not Constant) return (left, unchecked((int)(isSum ? addend : -addend)));
        }

        return (index, 0);
    }
}
