namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Parameters of primary constructors are constants of the object, as fields are.</summary>
public partial class Captures(double scale, double[] weights, int count)
{
    public Captures()
        : this(3, [0.5, -2], 2)
    {
    }

    [Differentiable(Emit = Modes.Both), Point(0.7)]
    public double Captured(double x) => scale * x * x + scale;

    [Differentiable(Emit = Modes.Both), Point("0.7 1.3", 0.4)]
    public double CapturedInLoops(double[] x, double y)
    {
        double scale2 = scale * y;
        double s = 0;
        for (int i = 0; i < count; i++) s = s * scale + weights[i] * Math.Sin(x[i] * scale2);
        return s;
    }
}
