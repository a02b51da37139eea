using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>All entries of Jacobians, for emitted methods.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class SparseEntries
{
    /// <summary>All entries of matrices that stand beside each other.</summary>
    /// <param name="matrices">One for each parameter, all with the same number of rows.</param>
    /// <returns>Row, column and value of each entry.</returns>
    public static (int[] Rows, int[] Columns, double[] Values) OfAll(ReadOnlySpan<double[,]> matrices) => CollectAll(matrices);

    /// <inheritdoc cref="OfAll(ReadOnlySpan{double[,]})"/>
    public static (int[] Rows, int[] Columns, float[] Values) OfAll(ReadOnlySpan<float[,]> matrices) => CollectAll(matrices);

    /// <inheritdoc cref="OfAll(ReadOnlySpan{double[,]})"/>
    /// <typeparam name="T">The type of the entries.</typeparam>
    public static (int[] Rows, int[] Columns, T[] Values) OfAll<T>(ReadOnlySpan<T[,]> matrices) => CollectAll(matrices);

    private static (int[] Rows, int[] Columns, T[] Values) CollectAll<T>(ReadOnlySpan<T[,]> matrices)
    {
        int width = 0;
        foreach (T[,] matrix in matrices) width += matrix.GetLength(1);
        int height = matrices.Length == 0 ? 0 : matrices[0].GetLength(0);
        (int[] rows, int[] columns, T[] values) = (new int[height * width], new int[height * width], new T[height * width]);
        int k = 0;
        for (int row = 0; row < height; row++)
        {
            int firstColumn = 0;
            foreach (T[,] matrix in matrices)
            {
                for (int column = 0; column < matrix.GetLength(1); column++, k++) (rows[k], columns[k], values[k]) = (row, firstColumn + column, matrix[row, column]);
                firstColumn += matrix.GetLength(1);
            }
        }

        return (rows, columns, values);
    }
}
