using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>C# types as types of the intermediate representation.</summary>
internal static class Types
{
    /// <summary>Where the types without source are that are known member by member.</summary>
    public const string Numerics = "System.Numerics.";

    private const long ExplicitLayout = 2;

    private static readonly Dictionary<string, string[]> Known = new(StringComparer.Ordinal)
    {
        ["Vector2"] = ["X", "Y"],
        ["Vector3"] = ["X", "Y", "Z"],
        ["Vector4"] = ["X", "Y", "Z", "W"],
        ["Quaternion"] = ["X", "Y", "Z", "W"],
        ["Complex"] = ["Real", "Imaginary"],
        ["Matrix3x2"] = [.. Entries(3, 2)],
        ["Matrix4x4"] = [.. Entries(4, 4)],
    };

    public static readonly SymbolDisplayFormat Qualified = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.UseSpecialTypes);

    /// <summary>The scalar type, or null. Enumerations are not scalars here: their constants keep their names.</summary>
    public static ScalarType? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => ValueType.Double,
        SpecialType.System_Single => ValueType.Single,
        SpecialType.System_SByte => new ScalarType(ScalarKind.SByte),
        SpecialType.System_Byte => new ScalarType(ScalarKind.Byte),
        SpecialType.System_Int16 => new ScalarType(ScalarKind.Int16),
        SpecialType.System_UInt16 => new ScalarType(ScalarKind.UInt16),
        SpecialType.System_Int32 => ValueType.Int32,
        SpecialType.System_UInt32 => new ScalarType(ScalarKind.UInt32),
        SpecialType.System_Int64 => ValueType.Int64,
        SpecialType.System_UInt64 => new ScalarType(ScalarKind.UInt64),
        SpecialType.System_Char => new ScalarType(ScalarKind.Char),
        SpecialType.System_Boolean => ValueType.Boolean,
        _ => GenericReals.Is(type) ? new ScalarType(ScalarKind.Generic, Identifiers.Escape(type.Name)) : null,
    };

    /// <summary>The type, or null where it carries reals in a form that is not differentiated.</summary>
    public static ValueType? Of(ITypeSymbol type)
    {
        if (Scalar(type) is { } scalar) return scalar;
        if (type is IArrayTypeSymbol array) return OfArray(array);
        if (type is not INamedTypeSymbol named) return new OpaqueType(type.ToDisplayString(Qualified));
        if (LibraryKind(named) is { } kind)
            return Of(named.TypeArguments[0]) is { } element && (element is not AggregateType composite || IsElement(composite)) ? new StorageType(kind, element) : null;
        if (named.TypeKind == TypeKind.Delegate) return DelegateType.Instance;
        if (named.IsAnonymousType) return OfMembers([.. named.GetMembers().OfType<IPropertySymbol>()], opensObjects: false);
        if (Composite(named, opensObjects: false) is var structure && (structure is not null || named.IsTupleType)) return structure;
        return new OpaqueType(type.ToDisplayString(Qualified));
    }

    /// <summary>
    /// A tuple, structure or, where objects are opened, a class with its parts; null where it is none of them, carries no reals or holds what is not known.
    /// </summary>
    public static AggregateType? Composite(ITypeSymbol type, bool opensObjects = true)
    {
        if (type is not INamedTypeSymbol named) return null;
        if (named.IsTupleType) return OfMembers([.. named.TupleElements], opensObjects);
        bool isObject = opensObjects && named is { TypeKind: TypeKind.Class, IsStatic: false, IsAnonymousType: false };
        if (named.SpecialType != SpecialType.None || !isObject && named is not { TypeKind: TypeKind.Struct, IsRefLikeType: false }) return null;
        if (MembersOf(named) is not { } members || IsRecursive(named, ImmutableHashSet.Create<ITypeSymbol>(SymbolEqualityComparer.Default))) return null;
        return OfMembers(members, opensObjects) is { CarriesReals: true } parts ? parts with { IsReference = isObject, Class = isObject ? named : null } : null;
    }

    private static bool IsRecursive(INamedTypeSymbol type, ImmutableHashSet<ITypeSymbol> outer) =>
        outer.Contains(type) || (MembersOf(type) ?? []).Any(member => TypeOf(member) is INamedTypeSymbol inner && inner.TypeKind is TypeKind.Class or TypeKind.Struct
            && inner.SpecialType == SpecialType.None && IsRecursive(inner, outer.Add(type)));

    public static bool CarriesReals(ITypeSymbol type) => Of(type) is not { CarriesReals: false };

    /// <summary>The kind of storage that a type of the framework or of the run-time library is; null where it is none.</summary>
    public static StorageKind? LibraryKind(INamedTypeSymbol type)
    {
        if (type is not { Arity: 1, ContainingNamespace: { Name: var home, ContainingNamespace.IsGlobalNamespace: true } }) return null;
        return (home, type.Name) switch
        {
            ("System", "Span") => StorageKind.Span,
            ("System", "ReadOnlySpan") => StorageKind.ReadOnlySpan,
            (nameof(SymbolicDiff), "Tape") => StorageKind.Tape,
            (nameof(SymbolicDiff), "TapeStack") => StorageKind.Stack,
            _ => null,
        };
    }

    /// <summary>
    /// The instance fields of a type with source, those that it inherits first, in their order; null where they are not known, or are more than separate
    /// variables, or where one is hidden.
    /// </summary>
    public static IReadOnlyList<IFieldSymbol>? FieldsOf(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.Length == 0 || type.GetAttributes().Any(SharesMemory)) return null;
        List<IFieldSymbol> fields = [.. type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst)];
        if (fields.Any(field => field.IsFixedSizeBuffer || field.AssociatedSymbol is IPropertySymbol property && !IsAutomatic(property))) return null;
        if (BaseOf(type) is not { } inherited) return fields;
        if (FieldsOf(inherited) is not { } first) return null;
        if (first.Any(field => !type.GetMembers(PartName(field)).IsEmpty)) return null;
        fields.InsertRange(0, first);
        return fields;
    }

    /// <summary>The class that a class inherits members from; null where that is <c>object</c>, or it is no class.</summary>
    public static INamedTypeSymbol? BaseOf(INamedTypeSymbol type) =>
        type is { TypeKind: TypeKind.Class, BaseType: { SpecialType: not SpecialType.System_Object } inherited } ? inherited : null;

    /// <summary>The class at the beginning of the inheritance.</summary>
    public static INamedTypeSymbol RootOf(INamedTypeSymbol type) => BaseOf(type) is { } inherited ? RootOf(inherited) : type;

    /// <summary>An explicit layout may put two fields in one place; an inline array has more elements than fields.</summary>
    private static bool SharesMemory(AttributeData attribute) => attribute.AttributeClass?.Name is "InlineArrayAttribute"
        || attribute is { AttributeClass.Name: "StructLayoutAttribute", ConstructorArguments.Length: 1 } && System.Convert.ToInt64(
            attribute.ConstructorArguments[0].Value, System.Globalization.CultureInfo.InvariantCulture) == ExplicitLayout;

    /// <summary>Whether there is a field behind the property, and nothing else.</summary>
    public static bool IsStored(IPropertySymbol property) =>
        IsAutomatic(property) && property.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    /// <summary>Whether the accessors do nothing but read and write the field behind the property.</summary>
    private static bool IsAutomatic(IPropertySymbol property) =>
        !property.IsVirtual && !property.IsOverride && !property.IsAbstract
        && property.DeclaringSyntaxReferences.All(reference => reference.GetSyntax() switch
        {
            PropertyDeclarationSyntax declaration => declaration.ExpressionBody is null
                && declaration.AccessorList?.Accessors.All(accessor => accessor is { Body: null, ExpressionBody: null }) != false,
            _ => true,
        });

    /// <summary>The fields and auto-properties of a type with source or a known one, the elements of a tuple; null where they are not known.</summary>
    public static IReadOnlyList<ISymbol>? MembersOf(INamedTypeSymbol type) => type.IsTupleType
        ? type.TupleElements
        : KnownMembers(type) is { } known ? [.. known.Select(name => type.GetMembers(name)[0])]
        : FieldsOf(type)?.Select(field => field.AssociatedSymbol ?? field).ToList();

    private static IEnumerable<string> Entries(int rows, int columns) =>
        from row in Enumerable.Range(1, rows) from column in Enumerable.Range(1, columns) select FormattableString.Invariant($"M{row}{column}");

    /// <summary>The element of a <c>List</c> of reals; null for any other type.</summary>
    public static ScalarType? ListElement(ITypeSymbol type) => type is INamedTypeSymbol named && IsList(named) && Scalar(named.TypeArguments[0]) is { IsReal: true } element ? element : null;

    public static bool IsList(INamedTypeSymbol type) =>
        type is { MetadataName: "List`1", ContainingNamespace: { Name: "Generic", ContainingNamespace: { Name: "Collections", ContainingNamespace.Name: "System" } } };

    /// <summary>Whether it is a type without source that is known member by member.</summary>
    public static bool IsKnown(INamedTypeSymbol type) => KnownMembers(type) is not null;

    private static string[]? KnownMembers(INamedTypeSymbol type) =>
        type is { Arity: 0, TypeKind: TypeKind.Struct, ContainingType: null, DeclaringSyntaxReferences.IsEmpty: true }
        && Known.TryGetValue(type.Name, out string[]? members) && type.ContainingNamespace.ToDisplayString() + "." == Numerics ? members : null;

    public static ITypeSymbol TypeOf(ISymbol member) => member is IPropertySymbol property ? property.Type : ((IFieldSymbol)member).Type;

    public static string NameOf(ISymbol member) => member.Name;

    /// <summary>The name of the part that holds a field: a property's own name for the field behind it.</summary>
    public static string PartName(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private static ValueType? OfArray(IArrayTypeSymbol array)
    {
        ValueType? element = Of(array.ElementType);
        if (element is null or DelegateType) return null;
        if (element is AggregateType { CarriesReals: false } || array.Rank > 2) return element.CarriesReals ? null : new OpaqueType(array.ToDisplayString(Qualified));
        if (element is AggregateType composite && !IsElement(composite)) return null;
        return new StorageType(StorageKind.Array, element, array.Rank);
    }

    /// <summary>Whether arrays and spans of the type are taken apart into columns of scalars.</summary>
    public static bool IsElement(ITypeSymbol type) => Of(type) is AggregateType composite && IsElement(composite);

    /// <summary>Whether the innermost elements are tuples or structures.</summary>
    public static bool IsOfComposites(StorageType type) => type.Element is AggregateType || type.Element is StorageType rows && IsOfComposites(rows);

    private static bool IsElement(AggregateType composite) =>
        composite is { CarriesReals: true, IsReference: false } && composite.Parts.All(part =>
            part is ScalarType or OpaqueType || part is AggregateType inner && (IsElement(inner) || !inner.CarriesReals));

    private static AggregateType? OfMembers(IReadOnlyList<ISymbol> members, bool opensObjects)
    {
        var parts = new List<ValueType>();
        foreach (ISymbol member in members)
        {
            if ((Composite(TypeOf(member), opensObjects) ?? Of(TypeOf(member))) is not { } part) return null;
            if (part is AggregateType { IsReference: true } && TypeOf(member).NullableAnnotation == NullableAnnotation.Annotated) return null;
            parts.Add(part);
        }

        return new AggregateType(members.Select(NameOf).ToEquatableArray(), parts.ToEquatableArray());
    }
}
