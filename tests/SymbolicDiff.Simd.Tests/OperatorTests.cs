namespace SymbolicDiff.Simd.Tests;

/// <summary>Operators and selections are those of doubles, bit by bit.</summary>
public class OperatorTests
{
    private static readonly double[] Some =
        [.. Points.Special().Where((_, i) => i % 4 == 0), -0.0, double.NegativeInfinity, .. Points.OfAllSizes(60, 1), .. Points.Moderate(60, 2)];

    public static TheoryData<string, Func<Lanes, Lanes, Lanes>, Func<double, double, double>> Operators => new()
    {
        { "+", (a, b) => a + b, (a, b) => a + b },
        { "-", (a, b) => a - b, (a, b) => a - b },
        { "*", (a, b) => a * b, (a, b) => a * b },
        { "/", (a, b) => a / b, (a, b) => a / b },
        { "negation", (a, _) => -a, (a, _) => -a },
        { "Abs", (a, _) => Lanes.Abs(a), (a, _) => Math.Abs(a) },
        { "Max", Lanes.Max, Math.Max },
        { "Min", Lanes.Min, Math.Min },
        { "Floor", (a, _) => Lanes.Floor(a), (a, _) => Math.Floor(a) },
        { "Ceiling", (a, _) => Lanes.Ceiling(a), (a, _) => Math.Ceiling(a) },
        { "Truncate", (a, _) => Lanes.Truncate(a), (a, _) => Math.Truncate(a) },
        { "Round", (a, _) => Lanes.Round(a), (a, _) => Math.Round(a) },
        { "MultiplyAdd", (a, b) => Lanes.MultiplyAdd(a, b, 0.1), (a, b) => HasFused ? Math.FusedMultiplyAdd(a, b, 0.1) : a * b + 0.1 },
        { "<", (a, b) => Lanes.Select(a < b, 1, 0), (a, b) => a < b ? 1 : 0 },
        { "<=", (a, b) => Lanes.Select(a <= b, 1, 0), (a, b) => a <= b ? 1 : 0 },
        { ">", (a, b) => Lanes.Select(a > b, 1, 0), (a, b) => a > b ? 1 : 0 },
        { ">=", (a, b) => Lanes.Select(a >= b, 1, 0), (a, b) => a >= b ? 1 : 0 },
        { "==", (a, b) => Lanes.Select(Lanes.AreEqual(a, b), a, b), (a, b) => a == b ? a : b },
        { "!=", (a, b) => Lanes.Select(Lanes.AreUnequal(a, b), a, b), (a, b) => a != b ? a : b },
        { "IsNaN", (a, _) => Lanes.Select(Lanes.IsNaN(a), 1, a), (a, _) => double.IsNaN(a) ? 1 : a },
        { "not", (a, b) => Lanes.Select(!(a < b), a, b), (a, b) => !(a < b) ? a : b },
        { "and", (a, b) => Lanes.Select(a < b & b < 1, a, b), (a, b) => a < b & b < 1 ? a : b },
        { "or", (a, b) => Lanes.Select(a < b | b < 1, a, b), (a, b) => a < b | b < 1 ? a : b },
        { "xor", (a, b) => Lanes.Select(a < b ^ b < 1, a, b), (a, b) => a < b ^ b < 1 ? a : b },
    };

    private static bool HasFused => System.Runtime.Intrinsics.X86.Fma.IsSupported || System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported;

    [Theory]
    [MemberData(nameof(Operators))]
    public void OperatorsAreThoseOfDoubles(string name, Func<Lanes, Lanes, Lanes> ofLanes, Func<double, double, double> ofOne)
    {
        foreach (double a in Some)
        {
            foreach (double[] eight in Some.Chunk(Lanes.Count))
            {
                Lanes results = ofLanes(a, Lanes.LoadRest(eight, 0));
                Lanes turned = ofLanes(Lanes.LoadRest(eight, 0), a);
                for (int lane = 0; lane < eight.Length; lane++)
                {
                    Bits.AssertSame(ofOne(a, eight[lane]), results[lane], FormattableString.Invariant($"{name} of {a:R} and {eight[lane]:R}"));
                    Bits.AssertSame(ofOne(eight[lane], a), turned[lane], FormattableString.Invariant($"{name} of {eight[lane]:R} and {a:R}"));
                }
            }
        }
    }

    [Fact]
    public void MasksAreAskedAsAWhole()
    {
        for (int count = -1; count <= 9; count++)
        {
            LaneMask first = LaneMask.First(count);
            for (int lane = 0; lane < Lanes.Count; lane++)
                Assert.Equal(lane < count, first[lane]);
            Assert.Equal(count >= 8, LaneMask.All(first));
            Assert.Equal(count >= 1, LaneMask.Any(first));
        }

        Assert.True(LaneMask.All(true));
        Assert.False(LaneMask.Any(false));
        Assert.Throws<ArgumentOutOfRangeException>(() => LaneMask.First(3)[8]);
        Assert.Throws<ArgumentOutOfRangeException>(() => ((Lanes)1)[-1]);
    }

    [Fact]
    public void ReductionsHaveTheirOrder()
    {
        foreach (double[] x in Points.Moderate(800, 7).Chunk(Lanes.Count).Concat(Some.Chunk(Lanes.Count)).Where(x => x.Length == Lanes.Count))
        {
            var lanes = Lanes.Load(x, 0);
            Bits.AssertSame(x[0] + x[4] + (x[2] + x[6]) + (x[1] + x[5] + (x[3] + x[7])), Lanes.Sum(lanes), "the sum");
            Bits.AssertSame(x.Aggregate(Math.Max), Lanes.Max(lanes), "the maximum");
            Bits.AssertSame(x.Aggregate(Math.Min), Lanes.Min(lanes), "the minimum");
        }
    }

    [Fact]
    public void IndicesFollowEachOther()
    {
        foreach (int start in (int[])[0, 5, -3, int.MaxValue, int.MinValue])
        {
            for (int lane = 0; lane < Lanes.Count; lane++)
                Assert.Equal((double)start + lane, Lanes.Indices(start)[lane]);
        }
    }

    [Fact]
    public void TextsAreTheSameInAllCultures() => Assert.Equal("-2.5, -1.5, -0.5, 0.5, 1.5, 2.5, 3.5, 4.5", (Lanes.Indices(-2) - 0.5).ToString());
}
