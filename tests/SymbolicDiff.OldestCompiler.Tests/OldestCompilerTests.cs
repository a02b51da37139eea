using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators;

namespace SymbolicDiff.OldestCompiler.Tests;

/// <summary>The generator in the oldest compiler that it supports, over files that use the whole language.</summary>
public class OldestCompilerTests
{
    private static readonly CSharpParseOptions parsing = new(LanguageVersion.CSharp12);

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Path.Combine(Here(), "../SymbolicDiff.Fuzz/Torture/Files"), "*.txt").Select(Path.GetFileNameWithoutExtension).OfType<string>().Where(name => !name.EndsWith("Mistakes", StringComparison.Ordinal))];

    [Fact]
    public void It_is_the_compiler_that_the_generator_is_built_against()
    {
        Version? used = typeof(CSharpCompilation).Assembly.GetName().Version;
        Assert.Equal(used, typeof(DifferentiableGenerator).Assembly.GetReferencedAssemblies().Single(reference => reference.Name == "Microsoft.CodeAnalysis.CSharp").Version);
        Assert.Equal(new Version(4, 8, 0, 0), used);
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_emitted_compiles(string file) => Build(File.ReadAllText(Path.Combine(Here(), "../SymbolicDiff.Fuzz/Torture/Files", file + ".txt")));

    [Fact]
    public void What_is_emitted_runs()
    {
        Assembly assembly = Build(File.ReadAllText(Path.Combine(Here(), "../SymbolicDiff.Fuzz/Torture/Files/01-Loss.txt")));
        var gradient = (ValueTuple<double[], double>)assembly.GetType("Model")!.GetMethod("LossGradient")!.Invoke(null, [new[] { 0.3, -0.7 }, 0.1, new double[] { 2, -1 }, 1.0])!;
        double p = 1 / (1 + Math.Exp(-1.4));
        Assert.Equal(2 * (p - 1), gradient.Item1[0], 1e-14);
        Assert.Equal(1 - p, gradient.Item1[1], 1e-14);
        Assert.Equal(p - 1, gradient.Item2, 1e-14);
    }

    private static Assembly Build(string source)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(path => Path.GetDirectoryName(path) == framework);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Consumer",
            [CSharpSyntaxTree.ParseText(source, parsing)],
            trusted.Append(typeof(DifferentiableAttribute).Assembly.Location).Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, allowUnsafe: true));
        CSharpGeneratorDriver.Create([new DifferentiableGenerator().AsSourceGenerator()], parseOptions: parsing)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out var found);
        using var image = new MemoryStream();
        var problems = found.Concat(output.Emit(image).Diagnostics).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || diagnostic.Id == "CS8785").ToList();
        Assert.True(problems.Count == 0, string.Join("\n", problems));
        image.Position = 0;
        return new AssemblyLoadContext("Consumer", isCollectible: true).LoadFromStream(image);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
