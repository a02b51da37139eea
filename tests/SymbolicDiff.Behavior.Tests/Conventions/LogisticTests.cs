namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>The logistic function where it is zero.</summary>
public static partial class Logistic
{
    [Differentiable]
    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    [Differentiable]
    public static double SineOfLogarithm(double x) => Math.Sin(Math.Log(1 / (1 + Math.Exp(-x))));
}

public sealed class LogisticTests
{
    [Theory]
    [InlineData(-800, 0)]
    [InlineData(-700, 9.8596765437597708e-305)]
    [InlineData(0, 0.25)]
    [InlineData(40, 4.2483542552915889e-18)]
    [InlineData(800, 0)]
    public void TheSlopeKeepsItsTails(double x, double expected) => Assert.Equal(expected, Logistic.SigmoidGradient(x), 1e-12 * expected);

    /// <summary>An infinite adjoint times a slope of zero is no number, and not zero.</summary>
    [Fact]
    public void WhereTheValueIsZeroAnInfiniteAdjointIsNotLost()
    {
        Assert.Equal(double.NaN, Logistic.SineOfLogarithmGradient(-800));
        Assert.Equal(Math.Cos(-40), Logistic.SineOfLogarithmGradient(-40), 1e-12);
    }
}
