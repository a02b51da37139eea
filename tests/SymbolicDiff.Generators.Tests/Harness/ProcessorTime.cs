using System.Diagnostics;
using System.Globalization;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>How long work takes by itself, whatever else the machine has to do.</summary>
internal static class ProcessorTime
{
    private const string Counter = "/proc/thread-self/schedstat";

    /// <summary>The processor time of the work, which this thread does alone; where the system does not count that, the time on the clock.</summary>
    public static TimeSpan Of(Action work)
    {
        if (!File.Exists(Counter))
        {
            long start = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(start);
        }

        long before = Nanoseconds();
        work();
        return TimeSpan.FromTicks((Nanoseconds() - before) / TimeSpan.NanosecondsPerTick);
    }

    private static long Nanoseconds() => long.Parse(File.ReadAllText(Counter).Split(' ')[0], CultureInfo.InvariantCulture);
}
