using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

// Forms that exist during lowering only: they are taken apart before a statement is made of them.

/// <summary>A tuple or structure whose parts are separate variables.</summary>
internal record AggregateType(EquatableArray<string> Names, EquatableArray<ValueType> Parts) : ValueType
{
    /// <summary>Whether it is an object, which others may know, too.</summary>
    public bool IsReference { get; init; }

    public override bool CarriesReals => Parts.Any(part => part.CarriesReals);

    /// <summary>The structure whose members an element of storage has.</summary>
    public static AggregateType Of(CompositeType composite) => new(
        composite.Members.Select(member => member.Name.TrimStart('@')).ToEquatableArray(),
        composite.Members.Select(member => member.Type is CompositeType inner ? Of(inner) : member.Type).ToEquatableArray());
}

/// <summary>The value, or the place, of a tuple or structure.</summary>
internal sealed record Aggregate(AggregateType Shape, EquatableArray<Expression> Parts) : Expression(Shape)
{
    /// <summary>Of an object: whether it is surely one, and not null.</summary>
    public bool IsMade { get; init; }
}

/// <summary>The type of a delegate with a known target.</summary>
internal sealed record DelegateType : ValueType
{
    public static readonly DelegateType Instance = new();
}

/// <summary>A lambda or a method that a delegate stands for.</summary>
internal sealed record Closure(IMethodSymbol Method, IOperation? Lambda, Frame Frame, Expression? Self) : Expression(DelegateType.Instance)
{
    public bool Equals(Closure? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}
