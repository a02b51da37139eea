using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The checks of the run-time library that emitted derivatives begin with.</summary>
internal static class Guards
{
    public static GuardKind? KindOf(IMethodSymbol method) =>
        method.ContainingType is { Name: "Guard", ContainingNamespace: { Name: "SymbolicDiff", ContainingNamespace.IsGlobalNamespace: true } }
        && Enum.TryParse(method.Name, out GuardKind kind) ? kind : null;
}
