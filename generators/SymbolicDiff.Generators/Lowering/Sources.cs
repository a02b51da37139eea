using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Which source there is.</summary>
internal static class Sources
{
    /// <summary>Whether the method's source is in the compilation, and not in one that it refers to.</summary>
    public static bool Include(Compilation compilation, IMethodSymbol method) =>
        method.DeclaringSyntaxReferences.Any(reference => compilation.ContainsSyntaxTree(reference.SyntaxTree));
}
