using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Evaluation;

/// <summary>
/// A function of numbers, made ready to be evaluated often. It knows scalars and local arrays of rank one; reals are computed in double precision,
/// integers as long as they stay in the range of int.
/// </summary>
internal sealed class ScalarProgram
{
    private readonly Dictionary<Variable, int> slots = [];
    private readonly Func<Apply, Func<double[], double>> compileCall;
    private readonly List<Func<State, double>> results = [];
    private readonly List<int> parameters = [];
    private readonly Action<State> body;

    private ScalarProgram(Function function, Func<Apply, Func<double[], double>> compileCall)
    {
        this.compileCall = compileCall;
        foreach (Parameter parameter in function.Parameters)
        {
            if (parameter.Passing is not (Passing.Value or Passing.In) || parameter.Variable.Type is not ScalarType)
                throw new NotEvaluableException("a parameter that is no number");
            parameters.Add(Slot(parameter.Variable));
        }

        body = Compile(function.Body);
    }

    /// <summary>Evaluates at a point; loops and statements count against the budget.</summary>
    public delegate double Evaluation(double[] arguments);

    /// <param name="function">A function with one result.</param>
    /// <param name="methods">What methods with rules compute; null where it is not known.</param>
    /// <param name="budget">How many statements may be executed.</param>
    /// <exception cref="NotEvaluableException">The function holds what is not known here.</exception>
    public static Evaluation Of(Function function, Func<Primitive, Evaluation?> methods, Budget budget)
    {
        Func<double[], double> Call(Apply apply)
        {
            Evaluation method = methods(apply.Primitive) ?? throw new NotEvaluableException("a call of " + apply.Primitive);
            return arguments => method(arguments);
        }

        var program = new ScalarProgram(function, Call);
        return arguments => program.Run(arguments, budget);
    }

    private double Run(double[] arguments, Budget budget)
    {
        var state = new State(slots.Count, budget);
        for (int i = 0; i < arguments.Length; i++) state.Numbers[parameters[i]] = arguments[i];
        body(state);
        return results.Count == 1 ? results[0](state) : throw new NotEvaluableException("not one result");
    }

    private int Slot(Variable variable)
    {
        if (!slots.TryGetValue(variable, out int slot)) slots.Add(variable, slot = slots.Count);
        return slot;
    }

    private Action<State> Compile(Block block)
    {
        Action<State>[] statements = [.. block.Statements.Select(Compile)];
        return state =>
        {
            foreach (Action<State> statement in statements)
            {
                state.Budget.Spend();
                statement(state);
            }
        };
    }

    private Action<State> Compile(Statement statement)
    {
        switch (statement)
        {
            case Declare { Value: null } declare:
                Slot(declare.Variable);
                return _ => { };
            case Declare declare:
                return CompileAssignment(declare.Variable, declare.Value);
            case Assign { Kind: AssignmentKind.Set } assign:
                return CompileAssignment(assign.Target, assign.Value);
            case Assign assign:
                Primitive operation = assign.Kind == AssignmentKind.Add ? Primitive.Add : Primitive.Subtract;
                return CompileAssignment(assign.Target, new Apply(operation, assign.Target.Type, assign.Target, assign.Value));
            case Fill fill:
                var (filled, value) = (Array(fill.Storage), Compile(fill.Value));
                return state =>
                {
                    double[] array = filled(state);
                    double all = value(state);
                    for (int i = 0; i < array.Length; i++) array[i] = all;
                };
            case If branch:
                var (condition, then, otherwise) = (Compile(branch.Condition), Compile(branch.Then), Compile(branch.Else));
                return state => (condition(state) != 0 ? then : otherwise)(state);
            case For loop:
                return Compile(loop);
            case While loop:
                var (goesOn, repeated) = (Compile(loop.Condition), Compile(loop.Body));
                return state =>
                {
                    for (; goesOn(state) != 0; state.Budget.Spend()) repeated(state);
                };
            case Return @return:
                results.AddRange(@return.Values.Select(Compile));
                return _ => { };
            case Throw:
                return _ => throw new NotEvaluableException("an exception");
            default:
                throw new NotEvaluableException(statement.GetType().Name);
        }
    }

    private Action<State> CompileAssignment(Expression target, Expression value)
    {
        if (target is Element { Indices.Count: 1 } element)
        {
            var (array, index, written) = (Array(element.Storage), Compile(element.Indices[0]), Compile(value));
            return state => array(state)[Index(array(state), index(state))] = written(state);
        }

        if (target is not Variable variable) throw new NotEvaluableException("a place");
        int slot = Slot(variable);
        if (variable.Type is StorageType)
        {
            Func<State, double[]> storage = Array(value);
            return state => state.Arrays[slot] = storage(state);
        }

        Func<State, double> number = Compile(value);
        return state => state.Numbers[slot] = number(state);
    }

    private Action<State> Compile(For loop)
    {
        var (counter, start, limit, repeated) = (Slot(loop.Counter), Compile(loop.Start), Compile(loop.Limit), Compile(loop.Body));
        long step = loop.Step;
        bool isInclusive = loop.Inclusive;
        return state =>
        {
            double last = limit(state);
            for (double i = start(state); isInclusive && i == last || (step > 0 ? i < last : i > last); i += step)
            {
                state.Numbers[counter] = i;
                state.Budget.Spend();
                repeated(state);
            }
        };
    }

    private Func<State, double> Compile(Expression expression)
    {
        switch (expression)
        {
            case Constant { Type: ScalarType } constant:
                double value = constant.Type.IsReal ? constant.Real : ScalarFunctions.InRange(constant.Bits);
                return _ => value;
            case Variable { Type: ScalarType } variable:
                int slot = Slot(variable);
                return state => state.Numbers[slot];
            case Conditional conditional:
                var (condition, whenTrue, whenFalse) = (Compile(conditional.Condition), Compile(conditional.WhenTrue), Compile(conditional.WhenFalse));
                return state => condition(state) != 0 ? whenTrue(state) : whenFalse(state);
            case Element { Indices.Count: 1, Type: ScalarType } element:
                var (array, index) = (Array(element.Storage), Compile(element.Indices[0]));
                return state => array(state)[Index(array(state), index(state))];
            case Apply { Primitive.Form: PrimitiveForm.Length, Operands.Count: 1 } length:
                Func<State, double[]> measured = Array(length.Operands[0]);
                return state => measured(state).Length;
            case Apply { Type: ScalarType } apply:
                return Compile(apply);
            default:
                throw new NotEvaluableException(expression.GetType().Name);
        }
    }

    private Func<State, double> Compile(Apply apply)
    {
        string name = apply.Primitive.Name;
        Func<State, double>[] operands = [.. apply.Operands.Select(Compile)];
        bool isReal = apply.Type.IsReal;
        if (apply.Primitive.Form == PrimitiveForm.Method)
        {
            Func<double[], double> method = compileCall(apply);
            return state => method([.. operands.Select(operand => operand(state))]);
        }

        if (apply.Primitive.Form == PrimitiveForm.Conversion) return Converted(operands[0], apply);
        Func<State, double> first = operands[0];
        Func<State, double> second = operands[operands.Length - 1];
        if (name == "&&") return state => first(state) != 0 ? second(state) : 0;
        if (name == "||") return state => first(state) != 0 ? 1 : second(state);
        if (operands.Length == 1 && ScalarFunctions.Unary.TryGetValue(name, out var unary))
            return state => unary(first(state));
        if (operands.Length == 2 && ScalarFunctions.Binary.TryGetValue(name, out var binary))
        {
            if (isReal || apply.Type.Equals(ValueType.Boolean)) return state => binary(first(state), second(state));
            return state =>
            {
                double divisor = second(state);
                return ScalarFunctions.Integer(name, binary(first(state), divisor), divisor);
            };
        }

        if (name == "fma") return state => operands[0](state) * operands[1](state) + operands[2](state);
        if (name == "clamp") return state => Math.Min(Math.Max(operands[0](state), operands[1](state)), operands[2](state));
        throw new NotEvaluableException("the operation " + name);
    }

    private static Func<State, double> Converted(Func<State, double> operand, Apply conversion) =>
        conversion.Type.IsReal || !conversion.Operands[0].Type.IsReal ? operand : state => ScalarFunctions.InRange(Math.Truncate(operand(state)));

    private Func<State, double[]> Array(Expression storage)
    {
        switch (storage)
        {
            case Variable { Type: StorageType { Rank: 1, Element: ScalarType } } variable:
                int slot = Slot(variable);
                return state => state.Arrays[slot] ?? throw new NotEvaluableException("no array");
            case Allocate { Lengths.Count: 1, Memory.Element: ScalarType } allocate:
                Func<State, double> length = Compile(allocate.Lengths[0]);
                return state => length(state) is >= 0 and <= Budget.LongestArray and var count
                    ? new double[(int)count]
                    : throw new NotEvaluableException("a long array");
            default:
                throw new NotEvaluableException(storage.GetType().Name);
        }
    }

    private static int Index(double[] array, double index) =>
        index >= 0 && index < array.Length ? (int)index : throw new NotEvaluableException("an index out of range");

    private sealed class State(int count, Budget budget)
    {
        public double[] Numbers { get; } = new double[count];

        public double[]?[] Arrays { get; } = new double[]?[count];

        public Budget Budget => budget;
    }
}

/// <summary>How many statements may still be executed.</summary>
internal sealed class Budget(int statements)
{
    public const int LongestArray = 10_000;

    private int left = statements;

    public void Spend()
    {
        if (--left < 0) throw new NotEvaluableException("too many statements");
    }
}
