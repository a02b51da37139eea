namespace SymbolicDiff.Calculus.Tests.Rules.Tables;

/// <summary>Every rule against values computed with 50 digits, to first and second order.</summary>
public class TableTests
{
    /// <summary>The smallest normal numbers: below them digits are lost whatever is computed.</summary>
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>Second partials that are differences, right to the size of what they are differences of.</summary>
    private static readonly HashSet<string> Cancelling = ["hypot", "pow", "atan2", "atan2Pi"];

    /// <summary>Functions whose second partial has the square of the first one as a factor, where that is not 0.</summary>
    private static readonly HashSet<string> Squaring = ["atan", "atanPi"];

    public static TheoryData<string> Functions => PartialsRow.Functions;

    [Fact]
    public void TheTableHasEveryFunctionThatHasARule()
    {
        IEnumerable<string> withRule = Primitive.All.Values.Where(primitive => primitive.Form == PrimitiveForm.Function).Select(primitive => primitive.Name)
            .Except(["sign", "ilogB", "roundToMode"])
            .Concat(["+", "-", "*", "/", "%", "neg"]);
        Assert.Equal(withRule.Order(StringComparer.Ordinal), PartialsRow.All.Select(row => row.Function).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void FirstPartialsAreRight(string function)
    {
        foreach (PartialsRow row in PartialsRow.Of(function))
        {
            double[] partials = new Call(function, row.Point).AllPartials();
            for (int i = 0; i < row.First.Length; i++) AssertRight(row.First[i], partials[i], 0, row, $"partial {i}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void EmittedGradientsAreRight(string function)
    {
        var differentiated = new Differentiated(function, PartialsRow.Of(function).First().Point);
        foreach (PartialsRow row in PartialsRow.Of(function))
        {
            double[] gradient = differentiated.EmittedGradient(row.Point);
            for (int i = 0; i < row.First.Length; i++) AssertRight(row.First[i], gradient[i], 0, row, $"partial {i}");
        }
    }

    /// <summary>Single precision has its own extremes; what it gives is compared with double precision at the same points.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void PartialsOfFloatsAreRight(string function)
    {
        foreach (PartialsRow row in PartialsRow.Of(function).Where(row => row.Point.All(x => x is int || IsNormal((float)(double)x))))
        {
            object[] point = [.. row.Point.Select(x => x is double real ? (object)(float)real : x)];
            var wide = new Call(function, [.. point.Select(x => x is float real ? (object)(double)real : x)]);
            var single = new Call(function, point);
            if (IsDiscontinuous(function) && Math.Abs(wide.Value - single.Value) > 1e-5 * Math.Abs(wide.Value)) continue;
            for (int i = 0; i < row.First.Length; i++)
            {
                float expected = (float)wide.Partial(i);
                if (expected != 0 && !IsNormal(expected)) continue;
                AssertClose(expected, single.Partial(i), 1e-5 * Math.Abs(expected), 1.2e-38, row, $"partial {i} of floats");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void SecondPartialsAreRight(string function)
    {
        var differentiated = new Differentiated(function, PartialsRow.Of(function).First().Point);
        bool isSquaring = Squaring.Contains(function);
        foreach (PartialsRow row in PartialsRow.Of(function).Where(row => row.HasSecond && !(isSquaring && row.First[0] * row.First[0] == 0)))
        {
            for (int i = 0; i < row.First.Length; i++)
            {
                for (int j = 0; j < row.First.Length; j++)
                {
                    double scale = Cancelling.Contains(function) ? Math.Max(row.Scale(i, j), row.Scale(j, i)) : 0;
                    AssertRight(row.SecondBy(i, j), differentiated.Second(row.Point, i, j), scale, row, $"forward second partial {i} {j}");
                    AssertRight(row.SecondBy(i, j), differentiated.SecondByEmitted(row.Point, i, j), scale, row, $"reverse second partial {i} {j}");
                }
            }
        }
    }

    private static bool IsNormal(float x) => x == 0 || float.IsNormal(x);

    private static bool IsDiscontinuous(string function) => function is "%" or "ieeeRemainder";

    private static void AssertRight(double expected, double found, double scale, PartialsRow row, string what) =>
        AssertClose(expected, found, 1e-12 * Math.Max(Math.Abs(expected), scale), SmallestNormal, row, what);

    private static void AssertClose(double expected, double found, double tolerance, double smallest, PartialsRow row, string what)
    {
        if (!double.IsFinite(expected) ? found.Equals(expected) : Math.Abs(found - expected) <= Math.Max(tolerance, smallest)) return;
        Assert.Fail($"{row.At}, {what}: expected {expected:R}, found {found:R}");
    }
}
