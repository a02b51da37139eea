namespace SymbolicDiff.Calculus.Ir;

// The grammar of statements. Control flow is structured: one exit, at the end of the body; no break, continue or early return.
//
//   Statement := Declare | Assign | Fill | Copy | Push | Pop | If | For | While | Evaluate | Guard | Throw | Return
//
// Normal form (what Lowering gives, what Differentiation takes): the value of every Declare and Assign of a real type is an Atom, an Apply of atoms,
// an Element, or an External; real values inside conditions, indices and lengths may be whole trees, for they have no derivative. A Temporary is
// declared with a value and never assigned. A value that a later effect of the same C# expression could change is held in a Temporary.

/// <summary>A statement, compared structurally.</summary>
public abstract record Statement;

/// <summary>Statements in their order; a scope.</summary>
public sealed record Block(EquatableArray<Statement> Statements) : IEquatable<Block>
{
    public static readonly Block Empty = new(EquatableArray<Statement>.Empty);

    public Block(params Statement[] statements)
        : this(EquatableArray.Of(statements))
    {
    }

    public bool IsEmpty => Statements.Count == 0;
}

/// <summary>Declares a local, to the end of the block. Without a value it is assigned before it is read.</summary>
public sealed record Declare(Variable Variable, Expression? Value) : Statement;

public enum AssignmentKind
{
    Set,
    Add,
    Subtract,
}

/// <summary><c>target = value</c>, <c>target += value</c>, <c>target -= value</c>; the target is a place. Add and Subtract are for reals of one precision, and for integers.</summary>
public sealed record Assign(Expression Target, AssignmentKind Kind, Expression Value) : Statement;

/// <summary>Sets every element of an array, span or tape. The value is an atom.</summary>
public sealed record Fill(Expression Storage, Expression Value) : Statement;

/// <summary>Copies all elements of <see cref="Source"/> to the beginning of <see cref="Target"/> as if through a temporary; both of rank one. Throws if the target is shorter.</summary>
public sealed record Copy(Expression Source, Expression Target) : Statement;

/// <summary>Puts an atom on a <see cref="StorageKind.Stack"/>.</summary>
public sealed record Push(Variable Stack, Expression Value) : Statement;

/// <summary>Declares <see cref="Target"/> with the value last pushed.</summary>
public sealed record Pop(Variable Stack, Variable Target) : Statement;

public sealed record If(Expression Condition, Block Then, Block Else) : Statement
{
    /// <summary>Whether it is a guard, as a <see cref="Conditional"/> may be: alone, behind what it corrects, or with that as <see cref="Else"/>.</summary>
    public bool IsGuard { get; init; }
}

/// <summary>
/// A counted loop: <c>for (counter = start; counter &lt; limit; counter += step)</c>, with <c>&gt;</c> for a negative step, <c>&lt;=</c> and <c>&gt;=</c>
/// where <see cref="Inclusive"/>. The body does not assign the counter; start and limit are evaluated once in meaning: nothing in the loop changes them. The step is not zero. Counter, start and limit are of type int or long.
/// The counter's last value never leaves the type's range.
/// </summary>
public sealed record For(Variable Counter, Expression Start, Expression Limit, bool Inclusive, long Step, Block Body) : Statement
{
    /// <summary>Whether reverse mode is to run it again in segments rather than record each iteration.</summary>
    public bool IsCheckpointed { get; init; }

    /// <summary>
    /// Whether the iterations are sweeps along one direction each: they meet in nothing, and memory from outside that no other statement mentions is each iteration's own.
    /// It is as it was, or of no use to the next one, when the iteration ends.
    /// </summary>
    public bool IsOverDirections { get; init; }
}

/// <summary>Any other loop; the condition is evaluated before each iteration.</summary>
public sealed record While(Expression Condition, Block Body) : Statement;

/// <summary>An effect that takes no part in the differentiation.</summary>
public sealed record Evaluate(External Effect) : Statement;

public enum GuardKind
{
    /// <summary>The first argument is a caller's buffer that must have the shape of the second and must not overlap any argument after it.</summary>
    Buffer,

    /// <summary>The arguments must not overlap each other.</summary>
    Distinct,

    /// <summary>The first argument, a scalar parameter by reference, must not name the second: another one, a member, or an element of it.</summary>
    Reference,

    /// <summary>The first argument, which is only read, must have the shape of the second.</summary>
    Shape,
}

/// <summary>Throws <c>ArgumentException</c> unless the storages are as the kind says; nothing is written before it.</summary>
public sealed record Guard(GuardKind Kind, EquatableArray<Expression> Storages) : Statement;

/// <summary>Throws; the operand is the exception.</summary>
public sealed record Throw(External Exception) : Statement;

/// <summary>The last statement of a function with results; one value for each result.</summary>
public sealed record Return(EquatableArray<Expression> Values) : Statement
{
    public Return(Expression value)
        : this(EquatableArray.Of(value))
    {
    }
}
