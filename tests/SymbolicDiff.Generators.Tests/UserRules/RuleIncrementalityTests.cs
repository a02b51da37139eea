using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;
using SymbolicDiff.Generators.UserRules;

namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Edits, and what they make run again of rules and of what uses them.</summary>
public class RuleIncrementalityTests
{
    private const string Source = """
        using System;
        using SymbolicDiff;
        public static partial class M
        {
            [Derivative("cos(x)")] public static double Sine(double x) => Math.Sin(x);
            public static double Cosine(double x) => Math.Cos(x);
            [Differentiable] public static double F(double x) => Sine(2 * x);
            [Differentiable] public static double G(double x) => Cosine(2 * x);
            [Differentiable] public static double H(double x) => x * x;
        }
        """;

    private static readonly TextFile file = new("my.rules", "M.Cosine(x): -Sine(x)\n");

    [Fact]
    public void An_unrelated_file_is_added()
    {
        var (_, after) = Edit((driver, compilation) => driver.RunGenerators(
            compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated { double Sine(double x) => x; }", Options.Parsing))));
        GeneratorHarness.AssertNothingWasDone(after);
    }

    [Fact]
    public void A_comment_is_added_above()
    {
        var (_, after) = Edit((driver, compilation) => driver.RunGenerators(Replaced(compilation, "// a comment\n" + Source)));
        GeneratorHarness.AssertNothingWasDone(after);
    }

    [Fact]
    public void A_rule_file_is_edited()
    {
        var (before, after) = Edit((driver, compilation) => driver.ReplaceAdditionalText(file, new TextFile("my.rules", "M.Cosine(x): -sin(x)\n")).RunGenerators(compilation));
        AssertDifferentiatedAgain(after, modified: 1); // G; F and H use no rule of the file
        Assert.NotEqual(Text(before, "M.G."), Text(after, "M.G."));
    }

    [Fact]
    public void A_comment_in_a_rule_file_changes_nothing()
    {
        var (_, after) = Edit((driver, compilation) => driver.ReplaceAdditionalText(file, new TextFile("my.rules", "M.Cosine(x): -Sine(x) # comment\n")).RunGenerators(compilation));
        GeneratorHarness.AssertNothingWasDone(after);
    }

    [Fact]
    public void A_rule_that_another_one_calls_is_edited()
    {
        var (_, after) = Edit((driver, compilation) => driver.RunGenerators(Replaced(compilation, Source.Replace("\"cos(x)\"", "\"sin(x + pi / 2)\"", StringComparison.Ordinal))));
        AssertDifferentiatedAgain(after, modified: 2); // F, and G, whose derivatives of higher order use it
    }

    [Fact]
    public void Diagnostics_move_with_the_rule()
    {
        string source = Source.Replace("\"cos(x)\"", "\"cos(t)\"", StringComparison.Ordinal);
        var (before, after) = Edit((driver, compilation) => driver.RunGenerators(Replaced(compilation, "// moved\n" + source)), source);
        Assert.Equal(4, Assert.Single(before.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(5, Assert.Single(after.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        GeneratorHarness.AssertNothingWasDone(after);
    }

    private static HarnessOptions Options { get; } = new() { Files = [file] };

    private static (GeneratorDriverRunResult Before, GeneratorDriverRunResult After) Edit(Func<GeneratorDriver, CSharpCompilation, GeneratorDriver> edit, string source = Source)
    {
        using var culture = new HostileCulture();
        var compilation = Options.Compile([source]);
        GeneratorDriver driver = Options.Driver().RunGenerators(compilation);
        return (driver.GetRunResult(), edit(driver, compilation).GetRunResult());
    }

    private static CSharpCompilation Replaced(CSharpCompilation compilation, string text)
    {
        var tree = compilation.SyntaxTrees[0];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Options.Parsing, tree.FilePath, System.Text.Encoding.UTF8));
    }

    private static void AssertDifferentiatedAgain(GeneratorDriverRunResult result, int modified)
    {
        var reasons = GeneratorHarness.Reasons(result, DifferentiableGenerator.Steps.Lowered);
        Assert.Equal(3, reasons.Count);
        Assert.Equal(modified, reasons.Count(reason => reason == IncrementalStepRunReason.Modified));
    }

    private static string Text(GeneratorDriverRunResult result, string method) =>
        Assert.Single(result.Results[0].GeneratedSources, source => source.HintName.Contains(method, StringComparison.Ordinal)).SourceText.ToString();
}
