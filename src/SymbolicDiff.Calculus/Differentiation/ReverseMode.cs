using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The adjoints that a reverse derivative starts from and the places that it leaves its results in.</summary>
/// <param name="WithRespectTo">The parameters to differentiate with respect to.</param>
/// <param name="Buffers">For each of them that holds storage, the caller's storage for its adjoint.</param>
/// <param name="Overwrite">Whether the caller's storage is overwritten rather than added to.</param>
/// <param name="Seeds">The adjoints of what is returned (see <see cref="ReverseMode.ResultAt"/>) and of written parameters, where they are not zero.</param>
internal sealed record ReverseRequest(
    IReadOnlyList<Variable> WithRespectTo,
    IReadOnlyDictionary<Variable, Variable> Buffers,
    bool Overwrite,
    IReadOnlyDictionary<Variable, Seed> Seeds)
{
    /// <summary>Whether the function may run again while it runs, so that it records when it ends.</summary>
    public bool IsRecursive { get; init; }

    /// <summary>The variables whose adjoints are there already: what is found is added to them, and what reaches the function comes from them.</summary>
    public IReadOnlyDictionary<Variable, Variable> Adjoints { get; init; } = new Dictionary<Variable, Variable>();
}

/// <summary>The two sweeps of a reverse derivative, and where the adjoints of the scalar parameters are when they have ended.</summary>
internal sealed record ReverseSweeps(Block Primal, Block Reverse, EquatableArray<Expression> Results, IReadOnlyDictionary<Variable, Expression> ScalarAdjoints);

/// <summary>
/// Reverse mode: runs the primal, then undoes its statements from the last to the first, turning the adjoint of each value into contributions to the
/// adjoints of its operands (Griewank and Walther, Evaluating Derivatives, chapter 4).
/// </summary>
internal sealed class ReverseMode
{
    private readonly Function primal;
    private readonly LastChanges lastChanges;
    private readonly ReverseRequest request;
    private readonly VariableSource variables;
    private readonly Activity activity;
    private readonly Timeline timeline;
    private readonly Scope outermost = new(null, null);
    private readonly Tapes tapes;
    private readonly Inverses inverses;
    private readonly Recall recall;
    private readonly Shadows shadows;
    private readonly Adjoints adjoints;
    private readonly Fusion fusion;
    private readonly IntegerRanges ranges;
    private readonly Dictionary<Variable, Declare> knownAdjoints = [];
    private readonly Segments segments;
    private int next;

    private ReverseMode(
        Function primal, LastChanges lastChanges, ReverseRequest request, VariableSource variables, IReadOnlyCollection<Variable> checkpointed, IReadOnlyCollection<Variable> followed)
    {
        (this.primal, this.lastChanges, this.request, this.variables) = (primal, lastChanges, request, variables);
        activity = ActivityOf(primal, request);
        timeline = new Timeline(primal, activity.Aliasing);
        ranges = IntegerRanges.Of(primal);
        var names = new StorageNames(primal, timeline, activity.Aliasing);
        var bounds = new IndexBounds(timeline, names, ranges);
        bool isOneResult = primal.Results.Count == 1 && request.Seeds.Count == 1;
        fusion = new Fusion(primal, activity, timeline, names, bounds, isOneResult && request.Seeds.TryGetValue(ResultAt(0), out Seed? seed) ? seed.Scalar : null);
        tapes = new Tapes(variables, timeline, request.Buffers, request.IsRecursive);
        inverses = new Inverses(variables, timeline, activity, names, fusion, followed);
        recall = new Recall(variables, timeline, names, bounds, inverses, tapes);
        shadows = new Shadows(primal, variables, activity, timeline, recall, outermost, request.Buffers);
        adjoints = new Adjoints(variables, activity, recall, shadows, new CallAdjoints(variables, activity, timeline, recall, shadows), new Composites(primal), new Hazards(activity, timeline), outermost);
        segments = new Segments(primal, variables, activity, timeline, recall, shadows, adjoints, tapes, checkpointed);
        foreach (var shared in request.Adjoints) adjoints.Share(shared.Key, shared.Value);
        foreach ((Variable sum, Expression adjoint) in fusion.Sums) knownAdjoints.Add(sum, new Declare(adjoints.Know(sum), adjoint));
    }

    /// <param name="primal">A function in normal form.</param>
    /// <param name="request">What to differentiate.</param>
    /// <param name="variables">Makes variables that differ from the primal's.</param>
    public static ReverseSweeps Differentiate(Function primal, ReverseRequest request, VariableSource variables)
    {
        var lastChanges = LastChanges.Of(primal, () => ActivityOf(primal, request), variables);
        Function named = ValueNaming.Apply(lastChanges.Function, variables);
        ReverseSweeps sweeps = Differentiate(named, lastChanges, request, variables, [], out HashSet<Variable> recording);
        if (recording.Count == 0) return sweeps;
        if (request.IsRecursive) throw new RefusedException(Refusal.Checkpoint, "the method calls itself");
        return Differentiate(Segmentation.Of(named, recording, variables), lastChanges, request, variables, recording, out _);
    }

    private static ReverseSweeps Differentiate(
        Function named, LastChanges lastChanges, ReverseRequest request, VariableSource variables, HashSet<Variable> checkpointed, out HashSet<Variable> recording)
    {
        var mode = new ReverseMode(named, lastChanges, request, variables, checkpointed, followed: []);
        ReverseSweeps sweeps = mode.Run();
        if (mode.inverses.Missed.Count > 0)
        {
            mode = new ReverseMode(named, lastChanges, request, variables, checkpointed, mode.inverses.Missed);
            sweeps = mode.Run();
        }

        recording = mode.segments.Recording();
        return sweeps;
    }

    private static Activity ActivityOf(Function primal, ReverseRequest request) =>
        Activity.Of(primal, request.WithRespectTo, [.. request.Seeds.Keys, .. request.Buffers.Keys.Where(_ => !request.Overwrite), .. request.Adjoints.Keys]);

    private ReverseSweeps Run()
    {
        Walk(primal.Body, outermost, []);
        EquatableArray<Expression> results = EquatableArray<Expression>.Empty;
        Slot? last = outermost.Slots.LastOrDefault();
        if (last?.Statement is Return @return)
        {
            results = @return.Values;
            last.Statement = null;
        }

        var scalars = request.WithRespectTo.Where(variable => variable.Type.IsReal).ToDictionary(variable => variable, variable => (Expression)adjoints.Of(variable));
        var start = Start().ToList();
        PlaceBeforeFusedLoops(outermost, start);
        IEnumerable<Statement> forward = shadows.Initial.Concat(outermost.ForwardBlock().Statements.Select(WithoutHoisted));
        IEnumerable<Statement> reverse = start.Concat(outermost.ReverseBlock().Statements).Concat(shadows.Final);
        return new ReverseSweeps(lastChanges.Merged(new Block(forward.ToEquatableArray())), new Block(reverse.ToEquatableArray()), results, scalars);
    }

    /// <summary>Adjoints that a fused loop adds to are declared and zeroed before it.</summary>
    private void PlaceBeforeFusedLoops(Scope root, List<Statement> start)
    {
        foreach (Slot slot in root.Slots.Where(slot => fusion.IsFused(slot.Site)))
        {
            var used = new HashSet<Variable>(VariablesOf(slot.Statement!));
            List<Statement> placed = [.. MoveUsed(root.Prologue, used), .. MoveUsed(start, used)];
            slot.Before.InsertRange(0, Enumerable.Reverse(placed));
        }
    }

    /// <summary>Takes out the statements that make what is used, and what they use in turn; the last first.</summary>
    private static IEnumerable<Statement> MoveUsed(List<Statement> statements, HashSet<Variable> used)
    {
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            Statement statement = statements[i];
            Variable? made = statement is Declare declare ? declare.Variable : null;
            if (made is null ? !VariablesOf(statement).Any(used.Contains) : !used.Contains(made)) continue;
            used.UnionWith(VariablesOf(statement));
            statements.RemoveAt(i);
            yield return statement;
        }
    }

    private static IEnumerable<Variable> VariablesOf(Statement statement) => new Block(statement).AllStatements()
        .SelectMany(inner => inner.Reads().Concat(inner is Assign assign ? [assign.Target] : []))
        .SelectMany(expression => expression.DescendantsAndSelf())
        .OfType<Variable>();

    /// <summary>Zeroes what is to be overwritten; the seeds of written scalars follow their declaration in the prologue.</summary>
    private IEnumerable<Statement> Start()
    {
        foreach (Variable parameter in request.WithRespectTo)
        {
            if (!request.Buffers.TryGetValue(parameter, out Variable? buffer)) continue;
            if (!request.Overwrite) foreach (Statement statement in shadows.Take(parameter, buffer)) yield return statement;
            else foreach (Statement statement in Storages.FillWithZeros(buffer, variables)) yield return statement;
        }

        foreach (Parameter parameter in primal.Parameters)
        {
            if (!request.Seeds.TryGetValue(parameter.Variable, out Seed? seed)) continue;
            if (seed.Scalar is { } adjoint) outermost.Prologue.Add(new Assign(adjoints.Of(parameter.Variable), AssignmentKind.Add, adjoint));
            else if (activity.IsActive(parameter.Variable)) outermost.Prologue.AddRange(seed.Storage!(shadows.OfCaller(parameter.Variable)));
        }
    }

    /// <summary>Inside the statement, declarations that have moved to the function's own block leave an assignment behind.</summary>
    private Statement WithoutHoisted(Statement statement) => statement.Map(
        Hoisted,
        block => new Block(block.Statements.SelectMany(inner => inner is Declare declare && recall.IsHoisted(declare.Variable) && !recall.IsHoistedDeclaration(inner)
            ? declare.Value is null ? [] : [new Assign(Hoisted(declare.Variable), AssignmentKind.Set, Hoisted(declare.Value))]
            : (IEnumerable<Statement>)[WithoutHoisted(inner)]).ToEquatableArray()));

    private Expression Hoisted(Expression expression) =>
        expression.Substitute(variable => recall.IsHoisted(variable) ? variable with { Role = Role.Source } : null);

    private void Walk(Block block, Scope scope, Dictionary<Variable, Expression> known)
    {
        inverses.Enter(timeline.SitesOf(block, next), scope, tapes);
        foreach (Statement statement in block.Statements)
        {
            Site site = timeline.Sites[next++];
            var slot = new Slot(site) { Statement = statement };
            scope.Slots.Add(slot);
            Statement? beside = shadows.Beside(statement);
            var before = new Position(new Moment(site, false), scope, slot, known);
            var after = new Position(new Moment(site, true), scope, slot, beside is null ? known : []);
            var undo = new List<Statement>();
            if (beside is Declare { Variable: var shadow, Value: { } made } && timeline.DefinitionsOf(shadow).Count == 1)
                recall.Define(new Definition(shadow, made, after.Past, slot.After));
            Undo(statement, before, after, undo);
            scope.Undo.Add(undo);
            slot.After.InsertRange(0, lastChanges.Ending(statement));
            if (beside is not null)
            {
                slot.After.Insert(0, beside);
                Learn(beside, known);
            }

            Learn(statement, known);
        }
    }

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
        if (push.Value.Type is StorageType) throw new RefusedException(Refusal.NoRule, "stack");
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

    private void UndoFor(For loop, Position before, List<Statement> undo)
    {
        Position entered = before with { Known = new Dictionary<Variable, Expression>(before.Known!) };
        Variable counter = variables.New(loop.Counter.Name, loop.Counter.Type, loop.Counter.Role);
        var body = new Scope(before, new LoopFrame(before.Moment.Site, before.Scope.Loop, counter));
        Walk(loop.Body, body, KnownInLoop(loop.Body, before.Known!));
        Block undoBody = body.ReverseBlock();
        before.Slot.Statement = loop with { Body = body.ForwardBlock() };
        if (undoBody.IsEmpty) return;
        For bounds = loop with { Start = recall.At(loop.Start, entered), Limit = recall.At(loop.Limit, entered) };
        undo.Add(LoopShape.Reversed(bounds, counter, undoBody, !ranges.MayEnd(loop.Limit, upwards: loop.Step < 0)));
    }

    /// <summary>Each iteration of a fused loop is undone when it ends.</summary>
    private void UndoEachIteration(Statement loop, Position before)
    {
        foreach (Variable sum in fusion.SumsIn(before.Moment.Site))
            if (knownAdjoints.TryGetValue(sum, out Declare? declaration) && knownAdjoints.Remove(sum)) before.Slot.Before.Add(declaration);
        before.Slot.Statement = loop.Map(expression => expression, body =>
        {
            var scope = new Scope(before, null, before.Moment.Site);
            Walk(body, scope, KnownInLoop(body, before.Known!));
            PlaceBeforeFusedLoops(scope, []);
            return new Block(scope.ForwardBlock().Statements.Concat(scope.ReverseBlock().Statements).ToEquatableArray());
        });
    }

    /// <summary>A loop of unknown length runs back over the variable that counts its iterations, or counts them.</summary>
    private void UndoWhile(While loop, Position before, Position after, List<Statement> undo)
    {
        Position entered = before with { Known = new Dictionary<Variable, Expression>(before.Known!) };
        Induction? induction = timeline.InductionOf(before.Moment.Site);
        Variable counter = variables.New(induction?.Variable.Name ?? "iteration", induction?.Variable.Type ?? ValueType.Int32, Role.Source);
        var body = new Scope(before, new LoopFrame(before.Moment.Site, before.Scope.Loop, counter, induction));
        Walk(loop.Body, body, KnownInLoop(loop.Body, before.Known!));
        Block undoBody = body.ReverseBlock();
        Block forwardBody = body.ForwardBlock();
        if (!undoBody.IsEmpty && induction is not null)
        {
            Position left = after with { Known = [] };
            Expression last = new Apply(Primitive.Subtract, counter.Type, recall.At(induction.Variable, left), new Constant(counter.Type, induction.Step));
            undo.Add(new For(counter, last, recall.At(induction.Variable, entered), Inclusive: true, -induction.Step, undoBody));
        }
        else if (!undoBody.IsEmpty)
        {
            Variable iterations = variables.New("iterations", ValueType.Int32, Role.Source);
            timeline.AddLocal(iterations, before.Moment.Site);
            before.Slot.Before.Add(new Declare(iterations, Constant.Of(0)));
            forwardBody = new Block(forwardBody.Statements.Append(new Assign(iterations, AssignmentKind.Add, Constant.Of(1))).ToEquatableArray());
            undo.Add(new For(counter, recall.At(iterations, after), Constant.Of(0), Inclusive: false, -1, undoBody));
        }

        before.Slot.Statement = new While(loop.Condition, forwardBody);
    }

    private Dictionary<Variable, Expression> KnownInLoop(Block body, Dictionary<Variable, Expression> known)
    {
        var inside = new Dictionary<Variable, Expression>(known);
        Forget(body, inside);
        return inside;
    }

    /// <summary>What a statement tells about the values that mutable variables hold after it.</summary>
    private void Learn(Statement statement, Dictionary<Variable, Expression> known)
    {
        foreach (Block block in statement.Blocks()) Forget(block, known);
        foreach (Variable reference in statement.References()) known.Remove(reference);
        (Variable? target, Expression? value) = statement switch
        {
            Declare declare => (declare.Variable, declare.Value),
            Assign { Target: Variable variable } assign => (variable, assign.Kind == AssignmentKind.Set ? assign.Value : null),
            _ => (null, null),
        };
        if (target is null) return;
        if (value is Constant || (value is Variable source && (recall.DefinitionOf(source) is not null || timeline.DefinitionsOf(source).Count == 0)))
            known[target] = value;
        else
            known.Remove(target);
    }

    private void Forget(Block block, Dictionary<Variable, Expression> known)
    {
        if (known.Count == 0) return;
        foreach (Statement statement in block.AllStatements())
        {
            foreach (Variable reference in statement.References()) known.Remove(reference);
            if (statement is not Assign { Target: Variable variable }) continue;
            known.Remove(variable);
            if (shadows.MovingShadowOf(variable) is { } shadow) known.Remove(shadow);
        }
    }
}
