namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>The greatest and the least of a sequence, where there are several.</summary>
public static partial class QueryKinks
{
    /// <summary>Of a tie each gets half, of zeros the first is kept; a NaN is no maximum, but a minimum.</summary>
    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    [Convention("1 3 3", "0 1.5 1.5"), Convention("-2 -0 0", null), Convention("0 -0 -1", null), Convention("NaN 2 1", null)]
    public static double Greatest(double[] v) => 3 * v.Max();

    [Differentiable(Emit = Both), Point("0.6 1.4 -0.9 2.1")]
    [Convention("1 1 3", "1.5 1.5 0"), Convention("2 -0 0", null), Convention("0 -0 1", null)]
    public static double Least(double[] v) => 3 * v.Min();
}
