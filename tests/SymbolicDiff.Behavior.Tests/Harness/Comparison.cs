using System.Globalization;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>Assertions about numbers that say where they failed.</summary>
internal static class Comparison
{
    public static void AssertAllClose(double[] expected, double[] actual, Case tested, string what, object?[] arguments)
    {
        Assert.Equal(expected.Length, actual.Length);
        double tolerance = tested.IsSingle ? 1e-6 : 1e-13;
        for (int i = 0; i < expected.Length; i++) AssertClose(expected[i], actual[i], tolerance, 0, $"{what}, component {i}", arguments);
    }

    public static void AssertClose(double expected, double actual, double tolerance, double scale, string what, object?[] arguments)
    {
        bool same = expected.Equals(actual) || expected == actual || Math.Abs(expected - actual) <= tolerance * Math.Max(Math.Abs(expected), scale);
        Assert.True(same, FormattableString.Invariant($"{what} at {Text(arguments)}: expected {expected:R}, actual {actual:R}"));
    }

    public static void AssertSameBits(object? expected, object? actual, string what, object?[] arguments)
    {
        Assert.Equal(expected?.GetType(), actual?.GetType());
        AssertSame(expected, actual, what + " at " + Text(arguments));
    }

    public static void AssertSameArguments(object?[] expected, object?[] actual, string what)
    {
        for (int i = 0; i < expected.Length; i++) AssertSame(expected[i], actual[i], $"{what}, argument {i}");
    }

    private static void AssertSame(object? expected, object? actual, string what)
    {
        var (left, right) = (Reals.Of(expected), Reals.Of(actual));
        bool same = left.Length == right.Length && left.Zip(right).All(pair => SameBits(pair.First, pair.Second));
        Assert.True(same, $"{what}: expected {Numbers(left)}, actual {Numbers(right)}");
    }

    public static string Text(object?[] arguments) => "(" + string.Join(", ", arguments.Select(argument =>
        argument is null or string || Reals.Of(argument).Length == 0 ? argument ?? "null" : Numbers(Reals.Of(argument)))) + ")";

    private static string Numbers(double[] numbers) => string.Join(' ', numbers.Select(number => number.ToString("R", CultureInfo.InvariantCulture)));

#if FAST
    // Sums may be taken in another order.
    private static bool SameBits(double left, double right) => left.Equals(right) || Math.Abs(left - right) <= 1e-12 * Math.Max(1, Math.Abs(left));
#else
    private static bool SameBits(double left, double right) =>
        BitConverter.DoubleToInt64Bits(left) == BitConverter.DoubleToInt64Bits(right) || (double.IsNaN(left) && double.IsNaN(right));
#endif
}
