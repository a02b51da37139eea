using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SymbolicDiff.Mutation;

/// <summary>The assembly of the calculus, compiled in memory with one slip in it.</summary>
internal sealed class MutatedCalculus
{
    public const string Name = "SymbolicDiff.Calculus";

    private static readonly string[] folders = ["Analysis", "Differentiation", "Rules", "Simplification"];

    /// <summary>What the project file says besides.</summary>
    private const string Project = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        [assembly: System.Reflection.AssemblyVersion("0.1.0.0")]
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("SymbolicDiff.Calculus.Tests")]
        """;

    private static readonly CSharpParseOptions parsing = new(LanguageVersion.Preview);
    private readonly Dictionary<string, SyntaxTree> trees = new(StringComparer.Ordinal);
    private readonly CSharpCompilation compilation;
    private readonly string home = Path.GetFullPath(Path.Combine(Here(), "../../src", Name));

    public MutatedCalculus()
    {
        foreach (string file in Directory.GetFiles(home, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            string path = Path.GetRelativePath(home, file).Replace('\\', '/');
            if (path.StartsWith("obj/", StringComparison.Ordinal) || path.StartsWith("bin/", StringComparison.Ordinal)) continue;
            trees.Add(path, CSharpSyntaxTree.ParseText(SourceText.From(File.ReadAllText(file), System.Text.Encoding.UTF8), parsing, path));
        }

        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name == "Sprache.dll" || name.StartsWith("System.", StringComparison.Ordinal) || name == "netstandard.dll"));
        compilation = CSharpCompilation.Create(
            Name,
            trees.Values.Append(CSharpSyntaxTree.ParseText(Project, parsing, encoding: System.Text.Encoding.UTF8)),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>All mutants, file by file.</summary>
    public IReadOnlyList<Mutant> All =>
        [.. trees.Where(tree => folders.Contains(tree.Key.Split('/')[0])).SelectMany(tree => Mutants.In(tree.Key, tree.Value.GetRoot()))];

    /// <summary>The assembly with the mutant, or as it is; null where that does not compile.</summary>
    public byte[]? Compile(Mutant? mutant)
    {
        CSharpCompilation changed = compilation;
        if (mutant is not null)
        {
            SyntaxTree tree = trees[mutant.File];
            SyntaxNode root = tree.GetRoot().ReplaceNode(mutant.Place, mutant.Replacement);
            changed = compilation.ReplaceSyntaxTree(tree, tree.WithRootAndOptions(root, parsing));
        }

        using var image = new MemoryStream();
        var emitted = changed.Emit(image, manifestResources: Directory.GetFiles(Path.Combine(home, "Rules"), "*.rules")
            .Select(file => new ResourceDescription(Path.GetFileName(file), () => File.OpenRead(file), isPublic: true)));
        if (emitted.Success) return image.ToArray();
        return mutant is not null ? null : throw new InvalidOperationException(string.Join('\n', emitted.Diagnostics.Where(found => found.Severity == DiagnosticSeverity.Error)));
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
