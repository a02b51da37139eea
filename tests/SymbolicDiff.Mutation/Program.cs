using System.Globalization;
using System.Runtime.CompilerServices;

namespace SymbolicDiff.Mutation;

/// <summary>
/// <c>--count 200 --seed 1</c>: makes so many slips in analysis, differentiation, rules and simplification, one at a time, and sees whether a test notices.
/// <c>--tests</c> runs the tests over the code as it is, and says how long they take.
/// </summary>
public static class Program
{
    /// <summary>The least share of the mutants that has to be noticed.</summary>
    private const double Least = 0.85;

    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Text(arguments, "--work") is { } numbers)
        {
            Campaign.Work(numbers.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)));
            return 0;
        }

        return arguments.Contains("--tests") ? Tests() : Mutate(Option(arguments, "--seed", 1), Option(arguments, "--count", 200));
    }

    private static int Mutate(int seed, int count)
    {
        IReadOnlyList<Mutant> all = new MutatedCalculus().All;
        int killed = 0, made = 0;
        var survivors = new List<string>();
        foreach (var (mutant, outcome) in Campaign.Run(Campaign.Chosen(all.Count, seed, count)))
        {
            Console.WriteLine($"{all[mutant]}: {outcome}");
            if (outcome == "does not compile") continue;
            made++;
            if (outcome == "survived") survivors.Add(all[mutant].ToString());
            else killed++;
        }

        RemoveReceived();
        double share = made == 0 ? 0 : (double)killed / made;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{all.Count} places, {made} mutants of seed {seed}, {killed} killed: {share:P1}"));
        foreach (string survivor in survivors.Order(StringComparer.Ordinal)) Console.WriteLine("survived: " + survivor);
        return share >= Least ? 0 : 1;
    }

    private static int Tests()
    {
        byte[] image = new MutatedCalculus().Compile(null)!;
        string? failure = new TestRun(image).FirstFailure((type, took) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{type}: {took.TotalSeconds:F1} s")));
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
