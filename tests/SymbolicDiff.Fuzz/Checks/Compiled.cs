using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Fuzz.Programs;
using SymbolicDiff.Generators;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>Programs, compiled with their derivatives into one assembly in memory.</summary>
internal sealed partial class Compiled
{
    private const string PreludePath = "Prelude.cs";
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    /// <summary>The framework, the run-time library and this assembly.</summary>
    public static IReadOnlyList<MetadataReference> References { get; } = FindReferences();

    /// <summary>
    /// Warnings that emitted code repeats from the program's own text (a maximum of a variable and itself, a condition that is always true), and about the nullability
    /// and the documentation of what it declares, which its pragma is there for.
    /// </summary>
    private static readonly HashSet<string> Expected = ["CS1591", "CS1573", "CS1718", "CS0162", "CS8600", "CS8602", "CS8604"];

    private static readonly CSharpCompilation empty = CSharpCompilation.Create(
        "Fuzzed",
        [CSharpSyntaxTree.ParseText(Sample.Prelude, Parsing, PreludePath)],
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false));

    private readonly IReadOnlyList<Diagnostic> problems;

    private Compiled(IReadOnlyList<Diagnostic> problems, Assembly? assembly, IReadOnlyDictionary<string, string> emitted, IReadOnlyDictionary<string, Derived> derived) =>
        (this.problems, Assembly, Emitted, Derived) = (problems, assembly, emitted, derived);

    /// <summary>What the generator and the compiler had to say; warnings of the programs' own text are not among it.</summary>
    public IEnumerable<string> Problems => problems.Select(Describe);

    public bool HasProblems => problems.Count > 0;

    /// <summary>Whether it was about this program, or about none that could be named.</summary>
    public bool Concerns(Sample sample) => problems.Any(problem =>
        problem.Location.SourceTree is not { } tree || tree.FilePath.Contains(sample.Name + ".", StringComparison.Ordinal) || tree.FilePath == PreludePath);

    public Assembly? Assembly { get; }

    /// <summary>The emitted files by the program's name.</summary>
    public IReadOnlyDictionary<string, string> Emitted { get; }

    /// <summary>What they were before they became text.</summary>
    public IReadOnlyDictionary<string, Derived> Derived { get; }

    /// <summary>What became of a method.</summary>
    public Derived DerivedOf(string type, string method) => Derived.Single(pair => pair.Key.StartsWith($"Fuzzed.{type}.{method}.", StringComparison.Ordinal)).Value;

    public static Compiled Of(IReadOnlyList<Sample> samples)
    {
        CSharpCompilation compilation = empty.AddSyntaxTrees(samples.SelectMany(Texts).Select(text => CSharpSyntaxTree.ParseText(text.Text, Parsing, text.Path)));
        Dictionary<string, Derived> derived = [];
        GeneratorDriver driver = CSharpGeneratorDriver.Create([new DifferentiableGenerator(Checks.Derived.Kept(derived)).AsSourceGenerator()], parseOptions: Parsing);
        GeneratorDriverRunResult result = driver.RunGenerators(compilation).GetRunResult();
        var emitted = result.Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
        var aware = samples.Where(sample => sample.IsNullableAware).Select(sample => sample.Name).ToHashSet();
        var trees = emitted.Select(file => CSharpSyntaxTree.ParseText(Bare(file.Value, aware.Contains(file.Key.Split('.')[1])), Parsing, file.Key)).ToList();
        CSharpCompilation output = compilation.AddSyntaxTrees(trees);
        List<Diagnostic> problems = [.. result.Diagnostics.Where(IsProblem)];
        using var image = new MemoryStream();
        var emission = output.Emit(image);
        problems.AddRange(emission.Diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error
                || diagnostic.Severity == DiagnosticSeverity.Warning && !Expected.Contains(diagnostic.Id) && trees.Contains(diagnostic.Location.SourceTree!)));
        if (!emission.Success) return new Compiled(problems, null, emitted, derived);
        image.Position = 0;
        return new Compiled(problems, new AssemblyLoadContext("Fuzzed", isCollectible: true).LoadFromStream(image), emitted, derived);
    }

    private static IEnumerable<(string Path, string Text)> Texts(Sample sample)
    {
        yield return (sample.Name + ".cs", sample.ToText());
        yield return ("Traced" + sample.Name + ".cs", sample.ToTracedText());
        if (sample.ToVariantText() is { } variant) yield return (sample.Variant + ".cs", variant);
        if (sample.HasPreciseVariant && sample.ToTracedVariantText() is { } traced) yield return ("Traced" + sample.Variant + ".cs", traced);
    }

    /// <summary>
    /// Why a program cannot be written a second time in its way: C# or the generator refuses that text, or something in the text that all programs share. Whether the program itself is to
    /// blame shows without the second text.
    /// </summary>
    public string? RefusalOfVariant => problems.Count > 0 && problems.All(problem => IsInVariant(problem) || IsRefused(problem)) ? problems[0].Id : null;

    private bool IsInVariant(Diagnostic problem) => IsOfSource(problem) && Path.GetFileName(problem.Location.SourceTree!.FilePath).Contains("Variant", StringComparison.Ordinal);

    private bool IsRefused(Diagnostic problem) => IsOfSource(problem) && problem.Id.StartsWith("SD", StringComparison.Ordinal);

    private bool IsOfSource(Diagnostic problem) => problem.Location.SourceTree is { } tree && !Emitted.ContainsKey(tree.FilePath) && problem.Id != "SD9999";

    /// <summary>Without the pragma: emitted code is to compile without a warning by itself.</summary>
    private static string Bare(string emitted, bool isNullableAware)
    {
        string bare = PragmaWarning().Replace(emitted, "");
        return isNullableAware ? bare : bare.Replace("#nullable enable", "#nullable disable", StringComparison.Ordinal);
    }

    /// <summary>That a parameter does not influence the result is no problem of a random program.</summary>
    private static bool IsProblem(Diagnostic diagnostic) => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "SD0018";

    private static string Describe(Diagnostic diagnostic) =>
        $"{diagnostic.Id} at '{diagnostic.Location.SourceTree?.GetText().ToString(diagnostic.Location.SourceSpan)}': "
        + diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture);

    private static List<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework);
        return [.. trusted.Append(typeof(DifferentiableAttribute).Assembly.Location).Append(typeof(Trace).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path))];
    }

    [GeneratedRegex("^#pragma warning disable.*$", RegexOptions.Multiline)]
    private static partial Regex PragmaWarning();
}
