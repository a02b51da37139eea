using SymbolicDiff.Generators.Tests.Diagnostics;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Documentation;

/// <summary>What the README shows and says is what there is.</summary>
public class ReadmeTests
{
    private const string Usings = "using System;\nusing SymbolicDiff;\n\n";

    private static string Model => Readme.CSharp[0];

    public static TheoryData<DiagnosticRow> Examples => new(Readme.Diagnostics.Where(row => row.HasCode));

    [Fact]
    public void The_emitted_code_of_the_first_example_is_what_the_generator_emits()
    {
        string emitted = GeneratorHarness.Run(Usings + Model).Text;
        Assert.Contains(Indented(Readme.CSharp[1]), emitted, StringComparison.Ordinal);
        Assert.Contains("∂Loss/∂w = (p − y)·x", emitted, StringComparison.Ordinal);
        Assert.Contains("∂Loss/∂b = p − y", emitted, StringComparison.Ordinal);
    }

    [Fact]
    public void The_quickstart_is_the_example()
    {
        string program = File.ReadAllText(Path.Combine(Readme.Folder, "examples/Quickstart/Program.cs"));
        Assert.Equal(program, "using SymbolicDiff;\n\n" + Readme.CSharp[2] + "\n" + Model);
    }

    [Fact]
    public void The_other_code_compiles_with_the_first_example()
    {
        foreach (string statements in Readme.CSharp.Skip(2))
            GeneratorHarness.Run(Usings + Model, Usings + "public static class Snippet { public static void Run() {\n" + statements + "} }");
    }

    [Fact]
    public void Every_diagnostic_has_its_row() => Assert.Equal(
        DescriptorTests.All.OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal)
            .Select(descriptor => descriptor.Id + " " + descriptor.DefaultSeverity),
        Readme.Diagnostics.Select(row => row.Id + " " + row.Severity));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Each_example_gives_its_diagnostic(DiagnosticRow row)
    {
        var options = new HarnessOptions { Properties = row.Properties };
        var result = options.Driver().RunGenerators(options.Compile([row.Source])).GetRunResult();
        Assert.Equal([row.Id], result.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public void Each_convention_is_laid_down_by_its_tests()
    {
        Assert.True(Readme.ConventionRows.Count > 10);
        Assert.All(Readme.ConventionRows, row => Assert.NotEmpty(Readme.TestsIn(row)));
        Assert.All(Readme.Conventions, name => Assert.Contains("Convention(\"", AttributesOf(name.Class, name.Method), StringComparison.Ordinal));
    }

    /// <summary>Each kink of the rule file is a convention that a user can look up.</summary>
    [Fact]
    public void Each_rule_that_chooses_is_in_the_table_of_conventions()
    {
        string[] rules = File.ReadAllLines(Path.Combine(Readme.Folder, "src/SymbolicDiff.Calculus/Rules/derivatives.rules"));
        int kinks = Array.IndexOf(rules, "# Kinks: 0, or half to each side of a tie");
        int pieces = Array.IndexOf(rules, "# Pieces");
        IEnumerable<string> functions = rules[(kinks + 1)..pieces].Where(line => line.Length > 0 && char.IsLetter(line[0]))
            .Select(line => line[..line.IndexOf('(', StringComparison.Ordinal)]);
        string tests = File.ReadAllText(Path.Combine(Readme.Folder, "tests/SymbolicDiff.Behavior.Tests/Conventions/Kinks.cs"));
        Assert.NotEmpty(functions);
        Assert.All(functions, name => Assert.Contains("." + char.ToUpperInvariant(name[0]) + name[1..] + "(", tests, StringComparison.Ordinal));
    }

    /// <summary>What the table says of functions is laid down where they have their rules, and not of the emitted code alone.</summary>
    [Fact]
    public void Each_function_of_the_table_of_conventions_is_tested_by_its_rule()
    {
        string[] rules = File.ReadAllLines(Path.Combine(Readme.Folder, "src/SymbolicDiff.Calculus/Rules/derivatives.rules"));
        string tests = File.ReadAllText(Path.Combine(Readme.Folder, "tests/SymbolicDiff.Calculus.Tests/Rules/KinksTests.cs"));
        var functions = Readme.ConventionRows.SelectMany(Readme.FunctionsIn)
            .Select(name => name is "IEEERemainder" ? "ieeeRemainder" : char.ToLowerInvariant(name[0]) + name[1..]).Distinct()
            .Where(name => rules.Any(rule => rule.StartsWith(name + "(", StringComparison.Ordinal))).Append("%").ToList();
        Assert.True(functions.Count > 20, string.Join(", ", functions));
        Assert.All(functions, name => Assert.Contains("{ \"" + name + "\", [", tests, StringComparison.Ordinal));
    }

    private static string AttributesOf(string type, string method)
    {
        string text = File.ReadAllText(Path.Combine(Readme.Folder, "tests/SymbolicDiff.Behavior.Tests/Conventions", type + ".cs"));
        int end = text.IndexOf(" " + method + "(", StringComparison.Ordinal);
        Assert.True(end >= 0, $"{type}.{method} is not there");
        return text[text.LastIndexOf("\n\n", end, StringComparison.Ordinal)..end];
    }

    [Fact]
    public void Links_lead_somewhere() =>
        Assert.All(Readme.Links, link => Assert.True(Path.Exists(Path.Combine(Readme.Folder, link)), link));

    private static string Indented(string code) => string.Concat(code.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : "    " + line + "\n"));
}
