using static SymbolicDiff.Behavior.Tests.WorkedExamples.Expect;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Closed forms for <see cref="Losses"/>.</summary>
public sealed class LossTests
{
    private static readonly double[] Z = [0.5, -1, 2];
    private static readonly double[] Target = [1, 0.25, -0.5];
    private static readonly double[] OneHot = [0, 1, 0];
    private static readonly double[] Labels = [0, 1, 0.5];

    [Fact]
    public void MeanSquaredError() =>
        Gives(typeof(Losses), nameof(Losses.MeanSquaredError), [Z, Target], null, [.. Z.Zip(Target, (p, y) => 2 * (p - y) / 3)]);

    [Fact]
    public void MeanAbsoluteError()
    {
        Gives(typeof(Losses), nameof(Losses.MeanAbsoluteError), [Z, Target], null, [.. Z.Zip(Target, (p, y) => Math.Sign(p - y) / 3.0)]);
        Gives(typeof(Losses), nameof(Losses.MeanAbsoluteError), [Z, Z], 0, [0, 0, 0]);
    }

    [Theory]
    [InlineData(nameof(Losses.SoftmaxCrossEntropy))]
    [InlineData(nameof(Losses.SoftmaxCrossEntropyShifted))]
    public void SoftmaxCrossEntropy(string method)
    {
        double sum = Z.Sum(Math.Exp);
        Gives(typeof(Losses), method, [Z, OneHot], Math.Log(sum) + 1, [.. Z.Zip(OneHot, (z, y) => Math.Exp(z) / sum - y)]);
    }

    [Fact]
    public void SigmoidCrossEntropy() =>
        Gives(typeof(Losses), nameof(Losses.SigmoidCrossEntropy), [Z, Labels], null, [.. Z.Zip(Labels, (z, y) => (Sigmoid(z) - y) / 3)]);
}
