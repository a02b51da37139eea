using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

// Forms that exist during lowering only: they are taken apart before a statement is made of them.

/// <summary>A tuple or structure whose parts are separate variables.</summary>
internal record AggregateType(EquatableArray<string> Names, EquatableArray<ValueType> Parts) : ValueType
{
    /// <summary>Whether it is an object, which others may know, too.</summary>
    public bool IsReference { get; init; }

    /// <summary>The class of the objects; null for what is no class with source.</summary>
    public INamedTypeSymbol? Class { get; init; }

    /// <summary>Whether objects of the type are changed somewhere: then an object is its variables, to which all its names are bound, and is never copied.</summary>
    public bool IsEntity { get; init; }

    /// <summary>Whether it is a real that may be null.</summary>
    public bool IsNullable { get; init; }

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

    /// <summary>Of an object: whether it is one of the class itself, not of a derived one.</summary>
    public bool IsExact { get; init; }

    /// <summary>Of an object: whether the caller knows it.</summary>
    public bool IsGiven { get; init; }
}

/// <summary>A variable for objects that are changed, or a member of them that is an object or array: it names one at a time.</summary>
/// <param name="Name">What a variable for it is called.</param>
/// <param name="Shape">The type of what it may name.</param>
/// <param name="Home">The block that it is declared in: only there it is known when it is given another object.</param>
internal sealed record ObjectPlace(string Name, ValueType Shape, BlockBuilder Home) : Deferred(Shape)
{
    /// <summary>The object that it names, at this point of lowering; null before the first.</summary>
    public Expression? Named { get; set; }

    public Expression Value() => Named ?? new External("null", Shape);

    public bool Equals(ObjectPlace? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>The type of a delegate with a known target.</summary>
internal sealed record DelegateType : ValueType
{
    public static readonly DelegateType Instance = new();
}

/// <summary>Code that is expanded where it is used: the target of a delegate, a query.</summary>
internal abstract record Deferred(ValueType Type) : Expression(Type);

/// <summary>What is known of a delegate.</summary>
internal abstract record DelegateValue() : Deferred(DelegateType.Instance);

/// <summary>A lambda or a method that a delegate stands for.</summary>
internal sealed record Closure(IMethodSymbol Method, IOperation? Lambda, Frame Frame, Expression? Self) : DelegateValue
{
    public bool Equals(Closure? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Method);
}

/// <summary>The delegate that is null.</summary>
internal sealed record NoDelegate : DelegateValue
{
    public static readonly NoDelegate Instance = new();
}

/// <summary>One of two delegates; what has no known target is an expression of a type outside.</summary>
internal sealed record Selection(Expression Condition, Expression WhenTrue, Expression WhenFalse) : DelegateValue;

/// <summary>A variable for delegates: it holds the number of one of those that were assigned to it.</summary>
/// <param name="Loop">The loop that it is declared in.</param>
internal sealed record DelegatePlace(Variable Number, List<Expression> Targets, object? Loop) : DelegateValue
{
    /// <summary>The delegate that it holds, as it is now.</summary>
    public Expression Value()
    {
        Expression value = Targets.Count == 0 ? NoDelegate.Instance : Targets[Targets.Count - 1];
        for (int i = Targets.Count - 2; i >= 0; i--) value = new Selection(Conditions.Equal(Number, Constant.Of(i)), Targets[i], value);
        return value;
    }
}

/// <summary>The type of a query.</summary>
internal sealed record SequenceType : ValueType
{
    public static readonly SequenceType Instance = new();
}

/// <summary>What C# enumerates, anew at each use.</summary>
internal abstract record Sequence() : Deferred(SequenceType.Instance);

/// <summary>A sequence whose elements are found by their number.</summary>
/// <param name="Length">How many there are, when it is enumerated.</param>
/// <param name="IsRead">Whether the elements are read and not computed, so that nobody can tell in which order.</param>
internal sealed record Indexed(Func<Expression> Length, Func<Expression, Expression> At, bool IsRead = false) : Sequence;

/// <summary>Any other sequence.</summary>
/// <param name="Each">Lowers what is done with each element.</param>
/// <param name="Bound">The number of elements that there are not more of, if that is known.</param>
internal sealed record Streamed(Action<Action<Expression>> Each, Func<Expression>? Bound) : Sequence;
