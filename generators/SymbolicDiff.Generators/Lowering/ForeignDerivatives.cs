using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The derivatives that were emitted in other assemblies: found beside their methods by name and shape.</summary>
internal static class ForeignDerivatives
{
    /// <summary>The method with its emitted reverse derivative; null where it has none that fits.</summary>
    public static Callee? Find(IMethodSymbol target, Compilation compilation)
    {
        if (!IsDifferentiable(target, compilation)) return null;
        var signature = new VjpSignature(target, compilation) { IsEmitted = true };
        if (signature.WhyNot() is not null) return null;
        return target.ContainingType.GetMembers(target.Name + "Vjp").OfType<IMethodSymbol>().Select(signature.Read).FirstOrDefault(callee => callee is not null);
    }

    /// <summary>Whether a method without source carries the attribute.</summary>
    public static bool IsDifferentiable(IMethodSymbol method, Compilation compilation) =>
        !Sources.Include(compilation, method) && method.GetAttributes().Any(attribute => attribute.AttributeClass?.ToDisplayString() == DifferentiableAttribute.MetadataName);
}
