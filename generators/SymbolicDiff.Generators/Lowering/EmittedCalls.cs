using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Recognises calls of methods that the generator will emit, which do not bind while it runs.</summary>
internal static class EmittedCalls
{
    private static readonly string[] Suffixes =
    [
        "ValueAndGradient", "Gradient", "Vjp", "Jvp", "ValueAndJacobian", "Jacobian", "HessianVectorProduct",
        "HessianDiagonal", "Hessian", "SparseJacobian",
    ];

    /// <summary>Whether the error is that such a method does not exist yet.</summary>
    public static bool Explain(Diagnostic error, SemanticModel model)
    {
        if (error.Id is not ("CS0103" or "CS0117" or "CS1061")) return false;
        SyntaxNode? at = error.Location.SourceTree?.GetRoot().FindNode(error.Location.SourceSpan);
        return at?.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && IsEmitted(call, model);
    }

    /// <summary>Whether the call names a derivative of a method with the attribute.</summary>
    public static bool IsEmitted(InvocationExpressionSyntax call, SemanticModel model)
    {
        var (name, owner) = call.Expression switch
        {
            MemberAccessExpressionSyntax access => (access.Name.Identifier.ValueText, model.GetSymbolInfo(access.Expression).Symbol as ITypeSymbol
                ?? model.GetTypeInfo(access.Expression).Type),
            SimpleNameSyntax simple => (simple.Identifier.ValueText, model.GetEnclosingSymbol(call.SpanStart)?.ContainingType),
            _ => ("", null),
        };
        return owner is not null && Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal)
            && owner.GetMembers(name.Substring(0, name.Length - suffix.Length)).Any(IsDifferentiable));
    }

    private static bool IsDifferentiable(ISymbol member) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "SymbolicDiff.DifferentiableAttribute");
}
