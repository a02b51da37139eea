using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace SymbolicDiff.Benchmarks.ByHand;

/// <summary>Loops over rows, as wide as the machine is; each gives the bits of the plain loop.</summary>
internal static class Rows
{
    /// <summary>Rented memory from the first whole cache line on; eight more than <paramref name="size"/> must be there.</summary>
    public static Span<double> Aligned(double[] rented, int size)
    {
        long start = Unsafe.ByteOffset(ref Unsafe.NullRef<double>(), ref MemoryMarshal.GetArrayDataReference(rented));
        return rented.AsSpan((int)(-start & 63) / sizeof(double), size);
    }

    /// <summary><c>a[i] += s * b[i]</c>; rows that have just been written element by element are read faster in halves.</summary>
    public static void AddScaled(Span<double> a, double s, ReadOnlySpan<double> b)
    {
        b = b.Slice(0, a.Length);
        ref double to = ref MemoryMarshal.GetReference(a);
        ref double from = ref MemoryMarshal.GetReference(b);
        int i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            var wide = Vector256.Create(s);
            for (; i <= a.Length - 4; i += 4)
                (Vector256.LoadUnsafe(ref to, (nuint)i) + wide * Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < a.Length; i++) a[i] += s * b[i];
    }

    /// <summary><c>a[i] = s * b[i]</c>.</summary>
    public static void Scale(Span<double> a, double s, ReadOnlySpan<double> b)
    {
        b = b.Slice(0, a.Length);
        ref double to = ref MemoryMarshal.GetReference(a);
        ref double from = ref MemoryMarshal.GetReference(b);
        int i = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            var wide = Vector512.Create(s);
            for (; i <= a.Length - 8; i += 8) (wide * Vector512.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        if (Vector256.IsHardwareAccelerated)
        {
            var wide = Vector256.Create(s);
            for (; i <= a.Length - 4; i += 4) (wide * Vector256.LoadUnsafe(ref from, (nuint)i)).StoreUnsafe(ref to, (nuint)i);
        }

        for (; i < a.Length; i++) a[i] = s * b[i];
    }

    /// <summary>The greatest element, NaN if there is one.</summary>
    public static double Max(ReadOnlySpan<double> x)
    {
        double max = x[0];
        int i = 1;
        if (Vector512.IsHardwareAccelerated && x.Length >= 32)
        {
            var (m0, m1) = (Vector512.Create(x), Vector512.Create(x.Slice(8)));
            for (i = 16; i <= x.Length - 16; i += 16)
                (m0, m1) = (Vector512.Max(m0, Vector512.Create(x.Slice(i))), Vector512.Max(m1, Vector512.Create(x.Slice(i + 8))));
            m0 = Vector512.Max(m0, m1);
            for (int lane = 0; lane < 8; lane++) max = Math.Max(max, m0[lane]);
        }

        for (; i < x.Length; i++) max = Math.Max(max, x[i]);
        return max;
    }
}
