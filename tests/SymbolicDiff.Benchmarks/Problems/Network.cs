using SymbolicDiff.Benchmarks.ByHand;
using SymbolicDiff.Benchmarks.Cpp;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>A network 784-128-64-10 by plain loops: tanh, tanh, softmax with cross-entropy.</summary>
public sealed partial class Network : Problem
{
    private static readonly int[] Sizes = [784, 128, 64, 10];

    private readonly double[][] inputs;
    private readonly int[] labels;
    private readonly double[][] weights = [Numbers(128 * 784, 6, 0.05), Numbers(64 * 128, 7, 0.1), Numbers(10 * 64, 8, 0.2)];
    private readonly double[][] biases = [Numbers(128, 9), Numbers(64, 10), Numbers(10, 11)];
    private readonly double[][] emitted = Buffers();
    private readonly double[][] byHand = Buffers();

    public Network(int samples)
    {
        inputs = [.. Enumerable.Range(0, samples).Select(sample => Numbers(784, 100 + sample))];
        labels = [.. Enumerable.Range(0, samples).Select(sample => (3 + sample) % 10)];
    }

    public override string Name => inputs.Length == 1 ? "network, one sample" : FormattableString.Invariant($"network, batch of {inputs.Length}");

    public override double Limit => 2.5;

    public override double? FastLimit => inputs.Length == 1 ? 0.4 : 0.3;

    [Differentiable(nameof(w1), nameof(b1), nameof(w2), nameof(b2), nameof(w3), nameof(b3))]
    public static double Loss(double[] w1, double[] b1, double[] w2, double[] b2, double[] w3, double[] b3, double[] x, int label)
    {
        Span<double> h1 = stackalloc double[128];
        for (int j = 0; j < h1.Length; j++)
        {
            double s = b1[j];
            for (int i = 0; i < x.Length; i++) s += w1[j * x.Length + i] * x[i];
            h1[j] = Math.Tanh(s);
        }

        Span<double> h2 = stackalloc double[64];
        for (int j = 0; j < h2.Length; j++)
        {
            double s = b2[j];
            for (int i = 0; i < h1.Length; i++) s += w2[j * h1.Length + i] * h1[i];
            h2[j] = Math.Tanh(s);
        }

        Span<double> z = stackalloc double[10];
        for (int j = 0; j < z.Length; j++)
        {
            double s = b3[j];
            for (int i = 0; i < h2.Length; i++) s += w3[j * h2.Length + i] * h2[i];
            z[j] = s;
        }

        double sum = 0;
        for (int j = 0; j < z.Length; j++) sum += Math.Exp(z[j]);
        return Math.Log(sum) - z[label];
    }

    [Differentiable(nameof(w1), nameof(b1), nameof(w2), nameof(b2), nameof(w3), nameof(b3))]
    public static double Mean(double[] w1, double[] b1, double[] w2, double[] b2, double[] w3, double[] b3, double[][] xs, int[] labels)
    {
        double sum = 0;
        for (int i = 0; i < xs.Length; i++) sum += Loss(w1, b1, w2, b2, w3, b3, xs[i], labels[i]);
        return sum / xs.Length;
    }

    public override double Primal() => inputs.Length == 1
        ? Loss(weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], inputs[0], labels[0])
        : Mean(weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], inputs, labels);

    public override Way Exact => inputs.Length == 1
        ? new(
            () => LossValueAndGradient(
                weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], inputs[0], labels[0],
                emitted[0], emitted[1], emitted[2], emitted[3], emitted[4], emitted[5]),
            () => Flat(emitted))
        : new(
            () => MeanValueAndGradient(
                weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], inputs, labels,
                emitted[0], emitted[1], emitted[2], emitted[3], emitted[4], emitted[5]),
            () => Flat(emitted));

    public override Way ByHand => new(() => NetworkByHand.ValueAndGradient(weights, biases, inputs, labels, byHand), () => Flat(byHand));

    private static double[][] Buffers() =>
        [.. Enumerable.Range(0, 3).SelectMany(l => new[] { new double[Sizes[l] * Sizes[l + 1]], new double[Sizes[l + 1]] })];

    protected override Func<double> Cpp
    {
        get
        {
            double[] xs = Flat(inputs);
            return () => Native.Network(
                inputs.Length, weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], xs, labels);
        }
    }

    protected override Way CppGradient
    {
        get
        {
            var (xs, bars) = (Flat(inputs), Buffers());
            return new(
                () => Native.NetworkGradient(
                    inputs.Length, weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], xs, labels,
                    bars[0], bars[1], bars[2], bars[3], bars[4], bars[5]),
                () => Flat(bars));
        }
    }
}
