using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// A function whose statements run several times in one call. Once they run as they stand, so that all that the caller sees happens once and in its order;
/// for the derivatives they run without effects: on copies of what they change, as it was at the call.
/// </summary>
internal sealed class Repetition
{
    private readonly Function primal;
    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly Aliasing aliasing;
    private readonly HashSet<Variable> written;
    private readonly HashSet<Variable> assigned;
    private readonly Dictionary<Variable, Expression> starts = [];
    private readonly Lazy<Expression?> obstacle;
    private Function? pure;

    /// <param name="primal">The function.</param>
    /// <param name="independents">The parameters to differentiate with respect to: what they hold at the call is what counts.</param>
    /// <param name="variables">Makes variables that differ from the function's.</param>
    public Repetition(Function primal, IReadOnlyList<Variable> independents, VariableSource variables)
    {
        (this.primal, this.independents, this.variables) = (primal, independents, variables);
        List<Statement> statements = [.. primal.Body.AllStatements()];
        aliasing = Aliasing.Of(primal);
        written = [.. statements.Where(statement => !IsDropped(statement)).SelectMany(Activity.StorageWrites).Select(aliasing.ClassOf)];
        assigned = [.. statements.SelectMany(Assigned)];
        obstacle = new Lazy<Expression?>(Obstacle);
    }

    /// <summary>Whether there is <see cref="Pure"/>.</summary>
    public bool IsPossible => obstacle.Value is null;

    /// <summary>Whether the caller can see that the statements have run.</summary>
    public bool HasEffects => Effects.Any() || primal.Parameters.Any(parameter => parameter.Variable.Type is StorageType
        ? IsWritten(parameter.Variable)
        : parameter.Passing is Passing.Ref or Passing.Out && assigned.Contains(parameter.Variable));

    /// <summary>Whether all that the caller can see is what the function without effects writes, too, each time.</summary>
    public bool ShowsTheSameAgain => primal.Results.Count == 0 && !Effects.Any() && primal.Parameters.Where(IsChanged).All(parameter => IsWrittenAgain(parameter.Variable));

    /// <summary>The function without effects: it returns what it writes.</summary>
    /// <exception cref="RefusedException">What the function does outside cannot be told from what it computes.</exception>
    public Function Pure => pure ??= MakePure();

    /// <summary>Keeps what the parameters hold at the call, and runs the statements as they stand; not called, the sweeps start from the parameters themselves.</summary>
    /// <param name="buffers">The caller's storage that the derivative writes.</param>
    public (Block Body, EquatableArray<Expression> Results) Once(IReadOnlyCollection<Variable> buffers)
    {
        var keep = new List<Statement>();
        foreach (Parameter parameter in primal.Parameters.Where(IsChanged))
        {
            Variable variable = parameter.Variable;
            if (parameter.Passing == Passing.Out || IsWrittenAgain(variable)) continue;
            Variable start = variables.New(variable.Name + "Start", variable.Type, Role.Source);
            keep.AddRange(Copied(start, variable));
            starts.Add(variable, start);
        }

        Block body = Copies.Of(DistinctStorage.Guarded(primal, buffers, variables).Body, variables, new Dictionary<Variable, Expression>());
        List<Statement> statements = [.. body.Statements];
        EquatableArray<Expression> results = EquatableArray<Expression>.Empty;
        if (statements.LastOrDefault() is Return @return)
        {
            statements.RemoveAt(statements.Count - 1);
            results = @return.Values.Map(value => Kept(value, statements));
        }

        int guards = statements.TakeWhile(statement => statement is Guard).Count();
        statements.InsertRange(guards, keep);
        return (new Block(statements.ToEquatableArray()), results);
    }

    /// <summary>What of <see cref="Once"/> has to stand before statements that <see cref="ShowsTheSameAgain">show the same</see>: guards.</summary>
    public IEnumerable<Statement> Guards(IReadOnlyCollection<Variable> buffers) =>
        DistinctStorage.Guarded(primal, buffers, variables).Body.Statements.TakeWhile(statement => statement is Guard);

    /// <summary>A result that a parameter holds afterwards has a name of its own: the parameter's stands for what it holds at the call.</summary>
    private Expression Kept(Expression result, List<Statement> statements)
    {
        if (result is not Variable parameter || !starts.ContainsKey(parameter)) return result;
        Variable kept = variables.New(parameter.Name + "Result", parameter.Type, Role.Source);
        statements.Add(new Declare(kept, parameter));
        return kept;
    }

    /// <summary>Statements over the parameters, with what these hold at the call in their place.</summary>
    public Block FromStart(Block block) => starts.Count == 0 ? block : new Block(block.Statements.Select(statement => statement.Map(AtCall, FromStart)).ToEquatableArray());

    /// <summary>An expression over the parameters, with what these hold at the call in their place.</summary>
    public Expression AtCall(Expression expression) => expression.Substitute(variable => starts.TryGetValue(variable, out Expression? start) ? start : null);

    private bool IsWritten(Variable storage) => written.Contains(aliasing.ClassOf(storage));

    private bool IsChanged(Parameter parameter) => parameter.Variable.Type is StorageType && IsWritten(parameter.Variable) || assigned.Contains(parameter.Variable);

    /// <summary>What is only written gets the same content again.</summary>
    private bool IsWrittenAgain(Variable variable) => variable.Type is StorageType && !assigned.Contains(variable) && !independents.Contains(variable)
        && variable.Type.CarriesReals && !Outputs.BringsValue(primal, variable);

    private Function MakePure()
    {
        if (obstacle.Value is { } found) throw new RefusedException(Refusal.RepeatedSweep, found is External external ? string.Join("…", external.Text).Replace("global::", "") : Printer.Print(found));
        var own = new Dictionary<Variable, Expression>();
        var body = new List<Statement>();
        foreach (Parameter parameter in primal.Parameters.Where(IsChanged))
        {
            Variable variable = parameter.Variable;
            if (IsWrittenAgain(variable)) continue;
            bool isCopy = variable.Type is StorageType && IsWritten(variable);
            Variable copy = variables.New(isCopy ? variable.Name + "Copy" : variable.Name, variable.Type, Role.Source);
            own.Add(variable, copy);
            body.AddRange(parameter.Passing == Passing.Out ? [new Declare(copy, null)] : Copied(copy, variable));
        }

        body.AddRange(Without(primal.Body, own).Statements);
        EquatableArray<Result> results = primal.Results;
        if (results.Count == 0)
        {
            IReadOnlyList<Output> outputs = Outputs.Of(primal);
            body.Add(new Return(outputs.Select(output => own.TryGetValue(output.Key, out Expression? copy) ? copy : output.Value).ToEquatableArray()));
            results = outputs.Select(output => new Result(outputs.Count == 1 ? null : output.Key.Name, output.Type)).ToEquatableArray();
        }

        return primal with
        {
            Parameters = primal.Parameters.Select(parameter => parameter with { Passing = Passing.Value }).ToEquatableArray(),
            Results = results,
            Body = new Block(body.ToEquatableArray()),
        };
    }

    /// <summary>The statements over copies of the parameters, without guards and effects.</summary>
    private static Block Without(Block block, IReadOnlyDictionary<Variable, Expression> own)
    {
        Expression In(Expression expression) => expression.Substitute(variable => own.TryGetValue(variable, out Expression? copy) ? copy : null);
        return new Block(block.Statements
            .Where(statement => statement is not Guard && !IsDropped(statement))
            .Select(statement => statement is Assign assign
                ? new Assign(In(assign.Target), assign.Kind, In(assign.Value))
                : statement.Map(In, inner => Without(inner, own)))
            .ToEquatableArray());
    }

    /// <summary>Declares a variable that holds what another holds; storage that is written is copied, rows included.</summary>
    private IEnumerable<Statement> Copied(Variable copy, Variable original)
    {
        if (original.Type is not StorageType type || !IsWritten(original)) return [new Declare(copy, original)];
        StorageType memory = type with { Kind = StorageKind.Array };
        return type.Element is StorageType
            ? [new Declare(copy, new ZerosLike(original, memory)), .. Storages.CopyElements(copy, original, variables)]
            : [new Declare(copy, new CopyOf(original, memory))];
    }

    private static IEnumerable<Variable> Assigned(Statement statement)
    {
        IEnumerable<Variable> references = statement.Reads().SelectMany(read => read.DescendantsAndSelf()).OfType<External>()
            .SelectMany(external => external.References.Where(reference => reference.Type is not StorageType));
        return statement is Assign { Target: Variable target } ? references.Append(target) : references;
    }

    private IEnumerable<Statement> Effects => primal.Body.AllStatements().Where(IsDropped);

    /// <summary>Whether the statement computes nothing: it is an effect that gives no value and is given no memory to change.</summary>
    private static bool IsDropped(Statement statement) =>
        statement is Evaluate { Effect: { Callee: null, DerivativeOf: null, HasEffects: true } effect } && !effect.References.Any()
        && (effect.KeepsStorage || effect.Operands.All(operand => operand.Type is not StorageType));

    /// <summary>What would not happen once and in its order; null where nobody can tell how often the statements run.</summary>
    private Expression? Obstacle()
    {
        bool hasEffects = Effects.Any(statement => !((Evaluate)statement).Effect.KeepsStorage);
        IEnumerable<Statement> callees = primal.Callees.SelectMany(callee => callee.Body.AllStatements());
        return (from statement in primal.Body.AllStatements().Where(statement => !IsDropped(statement)).Concat(callees)
                where statement is not Throw
                from external in statement.Reads().SelectMany(read => read.DescendantsAndSelf()).OfType<External>()
                where external is not { Callee.Recursive: not null } and not { Callee.Definition: not null } and { DerivativeOf: null }
                where external.HasEffects || hasEffects && IsOutside(external)
                select external).FirstOrDefault() ?? OutsideThatIsWritten();
    }

    /// <summary>Whether the expression reads something that an effect may have changed.</summary>
    private static bool IsOutside(External external) => !Aliasing.IsNothing(external) && !Aliasing.IsNullTest(external);

    /// <summary>Memory that is written and that others know by another name than a parameter's.</summary>
    private Expression? OutsideThatIsWritten()
    {
        List<Variable> constants = [.. primal.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type is StorageType { CarriesReals: false } && IsWritten(variable))];
        if (constants.Count > 1) return constants[0];
        return (from statement in primal.Body.AllStatements()
                let value = statement switch { Declare declare => declare.Value, Assign assign => assign.Value, _ => null }
                where value is { Type: StorageType } && Aliasing.IsFromOutside(value)
                let holder = statement is Declare declare ? declare.Variable : Aliasing.Root(((Assign)statement).Target)
                where holder is not null && IsWritten(holder)
                select value).FirstOrDefault();
    }
}
