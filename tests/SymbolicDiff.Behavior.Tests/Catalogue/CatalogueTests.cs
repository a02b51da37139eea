using System.Globalization;
using System.Reflection;

namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>The catalogue itself: complete, and right by differences of the C# that stands for its entries.</summary>
public sealed class CatalogueTests
{
    private static readonly string[] Groups = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10", "G11", "G12", "G13", "G14", "G15"];

    // Tests of the generator: what is refused, each with a diagnostic of its own, and G08, an expression of 2,000 terms.
    private static readonly string[] OfTheGenerator = ["R10", "K15", "K19", "Q06", "G08"];

    public static TheoryData<string> Entries => Cases.NamesWith<EntryAttribute>();

    public static TheoryData<string> OfSecondOrder =>
        [.. Cases.NamesOf(Both | Derivatives.Hessian).AsEnumerable<object[]>().Select(row => (string)row[0]).Where(name => Cases.Get(name).Method.IsDefined(typeof(EntryAttribute)))];

    [Fact]
    public void EveryEntryHasItsMethod()
    {
        var written = new HashSet<string>(OfTheGenerator);
        foreach (MethodInfo method in typeof(CatalogueTests).Assembly.GetTypes().SelectMany(type => type.GetMethods()))
        {
            foreach (EntryAttribute entry in method.GetCustomAttributes<EntryAttribute>()) written.Add(entry.Id);
            if (method.DeclaringType == typeof(EdgeCases)) written.Add(method.Name[..3]);
        }

        Assert.Empty(Catalogued.All.Where(entry => Groups.Contains(entry.Group)).Select(entry => entry.Id).Except(written));
    }

    [Theory]
    [MemberData(nameof(Entries))]
    public void TheExpectedValuesAgreeWithThePrimalAndItsDifferences(string name)
    {
        Case tested = Cases.Get(name);
        bool smooth = tested.Method.GetCustomAttributes<EntryAttribute>().All(entry => entry.NotByDifferences is null);
        foreach (var (arguments, expected) in Cases.Expected(tested))
        {
            double value = Convert.ToDouble(tested.Primal(arguments).Value, CultureInfo.InvariantCulture);
            double allowed = Tolerance(tested, expected.Value, 1e-12);
            Assert.InRange(value, expected.Value - allowed, expected.Value + allowed);
            if (smooth) AssertDifferences(tested, arguments, expected.Gradient);
        }
    }

    [Theory]
    [MemberData(nameof(OfSecondOrder))]
    public void TheHessianIsTheExpectedOne(string name)
    {
        Case tested = Cases.Get(name);
        foreach (var (arguments, expected) in Cases.Expected(tested))
        {
            if (expected.Hessian is null) continue;
            double[] actual = new Forms(tested, arguments).Hessian();
            Assert.Equal(expected.Hessian.Length, actual.Length);
            for (int i = 0; i < actual.Length; i++)
            {
                double allowed = Tolerance(tested, expected.Hessian[i], 1e-12);
                Assert.InRange(actual[i], expected.Hessian[i] - allowed, expected.Hessian[i] + allowed);
            }
        }
    }

    [Fact]
    public void TheTridiagonalJacobianIsTheExpectedOne()
    {
        Catalogued.Entry entry = Catalogued.Find("H07");
        Assert.Equal(entry.Values, Orders.H07(entry.Points[0]));
        Assert.Equal(entry.Jacobian, Orders.H07Jacobian(entry.Points[0]).Cast<double>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void AQuotientByZeroIsNotFiniteAndThrowsNothing(double x)
    {
        Case tested = Cases.Get(typeof(EdgeCases), nameof(EdgeCases.X26OfQuotient));
        Assert.All(tested.Gradient([x, 0.0]).Gradient, component => Assert.False(double.IsFinite(component)));
        Assert.False(double.IsFinite(tested.Jvp([x, 0.0], [1, 0]).Tangent));
        Assert.False(double.IsFinite(tested.Jvp([x, 0.0], [0, 1]).Tangent));
    }

    private static void AssertDifferences(Case tested, object?[] arguments, double[] expected)
    {
        double[] inputs = tested.Inputs(arguments);
        Assert.Equal(expected.Length, inputs.Length);
        for (int i = 0; i < inputs.Length; i++)
        {
            double At(double x)
            {
                double[] moved = [.. inputs];
                moved[i] = x;
                return Convert.ToDouble(tested.Primal(tested.WithInputs(arguments, moved)).Value, CultureInfo.InvariantCulture);
            }

            Differences.Estimate estimate = Differences.At(At, inputs[i], tested.IsSingle);
            double allowed = 10 * estimate.Error + Tolerance(tested, expected[i], 1e-9);
            Assert.True(
                Math.Abs(estimate.Value - expected[i]) <= allowed,
                FormattableString.Invariant($"component {i}: expected {expected[i]:R}, differences {estimate.Value:R} ± {allowed:E1}"));
        }
    }

    private static double Tolerance(Case tested, double expected, double relative) =>
        (tested.IsSingle ? 1e-4 : relative) * Math.Max(1, Math.Abs(expected));
}
