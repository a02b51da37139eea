using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Finds the loops whose iterations can be undone one by one, each right after it has run, so that nothing of an iteration has to be recorded: what
/// crosses the iterations are sums that enter the result linearly, and their adjoints are known before the loop begins. What is private to an iteration
/// may stand outside of the loop: it is written before it is read, in each iteration and after the loop, so that its adjoint is zero in between.
/// </summary>
internal sealed class Fusion
{
    private readonly Activity activity;
    private readonly Timeline timeline;
    private readonly Expression? seed;
    private readonly Dictionary<Site, IReadOnlyList<Variable>> fused = [];
    private readonly Dictionary<Site, IReadOnlyList<Variable>> privates = [];
    private readonly Dictionary<Variable, Expression?> early = [];
    private readonly ILookup<Variable, Site> uses;
    private readonly Function function;
    private readonly StorageNames names;
    private readonly Overwriting overwriting;

    /// <param name="function">The primal.</param>
    /// <param name="activity">Its activity.</param>
    /// <param name="timeline">Its statements.</param>
    /// <param name="names">The names of its storage.</param>
    /// <param name="bounds">The bounds of its indices.</param>
    /// <param name="seed">The adjoint of the returned value.</param>
    public Fusion(Function function, Activity activity, Timeline timeline, StorageNames names, IndexBounds bounds, Expression? seed)
    {
        (this.function, this.activity, this.timeline, this.names, this.seed) = (function, activity, timeline, names, seed);
        overwriting = new Overwriting(names, bounds);
        uses = timeline.Sites.SelectMany(site => SourcesOf(site.Statement).Select(variable => (variable, site))).ToLookup(pair => pair.variable, pair => pair.site);
        foreach (Site site in timeline.Sites)
            if (site.Statement is For or While && (site.Parent is null || IsFused(site.Parent)) && SumsOf(site) is { Count: > 0 } sums) fused.Add(site, sums);
    }

    /// <summary>Whether each iteration of the loop is undone when it has run. A loop directly in such an iteration may be one, too.</summary>
    public bool IsFused(Site loop) => fused.ContainsKey(loop);

    /// <summary>Whether a fused loop that is not around the inside of another, or of the function, is around the site.</summary>
    public bool IsUndoneWithin(Site? fusedLoop, Site site)
    {
        for (Site? around = site.Parent; around is not null && around != fusedLoop; around = around.Parent)
            if (IsFused(around)) return true;
        return false;
    }

    /// <summary>The sums that a fused loop adds to.</summary>
    public IReadOnlyList<Variable> SumsIn(Site loop) => fused[loop];

    /// <summary>All sums of fused loops, with their adjoints as they are before the loops.</summary>
    public IEnumerable<(Variable Sum, Expression Adjoint)> Sums => fused.Values.SelectMany(sums => sums).Distinct().Select(sum => (sum, early[sum]!));

    /// <summary>The sums that cross the loop's iterations; null where something else does.</summary>
    private IReadOnlyList<Variable>? SumsOf(Site loop)
    {
        List<Site> inside = [.. timeline.Sites.Skip(loop.Index + 1).Take(loop.End - loop.Index)];
        if (WrittenOutside(loop, inside) is not { } written) return null;
        List<Variable> set = [.. inside.Select(site => site.Statement).OfType<Assign>()
            .Where(assign => assign.Kind == AssignmentKind.Set).Select(assign => assign.Target).OfType<Variable>().Where(written.Contains)];
        List<Variable> own = [.. written.Where(variable => variable.Type is StorageType || set.Contains(variable))];
        List<Variable> sums = [.. written.Except(own)];
        IEnumerable<Variable> read = inside.SelectMany(site => SourcesOf(site.Statement)).Distinct().Where(variable => activity.IsActive(variable) && IsOutside(variable, loop))
            .Where(variable => !own.Contains(variable) && !(variable.Type is StorageType && names.OwnerOf(variable) is { } owner && own.Contains(owner)));
        bool isClosed = read.All(variable => !sums.Contains(variable) && IsUnchangedFrom(variable, loop));
        privates[loop] = own;
        return isClosed && sums.All(sum => EarlyAdjoint(sum) is not null) && ArePrivate(own, loop) ? sums : null;
    }

    /// <summary>The scalars, and the owners of the storage, from outside of the loop that it writes and a derivative flows through; null where those are not known.</summary>
    private List<Variable>? WrittenOutside(Site loop, IEnumerable<Site> inside)
    {
        var written = new List<Variable>();
        foreach (Site site in inside)
        {
            if (site.Statement.References().Any(reference => activity.IsActive(reference) && IsOutside(reference, loop))) return null;
            if (site.Statement is Assign { Target: Variable target } && activity.IsActive(target) && IsOutside(target, loop))
            {
                if (!target.Type.IsReal) return null;
                written.Add(target);
            }

            foreach (Variable storage in Activity.StorageWrites(site.Statement))
            {
                if (!activity.IsActive(storage) || !names.NamesOf(storage).Any(name => IsOutside(name, loop))) continue;
                if (names.OnlyOwnerOf(storage) is not { } owner) return null;
                written.Add(owner);
            }
        }

        return [.. written.Distinct()];
    }

    /// <summary>Whether locals get a value before they are read, in each iteration and after the loop.</summary>
    private bool ArePrivate(List<Variable> own, Site loop)
    {
        if (own.Count == 0) return true;
        if (!own.All(variable => timeline.DeclarationOf(variable) is { } declaration && IsPrivateAround(variable, declaration, loop.Parent))) return false;
        Block around = loop.Parent is null ? function.Body : loop.Parent.Statement.Blocks().Single();
        return overwriting.WritesFirst(loop.Statement.Blocks().Single().Statements, own)
            && overwriting.WritesFirst(around.Statements.SkipWhile(statement => !ReferenceEquals(statement, loop.Statement)).Skip(1), own);
    }

    /// <summary>Whether a local is declared in the body of the fused loop or is private to its iterations; without one, in the function's own block.</summary>
    private bool IsPrivateAround(Variable variable, Site declaration, Site? fusedLoop) =>
        declaration.Parent == fusedLoop || fusedLoop is not null && privates[fusedLoop].Contains(variable);

    private bool IsOutside(Variable variable, Site loop) =>
        timeline.DeclarationOf(variable) is not { } declaration || declaration.Index < loop.Index || declaration.Index > loop.End;

    private bool IsUnchangedFrom(Variable variable, Site loop) =>
        timeline.DefinitionsOf(variable).All(site => site.Index < loop.Index)
        && (variable.Type is not StorageType || timeline.ContentChangesOf(variable).All(site => site.Index < loop.Index));

    /// <summary>The adjoint of a variable that is only added to and then enters the result linearly, from what is known before any loop; else null.</summary>
    private Expression? EarlyAdjoint(Variable variable)
    {
        if (early.TryGetValue(variable, out Expression? found)) return found;
        early.Add(variable, null); // a variable that comes back to itself has none
        int lastChange = timeline.DefinitionsOf(variable).Select(site => site.Index).DefaultIfEmpty(-1).Max();
        Expression? adjoint = null;
        foreach (Site use in uses[variable])
        {
            if (use.Parent is not null || use.Index <= lastChange || Through(use.Statement, variable) is not { } term) return null;
            adjoint = adjoint is null ? term : new Apply(Primitive.Add, variable.Type, adjoint, term);
        }

        bool isOnlyAddedTo = timeline.DefinitionsOf(variable).All(site => site.Statement is Declare declare && declare.Variable.Equals(variable) || site.Statement is Assign { Kind: not AssignmentKind.Set } || site.Parent is null && IsFirst(site, variable));
        return isOnlyAddedTo ? early[variable] = adjoint : null;
    }

    private bool IsFirst(Site site, Variable variable) => timeline.DefinitionsOf(variable).All(other => other.Index >= site.Index);

    /// <summary>What a use of the variable contributes to its adjoint.</summary>
    private Expression? Through(Statement use, Variable variable) => use switch
    {
        Return => seed,
        Declare { Value: Variable } copy => Once(copy.Variable),
        Assign { Kind: AssignmentKind.Add, Target: Variable sum, Value: Variable } => EarlyAdjoint(sum),
        Assign { Kind: AssignmentKind.Subtract, Target: Variable sum, Value: Variable } => Negated(EarlyAdjoint(sum)),
        Declare { Value: Apply apply } declare => Through(apply, variable, Once(declare.Variable)),
        _ => null,
    };

    private Expression? Once(Variable variable) => timeline.DefinitionsOf(variable).Count == 1 ? EarlyAdjoint(variable) : null;

    private Expression? Through(Apply apply, Variable variable, Expression? adjoint)
    {
        if (adjoint is null) return null;
        if (apply.Primitive == Primitive.Negate) return Negated(adjoint);
        if (apply.Operands.Count != 2 || apply.Operands[0].Equals(apply.Operands[1])) return null;
        bool isFirst = apply.Operands[0].Equals(variable);
        Expression other = apply.Operands[isFirst ? 1 : 0];
        return apply.Primitive.Name switch
        {
            "+" => adjoint,
            "-" => isFirst ? adjoint : Negated(adjoint),
            "*" => Known(other) is { } factor ? new Apply(Primitive.Multiply, apply.Type, adjoint, factor) : null,
            "/" when isFirst => Known(other) is { } divisor ? new Apply(Primitive.Divide, apply.Type, adjoint, divisor) : null,
            _ => null,
        };
    }

    private static Expression? Negated(Expression? value) => value is null ? null : new Apply(Primitive.Negate, value.Type, value);

    /// <summary>A value in terms of constants, of parameters that are never assigned, and of their lengths; null where it is none.</summary>
    private Expression? Known(Expression value)
    {
        switch (value)
        {
            case Constant:
                return value;
            case Variable variable when timeline.DeclarationOf(variable) is null:
                return timeline.DefinitionsOf(variable).Count == 0 ? variable : null;
            case Variable variable when timeline.DefinitionsOf(variable) is { Count: 1 } definitions && definitions[0].Statement is Declare { Value: { } defined } declare && declare.Variable.Equals(variable):
                return Known(defined);
            case Apply { Primitive: var primitive } apply when primitive.Form is not PrimitiveForm.Method && !primitive.Checked && (primitive != Primitive.Divide || apply.Type.IsReal):
                var operands = apply.Operands.Select(Known).ToList();
                return operands.Any(operand => operand is null) ? null : apply with { Operands = operands.Select(operand => operand!).ToEquatableArray() };
            default:
                return null;
        }
    }

    /// <summary>The variables that a derivative flows from into the statement; the target of an addition is not among them.</summary>
    private static IEnumerable<Variable> SourcesOf(Statement statement) => statement switch
    {
        Assign assign => Activity.RealSources(assign.Value),
        Evaluate { Effect: { Callee: not null } call } => Activity.RealSources(call),
        If or For or While or Evaluate or Guard or Throw => [],
        _ => statement.Reads().SelectMany(Activity.RealSources),
    };
}
