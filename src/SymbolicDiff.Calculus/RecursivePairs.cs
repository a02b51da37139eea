using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Methods that call themselves become pairs: <c>FForward</c> computes the value and records what <c>FReverse</c> needs, so that nothing is computed twice.
/// All records are stacks that the outermost caller owns; each call puts its own on them when it ends, and the reverse takes them from there when it begins.
/// </summary>
internal sealed class RecursivePairs
{
    private readonly VariableSource variables = new();
    private readonly List<Variable> records = [];
    private readonly List<(Function Forward, Function Reverse)> pairs = [];

    private RecursivePairs(EquatableArray<Function> callees)
    {
        foreach (Function callee in callees) variables.Reserve(callee);
        foreach (Function callee in callees) pairs.Add(Pair(callee));
        NameRecords();
    }

    /// <summary>The records are parameters, with names that nothing else has.</summary>
    private void NameRecords()
    {
        var taken = new HashSet<string>(pairs.SelectMany(pair => pair.Reverse.Parameters.Concat(pair.Forward.Parameters)).Select(parameter => parameter.Variable.Name), StringComparer.Ordinal);
        var named = new Dictionary<Variable, Variable>();
        foreach (Variable record in records)
        {
            string name = record.Name;
            for (int number = 2; !taken.Add(name); number++) name = record.Name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            named.Add(record, variables.New(name, record.Type, record.Role));
        }

        for (int i = 0; i < pairs.Count; i++)
            pairs[i] = (pairs[i].Forward with { Body = Renamed(pairs[i].Forward.Body, named) }, pairs[i].Reverse with { Body = Renamed(pairs[i].Reverse.Body, named) });
        for (int i = 0; i < records.Count; i++) records[i] = named[records[i]];
    }

    public static EquatableArray<Function> Add(Function primal, IEnumerable<Function> forms, CancellationToken cancellation)
    {
        if (primal.Callees.Count == 0) return forms.ToEquatableArray();
        var made = new RecursivePairs(primal.Callees);
        return forms.Select(made.WithOwnRecords).Concat(made.Private(cancellation)).ToEquatableArray();
    }

    private IEnumerable<Function> Private(CancellationToken cancellation)
    {
        var taken = records.Select(record => new Parameter(record, Passing.Value)).ToList();
        foreach (Function half in pairs.SelectMany(pair => new[] { pair.Forward, pair.Reverse }))
        {
            Function complete = half with { Parameters = half.Parameters.Concat(taken).ToEquatableArray(), IsPrivate = true };
            yield return WithRecords(Simplifier.Simplify(complete, cancellation), records);
        }
    }

    /// <summary>One of the forms that are emitted for the user: it owns the records.</summary>
    private Function WithOwnRecords(Function form)
    {
        if (!form.Body.AllStatements().SelectMany(statement => statement.Reads()).OfType<External>().Any(external => external.TakesRecords)) return form;
        var source = new VariableSource(form);
        List<Variable> own = [.. records.Select(record => source.New(record.Name, record.Type, record.Role))];
        Function called = WithRecords(form, own);
        var statements = called.Body.Statements;
        int guards = statements.TakeWhile(statement => statement is Guard).Count();
        IEnumerable<Statement> rented = own.Select(stack => new Declare(stack, new Allocate((StorageType)stack.Type, EquatableArray<Expression>.Empty, Lifetime.Rented)));
        return called with { Body = new Block(statements.Take(guards).Concat(rented).Concat(statements.Skip(guards)).ToEquatableArray()) };
    }

    private static Function WithRecords(Function function, IReadOnlyList<Variable> records)
    {
        return function with { Body = Added(function.Body) };

        Block Added(Block block) => new(block.Statements.Map(statement => statement.Map(Call, Added)));

        Expression Call(Expression expression) => expression is External { TakesRecords: true } call ? WithRecords(call, records) : expression;
    }

    private static External WithRecords(External call, IReadOnlyList<Variable> records)
    {
        if (records.Count == 0) return call with { TakesRecords = false };
        int last = call.Text.Count - 1;
        IEnumerable<string> text = call.Operands.Count == 0
            ? [call.Text[0].TrimEnd(')')]
            : call.Text.Take(last).Append(", ");
        return call with
        {
            Text = text.Concat(Enumerable.Repeat(", ", records.Count - 1)).Append(")").ToEquatableArray(),
            Operands = call.Operands.Concat(records).ToEquatableArray(),
            TakesRecords = false,
        };
    }

    private (Function Forward, Function Reverse) Pair(Function callee)
    {
        ValueType type = callee.Results[0].Type;
        Variable resultAdjoint = variables.New("resultAdjoint", type, Role.Contract);
        List<Variable> reals = [.. callee.Parameters.Select(parameter => parameter.Variable).Where(variable => variable.Type.CarriesReals)];
        var adjoints = reals.ToDictionary(variable => variable, variable => variables.New(variable.Name + "Adjoint", AdjointType(variable.Type), Role.Contract));
        var buffers = adjoints.Where(pair => pair.Key.Type is StorageType).ToDictionary(pair => pair.Key, pair => pair.Value);
        var seeds = new Dictionary<Variable, Seed> { [ReverseMode.ResultAt(0)] = new Seed(resultAdjoint) };
        ReverseSweeps sweeps = ReverseMode.Differentiate(
            Repeated(callee), new ReverseRequest(reals, buffers, Overwrite: false, seeds) { IsRecursive = true }, variables);

        IEnumerable<Statement> added = sweeps.ScalarAdjoints.Select(pair => new Assign(adjoints[pair.Key], AssignmentKind.Add, pair.Value));
        var ofReverse = adjoints.Select(pair => new Parameter(pair.Value, pair.Key.Type is StorageType ? Passing.Value : Passing.Ref, ParameterRole.Adjoint));
        return (
            new Function(callee.Name + "Forward", callee.Parameters, callee.Results, WithReturn([.. Once(sweeps.Primal.Statements, callee)], (Variable)sweeps.Results[0])),
            new Function(
                callee.Name + "Reverse",
                callee.Parameters.Append(new Parameter(resultAdjoint, Passing.Value, ParameterRole.Adjoint)).Concat(ofReverse).ToEquatableArray(),
                EquatableArray<Result>.Empty,
                Undone(sweeps.Reverse.Statements).Concat(added).ToBlock()));
    }

    /// <summary>The body as a loop that nobody knows the length of: what its reverse needs is recorded.</summary>
    private Function Repeated(Function callee)
    {
        var assigned = new HashSet<Variable>(callee.Body.AllStatements().OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        var own = callee.Parameters.Select(parameter => parameter.Variable).Where(assigned.Contains).ToDictionary(
            variable => variable, variable => variables.New(variable.Name, variable.Type, Role.Source));
        if (own.Keys.Any(variable => variable.Type is StorageType)) throw new RefusedException(Refusal.Call, $"'{callee.Name}' calls itself and assigns a parameter that is an array or span");
        Variable result = variables.New("result", callee.Results[0].Type, Role.Source);
        IEnumerable<Statement> copies = own.Select(pair => new Declare(pair.Value, pair.Key));
        Block body = Renamed(CommonValues.Run(callee).Body, own);
        var @return = (Return)body.Statements[body.Statements.Count - 1];
        IEnumerable<Statement> once = copies.Concat(body.Statements.Take(body.Statements.Count - 1)).Append(new Assign(result, AssignmentKind.Set, @return.Values[0]));
        return callee with
        {
            Body = new Block(
                new Declare(result, null),
                new While(new External("repeated", ValueType.Boolean), once.ToBlock()),
                new Return(result)),
        };
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
                    foreach (Statement inner in loop.Body.Statements)
                        if (inner is not Assign { Kind: AssignmentKind.Add, Target: Variable { Name: "iterations" } counted } || DeclaresInside(loop.Body, counted)) yield return inner;
                    break;
                default:
                    throw new RefusedException(Refusal.Call, $"'{callee.Name}' calls itself, and its parameters are changed");
            }
        }
    }

    /// <summary>What was the loop's result is returned.</summary>
    private static Block WithReturn(List<Statement> statements, Variable result)
    {
        int assigned = statements.FindLastIndex(statement => statement is Assign { Target: Variable target } && target.Equals(result));
        Expression value = ((Assign)statements[assigned]).Value;
        statements.RemoveAt(assigned);
        statements.RemoveAll(statement => statement is Declare declare && declare.Variable.Equals(result));
        return statements.Append(new Return(value)).ToBlock();
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
