using System.ComponentModel;

namespace SymbolicDiff;

/// <summary>Collects the entries of a sparse Jacobian for emitted methods, row by row.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class SparseEntries
{
    /// <summary>The entries of bands, out of the tangents along the colours of each.</summary>
    /// <param name="tangents">The result's tangents, those of the first band before those of the next.</param>
    /// <param name="bands">One for each parameter.</param>
    /// <returns>Row, column and value of each entry.</returns>
    public static (int[] Rows, int[] Columns, double[] Values) Of(double[][] tangents, params ReadOnlySpan<Band> bands) => Collect(tangents, bands);

    /// <inheritdoc cref="Of(double[][], ReadOnlySpan{Band})"/>
    public static (int[] Rows, int[] Columns, float[] Values) Of(float[][] tangents, params ReadOnlySpan<Band> bands) => Collect(tangents, bands);

    /// <inheritdoc cref="Of(double[][], ReadOnlySpan{Band})"/>
    /// <typeparam name="T">The type of the entries.</typeparam>
    public static (int[] Rows, int[] Columns, T[] Values) Of<T>(T[][] tangents, params ReadOnlySpan<Band> bands) => Collect(tangents, bands);

    /// <summary>All entries of matrices that stand beside each other.</summary>
    /// <param name="matrices">One for each parameter, all with the same number of rows.</param>
    /// <returns>Row, column and value of each entry.</returns>
    public static (int[] Rows, int[] Columns, double[] Values) OfAll(params ReadOnlySpan<double[,]> matrices) => CollectAll(matrices);

    /// <inheritdoc cref="OfAll(ReadOnlySpan{double[,]})"/>
    public static (int[] Rows, int[] Columns, float[] Values) OfAll(params ReadOnlySpan<float[,]> matrices) => CollectAll(matrices);

    /// <inheritdoc cref="OfAll(ReadOnlySpan{double[,]})"/>
    /// <typeparam name="T">The type of the entries.</typeparam>
    public static (int[] Rows, int[] Columns, T[] Values) OfAll<T>(params ReadOnlySpan<T[,]> matrices) => CollectAll(matrices);

    private static (int[] Rows, int[] Columns, T[] Values) Collect<T>(T[][] tangents, ReadOnlySpan<Band> bands)
    {
        ArgumentNullException.ThrowIfNull(tangents);
        List<int> rows = [], columns = [];
        List<T> values = [];
        int count = tangents.Length == 0 ? 0 : tangents[0].Length;
        for (int row = 0; row < count; row++)
        {
            (int firstColumn, int firstTangent) = (0, 0);
            foreach (Band band in bands)
            {
                ReadOnlySpan<int> own = band.IsColumn ? [-row] : band.Offsets;
                foreach (int offset in own)
                {
                    int column = row + offset;
                    if ((uint)column >= (uint)band.Columns) continue;
                    rows.Add(row);
                    columns.Add(firstColumn + column);
                    values.Add(tangents[firstTangent + column % band.Colours][row]);
                }

                (firstColumn, firstTangent) = (firstColumn + band.Columns, firstTangent + band.Colours);
            }
        }

        return ([.. rows], [.. columns], [.. values]);
    }

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
