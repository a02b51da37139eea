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
    /// <summary>How a new one is made of all members, those that carry no reals too; null where that cannot be.</summary>
    public Construction? Whole { get; init; }

    /// <summary>Whether each scalar of a composite that is an element of storage can be given another value, in place or by a new composite.</summary>
    public bool IsReplaceable => Members.All(member =>
        (member.Access != MemberAccess.ReadOnly || Whole is not null) && (member.Type is not CompositeType inner || inner.IsReplaceable));

    public override bool CarriesReals => Members.Any(member => member.Type.CarriesReals);

    /// <summary>The types of what is left when all composites inside are taken apart.</summary>
    public IEnumerable<ValueType> Leaves => Members.SelectMany(member => member.Type is CompositeType inner ? inner.Leaves : [member.Type]);

    /// <summary>The leaves of a value, in their order.</summary>
    public IEnumerable<Expression> LeavesOf(Expression value) => Members.SelectMany(member =>
        new Member(value, member.Name, member.Type) is var part && member.Type is CompositeType inner ? inner.LeavesOf(part) : [part]);

    /// <summary>A new value of the leaves that carry reals, which are taken from the queue; other members keep their default value.</summary>
    public Expression Of(Queue<Expression> leaves) => Made(leaves, Construction!, member => member.CarriesReals);

    /// <summary>A new value of all leaves.</summary>
    public Expression OfAll(Queue<Expression> leaves) => Made(leaves, Whole!, _ => true);

    private Expression Made(Queue<Expression> leaves, Construction construction, Func<ValueType, bool> isGiven)
    {
        var values = Members.Select(member => !isGiven(member.Type) ? null
            : member.Type is not CompositeType inner ? leaves.Dequeue()
            : inner.Made(leaves, isGiven(ValueType.Int32) ? inner.Whole! : inner.Construction!, isGiven)).ToList();
        return new Compose(this with { Construction = construction }, construction.Members.Select(index => values[index]!).ToEquatableArray());
    }
}

/// <summary>A field or auto-property, with the name as C# writes it.</summary>
public sealed record CompositeMember(string Name, ValueType Type, MemberAccess Access = MemberAccess.Field)
{
    /// <summary>What stands for the name of what a list holds, which is no member in C#.</summary>
    public const string Items = "[]";
}

/// <summary>How a member gets another value.</summary>
public enum MemberAccess
{
    /// <summary>A field: it can be assigned, and so can its own members.</summary>
    Field,

    /// <summary>A property that can be set.</summary>
    Property,

    /// <summary>A property that a copy can be given another value of: <c>with</c>.</summary>
    Init,

    ReadOnly,
}

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

    /// <summary>The leaf as C# names it: <c>layer.Weights</c>.</summary>
    public string PathOf(Variable leaf) => Leaves.Zip(Type.LeavesOf(Whole), (variable, part) => (variable, part)).First(pair => pair.variable.Equals(leaf)).part is Member member
        ? PathOf(member)
        : leaf.Name;

    private static string PathOf(Expression part) => part is not Member member ? ((Variable)part).Name
        : member.Name == CompositeMember.Items ? PathOf(member.Composite)
        : PathOf(member.Composite) + "." + member.Name;

    /// <summary>The leaves that derivatives are taken with respect to.</summary>
    public IEnumerable<Variable> Reals => Leaves.Where(leaf => leaf.Type.CarriesReals);
}
