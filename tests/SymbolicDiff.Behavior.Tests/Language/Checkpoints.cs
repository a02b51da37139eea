namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that run again in segments; each has a twin that records, with <c>Recorded</c> behind its name.</summary>
public static partial class Checkpoints
{
    private const Derivatives Second = Both | Derivatives.Hessian | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    [Differentiable(Emit = Second), Point(0.3, 0.9, 10), Point(0.3, 0.9, 0), Point(0.3, 0.9, -3), Point(0.3, 0.9, 1), Point(0.3, 0.9, 9), Point(0.3, 0.9, 50)]
    public static double Scalar(double x, double p, int n)
    {
        for (int i = 0; i < n; i++)
        {
            Gradients.Checkpoint();
            x += 0.1 * Math.Sin(x) * p;
        }

        return x;
    }

    [Differentiable(Emit = Second), Point(0.3, 0.9, 10)]
    public static double ScalarRecorded(double x, double p, int n)
    {
        for (int i = 0; i < n; i++) x += 0.1 * Math.Sin(x) * p;
        return x;
    }
}
