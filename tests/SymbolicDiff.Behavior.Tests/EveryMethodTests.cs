using System.Globalization;
using static SymbolicDiff.Behavior.Tests.Harness.Comparison;

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
            {
                double tangent = tested.Jvp(arguments, Unit(tested, arguments, i)).Tangent;
                AssertClose(gradient[i], tangent, tested.IsSingle ? 1e-5 : 1e-11, scale, $"component {i}", arguments);
            }

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
                double tangent = tested.Jvp(arguments, Unit(tested, arguments, i)).Tangent;
                AssertClose(expected[i], tangent, tolerance, 0, $"forward mode, component {i}", arguments);
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
            List<Action> calls =
            [
                () => tested.Gradient(arguments),
                () => tested.ValueAndGradient(arguments),
                () => tested.Jvp(arguments, Unit(tested, arguments, 0)),
            ];
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
            double undecided = (tested.IsSingle ? 1e-2 : 1e-5) * Math.Max(1, size);
            Assert.True(estimate.Error <= undecided, $"differences decide nothing for component {i} at {Text(arguments)}");
            double allowed = 10 * estimate.Error + (tested.IsSingle ? 1e-4 : 1e-9) * size;
            Assert.True(
                Math.Abs(estimate.Value - gradient[i]) <= allowed,
                $"component {i} at {Text(arguments)}: "
                + FormattableString.Invariant($"gradient {gradient[i]:R}, differences {estimate.Value:R} ± {allowed:E1}"));
        }
    }

    private static double[] Unit(Case tested, object?[] arguments, int component)
    {
        double[] direction = new double[tested.Inputs(arguments).Length];
        if (component < direction.Length) direction[component] = 1;
        return direction;
    }
}
