using System.Runtime.CompilerServices;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Emission;

/// <summary>
/// How much is emitted for each method of the behaviour tests, whose values do not show it: what a pass no longer makes shorter stands out in the table, and with SYMBOLICDIFF_ACCEPT=1
/// in the change of it.
/// </summary>
public sealed class EmittedSizeTests
{
    [Fact]
    public void The_derivatives_of_the_behaviour_tests_are_as_large_as_they_were()
    {
        string path = Path.Combine(Here(), "../Snapshots/EmittedSizes.txt");
        var (files, problem) = new BehaviourSources().Emit(new DifferentiableGenerator());
        Assert.Null(problem);
        string[] found =
        [
            "method " + EmittedSize.Columns,
            .. files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{Shortened(file.Key)} {EmittedSize.Of(BehaviourSources.Parse(file.Value, file.Key))}"),
        ];
        if (Environment.GetEnvironmentVariable("SYMBOLICDIFF_ACCEPT") == "1") File.WriteAllLines(path, found);
        string[] expected = File.Exists(path) ? File.ReadAllLines(path) : [];
        string[] gone = [.. expected.Except(found)], come = [.. found.Except(expected)];
        Assert.True(gone.Length + come.Length == 0, $"{come.Length} methods are of another size:\n{string.Join('\n', gone.Select(line => "- " + line).Concat(come.Select(line => "+ " + line)).Order(StringComparer.Ordinal).Take(60))}");
    }

    /// <summary>Without what all names begin and end with; the hash tells overloads apart.</summary>
    private static string Shortened(string name) => name.Replace("SymbolicDiff.Behavior.Tests.", "", StringComparison.Ordinal).Replace(".g.cs", "", StringComparison.Ordinal);

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
