namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Lists that a method is given: they are constants, and are read.</summary>
public static partial class GivenLists
{
    private static readonly List<double> Weights = [0.5, 2, 3];

    private static readonly List<int> Steps = [1, 2];

    [Differentiable(Emit = Modes.Both)]
    [Point(2.0, "1 2 3")]
    public static double Read(double x, double[] y)
    {
        List<double> weights = Weights;
        double sum = 0;
        foreach (double w in weights) sum += w * x * x;
        for (int i = 0; i < weights.Count; i++) y[i] *= weights[i];
        foreach (int step in Steps)
        {
            if (step > 1) continue;
            y[step] *= x;
        }

        return sum * y[0] + y[1] * y[2];
    }
}
