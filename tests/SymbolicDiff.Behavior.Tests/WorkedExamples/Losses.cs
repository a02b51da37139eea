namespace SymbolicDiff.Behavior.Tests.WorkedExamples;

/// <summary>Example 9: losses of vectors.</summary>
public static partial class Losses
{
    [Differentiable(nameof(predicted), Emit = Both), Point("0.5 -1 2", "1 0.25 -0.5")]
    public static double MeanSquaredError(double[] predicted, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < predicted.Length; i++)
        {
            double residual = predicted[i] - y[i];
            sum += residual * residual;
        }

        return sum / predicted.Length;
    }

    [Differentiable(nameof(predicted), Emit = Both), Point("0.5 -1 2", "1 0.25 -0.5")]
    public static double MeanAbsoluteError(double[] predicted, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < predicted.Length; i++) sum += Math.Abs(predicted[i] - y[i]);
        return sum / predicted.Length;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2", "0 1 0")]
    public static double SoftmaxCrossEntropy(double[] z, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < z.Length; i++) sum += Math.Exp(z[i]);
        double loss = 0;
        for (int i = 0; i < z.Length; i++) loss -= y[i] * Math.Log(Math.Exp(z[i]) / sum);
        return loss;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2", "0 1 0")]
    public static double SoftmaxCrossEntropyShifted(double[] z, double[] y)
    {
        double max = double.NegativeInfinity;
        foreach (double element in z) max = Math.Max(max, element);
        double[] exponentials = new double[z.Length];
        double sum = 0;
        for (int i = 0; i < z.Length; i++)
        {
            exponentials[i] = Math.Exp(z[i] - max);
            sum += exponentials[i];
        }

        double loss = 0;
        for (int i = 0; i < z.Length; i++) loss -= y[i] * Math.Log(exponentials[i] / sum);
        return loss;
    }

    [Differentiable(nameof(z), Emit = Both), Point("0.5 -1 2", "0 1 0.5")]
    public static double SigmoidCrossEntropy(double[] z, double[] y)
    {
        double loss = 0;
        for (int i = 0; i < z.Length; i++)
        {
            double p = 1 / (1 + Math.Exp(-z[i]));
            loss -= y[i] * Math.Log(p) + (1 - y[i]) * Math.Log(1 - p);
        }

        return loss / z.Length;
    }
}
