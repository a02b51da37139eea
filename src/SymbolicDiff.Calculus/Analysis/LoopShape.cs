using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>Arithmetic on the headers of counted loops.</summary>
internal static class LoopShape
{
    /// <summary>The loop over the same counters from the last to the first.</summary>
    /// <param name="loop">The loop to reverse.</param>
    /// <param name="counter">The counter of the new loop.</param>
    /// <param name="body">Its body.</param>
    /// <param name="isBounded">Whether the limit is known not to be at the end of its type, so that there is a value before it.</param>
    public static For Reversed(For loop, Variable counter, Block body, bool isBounded) =>
        new(counter, Last(isBounded || loop.Inclusive ? loop : loop with { Limit = NotBeforeStart(loop) }), loop.Start, Inclusive: true, -loop.Step, body);

    /// <summary>Whether a loop runs over the counters of another from the last to the first, with the same body and counter.</summary>
    public static bool IsReverse(For loop, For other) =>
        loop.Step == -other.Step && (IsReverse(loop, other, isBounded: true) || IsReverse(loop, other, isBounded: false));

    private static bool IsReverse(For loop, For other, bool isBounded) => Reversed(other, loop.Counter, loop.Body, isBounded).Equals(loop);

    /// <summary>A limit for the same iterations that has a value before it also where the loop does not run.</summary>
    private static Expression NotBeforeStart(For loop) =>
        new Apply(loop.Step > 0 ? Primitive.Max : Primitive.Min, loop.Limit.Type, loop.Limit, loop.Start);

    /// <summary>The last value of the counter; if there is none, a value before the first.</summary>
    private static Expression Last(For loop)
    {
        long stride = Math.Abs(loop.Step);
        int direction = Math.Sign(loop.Step);
        if (stride == 1) return loop.Inclusive ? loop.Limit : Moved(loop.Limit, -direction);

        // trips = (distance + stride − 1) / stride for an exclusive limit, (distance + stride) / stride for an inclusive one: never positive where nothing runs.
        Expression distance = direction > 0 ? Difference(loop.Limit, loop.Start) : Difference(loop.Start, loop.Limit);
        Expression trips = new Apply(Primitive.Divide, distance.Type, Moved(distance, loop.Inclusive ? stride : stride - 1), new Constant(distance.Type, stride));
        Expression way = new Apply(Primitive.Multiply, trips.Type, Moved(trips, -1), new Constant(trips.Type, loop.Step));
        return loop.Start is Constant { Bits: 0 } ? way : new Apply(Primitive.Add, way.Type, loop.Start, way);
    }

    private static Expression Difference(Expression a, Expression b) => b is Constant { Bits: 0 } ? a : new Apply(Primitive.Subtract, a.Type, a, b);

    private static Expression Moved(Expression value, long by) => (value, by) switch
    {
        (_, 0) => value,
        (Constant constant, _) => constant with { Bits = constant.Bits + by },
        (Apply { Primitive.Name: "-" } apply, < 0) when Subtracted(apply) is { } less => Moved(apply.Operands[0], by - less),
        (_, > 0) => new Apply(Primitive.Add, value.Type, value, new Constant(value.Type, by)),
        _ => new Apply(Primitive.Subtract, value.Type, value, new Constant(value.Type, -by)),
    };

    /// <summary>
    /// The small constant that is subtracted, if more may be subtracted instead: where nothing is checked, and from a length, which overflows no sooner.
    /// </summary>
    private static long? Subtracted(Apply difference) =>
        (!difference.Primitive.Checked || difference.Operands[0] is Apply { Primitive.Form: PrimitiveForm.Length })
        && difference.Operands[1] is Constant { Bits: >= 0 and <= short.MaxValue } less
            ? less.Bits
            : null;
}
