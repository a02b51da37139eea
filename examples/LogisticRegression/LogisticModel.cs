using SymbolicDiff;

namespace LogisticRegression;

/// <summary>Logistic regression: the probability of class 1 is the sigmoid of <c>weights · x + bias</c>.</summary>
public static partial class LogisticModel
{
    /// <summary>The mean negative log-likelihood of the samples, plus a penalty on large weights.</summary>
    [Differentiable(nameof(weights), nameof(bias))]
    public static double Loss(double[] weights, double bias, double[][] features, double[] labels, double penalty)
    {
        double sum = 0;
        for (int i = 0; i < labels.Length; i++)
        {
            double score = Score(weights, bias, features[i]);
            // −log p for class 1 and −log(1 − p) for class 0, in the form that cannot overflow.
            sum += Math.Max(score, 0) + Math.Log(1 + Math.Exp(-Math.Abs(score))) - labels[i] * score;
        }

        double squares = 0;
        foreach (double weight in weights)
            squares += weight * weight;
        return sum / labels.Length + 0.5 * penalty * squares;
    }

    /// <summary>The share of samples that fall on the right side of probability one half.</summary>
    public static double Accuracy(double[] weights, double bias, Dataset data)
    {
        int right = 0;
        for (int i = 0; i < data.Labels.Length; i++)
        {
            if (Score(weights, bias, data.Features[i]) > 0 == data.Labels[i] > 0.5)
                right++;
        }

        return (double)right / data.Labels.Length;
    }

    private static double Score(double[] weights, double bias, double[] x)
    {
        double score = bias;
        for (int j = 0; j < weights.Length; j++)
            score += weights[j] * x[j];
        return score;
    }
}
