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
        var options = new HarnessOptions();
        var result = options.Driver().RunGenerators(options.Compile([row.Source])).GetRunResult();
        Assert.Equal([row.Id], result.Diagnostics.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Fact]
    public void The_tests_of_the_conventions_are_there()
    {
        Assert.NotEmpty(Readme.Conventions);
        Assert.All(Readme.Conventions, name => Assert.Contains(
            " " + name.Method + "(",
            File.ReadAllText(Path.Combine(Readme.Folder, "tests/SymbolicDiff.Behavior.Tests/Conventions", name.Class + ".cs")),
            StringComparison.Ordinal));
    }

    [Fact]
    public void Links_lead_somewhere() =>
        Assert.All(Readme.Links, link => Assert.True(Path.Exists(Path.Combine(Readme.Folder, link)), link));

    private static string Indented(string code) => string.Concat(code.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : "    " + line + "\n"));
}
