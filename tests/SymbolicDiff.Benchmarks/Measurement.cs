using System.Globalization;
using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>The times of a problem's primal and of the ways to its derivative.</summary>
public sealed class Measurement
{
    private readonly Problem problem;
    private readonly long bytes;
    private readonly double[] primal, exact, byHand;
    private readonly double[]? fast, inCpp, primalInCpp;

    public Measurement(Problem problem)
    {
        this.problem = problem;
        Func<double>?[] calls =
            [problem.Primal, problem.Exact.Call, problem.Fast?.Call, problem.ByHand.Call, problem.InCpp?.Call, problem.PrimalInCpp];
        var measured = new Queue<double[]>(Times.ByTurns([.. calls.OfType<Func<double>>()]));
        double[]?[] times = [.. calls.Select(call => call is null ? null : measured.Dequeue())];
        (primal, exact, fast, byHand, inCpp, primalInCpp) = (times[0]!, times[1]!, times[2], times[3]!, times[4], times[5]);
        bytes = Times.Allocated(problem.Exact.Call);
    }

    public static string Header =>
        $"{"problem",-26}{"primal µs",12}{"Exact/primal",14}{"limit",7}{"Fast/primal",13}{"limit",7}"
        + $"{"Exact/by hand",15}{"Exact/C++",11}{"Fast/C++",10}{"bytes",9}";

    public static string AbsoluteHeader =>
        $"{"problem",-26}{"primal",22}{"Exact",22}{"Fast",22}{"by hand",22}{"C++",22}{"primal in C++",22}";

    public string Ratios(Func<double[], double> of) => string.Concat(
        $"{problem.Name,-26}{Number(of(primal), 3),12}{Ratio(exact, primal, of),14}{Number(problem.Limit, 2),7}",
        $"{Ratio(fast, primal, of),13}{Number(problem.FastLimit, 2),7}{Ratio(exact, byHand, of),15}",
        $"{Ratio(exact, inCpp, of),11}{Ratio(fast, inCpp, of),10}{bytes,9}");

    public string Absolute() => $"{problem.Name,-26}{Both(primal)}{Both(exact)}{Both(fast)}{Both(byHand)}{Both(inCpp)}{Both(primalInCpp)}";

    private static string Both(double[]? times) => times is null
        ? $"{"–",22}"
        : $"{Number(Times.Median(times), 2) + " / " + Number(Times.Minimum(times), 2),22}";

    private static string Ratio(double[]? times, double[]? others, Func<double[], double> of) =>
        times is null || others is null ? "–" : Number(of(times) / of(others), 2);

    private static string Number(double? number, int decimals) =>
        number?.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) ?? "–";
}
