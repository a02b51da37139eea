using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>Memory that loops in lanes have for their own, declared as memory of lanes.</summary>
internal static class MemoryOfLanes
{
    /// <summary>Rented for the duration of the function where it is of rank one: so it begins with a cache line.</summary>
    public static StorageType Rented(StorageType memory) => LaneBody.OfLanes(memory with { Kind = memory.Rank == 1 ? StorageKind.Tape : memory.Kind }, true);

    /// <param name="block">Where the memory is declared and its lengths are asked for.</param>
    /// <param name="memory">What stands for each of the memories.</param>
    /// <param name="isUndefined">Whether all of it is written before it is read.</param>
    public static Block In(Block block, IReadOnlyDictionary<Variable, Variable> memory, Predicate<Variable> isUndefined)
    {
        return memory.Count == 0 ? block : Walk(block);

        Block Walk(Block inner) => inner.With(inner.Statements.Map(Of));

        Statement Of(Statement statement) => statement is Declare { Value: { } made } declare && memory.TryGetValue(declare.Variable, out Variable? storage)
            ? new Declare(storage, Made(Shaped(made), (StorageType)storage.Type, isUndefined(declare.Variable)))
            : statement.Map(Shaped, Walk);

        Expression Shaped(Expression expression) => expression.Substitute(variable => memory.TryGetValue(variable, out Variable? storage) ? storage : null);
    }

    private static Expression Made(Expression made, StorageType memory, bool isUndefined) => made switch
    {
        Allocate allocate when memory.Kind == StorageKind.Tape => new Allocate(memory, allocate.Lengths, Lifetime.Rented, allocate.Initialised && !isUndefined),
        ZerosLike zeros => new ZerosLike(zeros.Storage, memory),
        _ => LaneBody.Made(made),
    };
}
