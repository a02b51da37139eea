using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Whether a method's declaration compiles as far as the emitted file would repeat it.</summary>
internal static class BrokenDeclarations
{
    public static bool IsSound(IMethodSymbol method) =>
        IsKnown(method.ReturnType) && method.Parameters.All(parameter => IsKnown(parameter.Type)) && !IsDeclaredTwice(method);

    private static bool IsKnown(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Error } => false,
        IArrayTypeSymbol array => IsKnown(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsKnown),
        _ => true,
    };

    private static bool IsDeclaredTwice(IMethodSymbol method)
    {
        string? id = method.GetDocumentationCommentId();
        return method.ContainingType?.GetMembers(method.Name).Count(member => member.GetDocumentationCommentId() == id) > 1;
    }
}
