using static SymbolicDiff.Behavior.Tests.WorkedExamples.Expect;

namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>The numbers of the lectures, and closed forms, for <see cref="Neurons"/>.</summary>
public sealed class NeuronTests
{
    private static readonly double E9 = Math.Exp(-9);

    public static TheoryData<string, double, double> Steps => new()
    {
        { nameof(Neurons.Xi1), -9, -3 },
        { nameof(Neurons.Xi2), E9, -3 * E9 },
        { nameof(Neurons.Xi3), 1 + E9, -3 * E9 },
        { nameof(Neurons.Xi4), 1 / (1 + E9), 3 * E9 / ((1 + E9) * (1 + E9)) },
        { nameof(Neurons.Xi5), -Math.Log(1 + E9), 3 * E9 / (1 + E9) },
    };

    [Theory]
    [MemberData(nameof(Steps))]
    public void EachStepOfTheNeuron(string step, double value, double derivative) => Gives(typeof(Neurons), step, [3.0, 3.0], value, [derivative]);

    [Fact]
    public void TheLossOfTheNeuron()
    {
        Gives(typeof(Neurons), nameof(Neurons.LogisticLoss), [3.0, 3.0, 1.0], Math.Log(1 + E9), [-3 * E9 / (1 + E9)]);
        double printed = Cases.Get(typeof(Neurons), nameof(Neurons.LogisticLoss)).Gradient([3.0, 3.0, 1.0]).Gradient[0];
        Assert.InRange(printed, -0.00037018373, -0.00037018372);
    }

    [Theory]
    [InlineData(0.3, 1)]
    [InlineData(0.8, 0)]
    [InlineData(0.55, 0.25)]
    public void CrossEntropy(double p, double y) =>
        Gives(typeof(Neurons), nameof(Neurons.CrossEntropy), [p, y], -y * Math.Log(p) - (1 - y) * Math.Log(1 - p), [-y / p + (1 - y) / (1 - p)]);

    [Theory]
    [InlineData(0.2, -0.7, 1.4, 1)]
    [InlineData(-1.2, 0.9, -0.5, 0)]
    [InlineData(0.1, 0.9, 2.5, 0.4)]
    public void SigmoidCrossEntropy(double beta0, double beta1, double x, double y)
    {
        double p = Sigmoid(beta0 + beta1 * x);
        Gives(typeof(Neurons), nameof(Neurons.SigmoidCrossEntropy), [beta0, beta1, x, y], null, [p - y, (p - y) * x]);
    }

    [Theory]
    [InlineData(0.8, -0.3, 1.7)]
    [InlineData(-2, 0.4, 0.6)]
    public void FiveSteps(double w, double b, double x)
    {
        double z4 = Math.Exp(-(w * x + b));
        double loss = 1 / (1 + z4);
        Gives(typeof(Neurons), nameof(Neurons.InFiveSteps), [w, b, x], loss, [loss * loss * z4 * x, loss * loss * z4]);
        Gives(typeof(Neurons), nameof(Neurons.FromZ4), [z4], loss, [-loss * loss]);
        Gives(typeof(Neurons), nameof(Neurons.FromZ3), [-(w * x + b)], loss, [-loss * loss * z4]);
        Gives(typeof(Neurons), nameof(Neurons.FromZ2), [w * x + b], loss, [loss * loss * z4]);
    }

    [Theory]
    [InlineData(-0.3, 1.1, 2, 0.7)]
    [InlineData(2, 0.5, 1, 0)]
    public void SquaredError(double w, double b, double x, double y)
    {
        double residual = w * x + b - y;
        Gives(typeof(Neurons), nameof(Neurons.SquaredError), [w, b, x, y], residual * residual, [2 * residual * x, 2 * residual]);
    }

    [Fact]
    public void SquareOfAffine() => Gives(typeof(Neurons), nameof(Neurons.SquareOfAffine), [2.0, 0.5, 1.0], 6.25, [5, 5]);

    [Fact]
    public void SumTimes() => Gives(typeof(Neurons), nameof(Neurons.SumTimes), [-2.0, 5.0, -4.0], -12, [-4, -4, 3]);

    [Fact]
    public void Gates()
    {
        Gives(typeof(Neurons), nameof(Neurons.AddGate), [1.5, -2.0], -0.5, [1, 1]);
        Gives(typeof(Neurons), nameof(Neurons.MultiplyGate), [1.5, -2.0], -3, [-2, 1.5]);
        Gives(typeof(Neurons), nameof(Neurons.CopyGate), [1.5], 10.5, [7]);
        Gives(typeof(Neurons), nameof(Neurons.MaxGate), [1.5, -2.0], 1.5, [1, 0]);
        Gives(typeof(Neurons), nameof(Neurons.MaxGate), [2.0, 2.0], 2, [0.5, 0.5]);
    }

    [Fact]
    public void LogisticRegression()
    {
        double[] w = [0.3, -0.7];
        double[] x = [2, -1];
        double p = Sigmoid(1.4);
        double[] exact = [2 * (p - 1), -(p - 1), p - 1, 0.3 * (p - 1), -0.7 * (p - 1)];
        Gives(typeof(Neurons), nameof(Neurons.LogisticRegression), [w, 0.1, x, 1.0], -Math.Log(p), exact);
        double[] printed = [-0.3956, 0.1978, -0.1978, -0.0593, 0.1385];
        double[] gradient = Cases.Get(typeof(Neurons), nameof(Neurons.LogisticRegression)).Gradient([w, 0.1, x, 1.0]).Gradient;
        for (int i = 0; i < printed.Length; i++) Assert.Equal(printed[i], gradient[i], 4);
        Assert.Equal(0.8022, p, 4);
    }
}
