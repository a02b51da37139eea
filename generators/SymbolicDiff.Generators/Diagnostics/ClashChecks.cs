using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Whether the emitted methods can stand beside what is there already, and beside each other.</summary>
internal sealed class ClashChecks(Compilation compilation, CancellationToken cancellation)
{
    public IEnumerable<Diagnostic> Of(IMethodSymbol method, IReadOnlyList<IParameterSymbol> withRespectTo, Emitted emit)
    {
        foreach (var emitted in EmittedSignature.Of(method, withRespectTo, emit, compilation))
        {
            if (ClashingMember(emitted) is { } member)
                yield return Diagnostic.Create(
                    TargetDiagnostics.ClashWithMember, method.Locations[0], emitted, method.Name, member.ToDisplayString());
            if (ClashingTarget(emitted) is { } target)
                yield return Diagnostic.Create(
                    TargetDiagnostics.ClashOfDerivatives, method.Locations[0], emitted, method.ToDisplayString(), target.ToDisplayString());
        }
    }

    private ISymbol? ClashingMember(EmittedSignature emitted)
    {
        var type = emitted.Primal.ContainingType;
        if (type.Name == emitted.Name || type.TypeParameters.Any(parameter => parameter.Name == emitted.Name)) return type;
        return type.GetMembers(emitted.Name).FirstOrDefault(member => member switch
        {
            IMethodSymbol method => emitted.IsSameAs(method, compilation),
            INamedTypeSymbol nested => nested.Arity == emitted.Primal.Arity,
            _ => true,
        });
    }

    /// <summary>
    /// Another attributed method that has a method with this signature emitted; only those whose name and a suffix give the emitted name
    /// are looked at.
    /// </summary>
    private IMethodSymbol? ClashingTarget(EmittedSignature emitted) =>
        (from suffix in EmittedSignature.Suffixes
         where emitted.Name.Length > suffix.Length && emitted.Name.EndsWith(suffix, StringComparison.Ordinal)
         let name = emitted.Name.Substring(0, emitted.Name.Length - suffix.Length)
         from method in emitted.Primal.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
         where !SymbolEqualityComparer.Default.Equals(method.PartialImplementationPart ?? method, emitted.Primal)
         where EmittedBy(method).Any(other => other.IsSameAs(emitted, compilation))
         select method).FirstOrDefault();

    private IEnumerable<EmittedSignature> EmittedBy(IMethodSymbol method)
    {
        var data = method.GetAttributes()
            .FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == DifferentiableAttribute.MetadataName);
        if (data is null) return [];
        var attribute = new DifferentiableAttribute(data, cancellation);
        List<Diagnostic> ignored = []; // the other method reports its own problems
        var withRespectTo = WithRespectToChecks.Resolve(method, attribute, ignored, compilation);
        return EmittedSignature.Of(method, withRespectTo, ResultChecks.Resolve(method, attribute, ignored), compilation);
    }
}
