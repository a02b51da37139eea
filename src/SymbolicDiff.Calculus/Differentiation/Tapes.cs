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

    /// <summary>A loop around a record, and the same loop with bounds that are known before them all.</summary>
    private sealed record Level(LoopFrame Frame, For Shape);

    /// <summary>The loops around a record from the outermost to the innermost, the branches around the innermost, and the root's statement around them.</summary>
    private sealed record Nest(List<Level> Levels, List<Site> Branches, Slot Top);

    private readonly HashSet<Site> recording = [];

    /// <summary>Whether iterations of the loop, or of loops inside it, are recorded.</summary>
    public bool Records(Site loop) => recording.Contains(loop);

    /// <summary>Adds the record of <paramref name="definition"/> to the primal sweep and gives back the statement that restores it into <paramref name="target"/>.</summary>
    public Statement Record(Definition definition, Variable target)
    {
        Variable value = definition.Variable;
        if (value.Type is StorageType { Kind: not StorageKind.Array })
            throw new RefusedException(Refusal.ReassignedSpan, timeline.OriginalOf(value).Name);
        NoteLoopsAround(definition.Position);
        return NestAround(definition.Position) is { } nest
            ? RecordByIndex(definition, target, nest)
            : RecordOnStack(definition, target, TopOf(definition.Position));
    }

    /// <summary>
    /// Records all elements of a storage at the position, and gives back what names the record in the mirror of the position's block; null where no memory of the right size
    /// can be had beforehand.
    /// </summary>
    public Variable? RecordContent(Variable storage, Position position)
    {
        if (isRecursive || NestAround(position) is not { } nest || nest.Levels.Count == 0 && !position.Scope.IsRoot) return null;
        Expression length = new Apply(Primitive.Length, ValueType.Int32, storage);
        if (Before(length, nest.Top.Site, position.Scope.Root, isConditional: nest.Top.Site != position.Moment.Site) is null) return null;
        NoteLoopsAround(position);
        var element = (ScalarType)((StorageType)storage.Type).Element;
        var span = new StorageType(StorageKind.Span, element);
        Variable tape = variables.New(storage.Name + "Tape", new StorageType(StorageKind.Tape, element), Role.Source);
        nest.Top.Before.Add(Rented(tape, nest, length));
        position.Additions.Add(new Copy(storage, new View(tape, span, StartOf(nest, length, loop => loop.Shape.Counter), length)));
        Variable recorded = variables.New(storage.Name, span, Role.Source);
        position.Scope.Prologue.Add(new Declare(recorded, new View(tape, span, StartOf(nest, length, loop => loop.Frame.ReverseCounter!), length)));
        return recorded;
    }

    /// <summary>The loops whose iterations are told apart by a record; what a fused loop's iteration records goes with it.</summary>
    private void NoteLoopsAround(Position position)
    {
        for (LoopFrame? frame = position.Scope.Loop; frame is not null; frame = frame.Outer) recording.Add(frame.Site);
    }

    private static Expression StartOf(Nest nest, Expression length, Func<Level, Variable> counter) =>
        nest.Levels.Count == 0 ? Constant.Of(0) : new Apply(Primitive.Multiply, ValueType.Int32, Index(nest, counter), length);

    private Slot TopOf(Position position) => position.Scope.IsRoot ? position.Slot : position.Scope.Root.SlotAround(position.Moment.Site);

    /// <summary>The loops around the position, inside of the root, with bounds that can be evaluated before them all; null if there are others.</summary>
    private Nest? NestAround(Position position)
    {
        Scope root = position.Scope.Root;
        Slot top = TopOf(position);
        var frames = position.Scope.Loop?.Chain().ToList() ?? [];
        var levels = new List<Level>();
        foreach (LoopFrame frame in frames)
        {
            if (LevelOf(frame, levels, root, top.Site, isConditional: top.Site != frames[0].Site) is not { } level) return null;
            levels.Add(level);
        }

        var branches = frames.Count > 1 ? BranchesAround(frames[frames.Count - 1].Site, top.Site).ToList() : [];
        return branches.All(branch => IsKnownBefore(branch, frames[0], top.Site, root)) ? new Nest(levels, branches, top) : null;
    }

    private Level? LevelOf(LoopFrame frame, List<Level> around, Scope root, Site top, bool isConditional)
    {
        if (frame.Counted is not { } loop) return null;
        Expression? start = Before(loop.Start, top, root, isConditional), limit = Before(loop.Limit, top, root, isConditional);
        if (start is null && limit is not null && loop.Step == 1 && IsBesideCounter(loop.Start, around)) start = new Constant(loop.Start.Type, 0);
        if (limit is null && start is not null && loop.Step == -1 && IsBesideCounter(loop.Limit, around)) limit = new Constant(loop.Limit.Type, 0);
        if (limit is null && start is not null && loop.Step == 1 && EndOf(loop.Limit, around) is { } end) limit = end;
        return start is null || limit is null ? null : new Level(frame, loop with { Start = start, Limit = limit });
    }

    /// <summary>What a limit, the counter of a loop around, never reaches or, where that runs downwards, is at most.</summary>
    private static Expression? EndOf(Expression limit, List<Level> around) =>
        around.FirstOrDefault(level => level.Shape.Counter.Equals(limit) && IndexesByCounter(level.Shape))?.Shape is not { } loop ? null
        : loop.Step > 0 ? loop.Limit : loop.Start;

    /// <summary>Whether the bound, not negative, is the counter of a loop around or more, so that the loops run over half of a square.</summary>
    private static bool IsBesideCounter(Expression bound, List<Level> around) => bound switch
    {
        Variable counter => around.Any(level => level.Shape.Counter.Equals(counter) && IndexesByCounter(level.Shape)),
        Apply { Primitive.Name: "+" } sum => sum.Operands[1] is Constant { Bits: >= 0 and <= LargestWastedStart } && IsBesideCounter(sum.Operands[0], around),
        _ => false,
    };

    private Statement RecordOnStack(Definition definition, Variable target, Slot top)
    {
        Variable value = definition.Variable;
        var stackType = new StorageType(StorageKind.Stack, value.Type);
        Variable stack = variables.New(value.Name + "Tape", stackType, Role.Source);
        top.Before.Add(new Declare(stack, new Allocate(stackType, EquatableArray<Expression>.Empty, Lifetime.Rented)));
        (isRecursive ? definition.Position.Scope.Epilogue : definition.Records).Add(new Push(stack, value));
        return new Pop(stack, target);
    }

    private Declare RecordByIndex(Definition definition, Variable target, Nest nest)
    {
        Variable value = definition.Variable;
        Variable tape = variables.New(value.Name + "Tape", new StorageType(StorageKind.Tape, value.Type), Role.Source);
        nest.Top.Before.Add(Rented(tape, nest, null));
        definition.Records.Add(new Assign(new Element(tape, Index(nest, loop => loop.Shape.Counter)), AssignmentKind.Set, value));
        return new Declare(target, new Element(tape, Index(nest, loop => loop.Frame.ReverseCounter!)));
    }

    private static Declare Rented(Variable tape, Nest nest, Expression? each)
    {
        IEnumerable<Expression> extents = nest.Levels.Select(level => Extent(level.Shape)).Concat(each is null ? [] : [each]);
        Expression size = extents.Aggregate(Times);
        if (nest.Branches.Count > 0) size = new Conditional(nest.Branches.Select(Taken).Aggregate((all, next) => Both(next, all)), size, Constant.Of(0));
        var type = (StorageType)tape.Type;
        return new Declare(tape, new Allocate(type, EquatableArray.Of(size), Lifetime.Rented, Initialised: type.Element is not ScalarType));
    }

    private static Expression Index(Nest nest, Func<Level, Variable> counter)
    {
        Expression index = Offset(nest.Levels[0].Shape, counter(nest.Levels[0]));
        foreach (Level level in nest.Levels.Skip(1))
            index = Plus(new Apply(Primitive.Multiply, ValueType.Int32, index, Extent(level.Shape)), Offset(level.Shape, counter(level)));
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

    private bool IsKnownBefore(Site inBranch, LoopFrame outer, Site top, Scope root)
    {
        Expression condition = ((If)inBranch.Parent!.Statement).Condition;
        return inBranch.Index <= outer.Site.Index && ReferenceEquals(Before(condition, top, root, isConditional: inBranch.Parent != top), condition);
    }

    /// <summary>
    /// The value in terms of what the root's statement at the top finds, the same there as inside, if it can be evaluated there without a new exception; else null.
    /// </summary>
    private Expression? Before(Expression expression, Site top, Scope root, bool isConditional)
    {
        switch (expression)
        {
            case Constant:
                return expression;
            case Variable variable when timeline.IsVisible(variable, root.FusedLoop) && timeline.DefinitionsOf(variable).All(site => site.Index < top.Index):
                return variable;
            case Variable { Type: ScalarType } variable when timeline.DefinitionsOf(variable) is { Count: 1 } definitions && definitions[0].Statement is Declare { Value: { } value }:
                return Before(value, top, root, isConditional);
            case Apply { Primitive.Form: PrimitiveForm.Length } length when isConditional && MayBeNull(length.Operands[0]):
                return null;
            case Apply apply when apply.Primitive != Primitive.Divide && apply.Primitive != Primitive.Remainder && !apply.Primitive.Checked:
                bool isKnown = true;
                Expression before = apply.MapChildren(operand =>
                {
                    Expression? known = Before(operand, top, root, isConditional);
                    isKnown &= known is not null;
                    return known ?? operand;
                });
                return isKnown ? before : null;
            default:
                return null;
        }
    }

    /// <summary>Whether the storage's length may throw: it is no span, is not new, and has no buffer whose guard has asked for its shape.</summary>
    private bool MayBeNull(Expression storage)
    {
        if (storage.Type is StorageType { Kind: not StorageKind.Array }) return false;
        if (storage is not Variable variable) return true;
        IReadOnlyList<Site> definitions = timeline.DefinitionsOf(variable);
        return definitions.Count == 0 ? !buffers.ContainsKey(variable) : definitions.Count != 1 || definitions[0].Statement is not Declare { Value: Allocate or CopyOf };
    }
}
