namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Called from another file; nothing here carries the attribute.</summary>
internal static class Elsewhere
{
    private const double Factor = 1.25;

    internal static readonly double[] Table = { 0.5, 2, 3 };

    public static double Product(double x, double y)
    {
        double product = x * y;
        return product * Factor + Table[1] * x;
    }

    public static double Shift(double y) => y + Private(y);

    public static double Cubed(this double x) => x * x * x;

    private static double Private(double y) => Table.Length * y;

    internal static class Nested
    {
        public static double Cube(double x) => x * x * x + Private(x);
    }
}
