namespace SymbolicDiff.Calculus.Tests;

/// <summary>A tuple, structure or object: what each member holds, in the order of the type.</summary>
public sealed record Composite(CompositeType Type, object?[] Values)
{
    public object? this[string member]
    {
        get => Values[IndexOf(member)];
        set => Values[IndexOf(member)] = value;
    }

    /// <summary>One of zeros and nulls.</summary>
    public static Composite Default(CompositeType type) => new(type, [.. type.Members.Select(member => Memory.Default(member.Type))]);

    public static Composite Of(Compose compose, object?[] operands)
    {
        Composite made = Default(compose.Composite);
        EquatableArray<int> members = compose.Composite.Construction!.Members;
        for (int i = 0; i < operands.Length; i++) made.Values[members[i]] = Copy(operands[i]);
        return made;
    }

    /// <summary>Structures are values: each place has its own. Objects and all else stay what they are.</summary>
    public static object? Copy(object? value) =>
        value is Composite { Type.IsReference: false } composite ? composite with { Values = [.. composite.Values.Select(Copy)] } : value;

    private int IndexOf(string member)
    {
        for (int i = 0; i < Type.Members.Count; i++)
            if (Type.Members[i].Name == member) return i;
        throw new MalformedProgramException($"{Type.Name} has no member {member}.");
    }
}
