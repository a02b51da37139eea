namespace SymbolicDiff.Calculus.Ir;

/// <summary>The type of an <see cref="Expression"/>.</summary>
public abstract record ValueType
{
    public static readonly ScalarType Double = new(ScalarKind.Double);
    public static readonly ScalarType Single = new(ScalarKind.Single);
    public static readonly ScalarType Int32 = new(ScalarKind.Int32);
    public static readonly ScalarType Int64 = new(ScalarKind.Int64);
    public static readonly ScalarType Boolean = new(ScalarKind.Boolean);
    public static readonly LanesType Lanes = new(IsMask: false);
    public static readonly LanesType LaneMask = new(IsMask: true);

    /// <summary>Whether a value of this type is one real number.</summary>
    public virtual bool IsReal => false;

    /// <summary>Whether a value of this type is or holds real numbers.</summary>
    public virtual bool CarriesReals => false;
}

public enum ScalarKind
{
    Double,
    Single,
    SByte,
    Byte,
    Int16,
    UInt16,
    Int32,
    UInt32,
    Int64,
    UInt64,
    Char,
    Boolean,

    /// <summary>A real of a precision that is not known: a type parameter that stands for types with fractions.</summary>
    Generic,
}

/// <summary>A number or a truth value.</summary>
/// <param name="Kind">Which one.</param>
/// <param name="Name">The type parameter, as C# writes it; null for other kinds.</param>
public sealed record ScalarType(ScalarKind Kind, string? Name = null) : ValueType
{
    public override bool IsReal => Kind is ScalarKind.Double or ScalarKind.Single or ScalarKind.Generic;

    public override bool CarriesReals => IsReal;
}

public enum StorageKind
{
    /// <summary>A C# array of rank one or two; jagged arrays are arrays of arrays.</summary>
    Array,
    Span,
    ReadOnlySpan,

    /// <summary>The run-time library's <c>Tape&lt;T&gt;</c>: rented memory that lives as long as the function and is indexed like an array.</summary>
    Tape,

    /// <summary>The run-time library's <c>TapeStack&lt;T&gt;</c>: grows by <see cref="Push"/> and shrinks by <see cref="Pop"/>.</summary>
    Stack,
}

/// <summary>Memory with indexed elements. A value of this type is a reference: two of them may name the same memory.</summary>
public sealed record StorageType(StorageKind Kind, ValueType Element, int Rank = 1) : ValueType
{
    public override bool CarriesReals => Element.CarriesReals;

    /// <summary>Whether it is of rank one, its elements reals or composites of them.</summary>
    public bool IsRow => Rank == 1 && Element is not StorageType && CarriesReals;
}

/// <summary>
/// The run-time library's <c>Lanes</c>, a double for each of eight iterations that run side by side, or a truth value for each. Doubles among its operands are the same in all.
/// Stands only in what is emitted, behind all passes.
/// </summary>
public sealed record LanesType(bool IsMask) : ValueType;

/// <summary>Any other C# type (fully qualified): its values are constants of the differentiation.</summary>
public sealed record OpaqueType(string Name) : ValueType;

/// <summary>A C# tuple in the signature of an emitted method, with names as C# writes them. The passes do not look inside.</summary>
public sealed record TupleType(EquatableArray<Result> Parts) : ValueType;
