namespace SymbolicDiff.Checking;

/// <summary>How a function looks from both sides of a point.</summary>
internal enum Sides
{
    Smooth,
    Kink,
    Jump,
}

/// <summary>A slope by finite differences, with an error estimate from two step sizes, and the slopes on both sides of the point.</summary>
internal readonly record struct Estimate(double Slope, double Uncertainty, Sides Sides, double Left, double Right);
