using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Generators.Diagnostics;

namespace SymbolicDiff.Generators.Model;

/// <summary>What C# tells methods of one type apart by: the name, the number of type parameters, and the parameters' types and passing.</summary>
internal sealed record EmittedSignature(IMethodSymbol Primal, string Name, IReadOnlyList<(ITypeSymbol Type, bool ByReference)> Parameters)
{
    public const string Gradient = nameof(Gradient);
    public const string ValueAndGradient = nameof(ValueAndGradient);
    public const string Jvp = nameof(Jvp);

    /// <summary>What emitted methods append to the primal's name.</summary>
    public static readonly IReadOnlyList<string> Suffixes = [Gradient, ValueAndGradient, Jvp];

    /// <summary>The methods that are emitted for a primal.</summary>
    public static IEnumerable<EmittedSignature> Of(
        IMethodSymbol primal, IReadOnlyList<IParameterSymbol> withRespectTo, Emitted emit, Compilation compilation)
    {
        (ITypeSymbol, bool)[] parameters = [.. primal.Parameters.Select(parameter => (parameter.Type, parameter.RefKind != RefKind.None))];
        if ((emit & Emitted.Gradient) != 0)
        {
            yield return new(primal, primal.Name + Gradient, parameters);
            yield return new(primal, primal.Name + ValueAndGradient, parameters);
            if (withRespectTo.Any(parameter => !RealCarriers.IsReal(parameter.Type)))
                yield return new(primal, primal.Name + ValueAndGradient, [.. parameters, .. withRespectTo.Select(Buffer)]);
        }

        if ((emit & Emitted.Jvp) != 0)
            yield return new(primal, primal.Name + Jvp, [.. parameters, .. withRespectTo.Select(Tangent)]);

        (ITypeSymbol, bool) Buffer(IParameterSymbol parameter) => (View(parameter.Type, "System.Span`1"), RealCarriers.IsReal(parameter.Type));

        (ITypeSymbol, bool) Tangent(IParameterSymbol parameter) => (View(parameter.Type, "System.ReadOnlySpan`1"), false);

        ITypeSymbol View(ITypeSymbol type, string span)
        {
            var element = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : RealCarriers.SpanElement(type);
            return element is not null && RealCarriers.IsReal(element) ? compilation.GetTypeByMetadataName(span)!.Construct(element) : type;
        }
    }

    public bool IsSameAs(IMethodSymbol other, Compilation compilation)
    {
        if (other.Name != Name || other.Arity != Primal.Arity) return false;
        var comparable = other.Arity == 0 ? other : other.OriginalDefinition.Construct([.. Primal.TypeParameters]);
        return SameTypes([.. comparable.Parameters.Select(parameter => (parameter.Type, parameter.RefKind != RefKind.None))], compilation);
    }

    public bool IsSameAs(EmittedSignature other, Compilation compilation) =>
        other.Name == Name && other.Primal.Arity == Primal.Arity && SameTypes(other.Parameters, compilation);

    public override string ToString() =>
        Name + "(" + string.Join(", ", Parameters.Select(parameter =>
            (parameter.ByReference ? "ref " : "") + Readable.Of(parameter.Type))) + ")";

    private bool SameTypes(IReadOnlyList<(ITypeSymbol Type, bool ByReference)> other, Compilation compilation) =>
        other.Count == Parameters.Count
        && other.Zip(Parameters, (left, right) =>
            left.ByReference == right.ByReference && compilation.ClassifyCommonConversion(left.Type, right.Type).IsIdentity).All(same => same);
}
