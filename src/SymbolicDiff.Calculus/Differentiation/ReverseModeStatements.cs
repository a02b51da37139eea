using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>How statements are undone.</summary>
internal sealed partial class ReverseMode
{
    private void Undo(Statement statement, Position before, Position after, List<Statement> undo)
    {
        if (activity.SecondDerivativeIn(statement) is { } callee) throw new RefusedException(Refusal.Call, CallTangents.NoSecondDerivative(callee));
        switch (statement)
        {
            case Declare declare:
                UndoDeclare(declare, before, after, undo);
                break;
            case Evaluate { Effect: { Callee: not null } call }:
                adjoints.Contribute(call, null, before, undo);
                break;
            case Assign { Target.Type.IsReal: true } assign:
                UndoAssign(assign, before, after, undo);
                break;
            case Assign { Target: var target, Value: CopyOf { Memory.Element: not StorageType } copy } when activity.IsActive(target):
                UndoCopyOf(copy, target, before, after, undo);
                break;
            case Fill fill when activity.IsActive(fill.Storage):
                UndoFill(fill, before, undo);
                break;
            case Copy { Source.Type: StorageType { Element: not StorageType } } copy when activity.IsActive(copy.Target):
                UndoCopy(copy, before, undo);
                break;
            case If { IsGuard: true } guard: // what it corrects is undone as it was computed
                if (!guard.Else.IsEmpty) throw new InvalidOperationException("Not in normal form: " + Printer.Print(guard.Condition));
                next += guard.Then.AllStatements().Count();
                break;
            case If branch:
                UndoIf(branch, before, undo);
                break;
            case For or While when fusion.IsFused(before.Moment.Site):
                UndoEachIteration(statement, before);
                break;
            case For loop when segments.Include(loop):
                undo.AddRange(segments.Again(loop, before));
                next = before.Moment.Site.End + 1;
                break;
            case For loop:
                UndoFor(loop, before, undo);
                break;
            case While loop:
                UndoWhile(loop, before, after, undo);
                break;
            case Return @return:
                for (int i = 0; i < @return.Values.Count; i++)
                    if (request.Seeds.TryGetValue(ResultAt(i), out Seed? seed)) UndoReturn(@return.Values[i], seed, before, after, undo);
                break;
            case Push push when activity.IsActive(push.Stack):
                UndoPush(push, before, after, undo);
                break;
            case Pop pop:
                UndoPop(pop, before, undo);
                break;
        }
    }

    /// <summary>Stands for a returned value among the seeds.</summary>
    public static Variable ResultAt(int index) => new("return", -1 - index, ValueType.Double, Role.Contract);

    private void UndoReturn(Expression value, Seed seed, Position before, Position after, List<Statement> undo)
    {
        if (seed.Scalar is { } adjoint) adjoints.Contribute(value, adjoint, null, before, after, undo);
        else if (activity.IsActive(value)) undo.AddRange(seed.Storage!(shadows.Of(value, before)));
    }

    private void UndoDeclare(Declare declare, Position before, Position after, List<Statement> undo)
    {
        Variable variable = declare.Variable;
        bool isSingle = timeline.DefinitionsOf(variable).Count == 1 && declare.Value is not null;
        if (isSingle) recall.Define(new Definition(variable, declare.Value, after.Past, after.Slot.After));
        if (variable.Type.IsReal) adjoints.DeclareIn(variable, before.Scope);
        if (declare.Value is External { Callee: not null } call) adjoints.Contribute(call, BarOf(variable, after), before, undo);
        else if (declare.Value is null || !activity.IsActive(variable)) return;
        else if (declare.Value is CopyOf { Memory.Element: not StorageType } copy) UndoCopyOf(copy, variable, before, after, undo);
        else if (variable.Type.IsReal) adjoints.Contribute(declare.Value, adjoints.Of(variable), variable, before, after, undo);
    }

    /// <summary>The adjoint of what a call gives; null where it is zero.</summary>
    private Expression? BarOf(Variable given, Position after) =>
        !activity.IsActive(given) ? null : given.Type is StorageType ? shadows.Of(given, after) : adjoints.Of(given);

    private void UndoCopyOf(CopyOf copy, Expression target, Position before, Position after, List<Statement> undo)
    {
        if (activity.IsActive(copy.Storage)) undo.AddRange(Storages.AddElements(shadows.Of(copy.Storage, before), shadows.Of(target, after), variables));
    }

    private void UndoAssign(Assign assign, Position before, Position after, List<Statement> undo)
    {
        if (assign.Target is Variable variable)
        {
            if (!activity.IsActive(variable)) return;
            UndoScalarAssign(assign, adjoints.Of(variable), before, after, undo);
        }
        else if (activity.IsActive(assign.Target))
        {
            UndoStore(assign, before, after, undo);
        }
    }

    private void UndoScalarAssign(Assign assign, Variable bar, Position before, Position after, List<Statement> undo)
    {
        switch (assign.Kind)
        {
            case AssignmentKind.Set when assign.Value.Equals(assign.Target):
                break;
            case AssignmentKind.Set:
                adjoints.Contribute(assign.Value, bar, null, before, after, undo);
                undo.Add(new Assign(bar, AssignmentKind.Set, Constant.RealOf(0, bar.Type)));
                break;
            default:
                ContributeSigned(assign, bar, before, after, undo);
                break;
        }
    }

    private void UndoStore(Assign assign, Position before, Position after, List<Statement> undo)
    {
        Expression place = shadows.Of(assign.Target, before);
        if (assign.Kind != AssignmentKind.Set)
        {
            ContributeSigned(assign, place, before, after, undo);
            return;
        }

        if (IsOnlyStore((Element)assign.Target, before))
        {
            adjoints.Contribute(assign.Value, place, null, before, after, undo);
            return;
        }

        Constant zero = Constant.RealOf(0, place.Type);
        if (assign.Value is Variable value && activity.IsActive(value))
        {
            Variable bar = variables.New(value.Name + "Bar", place.Type, Role.Derivative);
            undo.Add(new Declare(bar, place));
            undo.Add(new Assign(place, AssignmentKind.Set, zero));
            adjoints.Contribute(value, bar, null, before, after, undo);
        }
        else
        {
            undo.Add(new Assign(place, AssignmentKind.Set, zero));
        }
    }

    private void ContributeSigned(Assign assign, Expression bar, Position before, Position after, List<Statement> undo)
    {
        Expression signed = assign.Kind == AssignmentKind.Add || assign.Value is Constant ? bar : new Apply(Primitive.Negate, bar.Type, bar);
        adjoints.Contribute(assign.Value, signed, null, before, after, undo);
    }

    /// <summary>
    /// Whether what each element of the storage holds before this store is of no interest and it is stored to but once, so that its adjoint ends here:
    /// the storage is new, or one of the caller's that is not differentiated with respect to.
    /// </summary>
    private bool IsOnlyStore(Element target, Position before)
    {
        if (target.Storage is not Variable storage || shadows.IsMoving(storage) || timeline.ContentChangesOf(storage).Count != 1) return false;
        int outside = 0;
        if (recall.DefinitionOf(storage) is { Value: Allocate } definition) outside = definition.Position.Moment.Site.Loops.Count;
        else if (!request.Seeds.ContainsKey(storage) || request.Buffers.ContainsKey(storage)) return false;
        return IndexShape.IsDistinctInEachIteration(target.Indices, before.Moment.Site.Loops.Skip(outside));
    }

    private void UndoFill(Fill fill, Position before, List<Statement> undo)
    {
        Expression shadow = shadows.Of(fill.Storage, before);
        if (fill.Value is Variable value && activity.IsActive(value))
            undo.AddRange(Storages.AddSum(adjoints.Of(value), shadow, variables));
        undo.Add(new Fill(shadow, Constant.ZeroOf(((StorageType)shadow.Type).Element)));
    }

    private void UndoCopy(Copy copy, Position before, List<Statement> undo)
    {
        var spanType = new StorageType(StorageKind.Span, ((StorageType)copy.Target.Type).Element);
        Expression length = recall.At(new Apply(Primitive.Length, ValueType.Int32, copy.Source), before);
        Variable target = variables.New("targetBar", spanType, Role.Derivative);
        undo.Add(new Declare(target, new View(shadows.Of(copy.Target, before), spanType, Constant.Of(0), length)));
        Expression taken = target;
        if (activity.IsActive(copy.Source))
        {
            if (activity.Aliasing.ClassOf(Aliasing.Root(copy.Source)!).Equals(activity.Aliasing.ClassOf(Aliasing.Root(copy.Target)!)))
            {
                // Source and target may overlap: the adjoints are taken out of the target before they are put into the source.
                var copied = variables.New("copiedBar", new StorageType(StorageKind.Tape, spanType.Element), Role.Derivative);
                undo.Add(new Declare(copied, new Allocate((StorageType)copied.Type, EquatableArray.Of(length), Lifetime.Rented, Initialised: false)));
                undo.Add(new Copy(target, copied));
                undo.Add(new Fill(target, Constant.ZeroOf(spanType.Element)));
                undo.AddRange(Storages.AddElements(shadows.Of(copy.Source, before), copied, variables));
                return;
            }

            undo.AddRange(Storages.AddElements(shadows.Of(copy.Source, before), taken, variables));
        }

        undo.Add(new Fill(target, Constant.ZeroOf(spanType.Element)));
    }

    /// <summary>What the last pop put on the adjoints' stack is the adjoint of what was pushed.</summary>
    private void UndoPush(Push push, Position before, Position after, List<Statement> undo)
    {
        if (push.Value.Type is StorageType) throw new RefusedException(Refusal.ReassignedSpan, (Aliasing.Root(push.Value) ?? push.Stack).Name);
        Variable bar = variables.New(push.Stack.Name + "Bar", push.Value.Type, Role.Derivative);
        undo.Add(new Pop((Variable)shadows.Of(push.Stack, before), bar));
        adjoints.Contribute(push.Value, bar, null, before, after, undo);
    }

    private void UndoPop(Pop pop, Position before, List<Statement> undo)
    {
        if (pop.Target.Type.IsReal) adjoints.DeclareIn(pop.Target, before.Scope);
        if (activity.IsActive(pop.Stack)) undo.Add(new Push((Variable)shadows.Of(pop.Stack, before), adjoints.Of(pop.Target)));
    }

    private void UndoIf(If branch, Position before, List<Statement> undo)
    {
        Position decided = before with { Known = new Dictionary<Variable, Expression>(before.Known!) };
        var then = new Scope(before, before.Scope.Loop);
        Walk(branch.Then, then, new Dictionary<Variable, Expression>(before.Known!));
        var @else = new Scope(before, before.Scope.Loop);
        Walk(branch.Else, @else, new Dictionary<Variable, Expression>(before.Known!));
        (Block undoThen, Block undoElse) = (then.ReverseBlock(), @else.ReverseBlock());
        Expression condition = branch.Condition;
        if (!undoThen.IsEmpty || !undoElse.IsEmpty)
        {
            undo.Add(new If(recall.At(condition, decided), undoThen, undoElse));
            condition = before.Slot.Before.OfType<Declare>().FirstOrDefault(declare => ReferenceEquals(declare.Value, condition))?.Variable ?? condition;
        }

        before.Slot.Statement = new If(condition, then.ForwardBlock(), @else.ForwardBlock());
    }
}
