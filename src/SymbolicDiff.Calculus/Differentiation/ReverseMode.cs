using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Reverse mode: runs the primal, then undoes its statements from the last to the first, turning the adjoint of each value into contributions to the
/// adjoints of its operands (Griewank and Walther, Evaluating Derivatives, chapter 4).
/// </summary>
internal sealed partial class ReverseMode
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
}
