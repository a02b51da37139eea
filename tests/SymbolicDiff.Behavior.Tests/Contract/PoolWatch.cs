using System.Diagnostics.Tracing;
using System.Globalization;

namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>While pools report what is rented, that allocates on every thread; so other tests, which count bytes, must not run meanwhile.</summary>
[CollectionDefinition(nameof(Alone), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Counts what this thread rents from the shared array pools and gives back, as the pools themselves report it.</summary>
internal sealed class PoolWatch : EventListener
{
    private const string Pools = "System.Buffers.ArrayPoolEventSource";
    private const int Rented = 1, Returned = 3;

    [ThreadStatic]
    private static Dictionary<int, long>? held;

    [ThreadStatic]
    private static long peak;

    [ThreadStatic]
    private static int rentals;

    private PoolWatch()
    {
    }

    /// <summary>What the call rented: how often, how many elements at once at most, and how many arrays it did not give back.</summary>
    public static (int Rentals, long Peak, int Kept) Of(Action call)
    {
        using var watch = new PoolWatch();
        (held, peak, rentals) = ([], 0, 0);
        try
        {
            call();
        }
        finally
        {
            watch.DisableEvents(EventSource.GetSources().Single(source => source.Name == Pools));
        }

        var result = (rentals, peak, held.Count);
        held = null;
        return result;
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Pools) EnableEvents(eventSource, EventLevel.Verbose);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        if (held is null || eventData.EventSource.Name != Pools || eventData.Payload is not { Count: > 1 } payload) return;
        int buffer = Convert.ToInt32(payload[0], CultureInfo.InvariantCulture);
        if (eventData.EventId == Rented)
        {
            held[buffer] = Convert.ToInt64(payload[1], CultureInfo.InvariantCulture);
            rentals++;
            peak = Math.Max(peak, held.Values.Sum());
        }
        else if (eventData.EventId == Returned)
        {
            held.Remove(buffer);
        }
    }
}
