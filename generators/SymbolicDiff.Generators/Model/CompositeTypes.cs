using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.Model;

/// <summary>Tuples, structures, records and classes as the parts that they are made of, as far as the methods of a type can read them.</summary>
internal sealed class CompositeTypes(Compilation compilation, INamedTypeSymbol within, Func<ITypeSymbol, string> text)
{
    /// <summary>Whether all reals of the type can be read and written by making a new one.</summary>
    public bool CanMake(ITypeSymbol type) => Of(type) is { } composite && CanMake(composite);

    /// <summary>The type with its members; null where it is none of those, or holds something that cannot be read.</summary>
    public CompositeType? Of(ITypeSymbol type)
    {
        if (Types.ListElement(type) is { } element) return List(type, element);
        if (type is not INamedTypeSymbol named || Types.Composite(type) is null || Types.MembersOf(named) is not { } symbols) return null;
        var members = new List<CompositeMember>();
        foreach (ISymbol member in symbols)
        {
            if (!CanRead(member) || TypeOf(Types.TypeOf(member)) is not { } part) return null;
            members.Add(new CompositeMember(Identifiers.Escape(Types.NameOf(member)), part, AccessOf(member)));
        }

        return new CompositeType(
            text(named.WithNullableAnnotation(NullableAnnotation.NotAnnotated)),
            members.ToEquatableArray(),
            named.IsTupleType ? Tuple(members, member => member.Type.CarriesReals) : new Constructions(compilation, within, text).Of(named, symbols, members),
            named.IsReferenceType,
            symbols.Zip(members, (symbol, member) => (symbol, member)).All(pair => IsWritable(pair.symbol, pair.member.Type)))
        {
            Whole = named.IsReferenceType ? null
                : named.IsTupleType ? Tuple(members, _ => true) : new Constructions(compilation, within, text) { IsOfAll = true }.Of(named, symbols, members),
        };
    }

    /// <summary>A list is an object whose items are a span as long as nothing is added to it.</summary>
    private CompositeType List(ITypeSymbol type, ScalarType element)
    {
        string name = text(type.WithNullableAnnotation(NullableAnnotation.NotAnnotated));
        return new CompositeType(
            name,
            EquatableArray.Of(new CompositeMember(CompositeMember.Items, new StorageType(StorageKind.Span, element))),
            new Construction(EquatableArray.Of("new " + name + "(", ")"), EquatableArray.Of(0)),
            IsReference: true,
            IsWritable: true);
    }

    /// <summary>Storage of composites with its elements' members; null where they cannot be read, or not be given other values.</summary>
    public StorageType? OfStorage(StorageType storage, ITypeSymbol type)
    {
        ITypeSymbol element = type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)type).TypeArguments[0];
        if (storage.Element is StorageType rows) return OfStorage(rows, element) is { } inner ? storage with { Element = inner } : null;
        if (storage.Element is not AggregateType) return storage;
        return Of(element) is { IsReplaceable: true } composite ? storage with { Element = composite } : null;
    }

    private ValueType? TypeOf(ITypeSymbol type) =>
        Types.Composite(type) is not null ? Of(type) : Types.Of(type) is DelegateType ? new OpaqueType(text(type)) : Types.Of(type);

    private static bool CanMake(CompositeType type) =>
        type.Construction is not null && type.Members.All(member => !member.Type.CarriesReals || member.Type is not CompositeType inner || CanMake(inner));

    private bool CanRead(ISymbol member) =>
        compilation.IsSymbolAccessibleWithin(member, within) && (member is not IPropertySymbol { GetMethod: { } getter } || compilation.IsSymbolAccessibleWithin(getter, within));

    private bool IsWritable(ISymbol member, ValueType type) => type switch
    {
        { CarriesReals: false } or StorageType => true,
        CompositeType { IsReference: true } inner => inner.IsWritable,
        CompositeType inner => member is IFieldSymbol { IsReadOnly: false } && inner.IsWritable,
        _ => member is IFieldSymbol { IsReadOnly: false }
            || member is IPropertySymbol { SetMethod: { IsInitOnly: false } setter } && compilation.IsSymbolAccessibleWithin(setter, within),
    };

    private MemberAccess AccessOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.IsReadOnly ? MemberAccess.ReadOnly : MemberAccess.Field,
        IPropertySymbol { SetMethod: { } setter } when compilation.IsSymbolAccessibleWithin(setter, within) => setter.IsInitOnly ? MemberAccess.Init : MemberAccess.Property,
        _ => MemberAccess.ReadOnly,
    };

    private static Construction Tuple(IReadOnlyList<CompositeMember> members, Func<CompositeMember, bool> isGiven)
    {
        var pieces = new List<string> { "(" };
        var gaps = new List<int>();
        for (int i = 0; i < members.Count; i++)
        {
            if (i > 0) pieces[pieces.Count - 1] += ", ";
            if (isGiven(members[i]))
            {
                gaps.Add(i);
                pieces.Add("");
            }
            else
            {
                pieces[pieces.Count - 1] += "default";
            }
        }

        pieces[pieces.Count - 1] += ")";
        return new Construction(pieces.ToEquatableArray(), gaps.ToEquatableArray());
    }
}
