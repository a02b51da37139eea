using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Which variables are active: varied (depend on an independent one) and useful (influence a result). Flow-insensitive; storage counts by alias class.
/// </summary>
public sealed class Activity
{
    private readonly HashSet<Variable> varied;
    private readonly HashSet<Variable> useful;
    private readonly ILookup<Variable, Variable> flowsTo;
    private readonly ILookup<Variable, Variable> flowsFrom;

    private Activity(Aliasing aliasing, List<(Variable From, Variable To)> flows, IEnumerable<Variable> independents, IEnumerable<Variable> results)
    {
        Aliasing = aliasing;
        flowsTo = flows.ToLookup(flow => flow.From, flow => flow.To);
        flowsFrom = flows.ToLookup(flow => flow.To, flow => flow.From);
        (varied, useful) = (Downstream(independents), Upstream(results));
    }

    public Aliasing Aliasing { get; }

    /// <param name="function">The primal.</param>
    /// <param name="independents">The parameters to differentiate with respect to.</param>
    /// <param name="dependents">Written parameters whose final content is a result, beside what the function returns.</param>
    /// <exception cref="ArgumentException">The function's loops run in lanes, which have no derivatives.</exception>
    public static Activity Of(Function function, IEnumerable<Variable> independents, IEnumerable<Variable> dependents)
    {
        if (function.OneByOne is not null) throw new ArgumentException("Lanes have no derivatives: what can be differentiated is the function before them.", nameof(function));
        var aliasing = Aliasing.Of(function);
        var flows = Flows(function, aliasing);
        var results = function.Body.AllStatements().OfType<Return>().SelectMany(statement => statement.Values).SelectMany(RealSources).Concat(dependents);
        return new Activity(aliasing, flows, independents, results);
    }

    /// <summary>With everything that a <c>void</c> function writes as its results.</summary>
    public static Activity Of(Function function, IEnumerable<Variable> independents) => Of(function, independents, WrittenParameters(function));

    /// <summary>The parameters that carry results out: <c>out</c> and <c>ref</c> reals, and storage that the function writes into; in their order.</summary>
    public static IReadOnlyList<Variable> WrittenParameters(Function function)
    {
        var aliasing = Aliasing.Of(function);
        var written = new HashSet<Variable>(function.Body.AllStatements().SelectMany(StorageWrites).Select(aliasing.ClassOf));
        return
        [
            .. from parameter in function.Parameters
               let variable = parameter.Variable
               where variable.Type.CarriesReals
               where variable.Type is StorageType ? written.Contains(aliasing.ClassOf(variable)) : parameter.Passing is Passing.Out or Passing.Ref
               select variable,
        ];
    }

    /// <summary>Everything that depends on the variables, and they themselves.</summary>
    internal HashSet<Variable> Downstream(IEnumerable<Variable> variables) => Reachable(variables.Select(variable => Key(variable, Aliasing)), flowsTo);

    /// <summary>Everything that influences the variables, and they themselves.</summary>
    internal HashSet<Variable> Upstream(IEnumerable<Variable> variables) => Reachable(variables.Select(variable => Key(variable, Aliasing)), flowsFrom);

    public bool IsVaried(Variable variable) => varied.Contains(Key(variable, Aliasing));

    public bool IsActive(Variable variable)
    {
        Variable key = Key(variable, Aliasing);
        return variable.Type.CarriesReals && varied.Contains(key) && useful.Contains(key);
    }

    public bool IsActive(Expression place) => place.Type.CarriesReals && Aliasing.Root(place) is { } root && IsActive(root);

    /// <summary>The roots of the storage whose content a statement changes itself. Code with effects may change all that is outside.</summary>
    public static IEnumerable<Variable> StorageWrites(Statement statement)
    {
        IEnumerable<Expression> targets = statement switch
        {
            Assign { Target: Element element } => [element.Storage],
            Fill fill => [fill.Storage],
            Copy copy => [copy.Target],
            _ => [],
        };
        IEnumerable<Expression> handedOut = from external in statement.Externals()
                                            where external.HasEffects && !external.KeepsStorage
                                            from operand in external.Operands
                                            where operand.Type is StorageType { Kind: not StorageKind.ReadOnlySpan }
                                            where external.DerivativeOf is null || Aliasing.Root(operand)?.Role is Role.Derivative or Role.Contract
                                            select operand;
        IEnumerable<Expression> written = CallOf(statement)?.Written.Where(operand => operand.Type is StorageType) ?? [];
        return targets.Concat(handedOut).Concat(written).Select(Aliasing.Root).OfType<Variable>().Concat(HasEffects(statement) ? [Aliasing.Outside, Aliasing.OutsideConstants] : []);
    }

    internal static bool HasEffects(Statement statement) =>
        statement.Externals().Any(static external => external is { HasEffects: true, KeepsStorage: false, DerivativeOf: null });

    /// <summary>The variables through which a derivative flows into a value.</summary>
    public static IEnumerable<Variable> RealSources(Expression value)
    {
        if (value is External { Callee: { } callee } call)
            return call.Operands.Where((_, i) => callee.Parameters[i] is { HasAdjoint: true, Passing: not Passing.Out }).SelectMany(RealSources);
        if (!value.Type.CarriesReals) return [];
        return value switch
        {
            Variable variable => [variable],
            Element or View => Aliasing.Root(value) is { } root ? [root] : [],
            CopyOf copy => RealSources(copy.Storage),
            Apply apply => apply.Operands.SelectMany(RealSources),
            Conditional conditional => RealSources(conditional.WhenTrue).Concat(RealSources(conditional.WhenFalse)),
            _ => [],
        };
    }

    /// <summary>The call of a method that has a reverse derivative.</summary>
    public static External? CallOf(Statement statement) => statement switch
    {
        Evaluate { Effect: { Callee: not null } effect } => effect,
        Declare { Value: External { Callee: not null } value } => value,
        Assign { Value: External { Callee: not null } value } => value,
        _ => null,
    };

    /// <summary>The call of a derivative, which changes the adjoints that it is given.</summary>
    public static External? DerivativeCallOf(Statement statement) => statement switch
    {
        Evaluate { Effect: { DerivativeOf: not null } effect } => effect,
        Declare { Value: External { DerivativeOf: not null } value } => value,
        Assign { Value: External { DerivativeOf: not null } value } => value,
        _ => null,
    };

    /// <summary>The method whose second derivative a statement would have to know; null where none is needed.</summary>
    public string? SecondDerivativeIn(Statement statement) =>
        DerivativeCallOf(statement) is { } call && ChangedBy(call, statement).Any(IsActive) ? call.DerivativeOf : null;

    private static IEnumerable<Variable> ChangedBy(External call, Statement statement)
    {
        foreach (Variable reference in call.References) yield return reference;
        foreach (Expression operand in call.Operands)
            if (operand.Type is StorageType { Kind: not StorageKind.ReadOnlySpan, CarriesReals: true } && Aliasing.Root(operand) is { } root) yield return root;
        if (statement is Declare declare) yield return declare.Variable;
        if (statement is Assign assign && Aliasing.Root(assign.Target) is { } target) yield return target;
    }

    private static Variable Key(Variable variable, Aliasing aliasing) => variable.Type is StorageType ? aliasing.ClassOf(variable) : variable;

    private static List<(Variable From, Variable To)> Flows(Function function, Aliasing aliasing)
    {
        var flows = new List<(Variable, Variable)>();
        foreach (Statement statement in function.Body.AllStatements())
        {
            foreach ((Variable target, Expression value) in FlowsOf(statement))
                foreach (Variable source in RealSources(value)) flows.Add((Key(source, aliasing), Key(target, aliasing)));
            if (statement is If { IsGuard: true } guard) flows.AddRange(FlowsOf(guard, aliasing)); // the tangent of what is tested decides, too
            if (DerivativeCallOf(statement) is { } call)
                foreach (Variable source in call.Operands.SelectMany(RealSources))
                    foreach (Variable changed in ChangedBy(call, statement)) flows.Add((Key(source, aliasing), Key(changed, aliasing)));
        }

        return flows;
    }

    private static IEnumerable<(Variable, Variable)> FlowsOf(If guard, Aliasing aliasing) =>
        from tested in guard.Condition.DescendantsAndSelf().OfType<Apply>().SelectMany(test => test.Operands).Where(operand => operand.Type.IsReal)
        from source in RealSources(tested)
        from assign in guard.Then.Statements.OfType<Assign>()
        select (Key(source, aliasing), Key(Aliasing.Root(assign.Target)!, aliasing));

    /// <summary>The variables, or roots of the storage, that a statement gives a value, and the values; a call gives one to all that it writes.</summary>
    internal static IEnumerable<(Variable Target, Expression Value)> FlowsOf(Statement statement)
    {
        (Variable? target, Expression? value) = statement switch
        {
            Declare declare => (declare.Variable, declare.Value),
            Assign assign => (Aliasing.Root(assign.Target), assign.Value),
            Fill fill => (Aliasing.Root(fill.Storage), fill.Value),
            Copy copy => (Aliasing.Root(copy.Target), copy.Source),
            Push push => (push.Stack, push.Value),
            Pop pop => (pop.Target, pop.Stack),
            _ => default((Variable?, Expression?)),
        };
        if (target is not null && value is not null) yield return (target, value);
        if (CallOf(statement) is not { } call) yield break;
        foreach (Variable written in call.Written.Select(Aliasing.Root).OfType<Variable>()) yield return (written, call);
    }

    /// <summary>What stands for the variable: itself, or for storage its alias class.</summary>
    internal Variable KeyOf(Variable variable) => Key(variable, Aliasing);

    internal static HashSet<Variable> Reachable(IEnumerable<Variable> seeds, ILookup<Variable, Variable> edges)
    {
        var reached = new HashSet<Variable>();
        var pending = new Stack<Variable>(seeds);
        while (pending.Count > 0)
        {
            Variable next = pending.Pop();
            if (!reached.Add(next)) continue;
            foreach (Variable successor in edges[next]) pending.Push(successor);
        }

        return reached;
    }
}
