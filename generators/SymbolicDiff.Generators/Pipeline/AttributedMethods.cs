using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>
/// The methods that carry an attribute. While code is being written, the attribute may stand on anything: on what the next member is until the method is there.
/// </summary>
internal static class AttributedMethods
{
    public static IncrementalValuesProvider<GeneratorAttributeSyntaxContext> Find(SyntaxValueProvider provider, string attribute) => provider
        .ForAttributeWithMetadataName(attribute, static (_, _) => true, static (attributed, _) => attributed)
        .Where(static attributed => attributed.TargetSymbol is IMethodSymbol);
}
