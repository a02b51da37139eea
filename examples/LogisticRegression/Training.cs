using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace LogisticRegression;

/// <summary>Minimises the loss with MathNet.Numerics' L-BFGS, which asks for value and gradient together.</summary>
public sealed class Training(Dataset data, double penalty)
{
    private readonly List<double> losses = [];

    /// <summary>The loss at each evaluation.</summary>
    public IReadOnlyList<double> Losses => losses;

    /// <summary>Trains from zero and prints a line every few evaluations.</summary>
    public (double[] Weights, double Bias) Run(TextWriter log)
    {
        int features = data.Features[0].Length;
        IObjectiveFunction objective = ObjectiveFunction.Gradient(point => Evaluate(point, log));
        var minimizer = new LimitedMemoryBfgsMinimizer(
            gradientTolerance: 1e-6, parameterTolerance: 1e-10, functionProgressTolerance: 1e-12, memory: 10, maximumIterations: 500);
        Vector<double> minimum = minimizer.FindMinimum(objective, Vector<double>.Build.Dense(features + 1)).MinimizingPoint;
        return Split(minimum);
    }

    // The optimiser's vector is the weights, then the bias.
    private (double Value, Vector<double> Gradient) Evaluate(Vector<double> point, TextWriter log)
    {
        (double[] weights, double bias) = Split(point);
        double[] gradient = new double[point.Count];
        double loss = LogisticModel.LossValueAndGradient(
            weights, bias, data.Features, data.Labels, penalty, gradient.AsSpan(0, weights.Length), out gradient[^1]);

        Vector<double> gradientVector = Vector<double>.Build.Dense(gradient);
        losses.Add(loss);
        if (losses.Count % 5 == 1)
            log.WriteLine(FormattableString.Invariant($"{losses.Count,10}  {loss,10:F6}  {gradientVector.L2Norm(),12:0.00E+0}"));
        return (loss, gradientVector);
    }

    private static (double[] Weights, double Bias) Split(Vector<double> point) =>
        (point.SubVector(0, point.Count - 1).ToArray(), point[point.Count - 1]);
}
