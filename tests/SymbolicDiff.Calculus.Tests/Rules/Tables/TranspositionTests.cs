namespace SymbolicDiff.Calculus.Tests.Rules.Tables;

/// <summary>Every rule's two uses: u·(Jv) = (Jᵀu)·v at the points of the table, and the same numbers in both modes at special points.</summary>
public class TranspositionTests
{
    private static readonly double[] Special =
    [
        0, -0.0, 1, -1, 0.5, -0.5, 3, -2, double.PositiveInfinity, double.NegativeInfinity, double.NaN, double.MaxValue, -double.MaxValue,
        double.Epsilon, -double.Epsilon, Math.PI / 2, 1e-160, 1e160,
    ];

    public static TheoryData<string> Functions => PartialsRow.Functions;

    [Theory]
    [MemberData(nameof(Functions))]
    public void ReverseModeIsForwardModeTransposed(string function)
    {
        var random = new Random(3);
        var differentiated = new Differentiated(function, PartialsRow.Of(function).First().Point);
        foreach (PartialsRow row in PartialsRow.Of(function))
        {
            double[] v = [.. row.First.Select(_ => random.NextDouble() * 2 - 1)];
            double u = random.NextDouble() * 2 - 1;
            double[] terms = [.. differentiated.Gradient(row.Point).Zip(v, (partial, component) => u * partial * component)];
            double forward = u * differentiated.Tangent(row.Point, v);
            double scale = terms.Sum(Math.Abs);
            Assert.True(Math.Abs(forward - terms.Sum()) <= 1e-14 * scale || !double.IsFinite(scale), $"{row.At}: {forward:R}, {terms.Sum():R}");
        }
    }

    [Theory]
    [MemberData(nameof(Functions))]
    public void BothModesGiveTheSameAtSpecialPoints(string function)
    {
        object[] like = PartialsRow.Of(function).First().Point;
        var differentiated = new Differentiated(function, like);
        foreach (object[] point in Points(like).Where(point => !IsRefused(function, point)))
        {
            double[] gradient = differentiated.Gradient(point);
            double[] emitted = differentiated.EmittedGradient(point);
            for (int i = 0; i < gradient.Length; i++)
            {
                double tangent = new Call(function, point).Partial(i);
                Assert.True(Same(tangent, gradient[i]), $"{function}({string.Join(", ", point)}), {i}: partial {tangent:R}, reverse {gradient[i]:R}");
                if (IsNormal(point)) Assert.True(Same(tangent, emitted[i]), $"{function}({string.Join(", ", point)}), {i}: partial {tangent:R}, emitted {emitted[i]:R}");
            }

            if (gradient.Length == 1) Assert.True(Same(gradient[0], differentiated.Tangent(point, 1)), $"{function}({string.Join(", ", point)}), forward");
        }
    }

    /// <summary>All partials but constant ones. The sign of a NaN decides copySign, and scaleB's is a power of two.</summary>
    [Theory]
    [MemberData(nameof(Functions))]
    public void NoNumberGivesNoNumber(string function)
    {
        if (function is "copySign" or "scaleB") return;
        object[] point = [.. PartialsRow.Of(function).First().Point.Select(x => x is double ? double.NaN : x)];
        var call = new Call(function, point);
        for (int i = 0; i < point.Length; i++)
            if (call.Partials[i].Value is not Constant) Assert.Equal(double.NaN, call.Partial(i));
    }

    private static IEnumerable<object[]> Points(object[] like) => like switch
    {
        [double] => Special.Select(x => new object[] { x }),
        [double, int] => from x in Special from n in new[] { -3, -2, -1, 1, 2, 3, 5 } select new object[] { x, n },
        [double, double] => from x in Special from y in Special select new object[] { x, y },
        _ => from x in Special from y in Special from z in Special select new object[] { x, y, z },
    };

    /// <summary>Simplification puts constants in front, which rounds what is below the normal numbers.</summary>
    private static bool IsNormal(object[] point) => point.OfType<double>().All(x => !double.IsSubnormal(x));

    private static bool IsRefused(string function, object[] point) => function switch
    {
        "clamp" or "clampNative" => (double)point[1] > (double)point[2],
        "roundTo" => (int)point[1] < 0,
        _ => false,
    };

    private static bool Same(double expected, double found) =>
        expected.Equals(found) || expected == found || Math.Abs(expected - found) <= 1e-14 * Math.Abs(expected) || Math.Abs(expected - found) <= 1e-307;
}
