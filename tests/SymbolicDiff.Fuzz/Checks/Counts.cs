using System.Collections.Concurrent;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>How often each check was made, and how often it could not be, and why.</summary>
internal static class Counts
{
    private static readonly ConcurrentDictionary<string, int> counts = new(StringComparer.Ordinal);

    /// <summary>A line for each, sorted.</summary>
    public static IEnumerable<string> Lines => counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => FormattableString.Invariant($"{pair.Value,8} {pair.Key}"));

    public static void Add(string what) => counts.AddOrUpdate(what, 1, (_, count) => count + 1);

    /// <summary>Whether nothing stands against a check; either is counted.</summary>
    public static bool Allows(string check, string? obstacle)
    {
        Add(obstacle is null ? check : $"{check}: not, for {obstacle}");
        return obstacle is null;
    }
}
