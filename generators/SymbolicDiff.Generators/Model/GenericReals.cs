using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Model;

/// <summary>A type parameter that stands for reals.</summary>
/// <param name="Name">The parameter as C# writes it.</param>
/// <param name="Interfaces">The interfaces of generic math that its constraints give it, sorted.</param>
public sealed record GenericReal(string Name, EquatableArray<string> Interfaces);

/// <summary>
/// Type parameters that stand for reals of a precision that is not known: those that the constraints keep from standing for whole or complex numbers.
/// </summary>
internal static class GenericReals
{
    private const string OfFractions = "IFloatingPointConstants";

    private const string OfNumbers = "INumberBase";

    public static bool Is(ITypeSymbol type) => type is ITypeParameterSymbol parameter && InterfacesOf(parameter).Contains(OfFractions);

    /// <summary>Whether it stands for numbers, of which not all have fractions.</summary>
    public static bool MayBeWhole(ITypeSymbol type) =>
        type is ITypeParameterSymbol parameter && InterfacesOf(parameter) is var interfaces && interfaces.Contains(OfNumbers) && !interfaces.Contains(OfFractions);

    /// <summary>The type parameters around and of a method that stand for reals.</summary>
    public static EquatableArray<GenericReal> Of(IMethodSymbol method)
    {
        var found = method.TypeParameters.ToList();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType) found.AddRange(type.TypeParameters);
        return found.Where(Is).Select(parameter => new GenericReal(Identifiers.Escape(parameter.Name), InterfacesOf(parameter).OrderBy(name => name, StringComparer.Ordinal).ToEquatableArray()))
            .ToEquatableArray();
    }

    /// <summary>Whether it is a member of generic math's interfaces, of a type parameter that stands for reals.</summary>
    public static bool Declare(ISymbol member) =>
        member.ContainingType is { TypeKind: TypeKind.Interface, Arity: > 0 } home && IsOfNumerics(home) && Is(home.TypeArguments[0]);

    private static HashSet<string> InterfacesOf(ITypeParameterSymbol parameter) => new(
        Constraints(parameter).Where(found => IsOfNumerics(found) && found.Arity > 0 && SymbolEqualityComparer.Default.Equals(found.TypeArguments[0], parameter))
            .Select(found => found.Name),
        StringComparer.Ordinal);

    private static IEnumerable<INamedTypeSymbol> Constraints(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.SelectMany(constraint => constraint switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Interface } named => named.AllInterfaces.Insert(0, named),
        ITypeParameterSymbol other => Constraints(other),
        _ => (IEnumerable<INamedTypeSymbol>)constraint.AllInterfaces,
    });

    private static bool IsOfNumerics(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "Numerics", ContainingNamespace: { Name: nameof(System), ContainingNamespace.IsGlobalNamespace: true } };
}
