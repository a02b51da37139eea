using System.Globalization;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Compares value and gradient, in both modes, with a closed form.</summary>
internal static class Expect
{
    public static double Sigmoid(double h) => 1 / (1 + Math.Exp(-h));

    public static void Gives(Type type, string method, object?[] arguments, double? value, double[] gradient)
    {
        Case tested = Cases.Get(type, method);
        Case.Differentiated actual = tested.ValueAndGradient(arguments);
        if (value is { } expected) AssertClose(expected, Convert.ToDouble(actual.Value, CultureInfo.InvariantCulture), "value");
        Assert.Equal(gradient.Length, actual.Gradient.Length);
        for (int i = 0; i < gradient.Length; i++)
        {
            AssertClose(gradient[i], actual.Gradient[i], $"reverse mode, component {i}");
            double[] direction = new double[gradient.Length];
            direction[i] = 1;
            AssertClose(gradient[i], tested.Jvp(arguments, direction).Tangent, $"forward mode, component {i}");
        }
    }

    private static void AssertClose(double expected, double actual, string what) =>
        Assert.True(
            Math.Abs(expected - actual) <= 1e-12 * Math.Max(1, Math.Abs(expected)),
            FormattableString.Invariant($"{what}: expected {expected:R}, actual {actual:R}"));
}
