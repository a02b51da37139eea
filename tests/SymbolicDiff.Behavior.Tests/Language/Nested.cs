using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Methods that call the emitted derivatives of others, which may stand anywhere.</summary>
public static partial class Nested
{
    /// <summary>d/dx (x · d/dy (x · y)) = 2x: the inner derivative is not that with respect to x.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point(3.0, 5.0)]
    public static double Confusion(double x, double y) => x * ProductGradient(x, y);

    [Differentiable(nameof(y))]
    public static double Product(double x, double y) => x * y;

    [Differentiable(Emit = Modes.Both), Entry("G05")]
    public static double OfSquare(double x) => x * NestedBase.SquareGradient(x);

    /// <summary>A third derivative.</summary>
    [Differentiable(Emit = Modes.Both), Point(0.7)]
    public static double Third(double x) => SecondGradient(x);

    [Differentiable, Point(0.7)]
    public static double Second(double x) => FirstGradient(x);

    [Differentiable, Point(0.7)]
    public static double First(double x) => Math.Sin(x * x) * Math.Exp(x);

    /// <summary>The squared length of a force: branches, loops and several parameters inside.</summary>
    [Differentiable(nameof(x), Emit = Modes.Both), Point("1 2 4", 0.5), Point("1 -2 4 5", 1.5)]
    public static double Force(double[] x, double stiffness)
    {
        double[] force = NestedBase.PotentialGradient(x, stiffness);
        double sum = 0;
        for (int i = 0; i < force.Length; i++) sum += force[i] * force[i];
        return sum;
    }

    [Differentiable(Emit = Modes.Both), Point(1.5, -0.5), Point(-1.0, 2.0)]
    public static double OfTuples(double x, double y)
    {
        var (value, dx, dy) = NestedBase.WaveValueAndGradient(x, y);
        var again = NestedBase.WaveGradient(y, x);
        return value * dx + dy * again.x - again.y;
    }

    /// <summary>Through a method that is followed.</summary>
    [Differentiable(Emit = Modes.Both), Point(2.0)]
    public static double Indirect(double x) => Slope(x) * x;

    private static double Slope(double x) => NestedBase.SquareGradient(x) + 1;

    /// <summary>Newton's method on a derivative, with a second derivative.</summary>
    [Differentiable(nameof(a), Emit = Modes.Both), Point(2.0), Point(5.0)]
    public static double Newton(double a)
    {
        double x = 1.5;
        for (int i = 0; i < 4; i++) x -= QuarticGradient(x, a) / CurvatureGradient(x, a);
        return x;
    }

    [Differentiable(nameof(x))]
    public static double Quartic(double x, double a) => x * x * x * x / 4 - a * x;

    [Differentiable(nameof(x))]
    public static double Curvature(double x, double a) => QuarticGradient(x, a);
}

public static partial class NestedBase
{
    [Differentiable]
    public static double Square(double x) => x * x;

    [Differentiable(nameof(x))]
    public static double Potential(double[] x, double stiffness)
    {
        double energy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double stretch = x[i] - i;
            energy += stretch > 0 ? stiffness * stretch * stretch * stretch : -stretch;
        }

        return energy;
    }

    [Differentiable]
    public static double Wave(double x, double y) => Math.Sin(x) * y * y + x * y;
}
