using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Loops that look for one of their iterations, as for the smallest of several values: what the variables hold afterwards depends on the last iteration that
/// assigns them alone. The loop runs on variables of its own and keeps the counters of that iteration, which is then done once more: it alone is differentiated.
/// </summary>
internal sealed class LastChanges
{
    private readonly VariableSource variables;
    private readonly Lazy<Activity> activities;
    private readonly List<Variable> storages;
    private readonly HashSet<Variable> locals;
    private readonly Dictionary<Expression, IReadOnlyList<Assign>> endings = [];

    private LastChanges(Function function, Func<Activity> activity, VariableSource variables)
    {
        (activities, this.variables) = (new Lazy<Activity>(activity), variables);
        locals = [.. function.Body.AllStatements().OfType<Declare>().Select(declare => declare.Variable)];
        storages = [.. function.Parameters.Select(parameter => parameter.Variable).Concat(locals).Where(variable => variable.Type is StorageType)];
        Function = function with { Body = In(function.Body) };
    }

    /// <param name="function">The primal.</param>
    /// <param name="activity">Gives its activity.</param>
    /// <param name="variables">Makes variables that differ from the primal's.</param>
    public static LastChanges Of(Function function, Func<Activity> activity, VariableSource variables) => new(function, activity, variables);

    /// <summary>The function in which the iterations are done once more.</summary>
    public Function Function { get; }

    /// <summary>Behind an iteration done once more: what its variables hold is known from the loop.</summary>
    public IEnumerable<Statement> Ending(Statement statement) => statement is If branch && endings.TryGetValue(branch.Condition, out var known) ? known : [];

    /// <summary>The primal sweep with one name for what a variable holds in the search and behind it, where what it held before is not asked for meanwhile.</summary>
    public Block Merged(Block forward)
    {
        if (endings.Count == 0) return forward;
        List<Statement> statements = [.. forward.Statements.Select(statement => statement.Map(expression => expression, Merged))];
        foreach (Assign ending in endings.Values.SelectMany(known => known))
            if (statements.IndexOf(ending) is >= 0 and var end) Merge(statements, (Variable)ending.Target, (Variable)ending.Value, end);
        return forward.With(statements);
    }

    private static void Merge(List<Statement> statements, Variable variable, Variable searched, int end)
    {
        int start = statements.FindIndex(statement => statement is Declare declare && declare.Variable.Equals(searched));
        if (start < 0 || new Block(statements.Skip(start + 1).Take(end - start - 1).ToEquatableArray()).AllStatements().Any(Reads)) return;
        for (int i = start + 1; i < end; i++) statements[i] = Without(new Block(statements[i])).Statements.SingleOrDefault() ?? statements[i];
        statements.RemoveAt(end);
        statements.RemoveAt(start);

        bool Reads(Statement statement) => statement.Reads().Any(read => read.DescendantsAndSelf().Any(variable.Equals));

        Block Without(Block block) => block.With([.. block.Statements
            .Where(statement => statement is not Assign { Target: Variable target } || !target.Equals(variable))
            .Select(statement => statement is Assign assign ? assign.With(One(assign.Target), assign.Kind, One(assign.Value)) : statement.Map(One, Without))]);

        Expression One(Expression expression) => expression.Substitute(other => other.Equals(searched) ? variable : null);
    }

    private Activity Activity => activities.Value;

    private Block In(Block block) => block.With([.. block.Statements.SelectMany(statement => statement is For loop && Split(loop) is { } split
        ? split
        : [statement.Map(expression => expression, In)])]);

    private IEnumerable<Statement>? Split(For loop)
    {
        var inside = new LoopContent(loop);
        List<Variable> assigned = [.. inside.AssignedFromOutside];
        if (!assigned.Any(variable => variable.Type.IsReal) || !inside.HasBranches) return null;
        List<Variable> changed = [.. assigned.Where(Activity.IsActive)];
        if (changed.Count == 0 || !changed.All(variable => variable.Type.IsReal && locals.Contains(variable))) return null;
        if (!inside.IsPure || inside.Written.Any(storage => Activity.IsActive(storage) && HasNameOutside(storage, inside))) return null;
        var path = new List<For> { loop };
        if (OneIteration(loop.Body, changed, path, isInBranch: false) is not { } statements) return null;
        Block again = WithoutOthers(new Block(statements.ToEquatableArray()), inside, changed);
        return IsTheSameAgain(again, inside) ? Split(loop, path, again, changed) : null;
    }

    private bool HasNameOutside(Variable storage, LoopContent inside) => storages.Any(other =>
        !inside.Declared.Contains(other) && Activity.Aliasing.ClassOf(other).Equals(Activity.Aliasing.ClassOf(storage)));

    /// <summary>The statements up to the assignments, with those of the branches and loops around them; null unless they all stand together, in a branch.</summary>
    private static List<Statement>? OneIteration(Block block, List<Variable> changed, List<For> path, bool isInBranch)
    {
        List<Statement> containing = [.. block.Statements.Where(statement => new Block(statement).AllStatements().Any(IsChange))];
        int last = block.Statements.ToList().FindLastIndex(statement => ReferenceEquals(statement, containing[containing.Count - 1]));
        List<Statement> before = [.. block.Statements.Take(last)];
        switch (containing[containing.Count - 1])
        {
            case Assign when isInBranch && containing.All(statement => statement is Assign { Kind: AssignmentKind.Set })
                && changed.All(variable => containing.Any(statement => ((Assign)statement).Target.Equals(variable))):
                return [.. before, containing[containing.Count - 1]];
            case If { IsGuard: false } branch when containing.Count == 1 && branch.Blocks().Count(inner => inner.AllStatements().Any(IsChange)) == 1:
                Block taken = branch.Blocks().Single(inner => inner.AllStatements().Any(IsChange));
                return OneIteration(taken, changed, path, isInBranch: true) is { } inBranch ? [.. before, .. inBranch] : null;
            case For inner when containing.Count == 1:
                path.Add(inner);
                return OneIteration(inner.Body, changed, path, isInBranch) is { } inLoop ? [.. before, .. inLoop] : null;
            default:
                return null;
        }

        bool IsChange(Statement statement) => statement is Assign { Target: Variable target } && changed.Contains(target);
    }

    /// <summary>What the loop changes outside beside the variables has been changed already.</summary>
    private Block WithoutOthers(Block block, LoopContent inside, List<Variable> changed)
    {
        return new Block(block.Statements.Where(statement => !IsOther(statement)).Select(statement => statement.Map(expression => expression, inner => WithoutOthers(inner, inside, changed))).ToEquatableArray());

        bool IsOther(Statement statement) => statement is Assign { Target: Variable target } ? !changed.Contains(target) && !inside.Declared.Contains(target)
            : Analysis.Activity.StorageWrites(statement).Any(storage => HasNameOutside(storage, inside));
    }

    /// <summary>Whether the iteration, done once more behind the loop, computes what it has computed: nothing that it reads has changed since.</summary>
    private bool IsTheSameAgain(Block again, LoopContent inside)
    {
        List<Statement> statements = [.. again.AllStatements()];
        HashSet<Variable> own = [.. new LoopContent(again).Declared, .. inside.Counters];
        var written = new HashSet<Variable>(inside.Written.Where(storage => HasNameOutside(storage, inside)).Select(Activity.Aliasing.ClassOf));
        return statements.All(statement => statement is Declare or Assign or Fill or Copy or If or For or While)
            && statements.SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf()).OfType<Variable>().All(IsKept);

        bool IsKept(Variable read) => (own.Contains(read) || !inside.Assigned.Contains(read))
            && (read.Type is not StorageType || !written.Contains(Activity.Aliasing.ClassOf(read)));
    }

    private IEnumerable<Statement> Split(For loop, List<For> path, Block again, List<Variable> changed)
    {
        var searched = changed.ToDictionary(variable => variable, variable => variables.New(variable.Name, variable.Type, variable.Role));
        var kept = path.ToDictionary(around => around.Counter, around => variables.New(NameOf(around, path, changed[0]), around.Counter.Type, Role.Source));
        bool isKnownStart = loop.Start is Constant { Bits: > int.MinValue and < int.MaxValue };
        Variable? found = isKnownStart ? null : variables.New(changed[0].Name + "Found", ValueType.Boolean, Role.Source);
        foreach (Variable variable in changed) yield return new Declare(searched[variable], variable);
        foreach (For around in path)
            yield return new Declare(kept[around.Counter], new Constant(around.Counter.Type, around == loop && loop.Start is Constant start && isKnownStart ? start.Bits - Math.Sign(loop.Step) : 0));
        if (found is not null) yield return new Declare(found, Constant.False);
        List<Assign> keep = [.. path.Select(around => new Assign(kept[around.Counter], AssignmentKind.Set, around.Counter))];
        if (found is not null) keep.Add(new Assign(found, AssignmentKind.Set, Constant.True));
        yield return loop with { Body = Searching(loop.Body, searched, keep) };
        Expression isFound = (Expression?)found ?? new Apply(loop.Step > 0 ? Primitive.GreaterOrEqual : Primitive.LessOrEqual, ValueType.Boolean, kept[loop.Counter], loop.Start);
        Block copied = Copies.Of(again, variables, Counters(path, kept, out IReadOnlyList<Statement> counters));
        endings.Add(isFound, [.. changed.Select(variable => new Assign(variable, AssignmentKind.Set, searched[variable]))]);
        yield return new If(isFound, new Block(counters.Concat(ReadAgain(copied).Statements).ToEquatableArray()), Block.Empty);
    }

    private static string NameOf(For loop, List<For> path, Variable changed) =>
        changed.Name + (path.Count == 1 ? "At" : char.ToUpperInvariant(loop.Counter.Name[0]) + loop.Counter.Name.Substring(1));

    private IReadOnlyDictionary<Variable, Expression> Counters(List<For> path, Dictionary<Variable, Variable> kept, out IReadOnlyList<Statement> declarations)
    {
        var counters = path.ToDictionary(around => around.Counter, around => (Expression)variables.New(around.Counter.Name, around.Counter.Type, Role.Source));
        declarations = [.. path.Select(around => new Declare((Variable)counters[around.Counter], kept[around.Counter]))];
        return counters;
    }

    /// <summary>The loop's body on the variables of the search; behind the assignments it keeps the counters.</summary>
    private static Block Searching(Block block, Dictionary<Variable, Variable> searched, List<Assign> keep)
    {
        List<Statement> statements = [.. block.Statements.Select(statement => statement is Assign assign
            ? new Assign(Named(assign.Target), assign.Kind, Named(assign.Value))
            : statement.Map(Named, inner => Searching(inner, searched, keep)))];
        int last = statements.FindLastIndex(statement => statement is Assign { Target: Variable target } && searched.ContainsValue(target));
        if (last >= 0) statements.InsertRange(last + 1, keep);
        return block.With(statements);

        Expression Named(Expression expression) => expression.Substitute(variable => searched.TryGetValue(variable, out Variable? own) ? own : null);
    }

    /// <summary>An element that is read once more, and the end of a loop, cannot throw where they have not thrown the first time.</summary>
    private Block ReadAgain(Block block)
    {
        var read = block.AllStatements().OfType<Declare>().Where(declare => declare.Value is Element && declare.Variable.Role == Role.Temporary).Select(declare => declare.Variable)
            .Concat(block.AllStatements().OfType<For>().Select(loop => loop.Counter))
            .ToDictionary(variable => variable, variable => variable with { Role = Role.Derivative });
        return In(block);

        Block In(Block inner) => inner.With([.. inner.Statements.SelectMany(Again)]);

        IEnumerable<Statement> Again(Statement statement)
        {
            switch (statement)
            {
                case Declare declare when read.TryGetValue(declare.Variable, out Variable? again):
                    return [new Declare(again, Named(declare.Value!))];
                case Assign { Target: Variable { Type.IsReal: true } target, Value: Element element } assign:
                    Variable value = variables.New(target.Name, target.Type, Role.Derivative);
                    return [new Declare(value, Named(element)), assign with { Value = value }];
                case Assign assign:
                    return [assign.With(Named(assign.Target), assign.Kind, Named(assign.Value))];
                case For loop:
                    return [loop with { Counter = read[loop.Counter], Start = Named(loop.Start), Limit = Named(loop.Limit), Body = In(loop.Body) }];
                default:
                    return [statement.Map(Named, In)];
            }
        }

        Expression Named(Expression expression) => expression.Substitute(variable => read.TryGetValue(variable, out Variable? again) ? again : null);
    }

    /// <summary>What a loop or block declares and changes.</summary>
    private sealed class LoopContent
    {
        private readonly List<Statement> statements;

        public LoopContent(For loop)
            : this(new Block(loop))
        {
        }

        public LoopContent(Block block)
        {
            statements = [.. block.AllStatements()];
            Counters = [.. statements.OfType<For>().Select(loop => loop.Counter)];
            Declared = [.. Counters, .. statements.OfType<Declare>().Select(declare => declare.Variable)];
            Assigned = [.. AllAssigned];
            Written = [.. statements.SelectMany(Analysis.Activity.StorageWrites)];
        }

        public HashSet<Variable> Counters { get; }

        public HashSet<Variable> Declared { get; }

        public HashSet<Variable> Assigned { get; }

        public List<Variable> Written { get; }

        /// <summary>In their order.</summary>
        public IEnumerable<Variable> AssignedFromOutside => AllAssigned.Where(variable => !Declared.Contains(variable)).Distinct();

        public bool HasBranches => statements.Exists(statement => statement is If { IsGuard: false });

        private IEnumerable<Variable> AllAssigned => statements.OfType<Assign>().Select(assign => assign.Target).OfType<Variable>();

        /// <summary>Whether it changes nothing but variables and storage of the function, and keeps no records.</summary>
        public bool IsPure => statements.All(statement => statement is not (Evaluate or Push or Pop)
            && !statement.Reads().Any(read => read.DescendantsAndSelf().Any(part => part is External { HasEffects: true } or External { Callee: not null } or External { DerivativeOf: not null })));
    }
}
