using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What tells methods apart where no symbol may go.</summary>
internal static class MethodKeys
{
    public static string Of(IMethodSymbol method)
    {
        IMethodSymbol original = (method.ReducedFrom ?? method).OriginalDefinition;
        return original.GetDocumentationCommentId() ?? original.ToDisplayString();
    }

    public static ISymbol? Find(string key, Compilation compilation) => DocumentationCommentId.GetFirstSymbolForDeclarationId(key, compilation);
}
