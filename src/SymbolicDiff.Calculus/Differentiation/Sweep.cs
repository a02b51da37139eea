using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>A statement of the primal sweep with what the reverse sweep asks to be done just before and just after it.</summary>
internal sealed class Slot(Site site)
{
    public Site Site => site;

    public List<Statement> Before { get; } = [];

    public Statement? Statement { get; set; }

    public List<Statement> After { get; } = [];
}

/// <summary>
/// One block of the primal and its mirror in the reverse sweep: the mirror first restores the values that it needs, then undoes the statements from the
/// last to the first.
/// </summary>
internal sealed class Scope(Position? owner, LoopFrame? loop, Site? fusedLoop = null)
{
    /// <summary>The position just before the statement that the block belongs to; null for the function's own block.</summary>
    public Position? Owner => owner;

    /// <summary>The innermost loop around the block.</summary>
    public LoopFrame? Loop => loop;

    public List<Slot> Slots { get; } = [];

    /// <summary>What the block ends with: the records of a function that calls itself, behind those of the calls in the block.</summary>
    public List<Statement> Epilogue { get; } = [];

    /// <summary>What the mirror starts with: restored values and adjoint variables, in the order of demand.</summary>
    public List<Statement> Prologue { get; } = [];

    /// <summary>What the mirror does, a list for each statement of the block.</summary>
    public List<List<Statement>> Undo { get; } = [];

    /// <summary>Whether the mirror can see the block's variables, because both are one block of C#: the function's own, or the body of a fused loop.</summary>
    public bool IsRoot => owner is null || fusedLoop is not null;

    /// <summary>The innermost block around this one, or this one, that is a root.</summary>
    public Scope Root => IsRoot ? this : owner!.Scope.Root;

    /// <summary>The loop whose body a root is; null for the function's own block.</summary>
    public Site? FusedLoop => fusedLoop;

    /// <summary>The slot, in this root, of the statement that holds the site.</summary>
    public Slot SlotAround(Site site)
    {
        while (site.Parent != fusedLoop) site = site.Parent!;
        return Slots.Single(slot => slot.Site == site);
    }

    public Block ForwardBlock() => new(Slots
        .SelectMany(slot => slot.Statement is null ? [.. slot.Before, .. slot.After] : slot.Before.Append(slot.Statement).Concat(slot.After))
        .Concat(Epilogue)
        .ToEquatableArray());

    public Block ReverseBlock() => new(Prologue.Concat(Enumerable.Reverse(Undo).SelectMany(statements => statements)).ToEquatableArray());
}

/// <summary>
/// A loop of the primal; <see cref="ReverseCounter"/> is, in the mirrored loop, the counter or what the <see cref="Induction"/> variable is when an iteration begins.
/// </summary>
internal sealed record LoopFrame(Site Site, LoopFrame? Outer, Variable? ReverseCounter, Induction? Induction = null)
{
    public For? Counted => Site.Statement as For;

    /// <summary>The frames from the outermost to this one.</summary>
    public IEnumerable<LoopFrame> Chain() => Outer is null ? [this] : Outer.Chain().Append(this);
}

/// <summary>
/// Where the walk over the primal is: the moment, the slot to add to, and what mutable variables are known to hold (null once the walk has gone on).
/// </summary>
internal sealed record Position(Moment Moment, Scope Scope, Slot Slot, Dictionary<Variable, Expression>? Known)
{
    /// <summary>The earliest position in the blocks around this one at which the variable has the value that it has here.</summary>
    public Position Earliest(Variable variable, Timeline timeline)
    {
        Position position = this;
        while (position.Scope.Owner is { } owner && !timeline.IsAssignedIn(variable, owner.Moment.Site)) position = Known is null ? owner.Past : owner;
        return position;
    }

    /// <summary>The same place, for use when the walk has gone on.</summary>
    public Position Past => this with { Known = null };

    /// <summary>The place for a copy of a value as it is at this moment.</summary>
    public List<Statement> Additions => Moment.After ? Slot.After : Slot.Before;
}

/// <summary>A variable with one definition: where it is, and where a record of the value goes.</summary>
internal sealed record Definition(Variable Variable, Expression? Value, Position Position, List<Statement> Records);
