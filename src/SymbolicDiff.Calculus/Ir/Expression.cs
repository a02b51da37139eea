namespace SymbolicDiff.Calculus.Ir;

// The grammar of expressions. None of them has a side effect, except External where it says so.
//
//   Expression := Constant | Variable | Apply | Conditional | Element | View | Column | Allocate | ZerosLike | CopyOf | External | Member | Compose
//   Atom       := Constant | Variable
//   Place      := Variable | Element | Member        (what can be assigned)
//   Path       := Variable | Element | View          (of a StorageType: what has elements)
//   Column     stands only where an Element takes an element of it
//
// Member and Compose stand only in what is emitted, behind all passes.

/// <summary>A pure expression, compared structurally. Each form knows its children, in evaluation order.</summary>
public abstract record Expression(ValueType Type)
{
    private const byte IsKnown = 1;
    private const byte WithExternal = 2;
    private const byte WithEffects = 4;

    private byte externals;

    /// <summary>A copy, to be given other parts: what was found out about the original does not hold for it.</summary>
    protected Expression(Expression original) => Type = original.Type;

    /// <summary>Whether there is an <see cref="External"/> in it; found out once.</summary>
    internal bool HasExternal => (Externals & WithExternal) != 0;

    /// <summary>Whether evaluating it does something besides giving a value.</summary>
    internal bool Acts => (Externals & WithEffects) != 0;

    private byte Externals => externals != 0 ? externals : externals = FindExternals();

    public virtual int ChildCount() => throw Unknown();

    public virtual Expression Child(int index) => throw Unknown();

    /// <summary>Rebuilds the expression from its mapped children; the same instance when none changed.</summary>
    public virtual Expression MapChildren(Func<Expression, Expression> map) => throw Unknown();

    public virtual bool Equals(Expression? other) =>
        ReferenceEquals(this, other) || (other is not null && EqualityContract == other.EqualityContract && Type.Equals(other.Type));

    public override int GetHashCode() => Type.GetHashCode();

    private byte FindExternals()
    {
        int found = this is not External external ? IsKnown : external.HasEffects ? IsKnown | WithExternal | WithEffects : IsKnown | WithExternal;
        int count = ChildCount();
        for (int i = 0; i < count; i++) found |= Child(i).Externals;
        return (byte)found;
    }

    private InvalidOperationException Unknown() => new("Unknown expression " + GetType().Name);
}

/// <summary>
/// A literal, compared by bits: <see cref="Bits"/> are those of the double, of the float (low 32), or the integer itself; 0 and 1 for Boolean.
/// One of a generic real is what its type makes of that double.
/// </summary>
public sealed record Constant(ValueType Type, long Bits) : Expression(Type)
{
    public static readonly Constant True = new(ValueType.Boolean, 1);
    public static readonly Constant False = new(ValueType.Boolean, 0);

    /// <summary>The value of a <see cref="ScalarKind.Double"/> or <see cref="ScalarKind.Single"/> constant.</summary>
    public double Real => Type is ScalarType { Kind: ScalarKind.Single } ? BitCast.ToSingle((int)Bits) : BitConverter.Int64BitsToDouble(Bits);

    public static Constant Of(double value) => new(ValueType.Double, BitConverter.DoubleToInt64Bits(value));

    public static Constant Of(float value) => new(ValueType.Single, BitCast.ToInt32(value));

    public static Constant Of(int value) => new(ValueType.Int32, value);

    public static Constant Of(long value) => new(ValueType.Int64, value);

    public static Constant Of(bool value) => value ? True : False;

    /// <summary>The real number <paramref name="value"/> in the precision of <paramref name="type"/>.</summary>
    public static Constant RealOf(double value, ValueType type) =>
        type is ScalarType { Kind: ScalarKind.Single } ? Of((float)value)
        : type is ScalarType { Kind: ScalarKind.Generic } ? new Constant(type, BitConverter.DoubleToInt64Bits(value))
        : Of(value);

    /// <summary>
    /// Whether the number is <see cref="Real"/> exactly, and its arithmetic with others like it known: of a generic real it has to be exact in the least precise of
    /// the types that it may stand for, which has 11 bits.
    /// </summary>
    public bool IsKnown => Type is not ScalarType { Kind: ScalarKind.Generic } || IsExactInEveryType(Real);

    /// <summary>Whether every type with fractions has the number.</summary>
    public static bool IsExactInEveryType(double value) =>
        value == 0 || Math.Abs(value) is >= 1.0 / 1024 and <= 2048 && Math.Floor(value * 1024) == value * 1024
        && (BitConverter.DoubleToInt64Bits(value) & ((1L << 42) - 1)) == 0;

    /// <summary>The default value of a number or of a composite of numbers.</summary>
    public static Constant ZeroOf(ValueType type) => type.IsReal ? RealOf(0, type) : new Constant(type, 0);

    public override int ChildCount() => 0;

    public override Expression MapChildren(Func<Expression, Expression> map) => this;
}

/// <summary>Who named a variable, and whether derivative code may rearrange what is assigned to it.</summary>
public enum Role
{
    /// <summary>A parameter or local that the user named. Its value is computed exactly as written.</summary>
    Source,

    /// <summary>An intermediate primal value that nobody named. Its value is computed exactly as written; it may be nested into its only use.</summary>
    Temporary,

    /// <summary>A derivative: algebraic simplification applies.</summary>
    Derivative,

    /// <summary>A derivative parameter or result of the contract, such as <c>wGradient</c>: as <see cref="Derivative"/>, but its name is fixed.</summary>
    Contract,
}

/// <summary>
/// A local or parameter. <see cref="Name"/> is the name to print where it is free; <see cref="Number"/> tells variables of the same name apart.
/// </summary>
public sealed record Variable(string Name, int Number, ValueType Type, Role Role) : Expression(Type)
{
    public bool Equals(Variable? other) => other is not null && other.Number == Number && other.Name == Name;

    /// <summary>Asked for so often that it looks at no more of the name than tells most names apart.</summary>
    public override int GetHashCode() =>
        Name.Length == 0 ? Number : unchecked(((Name[0] * 31 + Name[Name.Length - 1]) * 31 + Name.Length) * 31 + Number);

    public override int ChildCount() => 0;

    public override Expression MapChildren(Func<Expression, Expression> map) => this;

    public override string ToString() => Number == 0 ? Name : Name + "#" + Number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>An operation with a rule.</summary>
public sealed record Apply(Primitive Primitive, ValueType Type, EquatableArray<Expression> Operands) : Expression(Type)
{
    public Apply(Primitive primitive, ValueType type, params Expression[] operands)
        : this(primitive, type, EquatableArray.Of(operands))
    {
    }

    public bool Equals(Apply? other) =>
        ReferenceEquals(this, other)
        || (other is not null && Primitive.Equals(other.Primitive) && Type.Equals(other.Type) && Operands.Equals(other.Operands));

    // The array keeps its own hash, so that this costs nothing a second time; the type follows from the operands nearly always.
    public override int GetHashCode() => unchecked(Operands.GetHashCode() * 31 + Primitive.GetHashCode());

    public override int ChildCount() => Operands.Count;

    public override Expression Child(int index) => Operands[index];

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        Operands.Map(map) is var mapped && ReferenceEquals(mapped, Operands) ? this : this with { Operands = mapped };
}

/// <summary><c>condition ? whenTrue : whenFalse</c>; only the chosen side is evaluated.</summary>
public sealed record Conditional(Expression Condition, Expression WhenTrue, Expression WhenFalse) : Expression(WhenTrue.Type)
{
    /// <summary>
    /// Whether it is a guard and no branch: where its tests for zero hold, the chosen value is what <see cref="WhenFalse"/> means there, too, and the derivative is that of
    /// <see cref="WhenFalse"/>.
    /// </summary>
    public bool IsGuard { get; init; }

    public override int ChildCount() => 3;

    public override Expression Child(int index) => index switch { 0 => Condition, 1 => WhenTrue, _ => WhenFalse };

    public override Expression MapChildren(Func<Expression, Expression> map)
    {
        var (condition, whenTrue, whenFalse) = (map(Condition), map(WhenTrue), map(WhenFalse));
        return ReferenceEquals(condition, Condition) && ReferenceEquals(whenTrue, WhenTrue) && ReferenceEquals(whenFalse, WhenFalse)
            ? this
            : new Conditional(condition, whenTrue, whenFalse) { IsGuard = IsGuard };
    }
}

/// <summary>
/// <c>storage[indices]</c>: a place, and, read, its content. May throw as C# does. Of a jagged array's row it is itself a path.
/// </summary>
public sealed record Element(Expression Storage, EquatableArray<Expression> Indices) : Expression(((StorageType)Storage.Type).Element)
{
    public Element(Expression storage, params Expression[] indices)
        : this(storage, EquatableArray.Of(indices))
    {
    }

    public bool Equals(Element? other) =>
        ReferenceEquals(this, other) || (other is not null && Storage.Equals(other.Storage) && Indices.Equals(other.Indices));

    public override int GetHashCode() => unchecked(Indices.GetHashCode() * 31 + Storage.GetHashCode());

    public override int ChildCount() => 1 + Indices.Count;

    public override Expression Child(int index) => index == 0 ? Storage : Indices[index - 1];

    public override Expression MapChildren(Func<Expression, Expression> map)
    {
        var (storage, indices) = (map(Storage), Indices.Map(map));
        return ReferenceEquals(storage, Storage) && ReferenceEquals(indices, Indices) ? this : new Element(storage, indices);
    }
}

/// <summary>
/// One member of each element of storage of composites: storage of the same shape in the same memory, which two columns of other names share nothing
/// of. <c>p[i].X</c> is an element of the column X of p.
/// </summary>
public sealed record Column(Expression Storage, string Name, ValueType Member) : Expression(((StorageType)Storage.Type) with { Element = Member })
{
    public override int ChildCount() => 1;

    public override Expression Child(int index) => Storage;

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        map(Storage) is var mapped && ReferenceEquals(mapped, Storage) ? this : new Column(mapped, Name, Member);
}

/// <summary>A view of part of an array of rank one or of a span: <c>AsSpan(start, length)</c>, <c>Slice</c>. Names the same memory. Without a length: to the end.</summary>
public sealed record View(Expression Storage, StorageType Memory, Expression Start, Expression? Length) : Expression(Memory)
{
    public override int ChildCount() => Length is null ? 2 : 3;

    public override Expression Child(int index) => index switch { 0 => Storage, 1 => Start, _ => Length! };

    public override Expression MapChildren(Func<Expression, Expression> map)
    {
        var (viewed, start, length) = (map(Storage), map(Start), Length is null ? null : map(Length));
        return ReferenceEquals(viewed, Storage) && ReferenceEquals(start, Start) && ReferenceEquals(length, Length)
            ? this
            : this with { Storage = viewed, Start = start, Length = length };
    }
}

public enum Lifetime
{
    /// <summary>An ordinary array.</summary>
    Managed,

    /// <summary><c>stackalloc</c>, of a span type.</summary>
    Stack,

    /// <summary>Rented for the duration of the function, of type <see cref="StorageKind.Tape"/>.</summary>
    Rented,
}

/// <summary>New memory; all elements zero, unless <see cref="Initialised"/> is false (rented memory that is written before it is read).</summary>
public sealed record Allocate(StorageType Memory, EquatableArray<Expression> Lengths, Lifetime Lifetime = Lifetime.Managed, bool Initialised = true)
    : Expression(Memory)
{
    public override int ChildCount() => Lengths.Count;

    public override Expression Child(int index) => Lengths[index];

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        Lengths.Map(map) is var mapped && ReferenceEquals(mapped, Lengths) ? this : this with { Lengths = mapped };
}

/// <summary>New memory of the shape of <see cref="Storage"/> (rows of jagged arrays included), all reals zero. The memory is an array type, or a tape for rank one.</summary>
public sealed record ZerosLike(Expression Storage, StorageType Memory) : Expression(Memory)
{
    public override int ChildCount() => 1;

    public override Expression Child(int index) => Storage;

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        map(Storage) is var mapped && ReferenceEquals(mapped, Storage) ? this : this with { Storage = mapped };
}

/// <summary>A new array with the content of the storage (<c>Clone()</c> for arrays, <c>ToArray()</c> for spans); rows of jagged arrays are shared.</summary>
public sealed record CopyOf(Expression Storage, StorageType Memory) : Expression(Memory)
{
    public override int ChildCount() => 1;

    public override Expression Child(int index) => Storage;

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        map(Storage) is var mapped && ReferenceEquals(mapped, Storage) ? this : this with { Storage = mapped };
}

/// <summary>
/// C# that takes no part in the differentiation unless it has a <see cref="Callee"/>, printed as it stands: <see cref="Text"/> has one piece more than there are operands, which go between the pieces.
/// What has effects may change storage among its operands, unless <see cref="KeepsStorage"/>.
/// </summary>
public sealed record External(EquatableArray<string> Text, EquatableArray<Expression> Operands, ValueType Type, bool HasEffects, bool KeepsStorage = false)
    : Expression(Type)
{
    public External(string text, ValueType type)
        : this(EquatableArray.Of(text), EquatableArray<Expression>.Empty, type, false)
    {
    }

    /// <summary>
    /// For a call that does take part: how it is differentiated. Its real operands are atoms, its storages paths; what it passes by reference are variables
    /// that are passed nowhere else. It is the whole value of a declaration or, where it gives nothing, a statement of its own.
    /// </summary>
    public Callee? Callee { get; init; }

    /// <summary>For the call of a derivative, which itself has none: the method that it is a derivative of.</summary>
    public string? DerivativeOf { get; init; }

    /// <summary>For such a call: <see cref="Callee.Definition"/>.</summary>
    public string? Definition { get; init; }

    /// <summary>Whether the records of the <see cref="Function.Callees"/> are still to be added to the operands.</summary>
    public bool TakesRecords { get; init; }

    /// <summary>The operands that a call with a callee gives another value or content.</summary>
    public IEnumerable<Expression> Written => Callee is { } callee ? Operands.Where((_, i) => callee.Parameters[i].IsWritten) : [];

    /// <summary>The variables that are passed by reference, so that they may have another value afterwards.</summary>
    public IEnumerable<Variable> References =>
        HasEffects ? Operands.Where((operand, i) => operand is Variable && IsReference(Text[i])).Cast<Variable>() : [];

    public override int ChildCount() => Operands.Count;

    public override Expression Child(int index) => Operands[index];

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        Operands.Map(map) is var mapped && ReferenceEquals(mapped, Operands) ? this : this with { Operands = mapped };

    private static bool IsReference(string before) =>
        before.EndsWith("ref ", StringComparison.Ordinal) || before.EndsWith("out ", StringComparison.Ordinal);
}

/// <summary>A member of a composite: a place, and, read, its content.</summary>
public sealed record Member(Expression Composite, string Name, ValueType Type) : Expression(Type)
{
    public override int ChildCount() => 1;

    public override Expression Child(int index) => Composite;

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        map(Composite) is var mapped && ReferenceEquals(mapped, Composite) ? this : this with { Composite = mapped };
}

/// <summary>A new composite; one operand for each gap of its construction.</summary>
public sealed record Compose(CompositeType Composite, EquatableArray<Expression> Operands) : Expression(Composite)
{
    public override int ChildCount() => Operands.Count;

    public override Expression Child(int index) => Operands[index];

    public override Expression MapChildren(Func<Expression, Expression> map) =>
        Operands.Map(map) is var mapped && ReferenceEquals(mapped, Operands) ? this : this with { Operands = mapped };
}
