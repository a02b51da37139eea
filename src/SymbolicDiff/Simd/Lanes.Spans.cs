using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SymbolicDiff;

// Four sums at once, because the next addition to one of them has to wait for the last. Code that is not yet optimized computes with vectors a
// hundred times as slowly, so these methods are compiled well from the first call on.
public readonly partial struct Lanes
{
    /// <summary>The sum of the products of corresponding elements, in an order of its own.</summary>
    /// <param name="a">The first factors.</param>
    /// <param name="b">The second factors.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        RequireEqualLengths(a.Length, b.Length);
        Lanes sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = 0;
        for (; i <= a.Length - 4 * Count; i += 4 * Count)
        {
            sum0 = MultiplyAdd(Load(a, i), Load(b, i), sum0);
            sum1 = MultiplyAdd(Load(a, i + Count), Load(b, i + Count), sum1);
            sum2 = MultiplyAdd(Load(a, i + 2 * Count), Load(b, i + 2 * Count), sum2);
            sum3 = MultiplyAdd(Load(a, i + 3 * Count), Load(b, i + 3 * Count), sum3);
        }

        for (; i <= a.Length - Count; i += Count)
            sum0 = MultiplyAdd(Load(a, i), Load(b, i), sum0);
        double sum = Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < a.Length; i++)
            sum = Machine.MultiplyAdd(a[i], b[i], sum);
        return sum;
    }

    /// <summary>The sum of all elements, in an order of its own.</summary>
    /// <param name="values">The elements.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Sum(ReadOnlySpan<double> values)
    {
        Lanes sum0 = 0, sum1 = 0, sum2 = 0, sum3 = 0;
        int i = 0;
        for (; i <= values.Length - 4 * Count; i += 4 * Count)
        {
            sum0 += Load(values, i);
            sum1 += Load(values, i + Count);
            sum2 += Load(values, i + 2 * Count);
            sum3 += Load(values, i + 3 * Count);
        }

        for (; i <= values.Length - Count; i += Count)
            sum0 += Load(values, i);
        double sum = Sum(sum0 + sum1 + (sum2 + sum3));
        for (; i < values.Length; i++)
            sum += values[i];
        return sum;
    }

    /// <summary>
    /// Adds multiples: <c>to[i] += factor * values[i]</c>, with <see cref="MultiplyAdd"/>. Where the spans overlap, the elements are those that this
    /// loop gives.
    /// </summary>
    /// <param name="to">What is added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="values">What is multiplied by it.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaled(Span<double> to, double factor, ReadOnlySpan<double> values)
    {
        RequireEqualLengths(to.Length, values.Length);
        int i = 0;
        if (!OverlapShifted(to, values))
        {
            Lanes factors = factor;
            for (; i <= to.Length - Count; i += Count)
                MultiplyAdd(factors, Load(values, i), Load(to, i)).Store(to, i);
        }

        for (; i < to.Length; i++)
            to[i] = Machine.MultiplyAdd(factor, values[i], to[i]);
    }

    /// <summary>
    /// Adds multiples: <c>to[i] += factor * values[i]</c>, with the bits of this loop: products and sums are rounded apart, and where the spans
    /// overlap, the elements are those that it gives.
    /// </summary>
    /// <param name="to">What is added to.</param>
    /// <param name="factor">The factor.</param>
    /// <param name="values">What is multiplied by it.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddScaledExactly(Span<double> to, double factor, ReadOnlySpan<double> values)
    {
        RequireEqualLengths(to.Length, values.Length);
        int i = 0;
        if (!OverlapShifted(to, values))
        {
            Lanes factors = factor;
            for (; i <= to.Length - Count; i += Count)
                (Load(to, i) + factors * Load(values, i)).Store(to, i);
        }

        for (; i < to.Length; i++)
            to[i] += factor * values[i];
    }

    /// <summary>Multiplies all elements: <c>values[i] *= factor</c>.</summary>
    /// <param name="values">The elements.</param>
    /// <param name="factor">The factor.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scale(Span<double> values, double factor)
    {
        Lanes factors = factor;
        int i = 0;
        for (; i <= values.Length - Count; i += Count)
            (Load(values, i) * factors).Store(values, i);
        for (; i < values.Length; i++)
            values[i] *= factor;
    }

    /// <summary>Whether they share memory, but not element by element: then eight at once would read what the loop has already written.</summary>
    private static bool OverlapShifted(Span<double> to, ReadOnlySpan<double> values) =>
        MemoryExtensions.Overlaps(to, values, out int offset) && offset != 0;

    private static void RequireEqualLengths(int first, int second)
    {
        if (first != second)
            ThrowUnequal(first, second);
    }

    [DoesNotReturn]
    private static void ThrowUnequal(int first, int second) => throw new ArgumentException($"The lengths differ: {first} and {second}.");
}
