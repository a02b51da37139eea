using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The checks of the run-time library that emitted derivatives begin with.</summary>
internal static class Guards
{
    /// <summary>The check as a statement.</summary>
    public static Statement Of(IMethodSymbol method, EquatableArray<Expression> operands)
    {
        if (Enum.TryParse(method.Name, out GuardKind kind)) return new Guard(kind, operands);
        var text = Enumerable.Repeat(", ", operands.Count - 1).Prepend($"global::SymbolicDiff.Guard.{method.Name}(").Append(")");
        return new Evaluate(new External(text.ToEquatableArray(), operands, ValueType.Boolean, HasEffects: true, KeepsStorage: true));
    }

    public static bool IsGuard(IMethodSymbol method) =>
        method.ContainingType is { Name: "Guard", ContainingNamespace: { Name: "SymbolicDiff", ContainingNamespace.IsGlobalNamespace: true } };
}
