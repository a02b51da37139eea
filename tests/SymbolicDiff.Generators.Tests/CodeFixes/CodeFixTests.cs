using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.CodeFixes;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.CodeFixes;

public class CodeFixTests
{
    [Theory]
    [InlineData("public class Model { [Differentiable] public static double F(double x) => x; }", "public partial class Model { [Differentiable] public static double F(double x) => x; }")]
    [InlineData("/* why */ struct Model { [Differentiable] public static double F(double x) => x; }", "/* why */ partial struct Model { [Differentiable] public static double F(double x) => x; }")]
    [InlineData("sealed record Model(int N)\n{ [Differentiable] double F(double x) => x; }", "sealed partial record Model(int N)\n{ [Differentiable] double F(double x) => x; }")]
    [InlineData("record struct Model { [Differentiable] double F(double x) => x; }", "partial record struct Model { [Differentiable] double F(double x) => x; }")]
    [InlineData("partial class Outer { interface IModel { [Differentiable] static double F(double x) => x; } }", "partial class Outer { partial interface IModel { [Differentiable] static double F(double x) => x; } }")]
    public Task Types_become_partial(string before, string after) => AssertFixed(new MakePartialFix(), before, after);

    [Theory]
    [InlineData("[Differentiable(\"wieght\")]", "[Differentiable(nameof(weight))]")]
    [InlineData("[Differentiable(\"input\", /* second */ \"Weight\")]", "[Differentiable(\"input\", /* second */ nameof(weight))]")]
    [InlineData("[Differentiable(new[] { nameof(input), \"weigth\" }, Emit = Derivatives.Gradient)]", "[Differentiable(new[] { nameof(input), nameof(weight) }, Emit = Derivatives.Gradient)]")]
    public Task Misspelt_names_are_corrected(string before, string after) =>
        AssertFixed(new RenameParameterFix(), Method(before), Method(after));

    [Fact]
    public Task Old_languages_get_a_string() =>
        AssertFixed(new RenameParameterFix(), Method("[Differentiable(\"wieght\")]"), Method("[Differentiable(\"weight\")]"), LanguageVersion.CSharp10);

    [Fact]
    public async Task Nothing_is_offered_where_no_name_is_near() =>
        Assert.Empty(await ActionsFor(new RenameParameterFix(), Method("[Differentiable(\"temperature\")]"), LanguageVersion.Latest));

    private static string Method(string attribute) => "partial class Model { " + attribute + " double F(double input, double weight) => input * weight; }";

    private static async Task AssertFixed(CodeFixProvider provider, string before, string after, LanguageVersion language = LanguageVersion.Latest)
    {
        var (document, action) = Assert.Single(await ActionsFor(provider, before, language));
        var operations = await action.GetOperationsAsync(CancellationToken.None);
        var changed = Assert.Single(operations.OfType<ApplyChangesOperation>()).ChangedSolution.GetDocument(document.Id)!;
        Assert.Equal("using SymbolicDiff;\n" + after, (await changed.GetTextAsync()).ToString());
    }

    private static async Task<List<(Document Document, CodeAction Action)>> ActionsFor(CodeFixProvider provider, string source, LanguageVersion language)
    {
        using var workspace = new AdhocWorkspace();
        var options = new HarnessOptions { Language = language };
        var project = workspace.AddProject(ProjectInfo.Create(ProjectId.CreateNewId(), VersionStamp.Default, "Consumer", "Consumer", LanguageNames.CSharp,
            parseOptions: options.Parsing, metadataReferences: References.All));
        var document = project.AddDocument("Source.cs", "using SymbolicDiff;\n" + source);
        var compilation = (await document.Project.GetCompilationAsync())!;
        var diagnostics = options.Driver().RunGenerators(compilation).GetRunResult().Diagnostics;
        var actions = new List<(Document, CodeAction)>();
        foreach (var diagnostic in diagnostics.Where(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id)))
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add((document, action)), CancellationToken.None));
        return actions;
    }
}
