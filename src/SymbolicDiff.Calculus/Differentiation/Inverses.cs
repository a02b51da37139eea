using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Values that loops change by steps which have an inverse, <c>next++</c> and <c>sign = -sign</c>: the reverse sweep starts from the last value and takes each step back, so that
/// none is recorded. The step is taken back when the mirror of its block begins: from there on the value is what it is before the step.
/// </summary>
internal sealed class Inverses(VariableSource variables, Timeline timeline, Activity activity, StorageNames names, Fusion fusion, IReadOnlyCollection<Variable> followed)
{
    private readonly Dictionary<(Variable Variable, Scope Of), Variable> values = [];
    private readonly Dictionary<(Scope Block, Variable Variable), (Site Step, Variable Value)> steps = [];

    /// <summary>Variables that were asked for and are not followed: with them, the function is to be differentiated anew.</summary>
    public HashSet<Variable> Missed { get; } = [];

    /// <summary>Takes back, at the beginning of a block's mirror, the steps of the block.</summary>
    /// <param name="inside">The sites of the block's statements.</param>
    /// <param name="block">The block.</param>
    /// <param name="tapes">Records a last value that is not there any more.</param>
    public void Enter(IEnumerable<Site> inside, Scope block, Tapes tapes)
    {
        if (block.IsRoot) return;
        foreach (Site site in inside)
        {
            if (site.Statement is not Assign { Target: Variable variable } || !followed.Contains(variable) || StepsOf(variable, block.Root) is null) continue;
            Variable value = ValueOf(variable, block, tapes);
            block.Prologue.Add(Inverse(site, value)!);
            steps.Add((block, variable), (site, value));
        }
    }

    /// <summary>What the variable holds at the position, for the mirror of the position's block; null where that is not known here.</summary>
    public Expression? At(Variable variable, Position position)
    {
        if (variable.Type is StorageType || timeline.DefinitionsOf(variable).Count < 2) return null;
        if (!followed.Contains(variable))
        {
            if (StepsOf(variable, position.Scope.Root) is { } all && all.Any(step => IsInBlockOf(step, position.Moment.Site))) Missed.Add(variable);
            return null;
        }

        for (Scope scope = position.Scope; !scope.IsRoot; scope = scope.Owner!.Scope)
        {
            if (!steps.TryGetValue((scope, variable), out var found)) continue;
            Moment moment = position.Moment;
            bool isAfter = moment.Site.Index > found.Step.Index || moment.Site == found.Step && moment.After;
            return isAfter ? Stepped(found.Step, found.Value) : found.Value;
        }

        return null;
    }

    /// <summary>The variable of the reverse sweep that starts with the last value in the block that declares the primal's, or in the root.</summary>
    private Variable ValueOf(Variable variable, Scope block, Tapes tapes)
    {
        Scope declaring = block;
        Site? declaration = timeline.DeclarationOf(variable);
        while (!declaring.IsRoot && declaring.Slots.All(slot => slot.Site != declaration)) declaring = declaring.Owner!.Scope;
        if (values.TryGetValue((variable, declaring), out Variable? value)) return value;
        values.Add((variable, declaring), value = variables.New(variable.Name, variable.Type, Role.Source));
        if (declaring.IsRoot)
        {
            declaring.Prologue.Add(new Declare(value, variable));
            return value;
        }

        Slot slot = declaring.Slots.Single(slot => slot.Site == declaration);
        var position = new Position(new Moment(declaration!, true), declaring, slot, null);
        declaring.Prologue.Add(tapes.Record(new Definition(variable, null, position, declaring.Epilogue), value));
        return value;
    }

    /// <summary>The steps of a variable within a root, if nothing else changes it there and each step is the only one of its block and of the blocks inside.</summary>
    private IReadOnlyList<Site>? StepsOf(Variable variable, Scope root)
    {
        if (activity.IsActive(variable) || timeline.DeclarationOf(variable) is { Statement: not Declare }) return null;
        Site? declaration = timeline.DeclarationOf(variable);
        List<Site> all = [.. timeline.DefinitionsOf(variable).Where(site => site != declaration && IsInside(site, root.FusedLoop))];
        bool isLastValueThere = timeline.IsVisible(variable, root.FusedLoop) || declaration!.Loops.Count > (root.FusedLoop is null ? 0 : root.FusedLoop.Loops.Count + 1);
        return isLastValueThere
            && all.Count > 0
            && all.All(step => step.Parent != root.FusedLoop && !fusion.IsUndoneWithin(root.FusedLoop, step) && step.Parent?.Statement is not If { IsGuard: true } && Inverse(step, variable) is not null)
            && (declaration is null || !all.Any(step => step.Parent == declaration.Parent && step.Branch == declaration.Branch))
            && all.All(step => all.All(other => other == step || !IsInBlockOf(step, other)))
                ? all
                : null;
    }

    private static bool IsInside(Site site, Site? fusedLoop) => fusedLoop is null || site.Index > fusedLoop.Index && site.Index <= fusedLoop.End;

    /// <summary>Whether a site stands in the block of a step, at any depth.</summary>
    private static bool IsInBlockOf(Site step, Site site)
    {
        for (Site? inner = site; inner is not null; inner = inner.Parent)
            if (inner.Parent == step.Parent && inner.Branch == step.Branch) return true;
        return false;
    }

    /// <summary>The statement that takes back a step; null where it has no inverse that is known in all of the reverse sweep.</summary>
    private Assign? Inverse(Site step, Variable value) => step.Statement switch
    {
        Assign { Kind: not AssignmentKind.Set, Target: Variable target, Value: Constant } assign when IsWhole(target) =>
            assign with { Target = value, Kind = assign.Kind == AssignmentKind.Add ? AssignmentKind.Subtract : AssignmentKind.Add },
        Assign { Kind: AssignmentKind.Set, Target: Variable target } when Moved(step, target) is { } sum =>
            new Assign(value, AssignmentKind.Set, sum with { Primitive = Opposite(sum.Primitive), Operands = EquatableArray.Of(value, sum.Operands[1]) }),
        Assign { Kind: AssignmentKind.Set, Target: Variable target } when IsOpposite(step, target) => new Assign(value, AssignmentKind.Set, Stepped(step, value)),
        _ => null,
    };

    /// <summary>The value after a step, from that before it.</summary>
    private Expression Stepped(Site step, Variable before) => step.Statement switch
    {
        Assign { Kind: AssignmentKind.Add } assign => new Apply(Primitive.Add, before.Type, before, assign.Value),
        Assign { Kind: AssignmentKind.Subtract } assign => new Apply(Primitive.Subtract, before.Type, before, assign.Value),
        Assign { Target: Variable target } when Moved(step, target) is { } sum => sum with { Operands = EquatableArray.Of(before, sum.Operands[1]) },
        _ => new Apply(before.Type.IsReal ? Primitive.Negate : Primitive.Not, before.Type, before),
    };

    private static bool IsWhole(Variable variable) => variable.Type is ScalarType { Kind: ScalarKind.Int32 or ScalarKind.Int64 };

    private static Primitive Opposite(Primitive primitive) => (primitive.Name == "+" ? Primitive.Subtract : Primitive.Add).WithChecked(primitive.Checked);

    /// <summary>The sum or difference of the variable and a constant that it is set to.</summary>
    private static Apply? Moved(Site step, Variable variable) =>
        IsWhole(variable) && step.Statement is Assign { Value: Apply { Primitive.Name: "+" or "-", Operands.Count: 2 } sum }
        && sum.Type.Equals(variable.Type) && sum.Operands[0].Equals(variable) && sum.Operands[1] is Constant
            ? sum
            : null;

    /// <summary>Whether the variable is set to its negative or its negation, which stands before it in the block.</summary>
    private bool IsOpposite(Site step, Variable variable)
    {
        Expression value = ((Assign)step.Statement).Value;
        if (value is Variable named && names.ValueOf(named) is { } defined && timeline.DeclarationOf(named) is { } declaration)
        {
            if (declaration.Parent != step.Parent || declaration.Branch != step.Branch || declaration.Index > step.Index) return false;
            value = defined;
        }

        return value is Apply { Operands.Count: 1 } apply && apply.Operands[0].Equals(variable) && apply.Type.Equals(variable.Type)
            && (apply.Primitive == Primitive.Not || apply.Primitive == Primitive.Negate && variable.Type.IsReal);
    }
}
