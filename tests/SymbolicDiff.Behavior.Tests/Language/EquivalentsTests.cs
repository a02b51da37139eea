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
    [InlineData(nameof(Equivalents.SubexpressionInPlace), nameof(Equivalents.SubexpressionNamed))]
    [InlineData(nameof(Equivalents.SkippedByContinue), nameof(Equivalents.SkippedByPredicate))]
    [InlineData(nameof(Equivalents.BoundKnown), nameof(Equivalents.BoundFromData))]
    [InlineData(nameof(Equivalents.BoundKnown), nameof(Equivalents.BoundByRecursion))]
    [InlineData(nameof(Equivalents.ByLocalFunction), nameof(Equivalents.ByStatements))]
    [InlineData(nameof(Equivalents.InAStructure), nameof(Equivalents.InLooseVariables))]
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

    [Fact]
    public void AResultAloneAndInAnArrayHasTheSameGradient()
    {
        double[] a = [0.3, 0.1, 0.9, 0.5];
        var (ofA, ofX) = Equivalents.AsOneRealGradient(a, 0.7);
        var (rowOfA, rowOfX) = Equivalents.AsAnArrayOfOneJacobian(a, 0.7);
        var (writtenOfA, writtenOfX) = Equivalents.AsWhatItWritesGradient(a, 0.7, out double result);
        Assert.Equal(Equivalents.AsOneReal(a, 0.7), result);
        for (int i = 0; i < a.Length; i++)
        {
            AssertClose(ofA[i], rowOfA[0, i], 1e-13, 1, $"component {i} of the row", [a]);
            AssertClose(ofA[i], writtenOfA[i], 1e-13, 1, $"component {i} of what is written", [a]);
        }

        AssertClose(ofX, rowOfX[0, 0], 1e-13, 1, "x", [a]);
        AssertClose(ofX, writtenOfX, 1e-13, 1, "x", [a]);
    }

    [Fact]
    public void SinglePrecisionHasTheSameGradientToItsOwnAccuracy()
    {
        var (ofA, ofX) = Equivalents.AsOneRealGradient([0.3, 0.1, 0.9, 0.5], 0.7);
        var (singleOfA, singleOfX) = Equivalents.InSinglePrecisionGradient([0.3f, 0.1f, 0.9f, 0.5f], 0.7f);
        for (int i = 0; i < ofA.Length; i++) Assert.Equal(1, singleOfA[i] / ofA[i], 3e-5);
        Assert.Equal(1, singleOfX / ofX, 3e-5);
    }
}
