using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>Runs a loop over directions along eight of them at a time: tangents become lanes, and memory of theirs memory of lanes.</summary>
internal static class DirectionLanes
{
    /// <summary>The block with the loop in lanes; null where lanes cannot do what it does.</summary>
    /// <param name="loop">A loop over directions, in the block.</param>
    /// <param name="block">The block.</param>
    /// <param name="facts">What is known of the function.</param>
    /// <param name="isFast">Whether functions may differ in the last places.</param>
    /// <param name="variables">Makes the variables of the new loop.</param>
    public static Block? Of(For loop, Block block, Facts facts, bool isFast, VariableSource variables)
    {
        List<Variable> own = [.. block.Statements.TakeWhile(statement => !ReferenceEquals(statement, loop)).OfType<Declare>()
            .Where(declare => declare is { Variable.Type: StorageType, Value: Allocate or ZerosLike }).Select(declare => declare.Variable)
            .Where(storage => block.Statements.All(statement => ReferenceEquals(statement, loop) || !MentionsContent(statement, storage)))];
        if (loop is not { Step: 1, Inclusive: false } || LaneLoop.OverDirections(loop, own, facts, isFast) is not { } lanes) return null;
        var memory = own.Where(storage => lanes.IsVarying(storage))
            .ToDictionary(storage => storage, storage => variables.New(storage.Name, LaneBody.OfLanes((StorageType)storage.Type, true), storage.Role));
        return MemoryOfLanes.In(block.With([.. block.Statements.Select(statement => ReferenceEquals(statement, loop) ? Written(lanes, memory, variables) : statement)]), memory, _ => false);
    }

    private static For Written(LaneLoop lanes, IReadOnlyDictionary<Variable, Variable> memory, VariableSource variables)
    {
        For loop = lanes.Loop;
        Variable counter = variables.New(loop.Counter.Name, ValueType.Int32, loop.Counter.Role);
        Variable? count = loop is { Start: Constant, Limit: Constant { Bits: var limit } } && limit % LaneCode.Count == 0 ? null : variables.New("count", ValueType.Int32, Role.Derivative);
        var body = new LaneBody(lanes, variables, new Dictionary<Variable, Variable>(), counter, count) { Memory = memory }.ToStatements();
        if (count is not null) body = body.Prepend(new Declare(count, new Apply(Primitive.Min, ValueType.Int32, Constant.Of(LaneCode.Count), Terms.Minus(loop.Limit, counter))));
        return loop with { Counter = counter, Step = LaneCode.Count, Body = new Block(body.ToEquatableArray()) };
    }

    /// <summary>Whether the statement does more with the storage than declare it and ask for its lengths.</summary>
    private static bool MentionsContent(Statement statement, Variable storage)
    {
        return new Block(statement).AllStatements().Any(inner => inner.Reads().Any(Mentions) || inner is Assign assign && Mentions(assign.Target));

        bool Mentions(Expression expression) => expression switch
        {
            Variable variable => variable.Equals(storage),
            Apply { Primitive.Form: PrimitiveForm.Length } => false,
            _ => expression.Children().Any(Mentions),
        };
    }
}
