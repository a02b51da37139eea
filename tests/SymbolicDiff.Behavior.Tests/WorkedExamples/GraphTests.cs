using static SymbolicDiff.Behavior.Tests.WorkedExamples.Expect;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Closed forms for <see cref="Graphs"/>.</summary>
public sealed class GraphTests
{
    [Theory]
    [InlineData(0.7)]
    [InlineData(-1.3)]
    [InlineData(0)]
    [InlineData(2.4)]
    public void ExpOfSinOfSquare(double x)
    {
        double value = Math.Exp(Math.Sin(x * x));
        Gives(typeof(Graphs), nameof(Graphs.ExpOfSinOfSquare), [x], value, [value * Math.Cos(x * x) * 2 * x]);
    }

    [Theory]
    [InlineData(0.6)]
    [InlineData(-0.9)]
    public void SeveralPaths(double x)
    {
        var (g1, g2, g3) = (Math.Sin(x), x * x, Math.Exp(x));
        double expected = (g2 + g3) * Math.Cos(x) + (g1 - 1 / g3) * 2 * x + (g1 + g2 / (g3 * g3)) * g3;
        Gives(typeof(Graphs), nameof(Graphs.SeveralPaths), [x], g1 * g2 + g3 * g1 - g2 / g3, [expected]);
    }

    [Theory]
    [InlineData(1, 2, 3)]
    [InlineData(-0.5, 1.5, 0.25)]
    public void ProductPlus(double x, double y, double z)
    {
        const double t = -4;
        double f = x * y + z;
        Gives(typeof(Graphs), nameof(Graphs.ProductPlus), [x, y, z, t], (f - t) * (f - t), [2 * (f - t) * y, 2 * (f - t) * x, 2 * (f - t)]);
    }

    [Theory]
    [InlineData(0.3, 0.8, -0.4)]
    [InlineData(-0.6, 1.1, 0.9)]
    public void SharedWeight(double x0, double w1, double w2)
    {
        double x1 = Math.Tanh(w1 * x0);
        double x2 = Math.Sin(w2 * x0 + x1);
        double e = Math.Exp(w1 * x2);
        double dx2 = Math.Cos(w2 * x0 + x1);
        double byX1 = e + x1 * e * w1 * dx2;
        double x1ByArgument = 1 / (Math.Cosh(w1 * x0) * Math.Cosh(w1 * x0));
        double byX2 = x1 * e * w1;
        double[] gradient = [byX1 * x1ByArgument * w1 + byX2 * dx2 * w2, byX1 * x1ByArgument * x0 + x1 * e * x2, byX2 * dx2 * x0];
        Gives(typeof(Graphs), nameof(Graphs.SharedWeight), [x0, w1, w2], x1 * e, gradient);
        Gives(typeof(Graphs), nameof(Graphs.AfterX1), [x1, x0, w1, w2], x1 * e, [byX1]);
    }

    [Fact]
    public void OneTermMore()
    {
        double f = 1.0 * 2 + 3 + 0.5 * 1;
        double slope = 2 * (f + 4);
        double[] gradient = [slope * 2.5, slope, slope, slope];
        Gives(typeof(Graphs), nameof(Graphs.ProductPlusWithOneTermMore), [1.0, 2.0, 3.0, 0.5, -4.0], (f + 4) * (f + 4), gradient);
    }
}
