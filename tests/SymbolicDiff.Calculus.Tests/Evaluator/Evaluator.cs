namespace SymbolicDiff.Calculus.Tests;

/// <summary>The program breaks the grammar or a promise of the intermediate representation.</summary>
public sealed class MalformedProgramException(string message) : Exception(message);

/// <summary>
/// Interprets functions with the exact meaning of the C# that they stand for: the oracle of the tests. Numbers are boxed .NET numbers, arrays are
/// .NET arrays, spans and tapes are <see cref="Memory"/>. Promises are checked: reading what was never assigned, a loop limit that
/// changes, a value of another type than its expression says, are errors.
/// </summary>
public sealed class Evaluator(IReadOnlyDictionary<string, Func<object?[], object?>>? externals = null)
{
    private static readonly IReadOnlyDictionary<string, Func<object?[], object?>> NoExternals = new Dictionary<string, Func<object?[], object?>>();

    private readonly Dictionary<Variable, object?> values = [];
    private readonly ExpressionEvaluator expressions = new(externals ?? NoExternals);
    private long steps;
    private object?[]? results;
    private bool hasCalleeMetInfinity;

    /// <summary>The functions that methods that call themselves are made of, by what calls ask for.</summary>
    public Func<RecursiveForm, Function?>? Recursive { get; init; }

    /// <summary>Statements that one run may execute.</summary>
    public long StepLimit { get; init; } = 1_000_000;

    /// <summary>Whether an operation has given infinity or NaN.</summary>
    public bool HasMetInfinity => hasCalleeMetInfinity || expressions.HasMetInfinity;

    /// <summary>The results of the function; what it gives to <c>ref</c> and <c>out</c> parameters is written into <paramref name="arguments"/>.</summary>
    public static object?[] Run(Function function, params object?[] arguments) => new Evaluator().Call(function, arguments);

    public object?[] Call(Function function, params object?[] arguments)
    {
        if (arguments.Length != function.Parameters.Count)
            throw new ArgumentException($"{function.Name} takes {function.Parameters.Count} arguments, got {arguments.Length}.");
        values.Clear();
        (steps, results) = (0, null);
        for (int i = 0; i < arguments.Length; i++)
        {
            Parameter parameter = function.Parameters[i];
            if (parameter.Passing != Passing.Out) Bind(parameter.Variable, arguments[i]);
            else values[parameter.Variable] = Unassigned.Value;
        }

        try
        {
            Execute(function.Body);
        }
        finally
        {
            WriteBack(function, arguments);
        }

        if (results is null && function.Results.Count > 0) throw new MalformedProgramException($"{function.Name} does not return.");
        return results ?? [];
    }

    private void WriteBack(Function function, object?[] arguments)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            Parameter parameter = function.Parameters[i];
            if (parameter.Passing is not (Passing.Ref or Passing.Out)) continue;
            object? value = values[parameter.Variable];
            if (value is not Unassigned) arguments[i] = value;
            else if (results is not null || function.Results.Count == 0 && parameter.Passing == Passing.Ref)
                throw new MalformedProgramException($"{parameter.Variable} is not assigned when {function.Name} ends.");
        }
    }

    private void Bind(Variable variable, object? value) => values[variable] = Memory.Coerce(value, variable.Type, variable.ToString());

    private object? Value(Expression expression) =>
        expression is External { Callee.Recursive: { } form } call ? Call(call, form) : expressions.Evaluate(expression, values);

    /// <summary>A call is the whole value of a declaration or a statement of its own. What it is given by reference are variables.</summary>
    private object? Call(External call, RecursiveForm form)
    {
        Function function = Recursive?.Invoke(form) ?? throw new MalformedProgramException("Unknown function " + form.Name);
        object?[] arguments = [.. function.Parameters.Zip(call.Operands).Select(pair => pair.First.Passing == Passing.Out ? null : Value(pair.Second))];
        var callee = new Evaluator(externals) { Recursive = Recursive, StepLimit = StepLimit - steps };
        object?[] given = callee.Call(function, arguments);
        hasCalleeMetInfinity |= callee.HasMetInfinity;
        for (int i = 0; i < arguments.Length; i++)
            if (function.Parameters[i].Passing is Passing.Ref or Passing.Out) Bind((Variable)call.Operands[i], arguments[i]);
        return given.Length == 0 ? null : given[0];
    }

    private void Execute(Block block)
    {
        foreach (Statement statement in block.Statements) Execute(statement);
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare declare) values.Remove(declare.Variable);
            if (statement is Pop pop) values.Remove(pop.Target);
        }
    }

    private void Execute(Statement statement)
    {
        if (results is not null) throw new MalformedProgramException("A statement follows Return.");
        if (++steps > StepLimit) throw new MalformedProgramException($"More than {StepLimit} statements were executed.");
        switch (statement)
        {
            case Declare declare:
                Introduce(declare.Variable, declare.Value is null ? Unassigned.Value : Value(declare.Value));
                break;
            case Assign assign:
                Execute(assign);
                break;
            case Fill fill:
                Memory.Fill(Value(fill.Storage), Value(fill.Value));
                break;
            case Copy copy:
                Memory.Copy(Value(copy.Source), Value(copy.Target));
                break;
            case Push push:
                StackOf(push.Stack).Push(Typed(push.Value, ((StorageType)push.Stack.Type).Element));
                break;
            case Pop pop:
                Introduce(pop.Target, StackOf(pop.Stack).Pop());
                break;
            case If branch:
                Execute((bool)Value(branch.Condition)! ? branch.Then : branch.Else);
                break;
            case For loop:
                Execute(loop);
                break;
            case While loop:
                while ((bool)Value(loop.Condition)!) Execute(loop.Body);
                break;
            case Evaluate evaluate:
                Value(evaluate.Effect);
                break;
            case Ir.Guard guard:
                Memory.Check(guard.Kind, [.. guard.Storages.Select(Value)]);
                break;
            case Throw @throw:
                throw (Exception)Value(@throw.Exception)!;
            case Return @return:
                results = [.. @return.Values.Select(Value)];
                break;
            default:
                throw new MalformedProgramException("Unknown statement " + statement.GetType().Name);
        }
    }

    private void Introduce(Variable variable, object? value)
    {
        if (values.ContainsKey(variable)) throw new MalformedProgramException($"{variable} is declared twice.");
        if (value is Unassigned) values[variable] = value;
        else Bind(variable, value);
    }

    private Stack<object?> StackOf(Variable variable) => (Stack<object?>)Value(variable)!;

    private object? Typed(Expression expression, ValueType type) => Memory.Coerce(Value(expression), type, Printer.Print(expression));

    private void Execute(Assign assign)
    {
        if (assign.Target is Variable variable)
        {
            if (!values.ContainsKey(variable)) throw new MalformedProgramException($"{variable} is assigned but not declared.");
            object? value = assign.Kind == AssignmentKind.Set ? Value(assign.Value) : Combine(assign.Kind, Value(variable), Value(assign.Value));
            Bind(variable, value);
            return;
        }

        if (assign.Target is Member member)
        {
            var composite = (Composite)Value(member.Composite)!;
            object? given = assign.Kind == AssignmentKind.Set ? Typed(assign.Value, member.Type) : Combine(assign.Kind, composite[member.Name], Value(assign.Value));
            composite[member.Name] = given;
            return;
        }

        if (assign.Target is not Element element) throw new MalformedProgramException("The target is no place: " + Printer.Print(assign.Target));
        object? storage = Value(element.Storage);
        object?[] indices = [.. element.Indices.Select(Value)];
        if (assign.Kind == AssignmentKind.Set)
        {
            Memory.Set(storage, indices, Typed(assign.Value, element.Type));
            return;
        }

        // As C#: the address of the element is found before the value is evaluated.
        object? old = Memory.Get(storage, indices);
        Memory.Set(storage, indices, Combine(assign.Kind, old, Value(assign.Value)));
    }

    private static object? Combine(AssignmentKind kind, object? old, object? value) => Lanes.Take([old, value])
        ? Lanes.Operator(kind == AssignmentKind.Add ? Primitive.Add : Primitive.Subtract, [old, value])
        : Arithmetic.Binary(kind == AssignmentKind.Add ? Primitive.Add : Primitive.Subtract, old!, value!);

    private void Execute(For loop)
    {
        if (loop.Step == 0) throw new MalformedProgramException("The step of a counted loop is zero.");
        object start = Value(loop.Start)!;
        object limit = Value(loop.Limit)!;
        bool isConstant = !loop.Limit.DescendantsAndSelf().Any(part => part is External);
        long bound = Convert.ToInt64(limit);
        for (long counter = Convert.ToInt64(start); Continues(loop, counter, bound); counter += loop.Step)
        {
            values[loop.Counter] = loop.Counter.Type == ValueType.Int32 ? checked((int)counter) : (object)counter;
            object? current = values[loop.Counter];
            Execute(loop.Body);
            if (!Equals(values[loop.Counter], current)) throw new MalformedProgramException($"The counter {loop.Counter} is assigned.");
            if (isConstant && !Equals(Value(loop.Limit), limit))
                throw new MalformedProgramException($"The limit of the loop over {loop.Counter} changes.");
        }

        values.Remove(loop.Counter);
    }

    private static bool Continues(For loop, long counter, long limit) =>
        loop.Inclusive && counter == limit || (loop.Step > 0 ? counter < limit : counter > limit);
}

/// <summary>What a variable holds between its declaration and its first assignment.</summary>
internal sealed class Unassigned
{
    public static readonly Unassigned Value = new();
}
