using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>The sources of the behaviour tests, and any part of them that compiles by itself.</summary>
public sealed class BehaviourSources
{
    private const string Name = "SymbolicDiff.Behavior.Tests";

    /// <summary>What the project file says besides.</summary>
    private const string Project = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Xunit;
        global using SymbolicDiff.Behavior.Tests.Harness;
        global using static SymbolicDiff.Behavior.Tests.Harness.Modes;
        """;

    private readonly string home = Path.GetFullPath(Path.Combine(Here(), "../..", Name));
    private readonly SyntaxTree project = Parse(Project, "Project.cs");
    private readonly CSharpCompilation empty;

    public BehaviourSources()
    {
        string[] folders = [home, Path.GetFullPath(Path.Combine(Here(), "../../../generators/SymbolicDiff.Generators/Framework"))];
        Files = [.. folders.SelectMany(Read).Select(file => Parse(file.Text, file.Path))];
        var xunit = new[] { typeof(Assert), typeof(FactAttribute), typeof(Xunit.Abstractions.ITestOutputHelper) }.Select(type => MetadataReference.CreateFromFile(type.Assembly.Location));
        empty = CSharpCompilation.Create(Name, [project], References.All.Concat(xunit), new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, checkOverflow: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    public static CSharpParseOptions Parsing { get; } = new(LanguageVersion.Preview);

    public IReadOnlyList<SyntaxTree> Files { get; }

    public CSharpCompilation All => empty.AddSyntaxTrees(Files);

    private IReadOnlyList<AdditionalText> RuleFiles => [.. Directory.GetFiles(Path.Combine(home, "Rules"), "*.rules").Select(path => new TextFile(path, File.ReadAllText(path)))];

    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Parsing, path);

    /// <summary>An assembly of some of the files, with what is emitted for them; where there is none, what the compiler says.</summary>
    public (byte[]? Image, string Errors) Compile(IEnumerable<SyntaxTree> files)
    {
        using var image = new MemoryStream();
        string catalogue = Path.Combine(home, "Catalogue/catalogue.json");
        var emitted = empty.AddSyntaxTrees(files).Emit(image, manifestResources: [new ResourceDescription("catalogue.json", () => File.OpenRead(catalogue), isPublic: true)]);
        return (emitted.Success ? image.ToArray() : null, string.Join('\n', emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error).Take(20)));
    }

    /// <summary>What is emitted for all files, by name, with the first error.</summary>
    public (Dictionary<string, string> Files, string? Problem) Emit(IIncrementalGenerator generator)
    {
        GeneratorDriver driver = CSharpGeneratorDriver.Create([generator.AsSourceGenerator()], RuleFiles, Parsing);
        GeneratorDriverRunResult result = driver.RunGenerators(All).GetRunResult();
        Diagnostic? error = result.Diagnostics.FirstOrDefault(found => found.Severity == DiagnosticSeverity.Error || found.Id == "CS8785");
        return (result.Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString()), error?.ToString());
    }

    private static IEnumerable<(string Path, string Text)> Read(string folder) =>
        from path in Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let relative = Path.GetRelativePath(folder, path).Replace('\\', '/')
        where !relative.StartsWith("obj/", StringComparison.Ordinal) && !relative.StartsWith("bin/", StringComparison.Ordinal)
        select (path, File.ReadAllText(path));

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
