using SymbolicDiff;

/// <summary>In the global namespace.</summary>
internal static partial class InTheGlobalNamespace
{
    [Differentiable(Emit = Both), Point(2)]
    internal static double Cube(double x) => x * x * x;
}
