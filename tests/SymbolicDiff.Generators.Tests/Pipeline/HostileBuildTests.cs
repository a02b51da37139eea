using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Documentation;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>One project, built in every way that projects are: it compiles, and what is emitted depends on what it may depend on alone.</summary>
public class HostileBuildTests
{
    /// <summary>Files that use the whole language, but for the one whose mistakes it is there for.</summary>
    private static readonly string[] sources =
    [
        .. Directory.GetFiles(Path.Combine(Readme.Folder, "tests/SymbolicDiff.Fuzz/Torture/Files"), "*.txt").Order(StringComparer.Ordinal)
            .Where(file => !file.EndsWith("Mistakes.txt", StringComparison.Ordinal)).Select(File.ReadAllText),
    ];

    private static readonly Lazy<IReadOnlyList<string>> ordinary = new(() => Build(new HarnessOptions(), OptimizationLevel.Release, sources));

    [Theory]
    [InlineData(LanguageVersion.CSharp12, true, NullableContextOptions.Enable, OptimizationLevel.Debug)]
    [InlineData(LanguageVersion.CSharp12, false, NullableContextOptions.Disable, OptimizationLevel.Release)]
    [InlineData(LanguageVersion.Default, false, NullableContextOptions.Enable, OptimizationLevel.Release)]
    [InlineData(LanguageVersion.Preview, true, NullableContextOptions.Disable, OptimizationLevel.Debug)]
    public void It_compiles(LanguageVersion language, bool isChecked, NullableContextOptions nullable, OptimizationLevel optimization) =>
        Build(new HarnessOptions { Language = language, CheckOverflow = isChecked, Nullable = nullable }, optimization, sources);

    [Fact]
    public void Optimisation_reaches_nothing() => Assert.Equal(ordinary.Value, Build(new HarnessOptions(), OptimizationLevel.Debug, sources));

    [Fact]
    public void The_order_of_files_reaches_nothing()
    {
        string[] shuffled = [.. sources.Reverse()];
        Assert.Equal(ordinary.Value, Build(new HarnessOptions(), OptimizationLevel.Release, shuffled));
    }

    [Theory]
    [InlineData("")]
    [InlineData("sv-SE")]
    public void The_culture_reaches_nothing(string name)
    {
        CultureInfo before = CultureInfo.CurrentCulture, beforeUi = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(name);
        try
        {
            Assert.Equal(ordinary.Value, Build(new HarnessOptions(), OptimizationLevel.Release, sources));
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (before, beforeUi);
        }
    }

    /// <summary>The emitted files, with their names; fails where the project does not compile.</summary>
    private static IReadOnlyList<string> Build(HarnessOptions options, OptimizationLevel optimization, string[] files)
    {
        CSharpCompilation compilation = options.Compile(files);
        compilation = compilation.WithOptions(compilation.Options.WithOptimizationLevel(optimization));
        var result = options.Driver().RunGeneratorsAndUpdateCompilation(compilation, out var output, out var found).GetRunResult();
        using var image = new MemoryStream();
        var errors = found.Concat(output.Emit(image).Diagnostics).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        return [.. result.Results[0].GeneratedSources.Select(source => source.HintName + "\n" + source.SourceText).Order(StringComparer.Ordinal)];
    }
}
