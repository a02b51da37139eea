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
    public static bool IsEmitted(InvocationExpressionSyntax call, SemanticModel model) => Find(call, model) is not null;

    /// <summary>The methods with the attribute that a call may name a derivative of, and which; null where it names none.</summary>
    public static (IReadOnlyList<IMethodSymbol> Primals, string Suffix)? Find(InvocationExpressionSyntax call, SemanticModel model)
    {
        string name = call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        if (!Suffixes.Any(suffix => name.EndsWith(suffix, StringComparison.Ordinal))) return null;
        ITypeSymbol? owner = call.Expression is MemberAccessExpressionSyntax member
            ? model.GetSymbolInfo(member.Expression).Symbol as ITypeSymbol ?? model.GetTypeInfo(member.Expression).Type
            : model.GetEnclosingSymbol(call.SpanStart)?.ContainingType;
        foreach (string suffix in Suffixes.Where(suffix => name.EndsWith(suffix, StringComparison.Ordinal)))
        {
            List<IMethodSymbol> primals = owner is null ? [] : [.. owner.GetMembers(name.Substring(0, name.Length - suffix.Length)).OfType<IMethodSymbol>().Where(IsDifferentiable)];
            if (primals.Count > 0) return (primals, suffix);
        }

        return null;
    }

    /// <summary>The calls of derivatives in a body that do not exist yet.</summary>
    public static IEnumerable<(InvocationExpressionSyntax Call, IReadOnlyList<IMethodSymbol> Primals, string Suffix)> In(SyntaxNode body, SemanticModel model) =>
        from call in body.DescendantNodes().OfType<InvocationExpressionSyntax>()
        let found = Find(call, model)
        where found is not null && model.GetSymbolInfo(call).Symbol is null
        select (call, found.Value.Primals, found.Value.Suffix);

    /// <summary>The flag of the attribute that a derivative is emitted for.</summary>
    public static string FlagOf(string suffix) => suffix.StartsWith("ValueAnd", StringComparison.Ordinal) ? suffix.Substring("ValueAnd".Length) : suffix;

    private static bool IsDifferentiable(ISymbol member) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == "SymbolicDiff.DifferentiableAttribute");
}
