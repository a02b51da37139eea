namespace SymbolicDiff.Benchmarks.Problems;

public sealed partial class LogSumExp
{
    [Differentiable(Arithmetic = Arithmetic.Fast)]
    public static double FastValue(double[] x) => Value(x);

    public override Way Fast => new(() => FastValueValueAndGradient(x, gradient), () => gradient);
}

public sealed partial class Lstm
{
    [Differentiable(nameof(main), nameof(extra), Arithmetic = Arithmetic.Fast)]
    public static double FastLoss(double[][] main, double[][] extra, double[][] state, double[][] sequence) => Loss(main, extra, state, sequence);

    public override Way Fast => new(() => FastLossValueAndGradient(main, extra, state, sequence, mainGradient, extraGradient), () => Flat(mainGradient, extraGradient));
}

public sealed partial class Gmm
{
    [Differentiable(nameof(alpha), nameof(mu), nameof(q), nameof(l), Arithmetic = Arithmetic.Fast)]
    public static double FastLogPosterior(double[] alpha, double[][] mu, double[][] q, double[][] l, double[][] x, double gamma, int m) => LogPosterior(alpha, mu, q, l, x, gamma, m);

    public override Way Fast => new(
        () => FastLogPosteriorValueAndGradient(alpha, mu, q, l, x, gamma, m, alphaGradient, muGradient, qGradient, lGradient),
        () => Flat([alphaGradient], muGradient, qGradient, lGradient));
}

public sealed partial class LogisticLoss
{
    [Differentiable(nameof(w), nameof(b), Arithmetic = Arithmetic.Fast)]
    public static double FastLoss(double[] w, double b, double[] x, double y) => Loss(w, b, x, y);

    public override Way Fast => new(() => FastLossValueAndGradient(w, 0.25, x, 1, gradient.AsSpan(0, n), out gradient[n]), () => gradient);
}

public sealed partial class Rosenbrock
{
    [Differentiable(Arithmetic = Arithmetic.Fast)]
    public static double FastValue(double[] x) => Value(x);

    public override Way Fast => new(() => FastValueValueAndGradient(x, gradient), () => gradient);
}

public sealed partial class Network
{
    [Differentiable(nameof(w1), nameof(b1), nameof(w2), nameof(b2), nameof(w3), nameof(b3), Arithmetic = Arithmetic.Fast)]
    public static double FastLoss(double[] w1, double[] b1, double[] w2, double[] b2, double[] w3, double[] b3, double[] x, int label) => Loss(w1, b1, w2, b2, w3, b3, x, label);

    [Differentiable(nameof(w1), nameof(b1), nameof(w2), nameof(b2), nameof(w3), nameof(b3), Arithmetic = Arithmetic.Fast)]
    public static double FastMean(double[] w1, double[] b1, double[] w2, double[] b2, double[] w3, double[] b3, double[][] xs, int[] labels) => Mean(w1, b1, w2, b2, w3, b3, xs, labels);

    public override Way Fast => inputs.Length == 1
        ? new(
            () => FastLossValueAndGradient(
                weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], inputs[0], labels[0],
                emitted[0], emitted[1], emitted[2], emitted[3], emitted[4], emitted[5]),
            () => Flat(emitted))
        : new(
            () => FastMeanValueAndGradient(
                weights[0], biases[0], weights[1], biases[1], weights[2], biases[2], inputs, labels,
                emitted[0], emitted[1], emitted[2], emitted[3], emitted[4], emitted[5]),
            () => Flat(emitted));
}

public sealed partial class LeastSquares
{
    [Differentiable(nameof(c), Arithmetic = Arithmetic.Fast)]
    public static double FastSumOfSquares(double[] c, double[] x, double[] y) => SumOfSquares(c, x, y);

    public override Way Fast => new(() => FastSumOfSquaresValueAndGradient(coefficients, x, y, gradient), () => gradient);
}
