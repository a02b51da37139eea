using System.Diagnostics;
using System.Reflection;
using SymbolicDiff.Behavior.Tests.Contract;
using static SymbolicDiff.Behavior.Tests.Harness.Comparison;

namespace SymbolicDiff.Behavior.Tests.Language;

/// <summary>Loops that run again in segments give what recorded loops give, and need much less memory.</summary>
[Collection(nameof(Alone))]
public sealed class CheckpointTests
{
    public static TheoryData<string> Methods => [.. typeof(Checkpoints.Recorded).GetMethods(BindingFlags.Public | BindingFlags.Static)
        .Where(method => method.IsDefined(typeof(DifferentiableAttribute))).Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(Methods))]
    public void TheGradientIsTheRecordedLoopsBitForBit(string name)
    {
        Case again = Cases.Get(typeof(Checkpoints), name), recorded = Cases.Get(typeof(Checkpoints.Recorded), name);
        foreach (object?[] arguments in Cases.Points(again))
        {
            AssertSameBits(recorded.Gradient(arguments).Gradient, again.Gradient(arguments).Gradient, "gradient", arguments);
            AssertSameBits(recorded.ValueAndGradient(arguments).Value, again.ValueAndGradient(arguments).Value, "value", arguments);
        }
    }

    [Fact]
    public void TenMillionIterationsNeedLittleMemory()
    {
        const int Iterations = 10_000_000;
        const long Megabyte = 1 << 20;
        Checkpoints.ScalarGradient(0.3, 1e-6, 10);
        long before = GC.GetAllocatedBytesForCurrentThread();
        (double x, double p) = Checkpoints.ScalarGradient(0.3, 1e-6, Iterations);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        (_, long peak, int kept) = PoolWatch.Of(() => Checkpoints.ScalarGradient(0.3, 1e-6, Iterations));
        Assert.Equal(0, kept);
        Assert.InRange(allocated + peak * sizeof(double), 1, Megabyte);
        Assert.Equal(Checkpoints.Recorded.ScalarGradient(0.3, 1e-6, Iterations), (x, p));
    }

    [Fact]
    public void WhatIsToldIsToldOnce()
    {
        using var text = new StringWriter();
        using var listener = new TextWriterTraceListener(text);
        Trace.Listeners.Add(listener);
        double gradient = Checkpoints.ToldGradient(0.3, 6, 2);
        Trace.Listeners.Remove(listener);
        listener.Flush();
        Assert.Single(text.ToString().Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(gradient, Checkpoints.ToldGradient(0.3, 6, -1));
    }

    [Fact]
    public void LoopsInLoopsNeedLittleMemory()
    {
        (_, long once, _) = PoolWatch.Of(() => Checkpoints.Recorded.TwiceGradient(0.3, 0.1, 3000));
        (_, long again, _) = PoolWatch.Of(() => Checkpoints.TwiceGradient(0.3, 0.1, 3000));
        Assert.True(again * 20 < once, $"{again} of {once}");
    }
}
