using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>Edits, and what they make run again.</summary>
public class IncrementalityTests
{
    private const string Model =
        "using SymbolicDiff;\nnamespace Demo;\npublic static partial class Model\n{\n"
        + "    [Differentiable] public static double F(double x) => Callees.Square(x) + 1;\n\n"
        + "    [Differentiable] public static double G(double x) => x * x;\n}\n";

    private const string Callees = "namespace Demo;\npublic static class Callees\n{\n    public static double Square(double v) => v * v;\n}\n";

    [Fact]
    public void An_unrelated_file_is_added()
    {
        var edit = Edit(compilation => compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Unrelated { double Loss(double x) => x; }", Options.Parsing)));
        GeneratorHarness.AssertNothingWasDone(edit.After);
    }

    [Fact]
    public void A_comment_is_added_above()
    {
        var edit = Edit(compilation => Replace(compilation, 0, Model.Replace("    [Differentiable] public static double F", "    // a new comment\n\n    [Differentiable] public static double F", StringComparison.Ordinal)));
        GeneratorHarness.AssertNothingWasDone(edit.After);
    }

    [Fact]
    public void A_comment_is_added_inside()
    {
        var edit = Edit(compilation => Replace(compilation, 0, Model.Replace("x * x", "x /* times */ * x", StringComparison.Ordinal)));
        GeneratorHarness.AssertNothingWasDone(edit.After);
    }

    [Fact]
    public void A_callee_in_another_file_is_edited()
    {
        var edit = Edit(compilation => Replace(compilation, 1, Callees.Replace("v * v", "v * v * v", StringComparison.Ordinal)));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Unchanged], Reasons(edit.After, DifferentiableGenerator.Steps.Lowered));
        Assert.Equal([IncrementalStepRunReason.Modified, IncrementalStepRunReason.Cached], Reasons(edit.After, DifferentiableGenerator.Steps.Differentiated));
        Assert.NotEqual(Text(edit.Before, "Model.F."), Text(edit.After, "Model.F."));
        Assert.Equal(Text(edit.Before, "Model.G."), Text(edit.After, "Model.G."));
    }

    [Fact]
    public void The_sign_of_a_zero_is_edited()
    {
        string source = Model.Replace("x * x", "x * x + 0.0", StringComparison.Ordinal);
        var edit = Edit(compilation => Replace(compilation, 0, source.Replace("0.0", "-0.0", StringComparison.Ordinal)), source);
        Assert.Contains(IncrementalStepRunReason.Modified, Reasons(edit.After, DifferentiableGenerator.Steps.Differentiated));
    }

    [Fact]
    public void Diagnostics_move_with_the_source()
    {
        const string source = "using SymbolicDiff;\nclass M { [Differentiable] double F(double x) => x; }";
        var edit = Edit(compilation => Replace(compilation, 0, "// moved\n\n" + source), source);
        Assert.Equal(1, Assert.Single(edit.Before.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Equal(3, Assert.Single(edit.After.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
    }

    [Fact]
    public void Late_diagnostics_move_with_the_source()
    {
        const string source = "using SymbolicDiff;\npartial class M { [Differentiable] double F(double x, double y) => x; }";
        var edit = Edit(compilation => Replace(compilation, 0, "// moved\n\n" + source), source);
        GeneratorHarness.AssertNothingWasDone(edit.After);
        Assert.Equal(1, Assert.Single(edit.Before.Diagnostics).Location.GetLineSpan().StartLinePosition.Line);
        var moved = Assert.Single(edit.After.Diagnostics);
        Assert.Equal(("SD0018", 3), (moved.Id, moved.Location.GetLineSpan().StartLinePosition.Line));
    }

    private static HarnessOptions Options { get; } = new();

    private static (GeneratorDriverRunResult Before, GeneratorDriverRunResult After) Edit(Func<CSharpCompilation, Compilation> edit, string model = Model)
    {
        using var culture = new HostileCulture();
        var compilation = Options.Compile([model, Callees]);
        GeneratorDriver driver = Options.Driver().RunGenerators(compilation);
        var before = driver.GetRunResult();
        return (before, driver.RunGenerators(edit(compilation)).GetRunResult());
    }

    private static Compilation Replace(CSharpCompilation compilation, int index, string text)
    {
        var tree = compilation.SyntaxTrees[index];
        return compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text, Options.Parsing, tree.FilePath, System.Text.Encoding.UTF8));
    }

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult result, string step) => GeneratorHarness.Reasons(result, step);

    private static string Text(GeneratorDriverRunResult result, string method) =>
        Assert.Single(result.Results[0].GeneratedSources, source => source.HintName.Contains(method, StringComparison.Ordinal)).SourceText.ToString();
}
