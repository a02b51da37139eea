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

            Assert.Equal((double)dot, Lanes.Dot(a, b, length), 1e-14);
            Assert.Equal((double)sum, Lanes.Sum(a, 0, length), 1e-14);
        }
    }

    [Fact]
    public void SumsOfNothingChangeNothing()
    {
        Bits.AssertSame(-0.0, Lanes.Sum([], 0, 0), "the sum");
        Bits.AssertSame(-0.0, Lanes.Dot([], [], 0), "the product");
    }

    [Fact]
    public void SumsOfZerosKeepTheirSign()
    {
        double[] zeros = [.. Enumerable.Repeat(-0.0, 70)];
        double[] ones = [.. Enumerable.Repeat(1.0, 70)];
        for (int length = 0; length <= 70; length++)
        {
            Bits.AssertSame(-0.0, Lanes.Sum(zeros, 0, length), "the sum");
            Bits.AssertSame(-0.0, Lanes.Dot(zeros, ones, length), "the product");
        }
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public void PartsHaveTheSumsOfTheirElements(int offset)
    {
        for (int length = 0; length <= 70; length++)
        {
            Bits.AssertSame(Lanes.Dot(First.AsSpan(offset), Second.AsSpan(2 * offset), length), Lanes.Dot(First, offset, Second, 2 * offset, length), "the product");
            Bits.AssertSame(Lanes.Sum(First.AsSpan(offset), 0, length), Lanes.Sum(First, offset, length), "the sum");
        }
    }

    [Theory]
    [MemberData(nameof(Offsets))]
    public void MultiplesHaveTheBitsOfTheLoop(int offset)
    {
        for (int length = 0; length <= 70; length++)
        {
            double[] added = [.. First], expectedSums = [.. First], scaled = [.. First], expectedMultiples = [.. First];
            Lanes.AddScaled(added, offset, 0.7, Second, 2 * offset, length);
            Lanes.Scale(scaled, offset, 0.7, Second, 2 * offset, length);
            for (int i = 0; i < length; i++)
            {
                expectedSums[offset + i] += 0.7 * Second[2 * offset + i];
                expectedMultiples[offset + i] = 0.7 * Second[2 * offset + i];
            }

            Bits.AssertSame(expectedSums, added, $"added, length {length}");
            Bits.AssertSame(expectedMultiples, scaled, $"scaled, length {length}");
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
            double[] added = [.. First, .. Second], scaled = [.. added], expectedSums = [.. added], expectedMultiples = [.. added];
            Lanes.AddScaled(added, 70, 0.7, added, 70 + shift, length);
            Lanes.Scale(scaled, 70, 0.7, scaled, 70 + shift, length);
            for (int i = 70; i < 70 + length; i++)
            {
                expectedSums[i] += 0.7 * expectedSums[i + shift];
                expectedMultiples[i] = 0.7 * expectedMultiples[i + shift];
            }

            Bits.AssertSame(expectedSums, added, $"added, length {length}");
            Bits.AssertSame(expectedMultiples, scaled, $"scaled, length {length}");
        }
    }

    [Fact]
    public void ElementsMustBeThere()
    {
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Dot(new double[3], new double[4], 4));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Dot(new double[4], -1, new double[4], 0, 2));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Sum(new double[4], 3, 2));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.AddScaled(new double[9], 1, new double[8], 9));
        Assert.Throws<IndexOutOfRangeException>(() => Lanes.Scale(new double[8], 1, new double[9], 9));
        Assert.Throws<NullReferenceException>(() => Lanes.Scale(new double[8], 1, null!, 8));
        Assert.Equal(0, Lanes.Dot(null!, null!, 0));
    }
}
