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
        Expression start = Converted(loop.Start, type);
        yield return new Declare(iterations, Trips(start, loop, type));
        Variable length = variables.New("segmentLength", ValueType.Int32, Role.Source);
        var root = new Apply(Primitive.Sqrt, ValueType.Double, Converted(iterations, ValueType.Double));
        yield return new Declare(length, Plus(Converted(root, ValueType.Int32), 1));
        Variable lastSegment = variables.New("lastSegment", ValueType.Int32, Role.Source);
        yield return new Declare(lastSegment, Converted(new Apply(Primitive.Divide, type, Plus(iterations, -1), Converted(length, type)), ValueType.Int32));
        Variable segment = variables.New("segment", ValueType.Int32, Role.Source);
        Variable first = variables.New("first", type, Role.Source);
        Variable last = variables.New("last", type, Role.Source);
        Expression before = new Apply(Primitive.Multiply, type, Converted(segment, type), Converted(length, type));
        Expression trips = new Apply(Primitive.Min, type, Converted(length, type), TripsFrom(first, loop, type));
        bool isSingle = loop.Step is 1 or -1;
        var body = new Block(
            new Declare(first, Moved(start, before, loop)),
            new Declare(last, isSingle ? Plus(Moved(first, trips, loop), -loop.Step) : Moved(first, Plus(trips, -1), loop)),
            loop with { Start = Converted(first, loop.Counter.Type), Limit = Converted(last, loop.Counter.Type), Inclusive = true, IsCheckpointed = false });
        yield return new For(segment, Constant.Of(0), lastSegment, Inclusive: true, Step: 1, body);
    }

    /// <summary>The number of iterations. Where there are none, the difference of two <c>long</c>s may be any number.</summary>
    private static Expression Trips(Expression start, For loop, ValueType type)
    {
        var zero = new Constant(type, 0);
        if (!loop.Counter.Type.Equals(ValueType.Int64)) return new Apply(Primitive.Max, type, TripsFrom(start, loop, type), zero);
        Primitive comparison = loop.Step > 0 ? loop.Inclusive ? Primitive.LessOrEqual : Primitive.Less : loop.Inclusive ? Primitive.GreaterOrEqual : Primitive.Greater;
        return new Conditional(new Apply(comparison, ValueType.Boolean, start, loop.Limit), TripsFrom(start, loop, type), zero);
    }

    /// <summary>Whether the number of iterations is an <c>int</c> for certain.</summary>
    private static bool IsShort(For loop)
    {
        if (!loop.Counter.Type.Equals(ValueType.Int32) || loop.Step is not (1 or -1)) return false;
        (Expression low, Expression high) = loop.Step > 0 ? (loop.Start, loop.Limit) : (loop.Limit, loop.Start);
        return low is Constant { Bits: >= 0 and < short.MaxValue } least
            && (!loop.Inclusive || least.Bits > 0 || high is Apply { Primitive.Name: "-" } less && less.Operands[0] is Apply { Primitive.Form: PrimitiveForm.Length } && less.Operands[1] is Constant { Bits: > 0 });
    }

    /// <summary>The number of iterations with the counter at the value and behind it; not positive where there are none.</summary>
    private static Expression TripsFrom(Expression value, For loop, ValueType type)
    {
        Expression limit = Converted(loop.Limit, type);
        long stride = Math.Abs(loop.Step), added = loop.Inclusive ? stride : stride - 1;
        Expression distance = loop.Step > 0 ? Minus(limit, value, added) : Minus(value, limit, added);
        return stride == 1 ? distance : new Apply(Primitive.Divide, type, distance, new Constant(type, stride));
    }

    /// <summary>The counter's value a number of iterations after another.</summary>
    private static Expression Moved(Expression value, Expression trips, For loop)
    {
        long stride = Math.Abs(loop.Step);
        Expression way = stride == 1 ? trips : new Apply(Primitive.Multiply, trips.Type, trips, new Constant(trips.Type, stride));
        return value is Constant { Bits: 0 } && loop.Step > 0 ? way : new Apply(loop.Step > 0 ? Primitive.Add : Primitive.Subtract, way.Type, value, way);
    }

    private static Expression Plus(Expression a, long b) => b == 0 ? a
        : a is Apply { Primitive.Name: "-" } less && less.Operands[1] is Constant { Bits: var bits } && bits == b ? less.Operands[0]
        : new Apply(b > 0 ? Primitive.Add : Primitive.Subtract, a.Type, a, new Constant(a.Type, Math.Abs(b)));

    /// <summary>The difference and a small number; constants are put together.</summary>
    private static Expression Minus(Expression a, Expression b, long added) => (a, b) switch
    {
        (_, Constant constant) => Plus(a, added - constant.Bits),
        _ => Plus(new Apply(Primitive.Subtract, a.Type, a, b), added),
    };

    private static Expression Converted(Expression value, ValueType type) =>
        value.Type.Equals(type) ? value
        : value is Constant constant && !type.IsReal ? constant with { Type = type }
        : new Apply(Primitive.Convert, type, value);
}
