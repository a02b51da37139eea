namespace SymbolicDiff.Simd.Tests;

/// <summary>The loops over spans, of all short lengths and at all offsets, against loops over numbers.</summary>
public class SpanTests
{
    private static readonly double[] First = [.. Points.Between(-1, 1, 100, 1)];
    private static readonly double[] Second = [.. Points.Between(-1, 1, 100, 2)];

    private static bool HasFused => System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;

    public static TheoryData<int> Offsets => [.. Enumerable.Range(0, 9)];

    [Theory]
    [MemberData(nameof(Offsets))]
    public void SumsAreRight(int offset)
    {
        for (int length = 0; length <= 70; length++)
        {
            ReadOnlySpan<double> a = First.AsSpan(offset, length);
            ReadOnlySpan<double> b = Second.AsSpan(2 * offset, length);
            decimal dot = 0, sum = 0;
            for (int i = 0; i < length; i++)
            {
                dot += (decimal)a[i] * (decimal)b[i];
                sum += (decimal)a[i];
            }

            Assert.Equal((double)dot, Lanes.Dot(a, b), 1e-14);
            Assert.Equal((double)sum, Lanes.Sum(a), 1e-14);
        }
    }

    [Fact]
    public void SumsOfNothingAreZero()
    {
        Bits.AssertSame(0, Lanes.Sum([]), "the sum");
        Bits.AssertSame(0, Lanes.Dot([], []), "the product");
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public void MultiplesAreAddedWithTheBitsOfTheLoop(int offset)
    {
        for (int length = 0; length <= 70; length++)
        {
            double[] exact = [.. First], fused = [.. First], scaled = [.. First];
            double[] expectedExact = [.. First], expectedFused = [.. First], expectedScaled = [.. First];
            ReadOnlySpan<double> values = Second.AsSpan(2 * offset, length);
            Lanes.AddScaledExactly(exact.AsSpan(offset, length), 0.7, values);
            Lanes.AddScaled(fused.AsSpan(offset, length), 0.7, values);
            Lanes.Scale(scaled.AsSpan(offset, length), 0.7);
            for (int i = 0; i < length; i++)
            {
                expectedExact[offset + i] += 0.7 * values[i];
                expectedFused[offset + i] = HasFused ? Math.FusedMultiplyAdd(0.7, values[i], expectedFused[offset + i]) : expectedExact[offset + i];
                expectedScaled[offset + i] *= 0.7;
            }

            Bits.AssertSame(expectedExact, exact, $"exactly, length {length}");
            Bits.AssertSame(expectedFused, fused, $"fused, length {length}");
            Bits.AssertSame(expectedScaled, scaled, $"scaled, length {length}");
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(-8)]
    [InlineData(20)]
    [InlineData(-69)]
    public void OverlappingMemoryIsThatOfTheLoop(int shift)
    {
        foreach (int length in (int[])[1, 7, 8, 9, 25, 70])
        {
            double[] exact = [.. First, .. Second], fused = [.. exact], expectedExact = [.. exact], expectedFused = [.. exact];
            Lanes.AddScaledExactly(exact.AsSpan(70, length), 0.7, exact.AsSpan(70 + shift, length));
            Lanes.AddScaled(fused.AsSpan(70, length), 0.7, fused.AsSpan(70 + shift, length));
            for (int i = 70; i < 70 + length; i++)
            {
                expectedExact[i] += 0.7 * expectedExact[i + shift];
                double product = 0.7 * expectedFused[i + shift];
                expectedFused[i] = HasFused ? Math.FusedMultiplyAdd(0.7, expectedFused[i + shift], expectedFused[i]) : product + expectedFused[i];
            }

            Bits.AssertSame(expectedExact, exact, $"exactly, length {length}");
            Bits.AssertSame(expectedFused, fused, $"fused, length {length}");
        }
    }

    [Fact]
    public void LengthsMustBeEqual()
    {
        Assert.Throws<ArgumentException>(() => Lanes.Dot(new double[3], new double[4]));
        Assert.Throws<ArgumentException>(() => Lanes.AddScaled(new double[9], 1, new double[8]));
        Assert.Throws<ArgumentException>(() => Lanes.AddScaledExactly(new double[8], 1, new double[9]));
    }
}
