using System.Diagnostics;
using System.Globalization;
using SymbolicDiff.Benchmarks.Comparisons;
using SymbolicDiff.Benchmarks.Problems;

namespace SymbolicDiff.Benchmarks;

/// <summary>Measures what is compared by turns, so that what disturbs one disturbs all, and prints ratios of medians.</summary>
public static class Quick
{
    private const int Rounds = 301;
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(0.5);

    public static int Run()
    {
        Console.WriteLine("gradient includes the value; medians of " + Rounds.ToString(CultureInfo.InvariantCulture) + " rounds by turns");
        Console.WriteLine(
            $"{"problem",-26}{"primal µs",12}{"emitted µs",12}{"by hand µs",12}{"emitted/primal",16}{"limit",7}{"emitted/by hand",17}{"bytes",7}");
        bool allAgree = true;
        foreach (Problem problem in Problem.All) allAgree &= Measure(problem);
        Console.WriteLine();
        Console.WriteLine($"{"written with",-26}{"primal µs",12}{"plain µs",12}{"gradient µs",12}{"plain µs",12}{"gradient/plain",16}{"limit",7}{"bytes",7}");
        foreach (Comparison comparison in Comparison.All) allAgree &= Measure(comparison);
        return allAgree ? 0 : 1;
    }

    /// <summary>Whether the gradient is that of the plain code, and costs not much more.</summary>
    private static bool Measure(Comparison comparison)
    {
        Func<double>[] calls = [comparison.Primal, comparison.PlainPrimal, comparison.Emitted, comparison.Plain];
        double[] values = [.. calls.Select(call => call())];
        var gradients = comparison.Gradients();
        bool areSame = values.All(value => Math.Abs(value - values[0]) <= 1e-12 * Math.Abs(values[0]))
            && gradients.Emitted.Zip(gradients.Plain).All(pair => Math.Abs(pair.First - pair.Second) <= 1e-11 * Math.Max(1e-3, Math.Abs(pair.Second)));
        if (!areSame)
        {
            Console.WriteLine($"{comparison.Name,-26} the gradients differ");
            return false;
        }

        double[] medians = Medians(calls);
        double ratio = medians[2] / medians[3];
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{comparison.Name,-26}{medians[0],12:F3}{medians[1],12:F3}{medians[2],12:F3}{medians[3],12:F3}{ratio,16:F2}{Comparison.Limit,7:F1}{Allocated(comparison.Emitted),7}"));
        return true;
    }

    private static double[] Medians(Func<double>[] calls)
    {
        int[] repetitions = [.. calls.Select(WarmUp)];
        var times = calls.Select(_ => new double[Rounds]).ToArray();
        for (int round = 0; round < Rounds; round++)
            for (int k = 0; k < calls.Length; k++) times[k][round] = Time(calls[k], repetitions[k]);
        return [.. times.Select(Median)];
    }

    private static bool Measure(Problem problem)
    {
        if (Disagreement(problem) is { } message)
        {
            Console.WriteLine($"{problem.Name,-26} {message}");
            return false;
        }

        Func<double>[] calls = [problem.Primal, problem.Emitted, problem.ByHand];
        double[] medians = Medians(calls);
        long bytes = Allocated(problem.Emitted);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{problem.Name,-26}{medians[0],12:F3}{medians[1],12:F3}{medians[2],12:F3}") + string.Create(
            CultureInfo.InvariantCulture,
            $"{medians[1] / medians[0],16:F2}{problem.Limit,7:F1}{medians[1] / medians[2],17:F2}{bytes,7}"));
        return true;
    }

    private static string? Disagreement(Problem problem)
    {
        double primal = problem.Primal();
        double emitted = problem.Emitted();
        double byHand = problem.ByHand();
        var gradients = problem.Gradients();
        if (BitConverter.DoubleToInt64Bits(primal) != BitConverter.DoubleToInt64Bits(emitted)) return "the emitted value is not the primal's";
        if (Math.Abs(primal - byHand) > 1e-12 * Math.Abs(primal)) return "the value by hand is not the primal's";
        for (int i = 0; i < gradients.ByHand.Length; i++)
        {
            double scale = Math.Max(1e-3, Math.Abs(gradients.ByHand[i]));
            var (emittedPartial, partialByHand) = (gradients.Emitted[i], gradients.ByHand[i]);
            if (!(Math.Abs(emittedPartial - partialByHand) <= 1e-11 * scale))
                return FormattableString.Invariant($"component {i}: emitted {emittedPartial:R}, by hand {partialByHand:R}");
        }

        return null;
    }

    /// <summary>Runs until the time of a batch stands still; gives the number of calls that fill a batch.</summary>
    private static int WarmUp(Func<double> call)
    {
        int repetitions = 1;
        var clock = Stopwatch.StartNew();
        double best = double.PositiveInfinity;
        while (clock.Elapsed < TimeSpan.FromSeconds(1.5))
        {
            best = Math.Min(best, Time(call, repetitions));
            repetitions = Math.Max(1, (int)(Batch.TotalMicroseconds / best));
        }

        return repetitions;
    }

    private static double Time(Func<double> call, int repetitions)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repetitions; i++) call();
        return Stopwatch.GetElapsedTime(start).TotalMicroseconds / repetitions;
    }

    private static long Allocated(Func<double> call)
    {
        call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++) call();
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 100;
    }

    private static double Median(double[] times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}
