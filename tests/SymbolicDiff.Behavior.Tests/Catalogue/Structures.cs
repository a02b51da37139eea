namespace SymbolicDiff.Behavior.Tests.Catalogue;

/// <summary>The entry of G4 with an aggregate.</summary>
public static partial class Structures
{
    private struct Cell
    {
        public double Value;
    }

    [Differentiable(Emit = Both), Entry("L20")]
    public static double L20(double a)
    {
        double r = 0;
        for (int i = 0; i < 3; i++)
        {
            Cell s = default;
            s.Value = a * (i + 1);
            r += s.Value;
        }

        return r;
    }
}
