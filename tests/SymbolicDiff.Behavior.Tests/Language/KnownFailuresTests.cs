using static SymbolicDiff.Behavior.Tests.Harness.Comparison;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>What cannot be seen at one method alone.</summary>
public sealed class KnownFailuresTests
{
    [Fact]
    public void ASubsetOfTheParametersHasItsPartOfTheGradient()
    {
        Case all = Cases.Get(typeof(KnownFailures), nameof(KnownFailures.AllParametersOfThree));
        object?[] at = Cases.Points(all).First();
        double[] gradient = all.Gradient(at).Gradient;
        Assert.Equal(5, gradient.Length);
        AssertPart(nameof(KnownFailures.OneParameterOfThree), gradient[..2]);
        AssertPart(nameof(KnownFailures.AnotherParameterOfThree), gradient[4..]);
    }

    private static void AssertPart(string name, double[] expected)
    {
        Case part = Cases.Get(typeof(KnownFailures), name);
        object?[] at = Cases.Points(part).First();
        double[] actual = part.Gradient(at).Gradient;
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++) AssertClose(expected[i], actual[i], 1e-14, 1, name, at);
    }
}
