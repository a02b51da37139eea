using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Fuzz.Torture;

/// <summary>
/// The generator over broken code, input after input as in an editor: it fails and hangs nowhere, and what it emits for code that compiles does so too.
/// </summary>
internal sealed class TortureRun
{
    private const int Attempts = 4;
    private static readonly TimeSpan limit = TimeSpan.FromSeconds(1);
    private static readonly CSharpParseOptions parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly CSharpCompilation empty = CSharpCompilation.Create(
        "Broken",
        [],
        Checks.Compiled.References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true, concurrentBuild: false));

    private GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parsing);

    /// <summary>How long the slowest input took.</summary>
    public TimeSpan Slowest { get; private set; }

    /// <summary>What is wrong with the input; null where nothing is.</summary>
    public string? Check(string name, string text)
    {
        CSharpCompilation compilation = empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, parsing, "Broken.cs", System.Text.Encoding.UTF8));
        TimeSpan took = TimeSpan.MaxValue;
        for (int attempt = 0; attempt < Attempts && took > limit; attempt++) // the first run is that of code which is not yet compiled
            took = ProcessorTime.Of(() => driver.RunGenerators(compilation));
        if (took > Slowest) Slowest = took;
        if (took > limit) return string.Create(CultureInfo.InvariantCulture, $"{name}: took {took.TotalSeconds:F1} s");

        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        GeneratorRunResult result = driver.GetRunResult().Results[0];
        if (result.Exception is { } failure) return $"{name}: {failure}";
        if (diagnostics.FirstOrDefault(diagnostic => diagnostic.Id is "CS8785" or "SD9999") is { } internalFailure) return $"{name}: {internalFailure}";
        if (result.GeneratedSources.IsEmpty || HasErrors(compilation.GetDiagnostics())) return null;
        return output.GetDiagnostics().FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error) is { } error
            ? $"{name}: it compiles, but not with what is emitted: {error}"
            : null;
    }

    /// <summary>The errors of the input with what is emitted for it.</summary>
    public static IEnumerable<string> Errors(string text)
    {
        CSharpCompilation compilation = empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, parsing, "Broken.cs", System.Text.Encoding.UTF8));
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parsing);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var diagnostics);
        return diagnostics.Concat(output.GetDiagnostics()).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.ToString());
    }

    private static bool HasErrors(IEnumerable<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
}
