using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Which lengths are equal, by what guards, allocations and single definitions say.</summary>
internal sealed class Shapes
{
    private const int LongestChain = 16;

    private readonly Uses uses;
    private readonly Dictionary<Variable, Variable> likeness = [];

    private Shapes(Uses uses) => this.uses = uses;

    public static Shapes Of(Function function, Uses uses)
    {
        var shapes = new Shapes(uses);
        foreach (Statement statement in function.Body.Statements)
            if (statement is Guard { Kind: GuardKind.Buffer or GuardKind.Shape, Storages: { Count: >= 2 } storages }
                && storages[0] is Variable buffer && storages[1] is Variable like && uses.IsDefinedOnce(buffer) && uses.IsDefinedOnce(like))
                shapes.likeness[buffer] = like;
        return shapes;
    }

    /// <summary>The storage that the caller's buffer is of the shape of, as a guard has checked; null for others.</summary>
    public Variable? LikeOf(Variable buffer) => likeness.TryGetValue(buffer, out Variable like) ? like : null;

    /// <summary>The number of elements of a storage in one dimension, in a form that is the same for equal ones.</summary>
    public bool IsLength(Expression limit, Variable storage, int dimension) =>
        storage.Type is StorageType { Rank: var rank } && LengthOf(storage, rank, dimension, LongestChain) is { } length
        && Canonical(limit, LongestChain).Equals(length);

    /// <summary>The number in a form that is the same for equal ones.</summary>
    public Expression Canonical(Expression number) => Canonical(number, LongestChain);

    public bool AreEqual(Expression first, Expression second) => first.Equals(second) || Canonical(first).Equals(Canonical(second));

    private Expression Canonical(Expression expression, int chain)
    {
        if (chain == 0) return expression;
        return expression switch
        {
            Variable variable when uses.ValueOf(variable) is { Type: ScalarType { IsReal: false } } value && uses.IsStable(value) =>
                Canonical(value, chain - 1),
            Apply { Primitive.Name: "length", Operands: var operands } when operands[0] is Variable { Type: StorageType { Rank: 1 } } storage =>
                LengthOf(storage, 1, 0, chain - 1) ?? expression,
            Apply { Primitive.Name: "lengthOf", Operands: var operands }
                when operands[0] is Variable { Type: StorageType type } storage && operands[1] is Constant dimension =>
                LengthOf(storage, type.Rank, (int)dimension.Bits, chain - 1) ?? expression,
            _ => expression.MapChildren(child => Canonical(child, chain - 1)),
        };
    }

    private Expression? LengthOf(Variable storage, int rank, int dimension, int chain)
    {
        if (!uses.IsDefinedOnce(storage)) return null;
        if (chain > 0 && likeness.TryGetValue(storage, out Variable like)) return LengthOf(like, rank, dimension, chain - 1);
        return (chain > 0 ? uses.ValueOf(storage) : null) switch
        {
            Allocate allocate when allocate.Lengths.Count == rank && uses.IsStable(allocate.Lengths[dimension]) =>
                Canonical(allocate.Lengths[dimension], chain - 1),
            ZerosLike { Storage: Variable shape } => LengthOf(shape, rank, dimension, chain - 1),
            CopyOf { Storage: Variable copied } => LengthOf(copied, rank, dimension, chain - 1),
            View { Storage: Variable viewed, Start: Constant { Bits: 0 }, Length: null } => LengthOf(viewed, rank, dimension, chain - 1),
            View { Length: { } length } when rank == 1 && uses.IsStable(length) => Canonical(length, chain - 1),
            Variable same => LengthOf(same, rank, dimension, chain - 1),
            _ => rank == 1
                ? new Apply(Primitive.Length, ValueType.Int32, storage)
                : new Apply(Primitive.LengthOf, ValueType.Int32, storage, Constant.Of(dimension)),
        };
    }
}
