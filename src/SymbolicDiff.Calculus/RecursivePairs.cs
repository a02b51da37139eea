using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Methods that call themselves become pairs: <c>FForward</c> computes the value and records what <c>FReverse</c> needs, so that nothing is computed twice.
/// All records are stacks that the outermost caller owns; each call puts its own on them when it ends, and the reverse takes them from there when it begins.
/// Each of the functions may have tangents beside its reals: <c>FTangent</c> is the method's, <c>FForwardTangent</c> and <c>FReverseTangent</c> are those of second
/// derivatives.
/// </summary>
internal sealed class RecursivePairs
{
    private readonly EquatableArray<Function> callees;
    private readonly EquatableArray<Function> definitions;
    private readonly VariableSource variables = new();
    private readonly List<Variable> records = [];
    private readonly Dictionary<string, (Function Forward, Function Reverse)> pairs = new(StringComparer.Ordinal);

    private RecursivePairs(EquatableArray<Function> callees, EquatableArray<Function> definitions)
    {
        this.definitions = definitions;
        foreach (Function callee in callees) variables.Reserve(callee);
        this.callees = callees.Map(callee => Guarded(CommonValues.Run(callee)));
    }

    /// <summary>What is passed by reference are variables of the caller's own, which share nothing.</summary>
    private Function Guarded(Function callee)
    {
        var others = callee.Parameters.Where(parameter => parameter.Passing == Passing.Value).ToEquatableArray();
        return DistinctStorage.Guarded(callee with { Parameters = others }, [], variables) with { Parameters = callee.Parameters };
    }

    public static RecursivePairs Of(Function primal) => new(primal.Callees, primal.Definitions);

    /// <summary>The forms and what they call, the functions that those call included.</summary>
    public EquatableArray<Function> Add(IEnumerable<Function> forms, CancellationToken cancellation)
    {
        var functions = new List<Function>(forms.Select(WithOwnRecords));
        var made = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < functions.Count; i++)
            foreach (RecursiveForm called in CallsIn(functions[i].Body).Select(call => call.Callee?.Recursive).OfType<RecursiveForm>())
                if (!called.IsInSource && made.Add(called.Name)) functions.Add(Simplifier.Arrange(Made(called, cancellation), cancellation) with { Name = called.Name, IsPrivate = true });
        return functions.ToEquatableArray();
    }

    /// <summary>A function that is called from outside: it owns the records.</summary>
    public Function WithOwnRecords(Function form)
    {
        var source = new VariableSource(form);
        var (own, blocks) = WithOwnRecords(source, form.Body);
        if (own.Count == 0) return form with { Body = blocks[0] };
        var statements = blocks[0].Statements;
        int guards = statements.TakeWhile(statement => statement is Guard).Count();
        return form with { Body = statements.Take(guards).Concat(own).Concat(statements.Skip(guards)).ToBlock() };
    }

    /// <summary>The declarations of the records that calls in the blocks need, and the blocks with them.</summary>
    public (IReadOnlyList<Statement> Own, IReadOnlyList<Block> Blocks) WithOwnRecords(VariableSource source, params Block[] blocks)
    {
        if (!blocks.SelectMany(CallsIn).Any(call => call.TakesRecords)) return ([], blocks);
        MakePairs();
        List<Variable> own = [.. records.Select(record => source.New(record.Name, record.Type, record.Role))];
        IEnumerable<Statement> rented = own.Select(stack => new Declare(stack, new Allocate((StorageType)stack.Type, EquatableArray<Expression>.Empty, Lifetime.Rented)));
        return ([.. rented], [.. blocks.Select(block => WithRecords(block, own))]);
    }

    private static IEnumerable<External> CallsIn(Block body) => body.AllStatements().SelectMany(statement => statement.Reads()).OfType<External>();

    private static Block WithRecords(Block body, IReadOnlyList<Variable> records)
    {
        return Added(body);

        Block Added(Block block) => new(block.Statements.Map(statement => statement.Map(Call, Added)));

        Expression Call(Expression expression) => expression is External { TakesRecords: true } call ? RecursiveCall.WithRecords(call, records) : expression;
    }

    private Function Made(RecursiveForm form, CancellationToken cancellation)
    {
        Function plain = callees.Single(callee => callee.Name == form.Method);
        if (form.Part != RecursivePart.Primal)
        {
            MakePairs();
            Function half = form.Part == RecursivePart.Forward ? pairs[form.Method].Forward : pairs[form.Method].Reverse;
            var taken = records.Select(record => new Parameter(record, Passing.Value));
            Function complete = Simplifier.Simplify(half with { Parameters = half.Parameters.Concat(taken).ToEquatableArray() }, cancellation);
            plain = complete with { Body = WithRecords(complete.Body, records) };
            if (form.Directions == 0) return plain;
            plain = DefinedDerivatives.Expand(plain, definitions);
        }

        return Simplifier.Simplify(form.Directions == 0 ? plain : ForwardMode.Beside(plain, form.Directions, form.Name), cancellation);
    }

    private void MakePairs()
    {
        if (pairs.Count > 0) return;
        foreach (Function callee in callees) pairs.Add(callee.Name, Pair(callee));
        ShareRecords();
    }

    /// <summary>
    /// All numbers of one type are recorded on one stack: what a block has put there last, its mirror takes first. Stacks of storage stay apart, as the storage does.
    /// </summary>
    private void ShareRecords()
    {
        var shared = new Dictionary<Variable, Variable>();
        var parameters = pairs.Values.SelectMany(pair => pair.Reverse.Parameters.Concat(pair.Forward.Parameters));
        var taken = new HashSet<string>(parameters.Select(parameter => parameter.Variable.Name), StringComparer.Ordinal);
        List<Variable> own = [.. records];
        records.Clear();
        foreach (Variable record in own)
        {
            bool isNumber = ((StorageType)record.Type).Element is ScalarType;
            Variable? first = isNumber ? records.Find(other => other.Type.Equals(record.Type)) : null;
            if (first is null) records.Add(first = variables.New(Free(isNumber ? "records" : record.Name), record.Type, record.Role));
            shared.Add(record, first);
        }

        foreach (string method in callees.Select(callee => callee.Name))
        {
            var (forward, reverse) = pairs[method];
            List<Variable> order = [.. reverse.Body.AllStatements().OfType<Pop>().Select(pop => pop.Stack).Where(shared.ContainsKey)];
            pairs[method] = (forward with { Body = Renamed(InReverse(forward.Body, order), shared) }, reverse with { Body = Renamed(reverse.Body, shared) });
        }

        string Free(string name)
        {
            string free = name;
            for (int number = 2; !taken.Add(free); number++) free = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return free;
        }
    }

    /// <summary>The records of each block in the opposite order of the stacks that they are put on.</summary>
    private static Block InReverse(Block block, List<Variable> order)
    {
        var pushes = new Stack<Push>(block.Statements.OfType<Push>().Where(push => order.Contains(push.Stack)).OrderBy(push => order.IndexOf(push.Stack)));
        return new Block(block.Statements.Map(statement =>
            statement is Push push && order.Contains(push.Stack) ? pushes.Pop() : statement.Map(expression => expression, inner => InReverse(inner, order))));
    }

    private (Function Forward, Function Reverse) Pair(Function callee)
    {
        var seeds = new Dictionary<Variable, Seed>();
        var taken = new List<Parameter>();
        var adjoints = new Dictionary<Variable, Parameter>();
        var names = new ContractNames(callee);
        DirectSeed? direct = null;
        if (callee.Results.Count == 1 && callee.Results[0].Type is { CarriesReals: true } type)
        {
            ValueType given = type is StorageType { IsRow: true } row ? row with { Kind = StorageKind.ReadOnlySpan } : type;
            Variable adjoint = variables.New(names.Free("resultAdjoint"), given, Role.Contract);
            taken.Add(new Parameter(adjoint, Passing.Value, ParameterRole.Adjoint));
            if (type is StorageType) direct = new DirectSeed(adjoint, variables);
            seeds.Add(ReverseMode.ResultAt(0), direct is null ? new Seed(adjoint) : new Seed(direct.AddTo));
        }

        foreach (Parameter parameter in callee.Parameters.Where(parameter => parameter.Variable.Type.CarriesReals))
        {
            Variable variable = parameter.Variable;
            Passing passing = variable.Type is StorageType || parameter.Passing == Passing.Out ? Passing.Value : Passing.Ref;
            Variable own = variables.New(names.Suffixed(variable.Name, "Adjoint"), AdjointType(variable.Type), Role.Contract);
            var adjoint = new Parameter(own, passing, ParameterRole.Adjoint);
            adjoints.Add(variable, adjoint);
            taken.Add(adjoint);
            if (parameter.Passing is Passing.Ref or Passing.Out) seeds.Add(variable, new Seed(adjoint.Variable));
        }

        List<Variable> brought =
        [
            .. callee.Parameters.Where(parameter => parameter.Passing != Passing.Out).Select(parameter => parameter.Variable).Where(adjoints.ContainsKey),
        ];
        var buffers = brought.Where(variable => variable.Type is StorageType).ToDictionary(variable => variable, variable => adjoints[variable].Variable);
        var request = new ReverseRequest(brought, buffers, Overwrite: false, seeds) { IsRecursive = true };
        ReverseSweeps sweeps = ReverseMode.Differentiate(Repeated(callee), request, variables);
        Block reverse = direct?.ReadWhereItIs(sweeps.Reverse) ?? sweeps.Reverse;
        IEnumerable<Statement> ends = sweeps.ScalarAdjoints.Select(pair => new Assign(
            adjoints[pair.Key].Variable, seeds.ContainsKey(pair.Key) ? AssignmentKind.Set : AssignmentKind.Add, pair.Value));
        Block undone = Undone(reverse.Statements).Concat(ends).ToBlock();
        foreach (var pair in sweeps.ScalarAdjoints)
            if (!seeds.ContainsKey(pair.Key) && pair.Value is Variable added) undone = AddedInPlace.Apply(undone, added, adjoints[pair.Key].Variable);
        IEnumerable<Parameter> values = callee.Parameters.Where(parameter => parameter.Passing == Passing.Value);
        return (
            callee with { Body = Once(sweeps.Primal.Statements, callee).ToBlock() },
            new Function(callee.Name, values.Concat(taken).ToEquatableArray(), EquatableArray<Result>.Empty, undone));
    }

    /// <summary>
    /// The body as a loop that nobody knows the length of: what its reverse needs is recorded. It works on variables of its own for parameters that it assigns.
    /// </summary>
    private Function Repeated(Function callee)
    {
        var assigned = new HashSet<Variable>(callee.Body.AllStatements().OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        List<Parameter> changed = [.. callee.Parameters.Where(parameter => parameter.Passing != Passing.Value || assigned.Contains(parameter.Variable))];
        if (changed.Any(parameter => parameter.Variable.Type is StorageType))
            throw new RefusedException(Refusal.Call, $"'{callee.Name}' calls itself and assigns a parameter that is an array or span");
        var own = changed.ToDictionary(parameter => parameter.Variable, parameter => variables.New(parameter.Variable.Name, parameter.Variable.Type, Role.Source));
        IEnumerable<Statement> copies = changed.Select(parameter =>
            new Declare(own[parameter.Variable], parameter.Passing == Passing.Out ? null : parameter.Variable));
        IEnumerable<Statement> results = changed.Where(parameter => parameter.Passing != Passing.Value)
            .Select(parameter => new Assign(parameter.Variable, AssignmentKind.Set, own[parameter.Variable]));
        var body = Renamed(callee.Body, own).Statements;
        int last = callee.Results.Count > 0 ? body.Count - 1 : body.Count;
        Block once = copies.Concat(body.Take(last)).Concat(results).Concat(body.Skip(last)).ToBlock();
        return callee with { Body = new Block(new While(new External("repeated", ValueType.Boolean), once)) };
    }

    private static Block Renamed(Block block, IReadOnlyDictionary<Variable, Variable> names)
    {
        if (names.Count == 0) return block;
        return new Block(block.Statements.Map(Rename));

        Expression Replaced(Expression expression) => expression.Substitute(variable => names.TryGetValue(variable, out Variable? name) ? name : null);

        Statement Rename(Statement statement)
        {
            Statement renamed = statement.Map(Replaced, inner => Renamed(inner, names));
            return renamed is Assign { Target: Variable target } assign && names.TryGetValue(target, out Variable? name) ? assign with { Target = name } : renamed;
        }
    }

    /// <summary>The primal sweep without the loop; the records become parameters.</summary>
    private IEnumerable<Statement> Once(EquatableArray<Statement> primal, Function callee)
    {
        foreach (Statement statement in primal)
        {
            switch (statement)
            {
                case Declare { Variable: { Type: StorageType { Kind: StorageKind.Stack } } stack }:
                    records.Add(stack);
                    break;
                case Declare { Variable.Name: "iterations", Value: Constant }:
                    break;
                case Declare { Value: null }:
                    yield return statement;
                    break;
                case While loop:
                    foreach (Statement inner in loop.Body.Statements.OrderBy(inner => inner is Return)) // the records stand before the return
                        if (inner is not Assign { Kind: AssignmentKind.Add, Target: Variable { Name: "iterations" } counted } || DeclaresInside(loop.Body, counted)) yield return inner;
                    break;
                default:
                    throw new RefusedException(Refusal.Call, $"'{callee.Name}' calls itself, and its parameters are changed");
            }
        }
    }

    private static bool DeclaresInside(Block body, Variable variable) => body.AllStatements().Any(statement => statement is Declare declare && declare.Variable.Equals(variable));

    private static IEnumerable<Statement> Undone(EquatableArray<Statement> reverse) =>
        reverse.SelectMany(statement => statement is For { Counter.Name: "iteration" } loop ? loop.Body.Statements : (IEnumerable<Statement>)[statement]);

    private static ValueType AdjointType(ValueType type) =>
        type is StorageType { IsRow: true } row ? row with { Kind = StorageKind.Span } : type;
}

file static class Statements
{
    public static Block ToBlock(this IEnumerable<Statement> statements) => new(statements.ToEquatableArray());
}
