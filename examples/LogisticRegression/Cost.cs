using System.Diagnostics;

namespace LogisticRegression;

/// <summary>What the gradient costs beside the loss.</summary>
public static class Cost
{
    private const int CallsARound = 50;
    private const int Rounds = 41;

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(0.5);

    /// <summary>The times of one call of each, in microseconds: medians of rounds taken by turns after a warm-up.</summary>
    public static (double Loss, double ValueAndGradient) Measure(Dataset data, double[] weights, double bias, double penalty)
    {
        double[] gradient = new double[weights.Length];
        double Loss() => LogisticModel.Loss(weights, bias, data.Features, data.Labels, penalty);
        double ValueAndGradient() =>
            LogisticModel.LossValueAndGradient(weights, bias, data.Features, data.Labels, penalty, gradient, out _);

        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            Round(Loss);
            Round(ValueAndGradient);
        }

        double[] losses = new double[Rounds];
        double[] gradients = new double[Rounds];
        for (int i = 0; i < Rounds; i++)
        {
            losses[i] = Round(Loss);
            gradients[i] = Round(ValueAndGradient);
        }

        return (Median(losses), Median(gradients));
    }

    private static double Round(Func<double> call)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < CallsARound; i++)
            call();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / CallsARound;
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);
}
