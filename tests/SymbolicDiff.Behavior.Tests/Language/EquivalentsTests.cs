using static SymbolicDiff.Behavior.Tests.Harness.Comparison;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Programs that compute the same have the same gradient, however they are written.</summary>
public sealed class EquivalentsTests
{
    [Theory]
    [InlineData(nameof(Equivalents.PolynomialByALoop), nameof(Equivalents.PolynomialUnrolled))]
    [InlineData(nameof(Equivalents.ScanByFor), nameof(Equivalents.ScanByWhile))]
    [InlineData(nameof(Equivalents.ScanByFor), nameof(Equivalents.ScanByForeach))]
    [InlineData(nameof(Equivalents.ScanByFor), nameof(Equivalents.ScanByDo))]
    [InlineData(nameof(Equivalents.ChosenByIf), nameof(Equivalents.ChosenBySwitch))]
    [InlineData(nameof(Equivalents.ChosenByIf), nameof(Equivalents.ChosenByExpressions))]
    [InlineData(nameof(Equivalents.CalledByName), nameof(Equivalents.WrittenOut))]
    [InlineData(nameof(Equivalents.LeftEarly), nameof(Equivalents.LeftAtTheEnd))]
    [InlineData(nameof(Equivalents.InARankTwoArray), nameof(Equivalents.InAJaggedArray))]
    [InlineData(nameof(Equivalents.InARankTwoArray), nameof(Equivalents.InAFlatCopy))]
    public void HaveTheSameGradient(string one, string other)
    {
        Case first = Cases.Get(typeof(Equivalents), one), second = Cases.Get(typeof(Equivalents), other);
        foreach (var (at, same) in Cases.Points(first).Zip(Cases.Points(second)))
        {
            double[] expected = first.Gradient(at).Gradient, actual = second.Gradient(same).Gradient;
            Assert.Equal(expected.Length, actual.Length);
            for (int i = 0; i < expected.Length; i++) AssertClose(expected[i], actual[i], 1e-13, expected.Max(Math.Abs), $"component {i}", at);
        }
    }
}
