using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Gives the reverse sweep the primal values that it needs: by name where the value is still there, recomputed where that is cheap, read again from
/// storage that received it, and recorded otherwise.
/// </summary>
internal sealed class Recall(VariableSource variables, Timeline timeline, StorageNames names, IndexBounds bounds, Inverses inverses, Tapes tapes)
{
    /// <summary>The most that recomputing a value may cost instead of recording it, in units of an addition.</summary>
    private const int RecomputationBudget = 14;

    /// <summary>The same where a record is a local variable.</summary>
    private const int LocalBudget = 3;

    private readonly PassedElements passed = new(timeline, names, bounds);
    private readonly Dictionary<Variable, Definition> definitions = [];
    private readonly Dictionary<Variable, Expression> recalled = [];
    private readonly HashSet<Variable> hoisted = [];
    private readonly List<Declare> hoistedDeclarations = [];
    private readonly Dictionary<(Variable Variable, Site Site), Variable> copies = [];
    private readonly List<(Variable Storage, Position At, Variable Recorded)> contents = [];

    /// <summary>Registers a variable that is given a value once, by its declaration.</summary>
    public void Define(Definition definition) => definitions.Add(definition.Variable, definition);

    public Definition? DefinitionOf(Variable variable) => definitions.TryGetValue(variable, out var definition) ? definition : null;

    /// <summary>Whether the declaration has moved to a block around its own, because the mirror of that block reads the variable.</summary>
    public bool IsHoisted(Variable variable) => hoisted.Contains(variable);

    /// <summary>Whether the statement is the declaration where it has moved to.</summary>
    public bool IsHoistedDeclaration(Statement statement) => hoistedDeclarations.Any(declaration => ReferenceEquals(declaration, statement));

    /// <summary>The value that an expression has at the position, for use in the mirror of the position's block.</summary>
    public Expression At(Expression expression, Position position)
    {
        int budget = RecomputationBudget;
        if (expression is Variable variable) return VariableAt(variable, position);
        if (expression is View view) return view.MapChildren(part => At(part, position)); // a view is made again, from what it is a view of
        return IsFree(expression, position, ref budget) ? Restored(expression, position) : OfSingle(Copy(expression, position));
    }

    private Expression Restored(Expression expression, Position position) => expression is Variable variable
        ? VariableAt(variable, position)
        : expression.MapChildren(child => Restored(child, position));

    private Expression VariableAt(Variable variable, Position position)
    {
        if (CounterOf(variable, position) is { } counter) return counter;
        if (IsThere(variable, position)) return variable;
        if (definitions.ContainsKey(variable)) return OfSingle(variable);
        if (inverses.At(variable, position) is { } undone) return undone;
        Position earliest = position.Earliest(variable, timeline);
        return KnownValue(variable, earliest) is { } known ? At(known, earliest) : OfSingle(Copy(variable, earliest));
    }

    /// <summary>Keeps a value as it is at the position in a variable of its own.</summary>
    private Variable Copy(Expression value, Position position)
    {
        string name = value switch
        {
            Variable variable => variable.Name,
            Element element => Columns.NameOf(element),
            Apply { Type: ScalarType { Kind: ScalarKind.Boolean } } => "taken",
            _ => "value",
        };
        bool isAdjoint = value.Type is StorageType && Aliasing.Root(value)?.Role == Role.Derivative;
        Variable copy = variables.New(name, value.Type, isAdjoint ? Role.Derivative : Role.Temporary);
        position.Additions.Add(new Declare(copy, value));
        timeline.AddLocal(copy, position.Moment.Site);
        definitions.Add(copy, new Definition(copy, value is Variable ? null : value, position.Past, position.Additions));
        if (value is Variable copied) timeline.AddCopy(copy, copied);
        if (value is Variable source && position.Known is { } known) known[source] = copy;
        if (value is Variable original && !position.Moment.After) copies[(original, position.Moment.Site)] = copy;
        return copy;
    }

    /// <summary>The value of a variable with one definition.</summary>
    private Expression OfSingle(Variable variable)
    {
        if (recalled.TryGetValue(variable, out Expression? found)) return found;
        Definition definition = definitions[variable];
        Scope scope = definition.Position.Scope;
        if (scope.IsRoot) return variable;
        int budget = scope.Loop is null ? LocalBudget : RecomputationBudget;
        Expression? again = StoredCopy(definition) ?? (definition.Value is { } value && IsFree(value, definition.Position, ref budget) ? value : null);
        if (again is null && definition.Value is View view)
        {
            Variable viewed = variables.New(variable.Name, variable.Type, variable.Role);
            recalled.Add(variable, viewed);
            Expression made = At(view, definition.Position);
            scope.Prologue.Add(new Declare(viewed, made));
            return viewed;
        }

        if (again is null && scope.Loop is null) return recalled[variable] = Hoist(definition);
        again ??= RecordedElement(definition);
        // Reading an element once more computes nothing that has to keep its bits, or could throw where the first time did not.
        Role role = again is Element && variable.Role == Role.Temporary ? Role.Derivative : variable.Role;
        Variable restored = variables.New(variable.Name, variable.Type, role);
        recalled.Add(variable, restored);
        scope.Prologue.Add(again is null ? tapes.Record(definition, restored) : new Declare(restored, Restored(again, definition.Position)));
        return restored;
    }

    /// <summary>Moves the declaration of a variable that no loop repeats to the function's own block, so that the mirror of its block can read it.</summary>
    private Variable Hoist(Definition definition)
    {
        hoisted.Add(definition.Variable);
        Variable variable = definition.Variable with { Role = Role.Source };
        var declaration = new Declare(variable, Default(variable.Type));
        hoistedDeclarations.Add(declaration);
        definition.Position.Scope.Root.SlotAround(definition.Position.Moment.Site).Before.Add(declaration);
        return variable;
    }

    private static Expression Default(ValueType type) => type is ScalarType ? new Constant(type, 0) : new External("default", type);

    /// <summary>Whether the mirror can compute the expression without recording anything that is not recorded already.</summary>
    private bool IsFree(Expression expression, Position position, ref int budget)
    {
        switch (expression)
        {
            case Constant:
                return true;
            case Variable variable:
                return IsFree(variable, position, ref budget);
            case Element { Type: not StorageType } element:
                if (!KeepsContent(element.Storage, position) && !passed.Contains(element, position.Moment, position.Scope.Root.FusedLoop)) return false;
                budget -= 1;
                break;
            case Apply apply:
                budget -= apply.Primitive.Cost;
                break;
            case Conditional or View or Element or Column:
                if (expression is Element row && !KeepsRow(row, position)) return false;
                break;
            default:
                return false;
        }

        if (budget < 0) return false;
        foreach (Expression child in expression.Children())
            if (!IsFree(child, position, ref budget)) return false;
        return true;
    }

    private bool IsFree(Variable variable, Position position, ref int budget)
    {
        if (CounterOf(variable, position) is not null) return true;
        if (IsThere(variable, position)) return true;
        if (recalled.ContainsKey(variable)) return true;
        if (!definitions.TryGetValue(variable, out Definition? definition))
        {
            if (inverses.At(variable, position) is not null) return true;
            Position earliest = position.Earliest(variable, timeline);
            return KnownValue(variable, earliest) is { } known ? IsFree(known, earliest, ref budget) : earliest.Scope.IsRoot && !position.Scope.IsRoot;
        }

        if (definition.Position.Scope.IsRoot || definition.Position.Scope.Loop is null || StoredCopy(definition) is not null) return true;
        return definition.Value is { } value && IsFree(value, definition.Position, ref budget);
    }

    /// <summary>Whether the mirror finds in a jagged array the row that is there at the position.</summary>
    public bool KeepsRow(Element row, Position position) =>
        Aliasing.Root(row) is { } root && timeline.KeepsRows(root, position.Moment, position.Scope.Root.FusedLoop);

    /// <summary>Whether the mirror finds in the storage the content that it has at the position.</summary>
    public bool KeepsContent(Expression path, Position position) =>
        timeline.KeepsContent(path, position.Moment, position.Scope.Root.FusedLoop);

    /// <summary>Whether the mirror can name the variable and finds in it the value that it has at the position.</summary>
    private bool IsThere(Variable variable, Position position)
    {
        Site? fusedLoop = position.Scope.Root.FusedLoop;
        return timeline.KeepsValue(variable, position.Moment, fusedLoop) && timeline.IsVisible(variable, fusedLoop);
    }

    private Expression? KnownValue(Variable variable, Position position)
    {
        if (position.Known is not null && position.Known.TryGetValue(variable, out Expression? known)) return known;
        bool isBefore = !position.Moment.After || (position.Moment.Site.Statement is Declare declare && !declare.Variable.Equals(variable));
        return isBefore && copies.TryGetValue((variable, position.Moment.Site), out Variable? copy) ? copy : null;
    }

    private static Expression? CounterOf(Variable variable, Position position)
    {
        for (LoopFrame? frame = position.Scope.Loop; frame is not null; frame = frame.Outer)
        {
            if (frame.Counted?.Counter.Equals(variable) == true) return frame.ReverseCounter;
            if (frame.Induction is not { } induction || !induction.Variable.Equals(variable)) continue;
            Moment moment = position.Moment;
            bool isMoved = moment.Site.Index > induction.Move.Index || (moment.Site == induction.Move && moment.After);
            return isMoved
                ? new Apply(Primitive.Add, variable.Type, frame.ReverseCounter!, new Constant(variable.Type, induction.Step))
                : frame.ReverseCounter;
        }

        return null;
    }

    /// <summary>The element that received the value and keeps it for the reverse sweep, a different one in each iteration.</summary>
    private Element? StoredCopy(Definition definition)
    {
        if (definition.Position.Scope.Loop is null || timeline.FirstStoreOf(definition.Variable) is not { Statement: Assign { Target: Element target } } store) return null;
        if (definition.Position.Moment.Site.Parent != store.Parent || definition.Position.Moment.Site.Branch != store.Branch) return null;
        Site? fusedLoop = definition.Position.Scope.Root.FusedLoop;
        if (target.Storage is not Variable storage || !timeline.IsVisible(storage, fusedLoop)) return null;
        Moment stored = new(store, true);
        if (!timeline.KeepsValue(storage, stored, fusedLoop)) return null;
        bool isKept = timeline.IsKeptFrom(store, storage, fusedLoop) && IndexShape.IsDistinctInEachIteration(target.Indices, store.Loops.Skip(fusedLoop is null ? 0 : fusedLoop.Loops.Count + 1));
        if (!isKept && !passed.Contains(target, stored, fusedLoop)) return null;
        if (target.Indices.Any(index => timeline.MayChangeBetween(index, definition.Position.Moment.Site, store))) return null;
        int budget = RecomputationBudget;
        foreach (Expression index in target.Indices)
            if (!IsFree(index, definition.Position, ref budget)) return null;
        return target;
    }

    /// <summary>
    /// An element of a record of the whole storage, which is made before a loop that reads each of its elements: one record serves all that is read until the storage changes.
    /// </summary>
    private Element? RecordedElement(Definition definition)
    {
        if (definition.Value is not Element { Storage: Variable storage, Type: ScalarType, Indices: { Count: 1 } indices }) return null;
        int budget = RecomputationBudget;
        if (!IsFree(indices[0], definition.Position, ref budget) || SweepOver(storage, indices[0], definition.Position) is not { } sweep) return null;
        Variable? recorded = contents.FirstOrDefault(content => content.Storage.Equals(storage) && HoldsAt(content.At, storage, sweep)).Recorded;
        if (recorded is null)
        {
            if ((recorded = tapes.RecordContent(storage, sweep)) is null) return null;
            contents.Add((storage, sweep, recorded));
        }

        return new Element(recorded, indices);
    }

    /// <summary>The position before the loop around that reads the element for each value of its counter and so all elements, none of which changes in it.</summary>
    private Position? SweepOver(Variable storage, Expression index, Position position)
    {
        for (; !position.Scope.IsRoot; position = position.Scope.Owner!)
        {
            Site owner = position.Scope.Owner!.Moment.Site;
            if (timeline.MayChangeContent(storage, owner.Index, owner.End)) return null;
            if (owner.Statement is not For { Step: 1 or -1 } loop || !loop.Counter.Equals(index)) continue;
            return bounds.CountersOf(loop) is { } counters && bounds.LengthOf(storage) is { } length
                && bounds.IsAtMost(counters.Low, IndexForm.Zero) && bounds.IsAtMost(length, counters.High)
                    ? BeforeLoopsThatKeep(storage, position.Scope.Owner)
                    : null;
        }

        return null;
    }

    /// <summary>The position, or that before the outermost loop around it in which the storage is there and does not change.</summary>
    private Position BeforeLoopsThatKeep(Variable storage, Position position)
    {
        while (!position.Scope.IsRoot && position.Scope.Owner!.Moment.Site is { Statement: For } loop
            && !timeline.MayChangeContent(storage, loop.Index, loop.End) && !timeline.IsAssignedIn(storage, loop))
            position = position.Scope.Owner!;
        return position;
    }

    /// <summary>Whether the content recorded at one position is that at another, whose mirror can name the record.</summary>
    private bool HoldsAt(Position recorded, Variable storage, Position position)
    {
        while (position.Scope != recorded.Scope)
        {
            if (position.Scope.IsRoot) return false;
            position = position.Scope.Owner!;
        }

        (Site first, Site second) = (recorded.Moment.Site, position.Moment.Site);
        return !timeline.MayChangeContent(storage, Math.Min(first.Index, second.Index), Math.Max(first.End, second.End));
    }
}
