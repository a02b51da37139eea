using System.Diagnostics;

namespace SymbolicDiff.Benchmarks;

/// <summary>Times of calls, in microseconds of processor time, measured by turns.</summary>
public static class Times
{
    private const int FewestRounds = 15, MostRounds = 301;
    private static readonly TimeSpan Batch = TimeSpan.FromMilliseconds(0.5);
    private static readonly TimeSpan Total = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Still = TimeSpan.FromSeconds(1);

    // What nobody uses, the runtime need not compute.
    private static double used;

    /// <summary>The times of each call, round by round.</summary>
    public static double[][] ByTurns(Func<double>[] calls)
    {
        int[] repetitions = WarmUp(calls);
        var times = calls.Select(_ => new List<double>()).ToArray();
        var clock = Stopwatch.StartNew();
        for (int round = 0; round < MostRounds && (clock.Elapsed < Total || (round < FewestRounds && clock.Elapsed < 3 * Total)); round++)
        {
            for (int k = 0; k < calls.Length; k++) times[k].Add(Time(calls[k], repetitions[k]));
        }

        return [.. times.Select(all => all.ToArray())];
    }

    public static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);

    public static double Minimum(double[] times) => times.Min();

    /// <summary>Bytes a call.</summary>
    public static long Allocated(Func<double> call)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Runs all by turns until none has got better for a while; gives the numbers of calls that fill a batch.</summary>
    private static int[] WarmUp(Func<double>[] calls)
    {
        int[] repetitions = [.. calls.Select(_ => 1)];
        double[] best = [.. calls.Select(_ => double.PositiveInfinity)];
        var clock = Stopwatch.StartNew();
        for (var improved = clock.Elapsed; clock.Elapsed - improved < Still && clock.Elapsed < LongestWarmUp;)
        {
            for (int k = 0; k < calls.Length; k++)
            {
                double time = Time(calls[k], repetitions[k]);
                if (time < 0.98 * best[k]) (best[k], improved) = (time, clock.Elapsed);
                repetitions[k] = Math.Max(1, (int)(Batch.TotalMicroseconds / best[k]));
            }
        }

        return repetitions;
    }

    private static double Time(Func<double> call, int repetitions)
    {
        double sum = 0, start = ThreadClock.Now();
        for (int i = 0; i < repetitions; i++) sum += call();
        double time = (ThreadClock.Now() - start) / repetitions;
        used = sum;
        return time;
    }
}
