using System.Text;
using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Model;

/// <summary>
/// Types as C# text that means the same in the emitted file: short where the place of the method makes the name unambiguous, <c>global::</c>
/// otherwise.
/// </summary>
internal sealed class TypeText(SemanticModel semantics, int position)
{
    private static readonly SymbolDisplayFormat global = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public string Of(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol array => OfArray(array),
        INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable => Of(nullable.TypeArguments[0]) + "?",
        INamedTypeSymbol { IsTupleType: true } tuple => OfTuple(tuple),
        INamedTypeSymbol { SpecialType: SpecialType.None } named => OfNamed(named) + Annotation(named),
        _ => type.ToDisplayString(global),
    };

    /// <summary>The brackets of arrays of arrays stand from the outside in, up to one that may be null: <c>?</c> closes what is before it.</summary>
    private string OfArray(IArrayTypeSymbol array)
    {
        var brackets = new StringBuilder();
        ITypeSymbol element = array;
        while (element is IArrayTypeSymbol inner && (inner == (object)array || Annotation(inner).Length == 0))
        {
            brackets.Append('[').Append(',', inner.Rank - 1).Append(']');
            element = inner.ElementType;
        }

        return Of(element) + brackets + Annotation(array);
    }

    private string OfTuple(INamedTypeSymbol tuple) =>
        "(" + string.Join(", ", tuple.TupleElements.Select(element =>
            Of(element.Type) + (element.IsExplicitlyNamedTupleElement ? " " + Identifiers.Escape(element.Name) : ""))) + ")";

    private string OfNamed(INamedTypeSymbol type)
    {
        string name = Identifiers.Escape(type.Name) + Arguments(type);
        if (MeansTheSameInShort(type)) return name;
        if (type.ContainingType is { } outer) return OfNamed(outer) + "." + name;
        return type.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString(global) + "." + name : "global::" + name;
    }

    private string Arguments(INamedTypeSymbol type) =>
        type.TypeArguments.IsEmpty ? "" : "<" + string.Join(", ", type.TypeArguments.Select(Of)) + ">";

    /// <summary>
    /// Whether the short name is found among the enclosing types and namespaces, which the emitted file shares with the user's, or is one
    /// that the emitted file uses and nothing hides.
    /// </summary>
    private bool MeansTheSameInShort(INamedTypeSymbol type)
    {
        var found = semantics.LookupNamespacesAndTypes(position, name: type.Name);
        if (found.Any(other => !SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, type.OriginalDefinition))) return false;
        if (ShortNames.IsExpected(type)) return true;
        return found.Length > 0 && (type.ContainingType is { } outer ? Encloses(outer) : Encloses(type.ContainingNamespace));
    }

    private bool Encloses(INamespaceOrTypeSymbol outer)
    {
        for (var place = semantics.GetEnclosingSymbol(position); place is not null; place = place.ContainingSymbol)
            if (SymbolEqualityComparer.Default.Equals(place.OriginalDefinition, outer.OriginalDefinition)) return true;
        return false;
    }

    private static string Annotation(ITypeSymbol type) =>
        type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "?" : "";
}
