using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>Where the code does not compile, the compiler speaks and the generator is silent.</summary>
public class BrokenCodeTests
{
    [Theory]
    [InlineData("[Differentiable(3)] double F(double x) => x;", "CS1503", "3")]
    [InlineData("[Differentiable] double F(Unknown x) => 1;", "CS0246", "Unknown")]
    [InlineData("[Differentiable] Unknown F(double x) => 1;", "CS0246", "Unknown")]
    [InlineData("[Differentiable] double F(double[] x, System.Collections.Generic.List<Unknown> y) => 1;", "CS0246", "Unknown")]
    [InlineData("[Differentiable] double F(double x) => x + y;", "CS0103", "y")]
    [InlineData("[Differentiable] double F(double x) => x +;", "CS1525", ";")]
    [InlineData("[Differentiable] double F(double x) => G(x); double G(double x) { return true; }", "CS0029", "true")]
    public void The_compiler_speaks(string member, string id, string at) =>
        GeneratorHarness.Run("using SymbolicDiff;\npartial class M { " + member + " }", [Expected(id, at, "")]);

    /// <summary>Before the method is there, the attribute stands on what follows it.</summary>
    [Theory]
    [InlineData("partial class M { [Differentiable] double f; [Derivative(\"1\")] double g; [DerivativeOf(typeof(M), \"F\")] double h; }")]
    [InlineData("partial class M { [Differentiable] double P { get; } [Differentiable] class C { } }")]
    [InlineData("[assembly: Differentiable, DerivativeOf(typeof(int), \"F\"), Derivative(\"1\")]")]
    [InlineData("namespace N { [Differentiable] public static double F(double x) => x; }")]
    public void The_compiler_speaks_of_attributes_in_other_places(string code)
    {
        var options = new HarnessOptions();
        var compilation = options.Compile(["using SymbolicDiff;\n" + code]);
        var result = options.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Contains(compilation.GetDiagnostics(), error => error.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        Assert.Null(result.Results[0].Exception);
        Assert.Empty(result.Diagnostics);
    }

    [Fact]
    public void A_misspelt_nameof_gets_the_suggestion_too() =>
        GeneratorHarness.Run(
            "using SymbolicDiff;\npartial class M { [Differentiable(nameof(wieght))] double F(double weight) => weight; }",
            [Expected("SD0006", "nameof(wieght)", "did you mean 'weight'?"), Expected("CS0103", "wieght", "")]);

    [Fact]
    public void A_method_that_is_declared_twice_stops_no_other()
    {
        const string source = "using SymbolicDiff;\npartial class M { [Differentiable] double F(double x) => x; [Differentiable] double F(double y) => y; [Differentiable] double G(double x) => x; }";
        var run = GeneratorHarness.Run(SignatureStages.Options(), [source], Expected("CS0111", "F", ""));
        Assert.Single(run.Files);
    }
}
