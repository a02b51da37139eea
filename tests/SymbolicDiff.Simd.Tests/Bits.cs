namespace SymbolicDiff.Simd.Tests;

/// <summary>Numbers compared by their bits, all NaNs alike.</summary>
public static class Bits
{
    public static bool AreSame(double a, double b) =>
        double.IsNaN(a) ? double.IsNaN(b) : BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    public static void AssertSame(double expected, double actual, string what) =>
        Assert.True(AreSame(expected, actual), FormattableString.Invariant($"{what}: {actual:R} instead of {expected:R}"));

    public static void AssertSame(double[] expected, double[] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++)
            AssertSame(expected[i], actual[i], FormattableString.Invariant($"{what}, element {i}"));
        Assert.Equal(expected.Length, actual.Length);
    }
}
