using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Records values of loop iterations. Where all loops around the value are counted and their bounds are known before the outermost one, the record is
/// memory of the right size indexed by the counters; otherwise it is a stack, which works for every loop. Memory for a nest of loops that does not run, or
/// runs in few iterations of the outermost, could be more than there is: then it depends on the same conditions, or is a stack too.
/// </summary>
internal sealed class Tapes(VariableSource variables, Timeline timeline, IReadOnlyDictionary<Variable, Variable> buffers, bool isRecursive)
{
    /// <summary>A counter from a constant not above this starts the record at that index instead of subtracting it.</summary>
    private const int LargestWastedStart = 16;

    /// <summary>Adds the record of <paramref name="definition"/> to the primal sweep and gives back the statement that restores it into <paramref name="target"/>.</summary>
    public Statement Record(Definition definition, Variable target)
    {
        Variable value = definition.Variable;
        if (value.Type is StorageType { Kind: not StorageKind.Array })
            throw new RefusedException(Refusal.ReassignedSpan, timeline.OriginalOf(value).Name);
        var frames = definition.Position.Scope.Loop!.Chain().ToList();
        Scope root = definition.Position.Scope.Root;
        Slot top = root.SlotAround(frames[0].Site);
        var branches = frames.Count > 1 ? BranchesAround(frames[frames.Count - 1].Site, top.Site).ToList() : [];
        bool isKnown = frames.All(frame => IsKnownBefore(frame, frames[0], top.Site, root))
            && branches.All(branch => IsKnownBefore(branch, frames[0], top.Site, root));
        return isKnown
            ? RecordByIndex(definition, target, frames, branches, top)
            : RecordOnStack(definition, target, top);
    }

    private Statement RecordOnStack(Definition definition, Variable target, Slot top)
    {
        Variable value = definition.Variable;
        var stackType = new StorageType(StorageKind.Stack, value.Type);
        Variable stack = variables.New(value.Name + "Tape", stackType, Role.Source);
        top.Before.Add(new Declare(stack, new Allocate(stackType, EquatableArray<Expression>.Empty, Lifetime.Rented)));
        (isRecursive ? definition.Position.Scope.Epilogue : definition.Records).Add(new Push(stack, value));
        return new Pop(stack, target);
    }

    private Declare RecordByIndex(Definition definition, Variable target, List<LoopFrame> frames, List<Site> branches, Slot top)
    {
        Variable value = definition.Variable;
        var tapeType = new StorageType(StorageKind.Tape, value.Type);
        Variable tape = variables.New(value.Name + "Tape", tapeType, Role.Source);
        Expression size = frames.Select(frame => Extent(frame.Counted!)).Aggregate((all, next) => Times(all, next));
        if (branches.Count > 0) size = new Conditional(branches.Select(Taken).Aggregate((all, next) => Both(next, all)), size, Constant.Of(0));
        top.Before.Add(new Declare(tape, new Allocate(tapeType, EquatableArray.Of(size), Lifetime.Rented, Initialised: value.Type is not ScalarType)));
        definition.Records.Add(new Assign(new Element(tape, Index(frames, frame => frame.Counted!.Counter)), AssignmentKind.Set, value));
        return new Declare(target, new Element(tape, Index(frames, frame => frame.ReverseCounter!)));
    }

    private static Expression Index(List<LoopFrame> frames, Func<LoopFrame, Variable> counter)
    {
        Expression index = Offset(frames[0].Counted!, counter(frames[0]));
        foreach (LoopFrame frame in frames.Skip(1))
            index = Plus(new Apply(Primitive.Multiply, ValueType.Int32, index, Extent(frame.Counted!)), Offset(frame.Counted!, counter(frame)));
        return index;
    }

    /// <summary>How many records the loop needs at most.</summary>
    private static Expression Extent(For loop)
    {
        if (IndexesByCounter(loop))
            return ToInt(loop.Step > 0 ? (loop.Inclusive ? Plus(loop.Limit, One(loop.Limit)) : loop.Limit) : Plus(loop.Start, One(loop.Start)));
        Expression span = loop.Step > 0 ? Minus(loop.Limit, loop.Start) : Minus(loop.Start, loop.Limit);
        return ToInt(Plus(DividedBy(span, Math.Abs(loop.Step)), One(span)));
    }

    private static Expression Offset(For loop, Variable counter)
    {
        if (IndexesByCounter(loop)) return ToInt(counter);
        return ToInt(DividedBy(loop.Step > 0 ? Minus(counter, loop.Start) : Minus(loop.Start, counter), Math.Abs(loop.Step)));
    }

    private static bool IndexesByCounter(For loop) => loop.Step switch
    {
        1 => loop.Start is Constant { Bits: >= 0 and <= LargestWastedStart },
        -1 => loop.Limit is Constant { Bits: >= 0 and <= LargestWastedStart } || (loop.Limit is Constant { Bits: -1 } && !loop.Inclusive),
        _ => false,
    };

    private static Expression Times(Expression a, Expression b) => new Apply(Primitive.Multiply.WithChecked(true), ValueType.Int32, a, b);

    private static Expression Plus(Expression a, Expression b) => a is Apply { Primitive.Name: "-" } difference && difference.Operands[1].Equals(b)
        ? difference.Operands[0]
        : new Apply(Primitive.Add, a.Type, a, b);

    private static Expression Minus(Expression a, Expression b) => b is Constant { Bits: 0 } ? a : new Apply(Primitive.Subtract, a.Type, a, b);

    private static Expression DividedBy(Expression a, long divisor) =>
        divisor == 1 ? a : new Apply(Primitive.Divide, a.Type, a, new Constant(a.Type, divisor));

    private static Constant One(Expression like) => new(like.Type, 1);

    private static Expression ToInt(Expression value) =>
        value.Type is ScalarType { Kind: ScalarKind.Int32 } ? value : new Apply(Primitive.Convert.WithChecked(true), ValueType.Int32, value);

    /// <summary>What stands in a branch of an <c>if</c>, the outermost of which is <paramref name="top"/>: the innermost first.</summary>
    private static IEnumerable<Site> BranchesAround(Site site, Site top)
    {
        for (Site inner = site; inner != top; inner = inner.Parent!)
            if (inner.Parent?.Statement is If) yield return inner;
    }

    private static Expression Taken(Site inner)
    {
        Expression condition = ((If)inner.Parent!.Statement).Condition;
        return inner.Branch == 0 ? condition : new Apply(Primitive.Not, ValueType.Boolean, condition);
    }

    private static Expression Both(Expression first, Expression second) => new Apply(Primitive.AndAlso, ValueType.Boolean, first, second);

    private bool IsKnownBefore(LoopFrame frame, LoopFrame outer, Site top, Scope root) =>
        frame.Counted is { } loop
        && new[] { loop.Start, loop.Limit }.All(bound => IsKnownBefore(bound, top, root, isConditional: top != outer.Site));

    private bool IsKnownBefore(Site inBranch, LoopFrame outer, Site top, Scope root) =>
        inBranch.Index <= outer.Site.Index
        && IsKnownBefore(((If)inBranch.Parent!.Statement).Condition, top, root, isConditional: inBranch.Parent != top);

    /// <summary>Whether the expression can be evaluated before the root's statement around it, with the same value and without a new exception.</summary>
    private bool IsKnownBefore(Expression expression, Site top, Scope root, bool isConditional) => expression switch
    {
        Constant => true,
        Variable variable => timeline.IsVisible(variable, root.FusedLoop) && timeline.DefinitionsOf(variable).All(site => site.Index < top.Index),
        Apply { Primitive.Form: PrimitiveForm.Length } length when isConditional && MayBeNull(length.Operands[0]) => false,
        Apply apply when apply.Primitive == Primitive.Divide || apply.Primitive == Primitive.Remainder || apply.Primitive.Checked => false,
        Apply apply => apply.Operands.All(operand => IsKnownBefore(operand, top, root, isConditional)),
        _ => false,
    };
    /// <summary>Whether the storage's length may throw: it is no span, is not new, and has no buffer whose guard has asked for its shape.</summary>
    private bool MayBeNull(Expression storage)
    {
        if (storage.Type is StorageType { Kind: not StorageKind.Array }) return false;
        if (storage is not Variable variable) return true;
        IReadOnlyList<Site> definitions = timeline.DefinitionsOf(variable);
        return definitions.Count == 0 ? !buffers.ContainsKey(variable) : definitions.Count != 1 || definitions[0].Statement is not Declare { Value: Allocate or CopyOf };
    }
}
