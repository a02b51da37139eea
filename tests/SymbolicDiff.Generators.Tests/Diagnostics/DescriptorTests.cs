using System.Reflection;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Diagnostics.Refusals;
using SymbolicDiff.Generators.UserRules;

namespace SymbolicDiff.Generators.Tests.Diagnostics;

/// <summary>Every diagnostic has an id of its own, a row in the release notes, and a message that says what to do.</summary>
public class DescriptorTests
{
    internal static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        .. typeof(TargetDiagnostics).GetFields(BindingFlags.Static | BindingFlags.Public).Select(field => field.GetValue(null)).OfType<DiagnosticDescriptor>(),
        .. Refusal.All,
        .. RuleDiagnostics.All,
    ];

    [Fact]
    public void Ids_are_unique() => Assert.Equal(All.Count, All.Select(descriptor => descriptor.Id).Distinct().Count());

    [Fact]
    public void The_release_notes_have_a_row_for_each()
    {
        var rows = All.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .Select(descriptor => $"{descriptor.Id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title}");
        Assert.Equal(rows, Notes().Where(line => line.StartsWith("SD", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_refusal_field_is_listed() =>
        Assert.Equal(
            typeof(Refusal).GetFields(BindingFlags.Static | BindingFlags.Public).Count(field => field.FieldType == typeof(DiagnosticDescriptor)),
            Refusal.All.Count);

    [Fact]
    public void Each_is_asserted_by_a_test()
    {
        string[] tests = Directory.GetFiles(TestFolder(), "*.cs", SearchOption.AllDirectories);
        string text = string.Concat(tests.Where(file => !file.Contains("Snapshots", StringComparison.Ordinal)).Select(File.ReadAllText));
        Assert.All(All, descriptor => Assert.Contains(descriptor.Id, text, StringComparison.Ordinal));
    }

    private static IEnumerable<string> Notes()
    {
        string folder = Path.Combine(TestFolder(), "../../generators/SymbolicDiff.Generators");
        return File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Shipped.md")).Concat(File.ReadLines(Path.Combine(folder, "AnalyzerReleases.Unshipped.md")));
    }

    private static string TestFolder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(Path.GetDirectoryName(file))!;
}
