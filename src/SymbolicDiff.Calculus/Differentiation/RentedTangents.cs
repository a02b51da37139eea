using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Rents the arrays that a derivative makes for itself, where it is to allocate nothing that the primal does not.</summary>
internal static class RentedTangents
{
    /// <summary>Tangents, and copies and what the primal makes where asked for: those of rank one at the head of the block that are only indexed, so that nothing else names their memory.</summary>
    public static Block Of(Block block, bool withCopies = false, bool withPrimal = false)
    {
        var rented = block.Statements.OfType<Declare>()
            .Where(declare => declare is { Variable.Type: StorageType { Kind: StorageKind.Array or StorageKind.Span, IsRow: true } }
                && ((withPrimal || declare.Variable.Role == Role.Derivative) && declare.Value is Allocate { Lifetime: Lifetime.Managed } or ZerosLike
                    || (withPrimal || withCopies) && declare.Value is CopyOf))
            .Select(declare => declare.Variable)
            .ToDictionary(variable => variable, variable => (Expression)(variable with { Type = (StorageType)variable.Type with { Kind = StorageKind.Tape } }));
        foreach (Variable named in block.AllStatements().SelectMany(Named)) rented.Remove(named);
        return rented.Count == 0 ? block : Rented(block, rented);
    }

    /// <summary>The storages that a statement uses in another way than by an index.</summary>
    private static IEnumerable<Variable> Named(Statement statement) => statement switch
    {
        Assign { Target: Variable target } assign => Named(assign.Value).Append(target),
        Assign assign => Named(assign.Target).Concat(Named(assign.Value)),
        Fill { Storage: Variable } fill => Named(fill.Value),
        Declare { Value: CopyOf { Storage: Variable } or ZerosLike { Storage: Variable { Type: StorageType { IsRow: true } } } } => [],
        _ => statement.Reads().SelectMany(Named),
    };

    private static IEnumerable<Variable> Named(Expression expression) => expression switch
    {
        Variable variable => [variable],
        Element element when element.Storage.Whole() is Variable => element.Indices.SelectMany(Named),
        Apply { Primitive.Form: PrimitiveForm.Length } => [],
        _ => expression.Children().SelectMany(Named),
    };

    private static Block Rented(Block block, IReadOnlyDictionary<Variable, Expression> rented)
    {
        Expression In(Expression expression) => expression.Substitute(variable => rented.TryGetValue(variable, out Expression? own) ? own : null);
        return new Block(block.Statements
            .Select(statement => statement is Declare declare && rented.TryGetValue(declare.Variable, out Expression? own)
                ? new Declare((Variable)own, Memory(In(declare.Value!), (StorageType)own.Type))
                : statement.Map(In, inner => Rented(inner, rented)))
            .ToEquatableArray());
    }

    private static Expression Memory(Expression value, StorageType type) => value switch
    {
        Allocate allocate => new Allocate(type, allocate.Lengths, Lifetime.Rented),
        CopyOf copy => new CopyOf(copy.Storage, type),
        _ => new ZerosLike(((ZerosLike)value).Storage, type),
    };
}
