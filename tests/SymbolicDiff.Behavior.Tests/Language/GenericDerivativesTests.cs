using System.Globalization;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Generic derivatives of types that only generic code knows.</summary>
public sealed class GenericDerivativesTests
{
    [Fact]
    public void AHalfHasTheDerivativeOfADoubleInItsOwnPrecision()
    {
        Half x = (Half)0.7;
        AssertNear(GenericDerivatives.ScalarGradient((double)x), (double)GenericDerivatives.ScalarGradient(x), 1e-2);
        Assert.Equal(GenericDerivatives.Scalar(x), GenericDerivatives.ScalarValueAndGradient(x).value);
    }

    [Fact]
    public void HalvesAreFollowedThroughTapes()
    {
        Half[] x = [(Half)0.3, (Half)(-0.7), (Half)1.2, (Half)0.9];
        var (value, gradient) = GenericDerivatives.RecurrenceValueAndGradient(x, 5);
        Assert.Equal(GenericDerivatives.Recurrence(x, 5), value);
        double[] expected = GenericDerivatives.RecurrenceGradient([.. x.Select(real => (double)real)], 5);
        for (int i = 0; i < x.Length; i++) AssertNear(expected[i], (double)gradient[i], 2e-2);
    }

    [Fact]
    public void DecimalsHaveNoNaNAndNeedNone()
    {
        decimal[] x = [0.3m, -0.7m, 1.2m];
        var (value, gradient) = GenericDerivatives.RationalValueAndGradient(x, 3);
        Assert.Equal(GenericDerivatives.Rational(x, 3), value);
        double[] expected = GenericDerivatives.RationalGradient([0.3, -0.7, 1.2], 3);
        for (int i = 0; i < x.Length; i++) AssertNear(expected[i], (double)gradient[i], 1e-14);
        Assert.Equal(0.5m * 1.2m, GenericDerivatives.RationalGradient([1m, 1m, 1.2m], 0)[1]);
    }

    [Fact]
    public void BuffersAreCheckedAsThoseOfDoublesAre()
    {
        Half[] x = [(Half)0.3, (Half)(-0.7)];
        Assert.Throws<ArgumentException>(() => GenericDerivatives.RecurrenceValueAndGradient(x, 1, new Half[3]));
        Assert.Throws<ArgumentException>(() => GenericDerivatives.RecurrenceValueAndGradient(x, 1, x));
    }

    private static void AssertNear(double expected, double actual, double tolerance) =>
        Assert.True(Math.Abs(expected - actual) <= tolerance * Math.Max(1, Math.Abs(expected)), string.Create(CultureInfo.InvariantCulture, $"expected {expected}, actual {actual}"));
}
