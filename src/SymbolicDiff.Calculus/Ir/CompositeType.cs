namespace SymbolicDiff.Calculus.Ir;

/// <summary>
/// A tuple, structure, record or class with real members, in the signature of a method. Lowering takes it apart into its leaves, and what is emitted puts it
/// together again (<see cref="Member"/>, <see cref="Compose"/>): the passes in between see the leaves only.
/// </summary>
/// <param name="Name">The type as C# writes it at the method.</param>
/// <param name="Construction">How a new one is made; null where the type allows none, so that it can only be read.</param>
/// <param name="IsReference">Whether it is a class.</param>
/// <param name="IsWritable">Whether each real inside can be assigned where it is.</param>
public sealed record CompositeType(
    string Name, EquatableArray<CompositeMember> Members, Construction? Construction, bool IsReference, bool IsWritable) : ValueType
{
    public override bool CarriesReals => Members.Any(member => member.Type.CarriesReals);

    /// <summary>The types of what is left when all composites inside are taken apart.</summary>
    public IEnumerable<ValueType> Leaves => Members.SelectMany(member => member.Type is CompositeType inner ? inner.Leaves : [member.Type]);

    /// <summary>The leaves of a value, in their order.</summary>
    public IEnumerable<Expression> LeavesOf(Expression value) => Members.SelectMany(member =>
        new Member(value, member.Name, member.Type) is var part && member.Type is CompositeType inner ? inner.LeavesOf(part) : [part]);

    /// <summary>A new value of the leaves that carry reals, which are taken from the queue; other members keep their default value.</summary>
    public Expression Of(Queue<Expression> leaves)
    {
        var values = Members.Select(member => !member.Type.CarriesReals ? null : member.Type is CompositeType inner ? inner.Of(leaves) : leaves.Dequeue()).ToList();
        return new Compose(this, Construction!.Members.Select(index => values[index]!).ToEquatableArray());
    }
}

/// <summary>A field or auto-property, with the name as C# writes it.</summary>
public sealed record CompositeMember(string Name, ValueType Type);

/// <summary>C# that makes a composite: text with a gap for each member that carries reals.</summary>
/// <param name="Text">One piece more than there are gaps.</param>
/// <param name="Members">The index of the member that goes into each gap.</param>
public sealed record Construction(EquatableArray<string> Text, EquatableArray<int> Members);

/// <summary>A parameter of the C# method that stands for several of the function's.</summary>
/// <param name="Whole">The parameter as C# has it.</param>
/// <param name="Leaves">The function's parameters, one for each leaf; they stand together, in this order.</param>
public sealed record CompositeParameter(Variable Whole, Passing Passing, EquatableArray<Variable> Leaves)
{
    public CompositeType Type => (CompositeType)Whole.Type;

    /// <summary>The leaves that derivatives are taken with respect to.</summary>
    public IEnumerable<Variable> Reals => Leaves.Where(leaf => leaf.Type.CarriesReals);
}
