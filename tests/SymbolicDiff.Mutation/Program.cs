using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Mutation;

/// <summary>
/// <c>--count 200 --seed 1</c>: makes so many slips in analysis, differentiation, rules and simplification, one at a time, and sees whether a test notices.
/// <c>--mutants 12,345</c> makes those that an earlier run has named so. <c>--tests</c> runs the tests over the code as it is, and says how long they take.
/// </summary>
public static class Program
{
    /// <summary>The least share of the mutants that has to be noticed.</summary>
    private const double Least = 0.85;

    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (arguments.Contains("--work"))
        {
            Campaign.Work();
            return 0;
        }

        return arguments.Contains("--tests") ? Tests() : Mutate(arguments);
    }

    private static int Mutate(string[] arguments)
    {
        IReadOnlyList<Mutant> all = new MutatedCalculus().All;
        IReadOnlyList<int> chosen = Text(arguments, "--mutants") is { } numbers
            ? [.. numbers.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture))]
            : Campaign.Chosen(all.Count, Option(arguments, "--seed", 1), Option(arguments, "--count", 200));
        int killed = 0, made = 0;
        var survivors = new List<string>();
        foreach (var (mutant, outcome) in Campaign.Run(chosen))
        {
            Console.WriteLine($"{mutant} {all[mutant]}: {outcome}");
            if (outcome == Campaign.DoesNotCompile) continue;
            made++;
            if (outcome.StartsWith(Campaign.Survived, StringComparison.Ordinal)) survivors.Add($"{mutant} {all[mutant]}: {outcome}");
            else killed++;
        }

        RemoveReceived();
        double share = made == 0 ? 0 : (double)killed / made;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Count} places, {made} mutants, {killed} killed: {share:P1}"));
        foreach (string survivor in survivors.Order(StringComparer.Ordinal)) Console.WriteLine(survivor);
        return share >= Least ? 0 : 1;
    }

    private static int Tests()
    {
        static void Report(string what, TimeSpan took) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {took.TotalSeconds:F1} s"));
        var calculus = new TestRun(new MutatedCalculus().Compile(null)!);
        string? failure = calculus.FirstFailure(Report);
        long start = Stopwatch.GetTimestamp();
        var behaviour = new BehaviourTests(calculus);
        Report("Behaviour tests, prepared", Stopwatch.GetElapsedTime(start));
        start = Stopwatch.GetTimestamp();
        failure ??= behaviour.FirstFailure(calculus, out _);
        Report("Behaviour tests", Stopwatch.GetElapsedTime(start));
        Console.WriteLine(failure ?? "all pass");
        return failure is null ? 0 : 1;
    }

    /// <summary>Snapshots that differed, which are nobody's.</summary>
    private static void RemoveReceived()
    {
        string snapshots = Path.GetFullPath(Path.Combine(Here(), "../SymbolicDiff.Generators.Tests/Snapshots"));
        foreach (string received in Directory.GetFiles(snapshots, "*.received.cs")) File.Delete(received);
    }

    private static int Option(string[] arguments, string name, int otherwise) =>
        Text(arguments, name) is { } value ? int.Parse(value, CultureInfo.InvariantCulture) : otherwise;

    private static string? Text(string[] arguments, string name)
    {
        int at = Array.IndexOf(arguments, name);
        return at < 0 ? null : arguments[at + 1];
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
