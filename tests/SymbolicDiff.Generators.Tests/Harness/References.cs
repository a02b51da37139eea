using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>What the compilations of the tests refer to: the running framework and the run-time library.</summary>
internal static class References
{
    public static IReadOnlyList<MetadataReference> All { get; } = Find();

    private static List<MetadataReference> Find()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework);
        return [.. trusted.Append(typeof(DifferentiableAttribute).Assembly.Location).Order(StringComparer.Ordinal).Select(path => MetadataReference.CreateFromFile(path))];
    }
}
