using SymbolicDiff.Calculus.Tests.Precision;
using Xunit.Abstractions;

namespace SymbolicDiff.Simd.Tests;

/// <summary>The functions against arithmetic with 77 digits; where there is no finite value, against the framework's.</summary>
public class AccuracyTests(ITestOutputHelper output)
{
    private static readonly Real Largest = Real.Of(double.MaxValue);

    public static TheoryData<string> Names => [.. LaneFunction.All.Select(function => function.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void FunctionsAreRightToAFewUnitsInTheLastPlace(string name)
    {
        LaneFunction function = LaneFunction.All.Single(candidate => candidate.Name == name);
        var arithmetic = new RealArithmetic(256);
        (double Ulps, double At) worst = default;
        foreach (double[] eight in Points.Of(function).Chunk(Lanes.Count))
        {
            Lanes results = function.OfLanes(Lanes.LoadRest(eight, 0));
            for (int lane = 0; lane < eight.Length; lane++)
            {
                double x = eight[lane];
                double ulps = Ulps(function.OfOne(x), results[lane], () => function.Exact(arithmetic, Real.Of(x)), !double.IsFinite(x) || x == 0);
                if (!(ulps <= worst.Ulps))
                    worst = (ulps, x);
            }
        }

        output.WriteLine(FormattableString.Invariant($"{name}: {worst.Ulps:f2} ulp"));
        Assert.True(worst.Ulps <= function.AllowedUlps, FormattableString.Invariant($"{name}({worst.At:R}) is off by {worst.Ulps} ulp"));
    }

    [Fact]
    public void PowersAreRightToAFewUnitsInTheLastPlace()
    {
        var arithmetic = new RealArithmetic(256);
        (double Ulps, double X, double Y) worst = default;
        foreach ((double X, double Y)[] eight in PowerPoints().Chunk(Lanes.Count))
        {
            Lanes results = Lanes.Pow(Lanes.LoadRest(eight.Select(p => p.X).ToArray(), 0), Lanes.LoadRest(eight.Select(p => p.Y).ToArray(), 0));
            for (int lane = 0; lane < eight.Length; lane++)
            {
                (double x, double y) = eight[lane];
                bool isSpecial = !double.IsFinite(x) || !double.IsFinite(y) || x == 0 || y == 0;
                double ulps = Ulps(Math.Pow(x, y), results[lane], () => arithmetic.Pow(Real.Of(x), Real.Of(y)), isSpecial);
                if (!(ulps <= worst.Ulps))
                    worst = (ulps, x, y);
            }
        }

        output.WriteLine(FormattableString.Invariant($"Pow: {worst.Ulps:f2} ulp"));
        Assert.True(worst.Ulps <= 2, FormattableString.Invariant($"Pow({worst.X:R}, {worst.Y:R}) is off by {worst.Ulps} ulp"));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(-2.5)]
    public void PowersWithOneExponentAreTheSame(double exponent)
    {
        foreach (double x in Points.Special().Concat(Points.Between(0, 100, 200, 1)))
        {
            double expected = Math.Pow(x, exponent);
            double power = Lanes.Pow(x, exponent)[5];
            if (double.IsFinite(expected) && expected != 0)
                Assert.True(Real.Of(expected).UlpsTo(power) <= 2, FormattableString.Invariant($"Pow({x:R}, {exponent}) = {power:R}"));
            else
                Bits.AssertSame(expected, power, $"Pow({x:R}, {exponent})");
        }
    }

    /// <summary>The error; infinite where the framework's value is special and this is another one.</summary>
    private static double Ulps(double expected, double actual, Func<Real> exact, bool isSpecial)
    {
        bool isOrdinary = double.IsFinite(expected) && expected != 0;
        if (double.IsNaN(expected) || (isSpecial && !isOrdinary))
            return Bits.AreSame(expected, actual) ? 0 : double.PositiveInfinity;
        if (double.IsNaN(actual) || double.IsNegative(expected) != double.IsNegative(actual))
            return double.PositiveInfinity;
        if (isSpecial)
            return Real.Of(expected).UlpsTo(actual);
        try
        {
            Real value = exact();
            return Real.Abs(value) > Largest ? UlpsToLargest(value, actual) : value.UlpsTo(double.IsFinite(actual) ? actual : double.NaN);
        }
        catch (UndefinedException)
        {
            return Bits.AreSame(expected, actual) ? 0 : double.PositiveInfinity;
        }
    }

    /// <summary>Of a value beyond the largest double, which is that one or infinity; the difference between them is less than a unit.</summary>
    private static double UlpsToLargest(Real value, double actual) =>
        double.IsInfinity(actual) ? 0 : Real.Abs(value) < new Real(1, 1024) ? value.UlpsTo(actual) : double.PositiveInfinity;

    private static IEnumerable<(double X, double Y)> PowerPoints()
    {
        double[] marks = [0, -0.0, 1, -1, 2, -2, 3, -3, 0.5, -0.5, double.NaN, double.PositiveInfinity, double.NegativeInfinity];
        double[] some = [.. Points.Special().Where((_, i) => i % 3 == 0), .. marks];
        IEnumerable<(double, double)> special = some.SelectMany(_ => some, (x, y) => (x, y)).Where((_, i) => i % 5 == 0);
        special = special.Concat(marks.SelectMany(_ => marks, (x, y) => (x, y)));
        IEnumerable<(double, double)> ordinary = Points.Between(0, 10, 3000, 1).Zip(Points.Between(-300, 300, 3000, 2));
        IEnumerable<(double, double)> nearOne = Points.Between(0.99, 1.01, 1500, 3).Zip(Points.Between(-70000, 70000, 1500, 4));
        IEnumerable<(double, double)> all = Points.OfAllSizes(2000, 5).Select(Math.Abs).Zip(Points.Between(-2.5, 2.5, 2000, 6));
        return special.Concat(ordinary).Concat(nearOne).Concat(all);
    }
}
