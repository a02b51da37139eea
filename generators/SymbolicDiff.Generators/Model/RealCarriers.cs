using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.Model;

/// <summary>Whether values of a type hold real numbers, and whether they can be differentiated.</summary>
internal enum Reals
{
    None,

    /// <summary>The type holds reals in a form that is not differentiated.</summary>
    Unsupported,

    /// <summary>A <c>double</c>, a <c>float</c>, or a type parameter that stands for such types.</summary>
    Scalar,

    /// <summary>An array or span of reals.</summary>
    Storage,

    /// <summary>A tuple, structure, record or class whose members are known, or a list of reals.</summary>
    Composite,
}

/// <summary>Classifies types by the real numbers that they hold.</summary>
internal static class RealCarriers
{
    public static Reals Of(ITypeSymbol type)
    {
        if (IsReal(type)) return Reals.Scalar;
        if (Types.ListElement(type) is not null) return Reals.Composite;
        if (IsSupportedArray(type) || (SpanElement(type) is { } element && IsElement(element))) return Reals.Storage;
        if (Types.Composite(type) is { } composite && Types.MembersOf((INamedTypeSymbol)type) is { } members)
        {
            if (members.Any(member => Of(Types.TypeOf(member)) == Reals.Unsupported || Types.ListElement(Types.TypeOf(member)) is not null)) return Reals.Unsupported;
            return composite.CarriesReals ? Reals.Composite : Reals.None;
        }

        return Carries(type, new HashSet<ITypeSymbol>(SymbolEqualityComparer.Default)) ? Reals.Unsupported : Reals.None;
    }

    /// <summary>Whether gradients are written to what the caller holds: an array, a span or an object.</summary>
    public static bool IsHeld(ITypeSymbol type) => Of(type) == Reals.Storage || Of(type) == Reals.Composite && type.IsReferenceType;

    /// <summary>The same of a type that a method returns: no spans, no objects.</summary>
    public static Reals OfResult(ITypeSymbol type) => Of(type) switch
    {
        Reals.Storage when SpanElement(type) is not null => Reals.Unsupported,
        Reals.Composite when Types.Of(type) is not AggregateType && Types.ListElement(type) is null => Reals.Unsupported,
        var reals => reals,
    };

    public static bool IsReal(ITypeSymbol type) => type.SpecialType is SpecialType.System_Double or SpecialType.System_Single || GenericReals.Is(type);

    /// <summary>The element of a <c>Span</c> or <c>ReadOnlySpan</c>, or null for any other type.</summary>
    public static ITypeSymbol? SpanElement(ITypeSymbol type) =>
        type is INamedTypeSymbol { MetadataName: "Span`1" or "ReadOnlySpan`1", ContainingType: null } span
        && span.ContainingNamespace.ToDisplayString() == "System"
            ? span.TypeArguments[0]
            : null;

    /// <summary>Whether storage of the type is differentiated: a real, or a tuple or structure of scalars.</summary>
    public static bool IsElement(ITypeSymbol type) => IsReal(type) || Types.IsElement(type);

    /// <summary>The innermost elements of arrays and spans.</summary>
    public static ITypeSymbol InnermostElement(ITypeSymbol type) =>
        type is IArrayTypeSymbol array ? InnermostElement(array.ElementType) : SpanElement(type) is { } element ? InnermostElement(element) : type;

    /// <summary>Rank one or two of reals, or rank one of such arrays.</summary>
    private static bool IsSupportedArray(ITypeSymbol type) =>
        type is IArrayTypeSymbol array && (IsElement(array.ElementType) ? array.Rank <= 2 : array.Rank == 1 && IsSupportedArray(array.ElementType));

    private static bool Carries(ITypeSymbol type, HashSet<ITypeSymbol> visited)
    {
        if (IsReal(type)) return true;
        if (type is IArrayTypeSymbol array) return Carries(array.ElementType, visited);
        if (SpanElement(type) is { } element) return Carries(element, visited);
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, SpecialType: SpecialType.None } named) return false;
        if (!visited.Add(named)) return false;
        return Members(named).Any(member => Carries(member, visited)) || (named.BaseType is { } inherited && Carries(inherited, visited));
    }

    /// <summary>The types of the fields and, where metadata hides the fields of auto-properties, of the writable properties.</summary>
    private static IEnumerable<ITypeSymbol> Members(INamedTypeSymbol type)
    {
        bool isSource = type.DeclaringSyntaxReferences.Length > 0;
        foreach (ISymbol member in type.GetMembers())
        {
            if (member is IFieldSymbol { IsStatic: false } field)
                yield return field.Type;
            else if (!isSource && member is IPropertySymbol { IsStatic: false, IsIndexer: false, GetMethod: not null, SetMethod: not null } property)
                yield return property.Type;
        }
    }
}
