using System.ComponentModel;
using System.Runtime.InteropServices;

namespace SymbolicDiff;

/// <summary>Matrices and jagged arrays as the emitted methods see them: one number after the other, row by row.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public static class RowMajor
{
    /// <summary>The elements of a matrix, row by row; a view of the same memory.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <returns>The elements.</returns>
    public static Span<double> Of(double[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(matrix).AsDouble(), matrix.Length);
    }

    /// <inheritdoc cref="Of(double[,])"/>
    public static Span<float> Of(float[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(matrix).AsSingle(), matrix.Length);
    }

    /// <inheritdoc cref="Of(double[,])"/>
    /// <typeparam name="T">The type of the elements.</typeparam>
    public static Span<T> Of<T>(T[,] matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Length == 0 ? default : MemoryMarshal.CreateSpan(ref matrix[0, 0], matrix.Length);
    }

    /// <summary>The number of all elements of the rows of a jagged array.</summary>
    /// <param name="rows">The rows, themselves arrays of numbers or of rows.</param>
    /// <returns>The number.</returns>
    public static int Count(Array?[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int count = 0;
        foreach (Array? row in rows) count += row is Array?[] inner ? Count(inner) : row?.Length ?? 0;
        return count;
    }

    /// <summary>The number of all elements before each row of a jagged array.</summary>
    /// <param name="rows">The rows, themselves arrays of numbers.</param>
    /// <returns>One number for each row.</returns>
    public static int[] Starts(Array?[] rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        int[] starts = new int[rows.Length];
        for (int i = 1; i < rows.Length; i++) starts[i] = starts[i - 1] + (rows[i - 1]?.Length ?? 0);
        return starts;
    }

    private static ref double AsDouble(this ref byte first) => ref System.Runtime.CompilerServices.Unsafe.As<byte, double>(ref first);

    private static ref float AsSingle(this ref byte first) => ref System.Runtime.CompilerServices.Unsafe.As<byte, float>(ref first);
}
