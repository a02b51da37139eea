using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>A new matrix with its entries written out: <c>new double[,] { { a, b }, { b, c } }</c>.</summary>
internal static class MatrixLiteral
{
    public static Expression Of(ValueType real, IReadOnlyList<IReadOnlyList<Expression>> rows)
    {
        var text = new List<string> { "new " + Printer.Print(real) + "[,] { { " };
        for (int i = 0; i < rows.Count; i++)
        {
            if (i > 0) text.Add(" }, { ");
            for (int j = 1; j < rows[i].Count; j++) text.Add(", ");
        }

        text.Add(" } }");
        return new External(
            text.ToEquatableArray(), rows.SelectMany(row => row).ToEquatableArray(), new StorageType(StorageKind.Array, real, 2), HasEffects: false);
    }
}
