using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>The emitted text depends on the source alone.</summary>
public class DeterminismTests
{
    private static readonly string[] sources =
    [
        "using SymbolicDiff;\nnamespace Demo;\npublic static partial class A { [Differentiable] public static double F(double x, double y) => B.Half(x) * System.Math.Exp(-1.5e-7 * y); }",
        "using SymbolicDiff;\nnamespace Demo;\npublic static partial class A { [Differentiable] public static double G(double[] w) { double s = 0; for (int i = 0; i < w.Length; i++) s += w[i] * w[i]; return s; } }",
        "using SymbolicDiff;\nnamespace Demo;\npublic static partial class B { public static double Half(double x) => x / 2; [Differentiable] public static double F(double x) => Half(x); }",
    ];

    [Fact]
    public void The_order_of_files_does_not_matter()
    {
        var straight = GeneratorHarness.Run(sources).Files;
        int[][] orders = [[2, 1, 0], [1, 2, 0], [0, 2, 1]];
        foreach (int[] order in orders)
            Assert.Equal(straight.OrderBy(file => file.Key), GeneratorHarness.Run([.. order.Select(index => sources[index])]).Files.OrderBy(file => file.Key));
    }

    [Fact]
    public void The_presence_of_other_files_does_not_matter()
    {
        var all = GeneratorHarness.Run(sources).Files;
        var without = GeneratorHarness.Run(sources[0], sources[2]).Files;
        Assert.All(without, file => Assert.Equal(all[file.Key], file.Value));
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("tr-TR")]
    [InlineData("fa-IR")]
    public void The_culture_does_not_matter(string name)
    {
        var hostile = GeneratorHarness.Run(sources).Files;
        var before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(name);
        try
        {
            var options = new HarnessOptions();
            var result = options.Driver().RunGenerators(options.Compile(sources)).GetRunResult().Results[0];
            Assert.Equal(
                hostile.Select(file => (file.Key, file.Value)).Order(),
                result.GeneratedSources.Select(source => (source.HintName, source.SourceText.ToString())).Order());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Lines_end_with_a_line_feed_alone() =>
        Assert.All(GeneratorHarness.Run([.. sources.Select(source => source.Replace("\n", "\r\n", StringComparison.Ordinal))]).Files.Values, text => Assert.DoesNotContain('\r', text));

    [Fact]
    public void Emitted_methods_run()
    {
        var run = GeneratorHarness.Run(sources);
        Assert.Equal(0.5, run.Invoke("Demo.B", "FGradient", 3.0));
        Assert.Equal(new[] { 2.0, -4.0 }, run.Invoke("Demo.A", "GGradient", new[] { 1.0, -2.0 }));
    }
}
