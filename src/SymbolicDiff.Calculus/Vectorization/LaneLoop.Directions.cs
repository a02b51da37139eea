using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

// Loops over directions (For.IsOverDirections): what varies is the tangents. They may hold any statement that is the same in all lanes, and memory of lanes.
internal sealed partial class LaneLoop
{
    /// <summary>The loop for lanes; null where it does what lanes cannot do.</summary>
    /// <param name="loop">A loop over directions.</param>
    /// <param name="memory">Memory of doubles from outside of the loop that is each iteration's own.</param>
    /// <param name="facts">What is known of the function.</param>
    /// <param name="isFast">Whether functions may differ in the last places.</param>
    public static LaneLoop? OverDirections(For loop, IEnumerable<Variable> memory, Facts facts, bool isFast)
    {
        var lanes = new LaneLoop(loop, isTurned: false, facts, isFast);
        lanes.TakeOwn(memory);
        while (lanes.Spread(loop.Body, isMasked: false)) { }
        return lanes.IsPossible(loop.Body, new LaneConditions(loop.Body)) ? lanes : null;
    }

    /// <summary>Whether lanes can have the statement; null for what other loops have, too.</summary>
    private bool? IsPossibleInSweep(Statement statement) => statement switch
    {
        Assign { Target: Variable target } => own.Contains(target) && target.Type is not StorageType ? null : false,
        Assign { Target: Element target } assign => IsPossibleStore(target, assign),
        Fill fill => IsPossible(fill.Value) && IsPossiblePath(fill.Storage),
        Copy copy => IsPossible(copy),
        Push push => IsPossiblePath(push.Stack) && IsPossible(push.Value),
        Pop pop => IsPossiblePath(pop.Stack),
        While loop => !IsVarying(loop.Condition),
        Evaluate or Throw => !statement.Reads().Any(IsVarying),
        _ => null,
    };

    private bool? IsPossibleStore(Element target, Assign assign)
    {
        if (target.Storage is not Variable storage || !ownStorage.Contains(storage))
        {
            if (!target.Indices.Any(IsVarying)) return !IsVarying(target.Storage) && !IsVarying(assign.Value);
            return assign.Kind == AssignmentKind.Set && target.Storage is Variable matrix && IsOnlyStored(matrix) ? null : false;
        }

        if (IsOfDiagonal(target)) return assign is { Kind: AssignmentKind.Set, Value: Constant };
        return !target.Indices.Any(IsVarying) && IsPossible(assign.Value);
    }

    /// <summary>Whether the loop gives the storage elements and does nothing else with it.</summary>
    private bool IsOnlyStored(Variable storage)
    {
        return Loop.Body.AllStatements().All(statement => statement is Assign { Target: Element { Storage: Variable target } element } assign && target.Equals(storage)
            ? !element.Indices.Append(assign.Value).Any(Mentions)
            : !statement.Reads().Any(Mentions) && !(statement is Assign other && Mentions(other.Target)));

        bool Mentions(Expression expression) => expression.Mentions(storage);
    }

    /// <summary>Whether lane k means lane k of the element k places further, of memory of lanes.</summary>
    public bool IsOfDiagonal(Element element) =>
        Loop.IsOverDirections && element.Storage is Variable storage && ownStorage.Contains(storage) && IsVarying(storage) && element.Indices.Count == 1 && IsVarying(element.Indices[0])
        && StrideOf(element.Indices[0]) is { } stride && stride.IsInteger(1);
}
