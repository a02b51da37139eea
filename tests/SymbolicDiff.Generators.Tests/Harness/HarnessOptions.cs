using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>How a test's sources are compiled; the defaults are the hard case.</summary>
public sealed record HarnessOptions
{
    public LanguageVersion Language { get; init; } = LanguageVersion.Latest;

    public NullableContextOptions Nullable { get; init; } = NullableContextOptions.Enable;

    public bool CheckOverflow { get; init; } = true;

    /// <summary>The additional files of the project.</summary>
    public IReadOnlyList<TextFile> Files { get; init; } = [];

    /// <summary>The name of the assembly.</summary>
    public string Name { get; init; } = "Consumer";

    /// <summary>The images of other assemblies that the sources refer to.</summary>
    public IReadOnlyList<byte[]> Libraries { get; init; } = [];

    /// <summary>The properties of the project that the compiler sees, by name.</summary>
    public IReadOnlyDictionary<string, string> Properties { get; init; } = new Dictionary<string, string>();

    public IIncrementalGenerator Generator { get; init; } = new DifferentiableGenerator();

    public CSharpParseOptions Parsing => new(Language, DocumentationMode.Diagnose);

    public CSharpCompilation Compile(IEnumerable<string> sources) => CSharpCompilation.Create(
        Name,
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, Parsing, $"Source{index}.cs", System.Text.Encoding.UTF8)),
        [.. References.All, .. Libraries.Select(image => MetadataReference.CreateFromImage(image))],
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: CheckOverflow,
            nullableContextOptions: Nullable,
            allowUnsafe: true,
            warningLevel: 9999,
            specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress)], // the tests' own sources need no documentation
            concurrentBuild: false));

    public CSharpGeneratorDriver Driver() => (CSharpGeneratorDriver)CSharpGeneratorDriver.Create(
        [Generator.AsSourceGenerator()],
        additionalTexts: Files,
        parseOptions: Parsing,
        optionsProvider: new ProjectProperties(Properties),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
}
