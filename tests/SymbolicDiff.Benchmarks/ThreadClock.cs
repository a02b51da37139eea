using System.Diagnostics;
using System.Runtime.InteropServices;

namespace SymbolicDiff.Benchmarks;

/// <summary>The processor time of the calling thread, where the system tells it: what other programs take does not count. Elsewhere time goes by.</summary>
internal static class ThreadClock
{
    private const int ThreadTime = 3;
    private static readonly bool IsThere = OperatingSystem.IsLinux();

    /// <summary>In microseconds, from any beginning.</summary>
    public static double Now()
    {
        if (!IsThere) return Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency);
        if (GetTime(ThreadTime, out TimeSpec time) != 0) throw new InvalidOperationException("The thread's time cannot be read.");
        return time.Seconds * 1e6 + time.Nanoseconds * 1e-3;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int GetTime(int clock, out TimeSpec time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeSpec
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}
