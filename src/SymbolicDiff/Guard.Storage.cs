using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SymbolicDiff;

public static partial class Guard
{
    /// <summary>The memory of an array or span of reals, or of all rows of a jagged array. Arrays, null ones too, and spans convert to it.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    public readonly ref struct Storage
    {
        private readonly ref byte first;
        private readonly nuint size;
        private readonly int elementSize;

        // The array of rank two, or the array of rows, that the memory or its shape is found in; null for rank one.
        private readonly Array? shape;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private Storage(ref byte first, nuint length, int elementSize, Array? shape = null)
        {
            this.first = ref first;
            size = length * (nuint)elementSize;
            this.elementSize = elementSize;
            this.shape = shape;
        }

        internal bool IsNull => elementSize == 0;

        internal long Count
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => elementSize == 0 ? 0 : (long)(size / (uint)elementSize);
        }

        internal bool HasRepeatedRow
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => shape is not null && JaggedArray.RepeatsRow(shape);
        }

        /// <summary>A span.</summary>
        /// <param name="span">The span.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(ReadOnlySpan<double> span) =>
            new(ref Unsafe.As<double, byte>(ref MemoryMarshal.GetReference(span)), (uint)span.Length, sizeof(double));

        /// <inheritdoc cref="op_Implicit(ReadOnlySpan{double})"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(ReadOnlySpan<float> span) =>
            new(ref Unsafe.As<float, byte>(ref MemoryMarshal.GetReference(span)), (uint)span.Length, sizeof(float));

        /// <inheritdoc cref="op_Implicit(ReadOnlySpan{double})"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(Span<double> span) => (ReadOnlySpan<double>)span;

        /// <inheritdoc cref="op_Implicit(ReadOnlySpan{double})"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(Span<float> span) => (ReadOnlySpan<float>)span;

        /// <summary>An array of rank one.</summary>
        /// <param name="array">The array, or null.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(double[]? array) => array is null ? default(Storage) : (ReadOnlySpan<double>)array;

        /// <inheritdoc cref="op_Implicit(double[])"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(float[]? array) => array is null ? default(Storage) : (ReadOnlySpan<float>)array;

        /// <summary>An array of rank two.</summary>
        /// <param name="array">The array, or null.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(double[,]? array) =>
            array is null ? default : new(ref MemoryMarshal.GetArrayDataReference(array), (nuint)array.LongLength, sizeof(double), array);

        /// <inheritdoc cref="op_Implicit(double[,])"/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static implicit operator Storage(float[,]? array) =>
            array is null ? default : new(ref MemoryMarshal.GetArrayDataReference(array), (nuint)array.LongLength, sizeof(float), array);

        /// <summary>A jagged array: <c>T[][]</c>, <c>T[][,]</c>, and deeper ones.</summary>
        /// <param name="rows">The array of rows, or null.</param>
        public static implicit operator Storage(Array?[]? rows) =>
            rows is null ? default : new(ref Unsafe.NullRef<byte>(), 0, nint.Size, rows);

        /// <summary>Whether the element, or part of one, is in the memory.</summary>
        internal bool Holds<TElement>(ref readonly TElement element)
        {
            var one = new Storage(ref Unsafe.As<TElement, byte>(ref Unsafe.AsRef(in element)), 1, Unsafe.SizeOf<TElement>());
            return shape is Array[] rows ? AnyRowOverlaps(rows, one) : size != 0 && SharesMemory(one);
        }

        internal static Storage Of<TElement>(ref TElement first, long length, Array? shape) =>
            new(ref Unsafe.As<TElement, byte>(ref first), (nuint)length, Unsafe.SizeOf<TElement>(), shape);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool HasShapeOf(Storage other)
        {
            if (elementSize == 0 || elementSize != other.elementSize || size != other.size)
                return false;
            return shape is null ? other.shape is null : other.shape is not null && ShapeDifference.Between(shape, other.shape) is null;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool Overlaps(Storage other)
        {
            if (shape is not null || other.shape is not null)
                return ShapesOverlap(this, other);
            return size != 0 && other.size != 0 && SharesMemory(other);
        }

        /// <summary>How the shape of this memory differs from the other's, at the first place where it does.</summary>
        internal ShapeDifference Difference(Storage other)
        {
            ShapeDifference? inside = shape is null || other.shape is null ? null : ShapeDifference.Between(shape, other.shape);
            return inside ?? new ShapeDifference(Describe(), other.Describe());
        }

        private string Describe() => shape is null
            ? ShapeDifference.DescribeLength((long)(size / (uint)elementSize))
            : ShapeDifference.Describe(shape);

        // Static, and given copies: a Storage whose address is never taken stays in registers.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static bool ShapesOverlap(Storage one, Storage other)
        {
            if (one.shape is Array[] rows)
                return other.shape is Array[] otherRows ? JaggedArray.ShareRow(rows, otherRows) : AnyRowOverlaps(rows, other);
            if (other.shape is Array[] others)
                return AnyRowOverlaps(others, one);
            return one.size != 0 && other.size != 0 && one.SharesMemory(other);
        }

        private static bool AnyRowOverlaps(Array?[] rows, Storage other)
        {
            foreach (Array? row in rows)
            {
                if (OfRow(row, other.elementSize).Overlaps(other))
                    return true;
            }

            return false;
        }

        // What else is compared with storage is of the same type as its elements.
        private static Storage OfRow(Array? row, int elementSize) => row switch
        {
            double[] array => array,
            float[] array => array,
            double[,] array => array,
            float[,] array => array,
            Array?[] rows => rows,
            null => default,
            _ => new(ref MemoryMarshal.GetArrayDataReference(row), (nuint)row.LongLength, elementSize, row.Rank > 1 ? row : null),
        };

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool SharesMemory(Storage other)
        {
            var distance = (nuint)Unsafe.ByteOffset(ref first, ref other.first);
            return distance < size || distance > unchecked(0 - other.size);
        }
    }
}
