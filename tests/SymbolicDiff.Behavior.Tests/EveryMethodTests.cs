using System.Globalization;

namespace SymbolicDiff.Behavior.Tests;

/// <summary>What holds for every differentiable method, whatever it computes; run for each method of this project.</summary>
public sealed class EveryMethodTests
{
    public static TheoryData<string> Methods => Cases.Names;

    public static TheoryData<string> Entries => Cases.NamesWith<EntryAttribute>();

    public static TheoryData<string> Conventions => Cases.NamesWith<ConventionAttribute>();

    public static TheoryData<string> Guards => Cases.NamesWith<ThrowsAttribute>();

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheValueIsThePrimalsBitForBit(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            object? value = tested.Primal(arguments).Value;
            AssertSameBits(value, tested.ValueAndGradient(arguments).Value, "value and gradient", arguments);
            AssertSameBits(value, tested.Jvp(arguments, Unit(tested, arguments, 0)).Value, "forward mode", arguments);
            if (tested.HasBuffers) AssertSameBits(value, tested.ValueAndGradientIntoBuffers(arguments).Value, "buffers", arguments);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheGradientAgreesWithDifferences(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.SmoothPoints(tested)) AssertDifferences(tested, arguments);
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void ForwardModeAgreesWithReverseMode(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            double[] gradient = tested.Gradient(arguments).Gradient;
            double scale = gradient.Where(double.IsFinite).Select(Math.Abs).DefaultIfEmpty(0).Max();
            for (int i = 0; i < gradient.Length; i++)
                AssertClose(gradient[i], tested.Jvp(arguments, Unit(tested, arguments, i)).Tangent, tested.IsSingle ? 1e-5 : 1e-11, scale, $"component {i}", arguments);
            if (!gradient.All(double.IsFinite)) continue;
            double[] direction = [.. gradient.Select((_, i) => 0.5 + 0.25 * (i % 5) * (i % 2 == 0 ? 1 : -1))];
            double expected = gradient.Zip(direction, (g, d) => g * d).Sum();
            AssertClose(expected, tested.Jvp(arguments, direction).Tangent, tested.IsSingle ? 1e-4 : 1e-10, scale, "a direction", arguments);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheThreeFormsGiveTheSameGradient(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            double[] gradient = tested.Gradient(arguments).Gradient;
            Assert.Equal(tested.Inputs(arguments).Length, gradient.Length);
            AssertAllClose(gradient, tested.ValueAndGradient(arguments).Gradient, tested, "value and gradient", arguments);
            if (tested.HasBuffers) AssertAllClose(gradient, tested.ValueAndGradientIntoBuffers(arguments).Gradient, tested, "buffers", arguments);
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheArgumentsAreAfterwardsAsThePrimalLeavesThem(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            object?[] expected = tested.Primal(arguments).Arguments;
            AssertSameArguments(expected, tested.Gradient(arguments).Arguments, "gradient");
            AssertSameArguments(expected, tested.ValueAndGradient(arguments).Arguments, "value and gradient");
            AssertSameArguments(expected, tested.Jvp(arguments, Unit(tested, arguments, 0)).Arguments, "forward mode");
            if (tested.HasBuffers) AssertSameArguments(expected, tested.ValueAndGradientIntoBuffers(arguments).Arguments, "buffers");
        }
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void RepeatedTheCallGivesTheSame(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Points(tested))
        {
            double[] first = tested.Gradient(arguments).Gradient;
            tested.ValueAndGradient(arguments);
            double[] second = tested.Gradient(arguments).Gradient;
            Assert.Equal(first.Select(BitConverter.DoubleToInt64Bits), second.Select(BitConverter.DoubleToInt64Bits));
        }
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void AnEntryOfTheCatalogueGivesItsExpectedValues(string name)
    {
        Case tested = Cases.Get(name);
        double tolerance = tested.IsSingle ? 2e-5 : 2e-12;
        foreach (var (arguments, expected) in Cases.Expected(tested))
        {
            double value = Convert.ToDouble(tested.ValueAndGradient(arguments).Value, CultureInfo.InvariantCulture);
            AssertClose(expected.Value, value, tolerance, 1, "value", arguments);
            double[] gradient = tested.Gradient(arguments).Gradient;
            Assert.Equal(expected.Gradient.Length, gradient.Length);
            for (int i = 0; i < gradient.Length; i++) AssertClose(expected.Gradient[i], gradient[i], tolerance, 1, $"component {i}", arguments);
        }
    }

    [Theory]
    [MemberData(nameof(Conventions))]
    public void TheConventionHoldsWhereDifferencesCannotDecide(string name)
    {
        Case tested = Cases.Get(name);
        foreach (var (arguments, expected) in Cases.Singular(tested))
        {
            if (expected is null) continue;
            double[] gradient = tested.Gradient(arguments).Gradient;
            Assert.Equal(expected.Length, gradient.Length);
            for (int i = 0; i < gradient.Length; i++)
            {
                double tolerance = tested.IsSingle ? 1e-6 : 1e-12;
                AssertClose(expected[i], gradient[i], tolerance, 0, $"reverse mode, component {i}", arguments);
                AssertClose(expected[i], tested.Jvp(arguments, Unit(tested, arguments, i)).Tangent, tolerance, 0, $"forward mode, component {i}", arguments);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Guards))]
    public void AnExceptionOfThePrimalPassesThrough(string name)
    {
        Case tested = Cases.Get(name);
        foreach (object?[] arguments in Cases.Throwing(tested))
        {
            Exception expected = Assert.ThrowsAny<Exception>(() => tested.Primal(arguments));
            List<Action> calls = [() => tested.Gradient(arguments), () => tested.ValueAndGradient(arguments), () => tested.Jvp(arguments, Unit(tested, arguments, 0))];
            if (tested.HasBuffers) calls.Add(() => tested.ValueAndGradientIntoBuffers(arguments));
            foreach (Action call in calls)
            {
                Exception thrown = Assert.Throws(expected.GetType(), call);
                Assert.Equal(expected.Message, thrown.Message);
            }
        }
    }

    private static void AssertDifferences(Case tested, object?[] arguments)
    {
        double[] gradient = tested.Gradient(arguments).Gradient;
        double[] inputs = tested.Inputs(arguments);
        for (int i = 0; i < inputs.Length; i++)
        {
            double At(double x)
            {
                double[] moved = [.. inputs];
                moved[i] = x;
                return Convert.ToDouble(tested.Primal(tested.WithInputs(arguments, moved)).Value, CultureInfo.InvariantCulture);
            }

            Differences.Estimate estimate = Differences.At(At, inputs[i], tested.IsSingle);
            double size = Math.Abs(estimate.Value) + Math.Abs(gradient[i]);
            Assert.True(estimate.Error <= (tested.IsSingle ? 1e-2 : 1e-5) * Math.Max(1, size), $"differences decide nothing for component {i} at {Text(arguments)}");
            double allowed = 10 * estimate.Error + (tested.IsSingle ? 1e-4 : 1e-9) * size;
            Assert.True(
                Math.Abs(estimate.Value - gradient[i]) <= allowed,
                FormattableString.Invariant($"component {i} at {Text(arguments)}: gradient {gradient[i]:R}, differences {estimate.Value:R} ± {allowed:E1}"));
        }
    }

    private static void AssertAllClose(double[] expected, double[] actual, Case tested, string what, object?[] arguments)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) AssertClose(expected[i], actual[i], tested.IsSingle ? 1e-6 : 1e-13, 0, $"{what}, component {i}", arguments);
    }

    private static void AssertClose(double expected, double actual, double tolerance, double scale, string what, object?[] arguments)
    {
        bool same = expected.Equals(actual) || expected == actual || Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), scale);
        Assert.True(same, FormattableString.Invariant($"{what} at {Text(arguments)}: expected {expected:R}, actual {actual:R}"));
    }

    private static void AssertSameBits(object? expected, object? actual, string what, object?[] arguments)
    {
        Assert.Equal(expected?.GetType(), actual?.GetType());
        AssertSame(expected, actual, what + " at " + Text(arguments));
    }

    private static void AssertSameArguments(object?[] expected, object?[] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++) AssertSame(expected[i], actual[i], $"{what}, argument {i}");
    }

    private static void AssertSame(object? expected, object? actual, string what)
    {
        var (left, right) = (Reals.Of(expected), Reals.Of(actual));
        bool same = left.Length == right.Length
            && left.Zip(right).All(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second) || (double.IsNaN(pair.First) && double.IsNaN(pair.Second)));
        Assert.True(same, $"{what}: expected {Numbers(left)}, actual {Numbers(right)}");
    }

    private static double[] Unit(Case tested, object?[] arguments, int component)
    {
        double[] direction = new double[tested.Inputs(arguments).Length];
        if (component < direction.Length) direction[component] = 1;
        return direction;
    }

    private static string Text(object?[] arguments) => "(" + string.Join(", ", arguments.Select(argument =>
        argument is null or string || Reals.Of(argument).Length == 0 ? argument ?? "null" : Numbers(Reals.Of(argument)))) + ")";

    private static string Numbers(double[] numbers) => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));
}
