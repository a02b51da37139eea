using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Gives the reverse sweep the primal values that it needs: by name where the value is still there, recomputed where that is cheap, read again from
/// storage that received it, and recorded otherwise.
/// </summary>
internal sealed class Recall(VariableSource variables, Timeline timeline, Scope outermost, Tapes tapes)
{
    /// <summary>The most that recomputing a value may cost instead of recording it, in units of an addition.</summary>
    private const int RecomputationBudget = 14;

    private readonly Dictionary<Variable, Definition> definitions = [];
    private readonly Dictionary<Variable, Expression> recalled = [];
    private readonly HashSet<Variable> hoisted = [];
    private readonly Dictionary<(Variable Variable, Site Site), Variable> copies = [];

    /// <summary>Registers a variable that is given a value once, by its declaration.</summary>
    public void Define(Definition definition) => definitions.Add(definition.Variable, definition);

    public Definition? DefinitionOf(Variable variable) => definitions.TryGetValue(variable, out var definition) ? definition : null;

    /// <summary>Whether the declaration has moved to the beginning of the function, because the mirror of its block reads the variable.</summary>
    public bool IsHoisted(Variable variable) => hoisted.Contains(variable);

    /// <summary>The value that an expression has at the position, for use in the mirror of the position's block.</summary>
    public Expression At(Expression expression, Position position)
    {
        int budget = RecomputationBudget;
        if (expression is Variable variable) return VariableAt(variable, position);
        return IsFree(expression, position, ref budget) ? Restored(expression, position) : OfSingle(Copy(expression, position));
    }

    private Expression Restored(Expression expression, Position position) => expression is Variable variable
        ? VariableAt(variable, position)
        : expression.MapChildren(child => Restored(child, position));

    private Expression VariableAt(Variable variable, Position position)
    {
        if (CounterOf(variable, position) is { } counter) return counter;
        if (timeline.KeepsValue(variable, position.Moment) && CanBeSeen(variable)) return variable;
        if (definitions.ContainsKey(variable)) return OfSingle(variable);
        Position earliest = position.Earliest(variable, timeline);
        return KnownValue(variable, earliest) is { } known ? At(known, earliest) : OfSingle(Copy(variable, earliest));
    }

    /// <summary>Keeps a value as it is at the position in a variable of its own.</summary>
    private Variable Copy(Expression value, Position position)
    {
        string name = value switch
        {
            Variable variable => variable.Name,
            Element { Storage: Variable storage } => storage.Name + "Element",
            Apply { Type: ScalarType { Kind: ScalarKind.Boolean } } => "taken",
            _ => "value",
        };
        Variable copy = variables.New(name, value.Type, Role.Temporary);
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
        if (scope.IsOutermost) return variable;
        int budget = RecomputationBudget;
        Expression? again = StoredCopy(definition) ?? (definition.Value is { } value && IsFree(value, definition.Position, ref budget) ? value : null);
        if (again is null && scope.Loop is null) return recalled[variable] = Hoist(definition);
        Variable restored = variables.New(variable.Name, variable.Type, variable.Role);
        recalled.Add(variable, restored);
        scope.Prologue.Add(again is null ? tapes.Record(definition, restored) : new Declare(restored, Restored(again, definition.Position)));
        return restored;
    }

    /// <summary>Moves the declaration of a variable that no loop repeats to the function's own block, so that the mirror of its block can read it.</summary>
    private Variable Hoist(Definition definition)
    {
        hoisted.Add(definition.Variable);
        Site top = definition.Position.Moment.Site;
        while (top.Parent is not null) top = top.Parent;
        Variable variable = definition.Variable with { Role = Role.Source };
        outermost.Slots.Single(slot => slot.Site == top).Before.Add(new Declare(variable, Default(variable.Type)));
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
                if (!KeepsContent(element.Storage, position.Moment)) return false;
                budget -= 1;
                break;
            case Apply apply:
                budget -= apply.Primitive.Cost;
                break;
            case Conditional or View or Element:
                if (expression is Element row && !KeepsContent(row.Storage, position.Moment)) return false;
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
        if (timeline.KeepsValue(variable, position.Moment) && CanBeSeen(variable)) return true;
        if (recalled.ContainsKey(variable)) return true;
        if (!definitions.TryGetValue(variable, out Definition? definition))
        {
            Position earliest = position.Earliest(variable, timeline);
            return KnownValue(variable, earliest) is { } known && IsFree(known, earliest, ref budget);
        }

        if (definition.Position.Scope.IsOutermost || definition.Position.Scope.Loop is null || StoredCopy(definition) is not null) return true;
        return definition.Value is { } value && IsFree(value, definition.Position, ref budget);
    }

    private bool KeepsContent(Expression path, Moment moment) => Aliasing.Root(path) is { } root && timeline.KeepsContent(root, moment);

    /// <summary>Whether the mirror sees the variable: as a parameter or local of the function's own block, or hoisted there.</summary>
    private bool CanBeSeen(Variable variable) => timeline.IsOutermost(variable);

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
        if (target.Storage is not Variable storage || !timeline.IsOutermost(storage) || !timeline.KeepsValue(storage, new Moment(store, true))) return null;
        var others = timeline.ContentChangesOf(storage).Where(site => site != store);
        if (others.Any(site => site.Index > store.Index || (site.Loops.Count > 0 && site.Loops[0] == store.Loops[0]))) return null;
        if (!IndexShape.IsDistinctInEachIteration(target.Indices, store.Loops)) return null;
        int budget = RecomputationBudget;
        foreach (Expression index in target.Indices)
            if (!IsFree(index, definition.Position, ref budget)) return null;
        return target;
    }
}
