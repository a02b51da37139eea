using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// The segments of loops with checkpoints. The primal sweep keeps of a segment what its iterations change, as it was before; the reverse sweep runs the segment once more
/// from there, on variables of its own, and undoes it.
/// </summary>
/// <param name="primal">The function that is differentiated.</param>
/// <param name="variables">Makes variables that differ from the primal's.</param>
/// <param name="activity">Its activity.</param>
/// <param name="timeline">Its statements.</param>
/// <param name="recall">Gives the reverse sweep what a segment starts from.</param>
/// <param name="shadows">The adjoints of storage.</param>
/// <param name="adjoints">The adjoints of scalars.</param>
/// <param name="tapes">Records the content of storage.</param>
/// <param name="counters">The counters of the loops that are a segment.</param>
internal sealed class Segments(
    Function primal,
    VariableSource variables,
    Activity activity,
    Timeline timeline,
    Recall recall,
    Shadows shadows,
    Adjoints adjoints,
    Tapes tapes,
    IReadOnlyCollection<Variable> counters)
{
    /// <summary>Whether the loop is a segment.</summary>
    public bool Include(For loop) => counters.Contains(loop.Counter);

    /// <summary>The counters of the loops with checkpoints whose iterations have been recorded.</summary>
    public HashSet<Variable> Recording() =>
        [.. timeline.Sites.Where(tapes.Records).Select(site => site.Statement).OfType<For>().Where(loop => loop.IsCheckpointed).Select(loop => loop.Counter)];

    /// <summary>What the mirror does: the segment once more, and undone.</summary>
    public IEnumerable<Statement> Again(For loop, Position before)
    {
        Site site = before.Moment.Site;
        RefuseEffects(site);
        var statements = new List<Statement>();
        var own = new Dictionary<Variable, Expression>();
        var parameters = new List<Parameter>();
        var shared = new Dictionary<Variable, Variable>();
        var buffers = new Dictionary<Variable, Variable>();
        foreach (Variable variable in FromOutside(loop))
        {
            Variable again = variable.Type is StorageType ? Storage(variable, site, before, statements) : Scalar(variable, site, before, statements);
            if (parameters.Any(parameter => parameter.Variable.Equals(again))) again = Named(again, statements);
            if (!again.Equals(variable)) own.Add(variable, again);
            parameters.Add(new Parameter(again, variable.Type is not StorageType && IsAssignedIn(site, variable) ? Passing.Ref : Passing.Value));
            if (!activity.IsActive(variable)) continue;
            if (variable.Type is StorageType) buffers.Add(again, Shadow(variable, before, statements));
            else shared.Add(again, adjoints.Of(variable));
        }

        Function segment = primal with
        {
            Parameters = parameters.ToEquatableArray(),
            Results = EquatableArray<Result>.Empty,
            Composites = EquatableArray<CompositeParameter>.Empty,
            Returned = null,
            Body = Copies.Of(WithoutMessages(new Block(loop)), variables, own),
        };
        var request = new ReverseRequest([.. shared.Keys, .. buffers.Keys], buffers, Overwrite: false, new Dictionary<Variable, Seed>()) { Adjoints = shared };
        ReverseSweeps sweeps = ReverseMode.Differentiate(segment, request, variables);
        return [.. statements, .. sweeps.Primal.Statements, .. sweeps.Reverse.Statements];
    }

    /// <summary>The variables from outside that the loop mentions, in their order.</summary>
    private static IEnumerable<Variable> FromOutside(For loop)
    {
        List<Statement> inside = [.. new Block(loop).AllStatements()];
        var declared = new HashSet<Variable>(inside.Select(statement => statement switch
        {
            Declare declare => declare.Variable,
            Pop pop => pop.Target,
            For inner => inner.Counter,
            _ => null,
        }).OfType<Variable>());
        return inside
            .SelectMany(statement => statement.Reads().Concat(statement is Assign assign ? [assign.Target] : []))
            .SelectMany(read => read.DescendantsAndSelf())
            .OfType<Variable>()
            .Where(variable => !declared.Contains(variable))
            .Distinct();
    }

    private bool IsAssignedIn(Site site, Variable variable) => timeline.DefinitionsOf(variable).Any(definition => definition.Index > site.Index && definition.Index <= site.End);

    private Variable Scalar(Variable variable, Site site, Position before, List<Statement> statements)
    {
        Expression? value = IsSetFirst(variable, ((For)site.Statement).Body) ? null : recall.At(variable, before);
        if (value is Variable named && !IsAssignedIn(site, variable)) return named;
        Variable again = variables.New(variable.Name, variable.Type, Role.Source);
        statements.Add(new Declare(again, value));
        return again;
    }

    /// <summary>Another name for what has one already.</summary>
    private Variable Named(Variable value, List<Statement> statements)
    {
        Variable name = variables.New(value.Name, value.Type, Role.Source);
        statements.Add(new Declare(name, value));
        return name;
    }

    /// <summary>Whether each iteration begins by setting the variable, as far as it has to do with it.</summary>
    private static bool IsSetFirst(Variable variable, Block body)
    {
        foreach (Statement statement in body.Statements)
        {
            if (statement is Assign { Kind: AssignmentKind.Set, Target: Variable target, Value: var value } && target.Equals(variable)) return !Mentions(value, variable);
            if (new Block(statement).AllStatements().Any(inner => inner is Assign assign && assign.Target.Equals(variable) || inner.Reads().Any(read => Mentions(read, variable)))) return false;
        }

        return false;
    }

    private static bool Mentions(Expression expression, Variable variable) => expression.DescendantsAndSelf().Contains(variable);

    /// <summary>The storage itself where its content is still there and the segment changes none of it; else a copy of what it was before the segment.</summary>
    private Variable Storage(Variable variable, Site site, Position before, List<Statement> statements)
    {
        var type = (StorageType)variable.Type;
        if (type.Kind == StorageKind.Stack || IsAssignedIn(site, variable)) throw Refused(variable, "names another array in later iterations");
        bool isChanged = timeline.MayChangeContent(variable, site.Index, site.End);
        if (!isChanged && recall.KeepsContent(variable, before))
        {
            if (recall.At(variable, before) is Variable named) return named;
            throw Refused(variable, "is a part of another array that is different in each iteration around");
        }

        bool isKnown = type.Element is ScalarType && !activity.Aliasing.MayBeNull(variable) && !activity.Aliasing.MayBeOutside(variable);
        if (!isKnown) throw Refused(variable, "is changed and cannot be copied: it is an array of arrays, may be null, or is known outside of the method");
        if (isChanged && FromOutside((For)site.Statement).Any(other => !other.Equals(variable) && other.Type is StorageType && IsSameMemory(other, variable)))
            throw Refused(variable, "is changed and has a second name");
        return Copied(variable, type, before, statements);
    }

    private bool IsSameMemory(Variable a, Variable b) => activity.Aliasing.ClassOf(a).Equals(activity.Aliasing.ClassOf(b));

    private Variable Copied(Variable variable, StorageType type, Position before, List<Statement> statements)
    {
        Expression content = type.Rank == 1 && tapes.RecordContent(variable, before) is { } recorded
            ? recorded
            : recall.At(new CopyOf(variable, type with { Kind = StorageKind.Array }), before);
        bool isRented = type.Rank == 1 && IsOnlyIndexed(variable, before.Moment.Site);
        Variable again = variables.New(variable.Name, type with { Kind = isRented ? StorageKind.Tape : StorageKind.Array }, Role.Source);
        if (!isRented)
        {
            statements.Add(new Declare(again, new CopyOf(content, (StorageType)again.Type)));
            return again;
        }

        var length = new Apply(Primitive.Length, ValueType.Int32, content);
        statements.Add(new Declare(again, new Allocate((StorageType)again.Type, EquatableArray.Of<Expression>(length), Lifetime.Rented, Initialised: false)));
        statements.Add(new Copy(content, again));
        return again;
    }

    /// <summary>Whether the loop uses the storage in ways that rented memory allows, too.</summary>
    private static bool IsOnlyIndexed(Variable variable, Site site)
    {
        return new Block(site.Statement).AllStatements().All(statement => statement switch
        {
            Assign assign => (assign.Target is Variable || IsIndexedIn(assign.Target)) && IsIndexedIn(assign.Value),
            Fill fill => IsPath(fill.Storage) && IsIndexedIn(fill.Value),
            Copy copy => IsPath(copy.Source) && IsPath(copy.Target),
            _ => statement.Reads().All(IsIndexedIn),
        });

        bool IsPath(Expression path) => path.Equals(variable) || IsIndexedIn(path);

        bool IsIndexedIn(Expression expression) => expression switch
        {
            Variable => !expression.Equals(variable),
            Element or Apply { Primitive.Form: PrimitiveForm.Length } => expression.Children().All(IsPath),
            View { Memory.Kind: not StorageKind.Array } => expression.Children().All(IsPath),
            _ => expression.Children().All(IsIndexedIn),
        };
    }

    private Variable Shadow(Variable storage, Position before, List<Statement> statements)
    {
        Expression shadow = shadows.Of(storage, before);
        if (shadow is Variable named) return named;
        Variable variable = variables.New(storage.Name + "Bar", shadow.Type, Role.Derivative);
        statements.Add(new Declare(variable, shadow));
        return variable;
    }

    /// <summary>What has effects would have them twice; what is read of objects outside has to be the same once more.</summary>
    private void RefuseEffects(Site loop)
    {
        bool changesOutside = timeline.Sites.SelectMany(site => ExternalsOf(site.Statement)).Any(external => external is { HasEffects: true, Callee: null, DerivativeOf: null });
        foreach (Statement statement in new Block(loop.Statement).AllStatements())
        {
            foreach (External external in IsMessage(statement) ? [] : ExternalsOf(statement))
            {
                bool isSame = !external.HasEffects && (!changesOutside || external.Text.All(text => text.Length == 0));
                bool mayRunAgain = external.Callee is { } callee ? callee.Recursive is null : isSame && external.DerivativeOf is null;
                if (!mayRunAgain) throw new RefusedException(Refusal.Checkpoint, $"'{Text(external)}' cannot run twice");
            }

            if (statement is Push or Pop) throw new RefusedException(Refusal.Checkpoint, "a derivative that is called in it keeps records");
        }
    }

    /// <summary>The block without what only tells others what has been computed, which has been told, and without checks, which have been passed.</summary>
    private static Block WithoutMessages(Block block) =>
        block.With([.. block.Statements.Where(statement => !IsMessage(statement)).Select(statement => statement.Map(expression => expression, WithoutMessages))]);

    private static bool IsMessage(Statement statement) => statement is Guard or Evaluate { Effect: { Callee: null, DerivativeOf: null, KeepsStorage: true } };

    private static IEnumerable<External> ExternalsOf(Statement statement) =>
        statement is Throw ? [] : statement.Reads().SelectMany(read => read.DescendantsAndSelf()).OfType<External>();

    private static string Text(External external) => string.Join("…", external.Text).Replace("global::", "");

    private static RefusedException Refused(Variable variable, string why) => new(Refusal.Checkpoint, $"'{variable.Name}' {why}");
}
