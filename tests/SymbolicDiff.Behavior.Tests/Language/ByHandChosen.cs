using SymbolicDiff.Behavior.Tests.Harness;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>What a method with a reverse derivative by hand gives is assigned to a variable that has other values on other paths.</summary>
public static partial class ByHandChosen
{
    [Differentiable(Emit = Modes.Second), Point(1.3), Point(0.4)]
    public static double InBranch(double x)
    {
        double y;
        if (x > 1) y = Cube(x);
        else y = x * x;
        return y * x;
    }

    [Differentiable(Emit = Modes.Second), Point(1.3, 0), Point(0.4, 3)]
    public static double InLoop(double x, int n)
    {
        double y = x;
        for (int i = 0; i < n; i++) y = Cube(y + x);
        return y * y;
    }

    private static double Cube(double x) => x * x * x;

    [DerivativeOf(typeof(ByHandChosen), nameof(Cube))]
    private static double CubeVjp(double x, double resultAdjoint, ref double xAdjoint)
    {
        xAdjoint += 3 * x * x * resultAdjoint;
        return x * x * x;
    }
}
