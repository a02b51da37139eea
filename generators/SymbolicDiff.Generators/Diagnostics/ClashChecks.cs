using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Whether the emitted methods can stand beside what is there already, and beside each other.</summary>
internal sealed class ClashChecks(Compilation compilation, CancellationToken cancellation)
{
    public IEnumerable<Diagnostic> Of(IMethodSymbol method, IReadOnlyList<IParameterSymbol> withRespectTo, Emitted emit) =>
        EmittedSignature.Of(method, withRespectTo, emit, compilation).SelectMany(emitted => Of(method, emitted, EmittedBy));

    /// <summary>The same for what a method that returns nothing has emitted, which depends on its body.</summary>
    /// <param name="method">The method.</param>
    /// <param name="emitted">What is emitted for it.</param>
    /// <param name="emittedBy">What is emitted for another such method.</param>
    public IEnumerable<Diagnostic> OfWritten(IMethodSymbol method, IEnumerable<EmittedSignature> emitted, Func<IMethodSymbol, IEnumerable<EmittedSignature>> emittedBy) =>
        emitted.Where(signature => signature.Name.EndsWith("Vjp", StringComparison.Ordinal) || signature.Name.EndsWith("Jvp", StringComparison.Ordinal))
            .SelectMany(signature => Of(method, signature, other => other.ReturnsVoid ? emittedBy(other) : EmittedBy(other)));

    private IEnumerable<Diagnostic> Of(IMethodSymbol method, EmittedSignature emitted, Func<IMethodSymbol, IEnumerable<EmittedSignature>> emittedBy)
    {
        if (ClashingMember(emitted) is { } member)
            yield return Diagnostic.Create(
                TargetDiagnostics.ClashWithMember, method.Locations[0], emitted, method.Name, member.ToDisplayString());
        if (ClashingTarget(emitted, emittedBy) is { } target)
            yield return Diagnostic.Create(
                TargetDiagnostics.ClashOfDerivatives, method.Locations[0], emitted, method.ToDisplayString(), target.ToDisplayString());
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
    private IMethodSymbol? ClashingTarget(EmittedSignature emitted, Func<IMethodSymbol, IEnumerable<EmittedSignature>> emittedBy) =>
        (from suffix in EmittedSignature.Suffixes
         where emitted.Name.Length > suffix.Length && emitted.Name.EndsWith(suffix, StringComparison.Ordinal)
         let name = emitted.Name.Substring(0, emitted.Name.Length - suffix.Length)
         from method in emitted.Primal.ContainingType.GetMembers(name).OfType<IMethodSymbol>()
         where !SymbolEqualityComparer.Default.Equals(method.PartialImplementationPart ?? method, emitted.Primal)
         where emittedBy(method).Any(other => other.IsSameAs(emitted, compilation))
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
