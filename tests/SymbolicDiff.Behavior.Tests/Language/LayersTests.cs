namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Gradients of layers where their plain form has lost all digits.</summary>
public sealed class LayersTests
{
    [Fact]
    public void SoftmaxIsExactWhereAProbabilityIsTiny()
    {
        double[] gradient = Layers.SoftmaxOfLabelGradient([0, -740, -740.5], 1);
        Assert.Equal([1, -1, Math.Exp(-740.5)], gradient);
        Assert.Equal([1, -1, 0], Layers.SoftmaxOfLabelGradient([0, -800, -900], 1));
    }

    [Fact]
    public void TheShiftGetsNothingFromWhatItDoesNotChange() =>
        Assert.Equal([0.25 - 1, 0.25, 0.25, 0.25], Layers.SoftmaxOfTargetsGradient([2, 2, 2, 2], [1, 0, 0, 0]));

    [Fact]
    public void CrossEntropyOfSigmoidsIsTheDifference()
    {
        double p = 1 / (1 + Math.Exp(-0.5));
        Assert.Equal([p - 0.25], Layers.CrossEntropyOfSigmoidsGradient([0.5], [0.25]));
        Assert.Equal([p - 0.25], Layers.CrossEntropyOfSigmoidsInTwoLoopsGradient([0.5], [0.25]));
        Assert.Equal([1.0, -1.0], Layers.CrossEntropyOfSigmoidsInTwoLoopsGradient([50, -800], [0, 1]));
    }
}
