namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>Derivatives of higher order, by methods that call the emitted derivatives of others.</summary>
public static partial class Nestings
{
    [Differentiable(Emit = Both), Entry("H05")]
    public static double Damped(double x) => Math.Pow(Math.Sin(x), 2) * Math.Exp(x);

    [Differentiable(Emit = Both), Point(0.5)]
    public static double DampedSlope(double x) => DampedGradient(x);

    [Differentiable(Emit = Both), Point(0.5)]
    public static double DampedCurvature(double x) => DampedSlopeGradient(x);
}

public sealed class NestingsTests
{
    [Fact]
    public void TheThirdDerivativeIsTheExpectedOne() => Assert.Equal(4.336452997633, Nestings.DampedCurvatureGradient(0.5), 1e-11);
}
