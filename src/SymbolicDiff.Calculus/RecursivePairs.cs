using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Methods that call themselves become pairs: <c>FForward</c> computes the value and records what <c>FReverse</c> needs, so that nothing is computed twice.
/// Where a call can be undone as soon as it has run, <c>FWithAdjoints</c> does both, without records (see <see cref="FusedCalls"/>).
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
    private Dictionary<string, Function>? fused;

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

    /// <summary>The function with calls that need no records, where the two that record and undo stand one behind the other.</summary>
    public Function WithFusedCalls(Function form, CancellationToken cancellation) =>
        CallsIn(form.Body).Any(call => call.TakesRecords) ? FusedCalls.Run(new Facts(form), Fused(cancellation).ContainsKey) : form;

    /// <summary>
    /// The methods' functions that compute the value and add to the adjoints, by the method's name: of those that change nothing, and whose calls of each other all need no records.
    /// </summary>
    private Dictionary<string, Function> Fused(CancellationToken cancellation)
    {
        if (fused is not null) return fused;
        fused = new Dictionary<string, Function>(StringComparer.Ordinal);
        Dictionary<string, Function> plain = callees.Where(IsPure).ToDictionary(callee => callee.Name, callee => Simplifier.Simplify(Simplifier.Simplify(WithAdjoints(callee), cancellation), cancellation));
        for (int before = -1; before != plain.Count;)
        {
            before = plain.Count;
            fused = plain.ToDictionary(pair => pair.Key, pair => FusedCalls.Run(new Facts(pair.Value), plain.ContainsKey));
            foreach (var pair in fused.Where(pair => CallsIn(pair.Value.Body).Any(call => call.TakesRecords))) plain.Remove(pair.Key);
        }

        fused = fused.ToDictionary(pair => pair.Key, pair => Simplifier.Simplify(pair.Value, cancellation));
        return fused;
    }

    /// <summary>Whether all that the method gives is one number, and all that it reaches stays as it is but for memory of its own.</summary>
    private static bool IsPure(Function callee)
    {
        if (callee.Results.Count != 1 || !callee.Results[0].Type.IsReal || callee.Parameters.Any(parameter => parameter.Passing != Passing.Value)) return false;
        Memory memory = new Facts(callee).Memory;
        return callee.Body.AllStatements().All(statement => statement is not For { IsCheckpointed: true } && !Activity.HasEffects(statement)
            && Activity.StorageWrites(statement).All(storage => memory.IsOwn(memory.RegionOf(storage))));
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
        if (form.Part == RecursivePart.WithAdjoints) return Fused(cancellation)[form.Method];
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
        var contract = new Adjoined(callee, variables);
        ReverseSweeps sweeps = ReverseMode.Differentiate(Repeated(callee), contract.Request(isRecursive: true), variables);
        IEnumerable<Parameter> values = callee.Parameters.Where(parameter => parameter.Passing == Passing.Value);
        return (
            callee with { Body = Once(sweeps.Primal.Statements, callee).ToBlock() },
            new Function(callee.Name, values.Concat(contract.Parameters).ToEquatableArray(), EquatableArray<Result>.Empty, contract.Reverse(sweeps, Undone)));
    }

    private Function WithAdjoints(Function callee)
    {
        var contract = new Adjoined(callee, variables);
        Function function = callee with { Parameters = callee.Parameters.Concat(contract.Parameters).ToEquatableArray() };
        EquatableArray<Statement> body = callee.Body.Statements;
        if (body.Count != 3 || body[0] is not Declare { Value: null, Variable: var result } || body[1] is not If choice || body[2] is not Return { Values: { Count: 1 } values } || !values[0].Equals(result))
            return function with { Body = WithAdjoints(callee, contract, callee.Body, result: null) };
        Variable value = variables.New(result.Name, result.Type, Role.Source);
        return function with { Body = new Block(new Declare(value, null), InBranches(callee, contract, choice, result, value), new Return(value)) };
    }

    /// <summary>Where all is in branches that set the result, each of them is differentiated by itself: what is known before it begins, need not be recorded in it.</summary>
    private If InBranches(Function callee, Adjoined contract, If choice, Variable result, Variable value)
    {
        return choice.With(choice.Condition, Inside(choice.Then), Inside(choice.Else));

        Block Inside(Block branch)
        {
            if (branch.Statements.Count == 1 && branch.Statements[0] is If inner) return new Block(InBranches(callee, contract, inner, result, value));
            Block own = branch.Statements.LastOrDefault() is Assign { Kind: AssignmentKind.Set } last && last.Target.Equals(result) && branch.Statements.Count(statement => statement.Mentions(result)) == 1
                ? branch.Statements.Take(branch.Statements.Count - 1).Append(new Return(last.Value)).ToBlock()
                : branch.Statements.Prepend(new Declare(result, null)).Append(new Return(result)).ToBlock();
            return WithAdjoints(callee, contract, Copies.Of(own, variables, new Dictionary<Variable, Expression>()), value);
        }
    }

    private Block WithAdjoints(Function callee, Adjoined contract, Block body, Variable? result)
    {
        ReverseSweeps sweeps = ReverseMode.Differentiate(callee with { Body = body }, contract.Request(isRecursive: false), variables);
        Statement end = result is null ? new Return(sweeps.Results) : new Assign(result, AssignmentKind.Set, sweeps.Results[0]);
        return sweeps.Primal.Statements.Concat(contract.Reverse(sweeps, statements => statements).Statements).Append(end).ToBlock();
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

}
