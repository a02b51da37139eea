using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Divides the iterations of loops with checkpoints into segments, as many as each has iterations, so that what is kept for each segment and what is recorded inside one are
/// about the square root of what all iterations would need.
/// </summary>
internal sealed class Segmentation
{
    private readonly IReadOnlyCollection<Variable> counters;
    private readonly VariableSource variables;
    private readonly HashSet<Variable> unset;

    private Segmentation(Function function, IReadOnlyCollection<Variable> counters, VariableSource variables)
    {
        (this.counters, this.variables) = (counters, variables);
        unset = [.. from loop in function.Body.AllStatements().OfType<For>().Where(loop => counters.Contains(loop.Counter))
                    from assign in loop.Body.AllStatements().OfType<Assign>()
                    let variable = assign.Target as Variable
                    where variable is { Type: ScalarType }
                    select variable];
        unset.ExceptWith(function.Body.AllStatements().OfType<For>().Where(loop => counters.Contains(loop.Counter))
            .SelectMany(loop => loop.Body.AllStatements()).OfType<Declare>().Select(declare => declare.Variable));
    }

    /// <param name="function">The primal.</param>
    /// <param name="counters">The counters of the loops to divide; a loop inside of another that is divided is left for the segments of that.</param>
    /// <param name="variables">Makes variables that differ from the primal's.</param>
    public static Function Of(Function function, IReadOnlyCollection<Variable> counters, VariableSource variables) =>
        function with { Body = new Segmentation(function, counters, variables).In(function.Body) };

    private Block In(Block block) => block.With([.. block.Statements.SelectMany(statement => statement switch
    {
        For loop when counters.Contains(loop.Counter) => Divided(loop),
        Declare { Value: null } declare when unset.Contains(declare.Variable) => [declare.WithValue(new Constant(declare.Variable.Type, 0))], // it is kept for each segment
        _ => [statement.Map(expression => expression, In)],
    })]);

    private IEnumerable<Statement> Divided(For loop)
    {
        ValueType type = IsShort(loop) ? ValueType.Int32 : ValueType.Int64;
        Variable iterations = variables.New("iterations", type, Role.Source);
        yield return new Declare(iterations, new Apply(Primitive.Max, type, Trips(loop, type), new Constant(type, 0)));
        Variable length = variables.New("segmentLength", ValueType.Int32, Role.Source);
        var root = new Apply(Primitive.Sqrt, ValueType.Double, Converted(iterations, ValueType.Double));
        yield return new Declare(length, Plus(Converted(root, ValueType.Int32), Constant.Of(1)));
        Expression longLength = Converted(length, type);
        Variable segments = variables.New("segments", ValueType.Int32, Role.Source);
        yield return new Declare(segments, Plus(Converted(new Apply(Primitive.Divide, type, iterations, longLength), ValueType.Int32), Constant.Of(1)));
        Variable segment = variables.New("segment", ValueType.Int32, Role.Source);
        Variable first = variables.New("first", type, Role.Source);
        Variable end = variables.New("end", type, Role.Source);
        var body = new Block(
            new Declare(first, new Apply(Primitive.Multiply, type, Converted(segment, type), longLength)),
            new Declare(end, Plus(first, new Apply(Primitive.Min, type, longLength, new Apply(Primitive.Subtract, type, iterations, first)))),
            loop with { Start = At(loop, first), Limit = At(loop, end), Inclusive = false, IsCheckpointed = false });
        yield return new For(segment, Constant.Of(0), segments, Inclusive: false, Step: 1, body);
    }

    /// <summary>Whether the number of iterations is an <c>int</c>.</summary>
    private static bool IsShort(For loop)
    {
        Expression low = loop.Step > 0 ? loop.Start : loop.Limit;
        return loop.Counter.Type.Equals(ValueType.Int32) && loop.Step is 1 or -1 && low is Constant { Bits: var bits } && bits >= (loop.Inclusive ? 1 : 0);
    }

    /// <summary>The number of iterations; not positive where there are none.</summary>
    private static Expression Trips(For loop, ValueType type)
    {
        (Expression start, Expression limit) = (Converted(loop.Start, type), Converted(loop.Limit, type));
        Expression distance = loop.Step > 0 ? Minus(limit, start) : Minus(start, limit);
        long stride = Math.Abs(loop.Step), added = loop.Inclusive ? stride : stride - 1;
        if (added != 0) distance = Plus(distance, new Constant(type, added));
        return stride == 1 ? distance : new Apply(Primitive.Divide, type, distance, new Constant(type, stride));
    }

    /// <summary>The counter in the iteration with the number.</summary>
    private static Expression At(For loop, Variable number)
    {
        ValueType type = number.Type;
        long stride = Math.Abs(loop.Step);
        Expression way = stride == 1 ? number : new Apply(Primitive.Multiply, type, number, new Constant(type, stride));
        Expression start = Converted(loop.Start, type);
        Expression at = loop.Step < 0 ? Minus(start, way) : start is Constant { Bits: 0 } ? way : Plus(start, way);
        return Converted(at, loop.Counter.Type);
    }

    private static Expression Plus(Expression a, Expression b) => new Apply(Primitive.Add, a.Type, a, b);

    private static Expression Minus(Expression a, Expression b) => b is Constant { Bits: 0 } ? a : new Apply(Primitive.Subtract, a.Type, a, b);

    private static Expression Converted(Expression value, ValueType type) =>
        value.Type.Equals(type) ? value
        : value is Constant constant && !type.IsReal ? constant with { Type = type }
        : new Apply(Primitive.Convert, type, value);
}
