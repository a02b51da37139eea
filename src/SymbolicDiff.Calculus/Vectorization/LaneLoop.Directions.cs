using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

// Loops over directions (For.IsOverDirections): what varies is the tangents. They may hold any statement that is the same in all lanes, and memory of lanes.
internal sealed partial class LaneLoop
{
    /// <summary>The memory that names of the loop's own stand for: where it was made.</summary>
    private readonly Dictionary<Variable, Variable> roots = [];

    /// <summary>The loop for lanes; null where it does what lanes cannot do.</summary>
    /// <param name="loop">A loop over directions.</param>
    /// <param name="memory">Memory of doubles from outside of the loop that is each iteration's own.</param>
    /// <param name="facts">What is known of the function.</param>
    /// <param name="isFast">Whether functions may differ in the last places.</param>
    public static LaneLoop? OverDirections(For loop, IEnumerable<Variable> memory, Facts facts, bool isFast)
    {
        var lanes = new LaneLoop(loop, isTurned: false, facts, isFast);
        foreach (Variable storage in memory) lanes.AddOwnMemory(storage, storage);
        lanes.FindOwn(loop.Body);
        loop.Body.ForEach(lanes.FindOwnMemory);
        while (lanes.Spread(loop.Body, isMasked: false)) { }
        return lanes.IsPossible(loop.Body, new LaneConditions(loop.Body)) ? lanes : null;
    }

    private void AddOwnMemory(Variable name, Variable root)
    {
        own.Add(name);
        ownStorage.Add(name);
        roots[name] = root;
    }

    private void FindOwnMemory(Statement statement)
    {
        if (statement is Pop pop) own.Add(pop.Target);
        if (statement is not Declare { Variable: { Type: StorageType } name, Value: { } value }) return;
        if (value is Allocate or ZerosLike or CopyOf) AddOwnMemory(name, name);
        else if (RootOf(value) is { } root) AddOwnMemory(name, root);
    }

    /// <summary>The memory of the loop's own that a path is part of; null for other memory.</summary>
    private Variable? RootOf(Expression path) => path switch
    {
        Variable variable => roots.TryGetValue(variable, out Variable? root) ? root : null,
        View view => RootOf(view.Storage),
        _ => null,
    };

    /// <summary>Takes a variable, or all names of a memory, as varying; true if that is new.</summary>
    private bool Vary(Variable variable)
    {
        if (variable.Type is not StorageType) return varying.Add(variable);
        if (RootOf(variable) is not { } root) return false;
        bool isNew = false;
        foreach (Variable name in roots.Keys.Where(name => roots[name].Equals(root)).ToList()) isNew |= varying.Add(name);
        return isNew;
    }

    /// <summary>What takes values that vary, by statements that only such a loop has.</summary>
    private Variable? SpreadInSweep(Statement statement) => statement switch
    {
        Assign { Target: Element element } when element.Indices.Any(IsVarying) => RootOf(element.Storage),
        Assign { Target: Element element } assign when IsVarying(assign.Value) => RootOf(element.Storage),
        Fill fill when IsVarying(fill.Value) => RootOf(fill.Storage),
        Copy copy when IsVarying(copy.Source) => RootOf(copy.Target),
        Copy copy when IsVarying(copy.Target) => RootOf(copy.Source),
        Declare { Value: CopyOf copy } declare when IsVarying(declare.Variable) => RootOf(copy.Storage),
        Push push when IsVarying(push.Value) => RootOf(push.Stack),
        Pop pop when IsVarying(pop.Stack) => pop.Target,
        _ => null,
    };

    /// <summary>Whether lanes can have the statement; null for what other loops have, too.</summary>
    private bool? IsPossibleInSweep(Statement statement) => statement switch
    {
        Declare { Variable.Type: StorageType } declare => IsPossibleMemory(declare),
        Assign { Target: Variable target } => own.Contains(target) && target.Type is not StorageType ? null : false,
        Assign { Target: Element target } assign => IsPossibleStore(target, assign),
        Fill fill => IsPossible(fill.Value) && IsPossiblePath(fill.Storage),
        Copy copy => IsVarying(copy.Source) == IsVarying(copy.Target) && IsPossiblePath(copy.Source) && IsPossiblePath(copy.Target),
        Push push => IsPossiblePath(push.Stack) && IsPossible(push.Value),
        Pop pop => IsPossiblePath(pop.Stack),
        While loop => !IsVarying(loop.Condition),
        Evaluate or Throw => !statement.Reads().Any(IsVarying),
        _ => null,
    };

    private bool IsPossibleMemory(Declare declare)
    {
        if (!varying.Contains(declare.Variable)) return declare.Value is not null && !IsVarying(declare.Value);
        if (((StorageType)declare.Variable.Type) is not { Element: var element } || !element.Equals(ValueType.Double)) return false;
        return declare.Value switch
        {
            Allocate allocate => !allocate.Lengths.Any(IsVarying),
            ZerosLike => true,
            CopyOf copy => IsVarying(copy.Storage) && IsPossiblePath(copy.Storage),
            _ => IsPossiblePath(declare.Value!),
        };
    }

    /// <summary>Whether it is memory that is the same in all lanes, or a name or part of memory of lanes.</summary>
    private bool IsPossiblePath(Expression path) => !IsVarying(path) || path switch
    {
        Variable => true,
        View view => IsPossiblePath(view.Storage) && !IsVarying(view.Start) && (view.Length is null || !IsVarying(view.Length)),
        _ => false,
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
