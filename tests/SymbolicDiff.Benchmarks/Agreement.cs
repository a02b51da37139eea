using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>Whether all ways to compute a problem's value and derivative give the same, and what is expected.</summary>
public static class Agreement
{
    /// <summary>A call that takes more seconds would hold up all others.</summary>
    private const double Longest = 2;

    /// <summary>What differs, or null.</summary>
    public static string? Of(Problem problem)
    {
        double primal = problem.Primal();
        double start = ThreadClock.Now();
        double value = problem.Exact.Call();
        double seconds = (ThreadClock.Now() - start) / 1e6;
        if (BitConverter.DoubleToInt64Bits(primal) != BitConverter.DoubleToInt64Bits(value))
            return FormattableString.Invariant($"the emitted value {value:R} is not the primal's {primal:R}");
        double[] derivative = problem.Exact.Derivative();
        return (problem.Expected is { } expected ? WithExpected(expected, value, derivative) : null)
            ?? Other("fast", problem.Fast, value, derivative)
            ?? Other("by hand", problem.ByHand, value, derivative)
            ?? Other("C++", problem.InCpp, value, derivative)
            ?? (problem.PrimalInCpp is { } inCpp && !AreClose(inCpp(), value, 1e-10) ? "the value in C++ is not the primal's" : null)
            ?? (seconds > Longest ? FormattableString.Invariant($"right, but Exact takes {seconds:F1} s a call: not measured") : null);
    }

    private static string? WithExpected(Expected expected, double value, double[] derivative)
    {
        if (!AreClose(value, expected.Value, 1e-10)) return FormattableString.Invariant($"value {value:R}, expected {expected.Value:R}");
        return Difference(derivative.AsSpan(0, expected.First.Length), expected.First)
            ?? Difference(derivative.AsSpan(derivative.Length - expected.Last.Length), expected.Last);
    }

    private static string? Difference(ReadOnlySpan<double> derivative, ReadOnlySpan<double> expected)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            if (!AreClose(derivative[i], expected[i], 1e-10))
                return FormattableString.Invariant($"component {i}: {derivative[i]:R}, expected {expected[i]:R}");
        }

        return null;
    }

    private static string? Other(string name, Way? way, double value, double[] derivative)
    {
        if (way is null) return null;
        double other = way.Call();
        if (!AreClose(other, value, 1e-10)) return FormattableString.Invariant($"{name}: value {other:R}, emitted {value:R}");
        double[] others = way.Derivative();
        if (others.Length != derivative.Length) return name + ": another number of components";
        double scale = derivative.Max(Math.Abs);
        for (int i = 0; i < derivative.Length; i++)
        {
            if (!(Math.Abs(others[i] - derivative[i]) <= 1e-10 * Math.Abs(derivative[i]) + 1e-14 * scale))
                return FormattableString.Invariant($"{name}: component {i}: {others[i]:R}, emitted {derivative[i]:R}");
        }

        return null;
    }

    private static bool AreClose(double x, double y, double tolerance) => Math.Abs(x - y) <= tolerance * Math.Abs(y);
}
