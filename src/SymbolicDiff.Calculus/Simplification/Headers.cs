using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Arithmetic on the headers of counted loops of unit step.</summary>
internal static class Headers
{
    private static readonly Variable AnyCounter = new("counter", -1, ValueType.Int32, Role.Source);

    /// <summary>The same iterations counted upwards, for a loop of step -1; null where that has no simple form.</summary>
    public static For? Upwards(For loop)
    {
        if (loop.Step != -1 || !loop.Inclusive) return null;
        return loop.Start switch
        {
            Constant constant => loop with { Start = loop.Limit, Limit = constant with { Bits = constant.Bits + 1 }, Inclusive = false, Step = 1 },
            Apply { Primitive: { Name: "-", Checked: false } } apply when apply.Operands[1] is Constant { Bits: > 0 and <= short.MaxValue } less =>
                loop with { Start = loop.Limit, Limit = WithoutStart(Less(apply, less), loop.Limit), Inclusive = false, Step = 1 },
            _ => loop with { Start = loop.Limit, Limit = loop.Start, Step = 1 },
        };
    }

    /// <summary><c>n</c> for <c>Math.Max(n, start)</c>: a loop upwards does not run where its limit is less.</summary>
    private static Expression WithoutStart(Expression limit, Expression start) =>
        limit is Apply { Primitive.Name: "max" } apply && apply.Operands[1].Equals(start) ? apply.Operands[0] : limit;

    /// <summary><c>n - 1</c> for <c>n - 2</c>.</summary>
    private static Expression Less(Apply difference, Constant less) =>
        less.Bits == 1 ? difference.Operands[0] : difference with { Operands = EquatableArray.Of(difference.Operands[0], less with { Bits = less.Bits - 1 }) };

    /// <summary><c>i &lt; x.Length</c> for <c>i &lt;= x.Length - 1</c>, <c>i &lt; n</c> for <c>i &lt;= Math.Max(n, 0) - 1</c>.</summary>
    public static For Exclusive(For loop) =>
        loop.Limit.Is(Primitive.Subtract, out Expression length, out Expression one) && one.IsInteger(1)
        && length.Type.Equals(loop.Counter.Type)
        && (length is Apply { Primitive.Form: PrimitiveForm.Length } || !WithoutStart(length, loop.Start).Equals(length))
            ? loop with { Limit = WithoutStart(length, loop.Start), Inclusive = false }
            : loop;

    /// <summary>The limit of a loop that counts over exactly 0 … limit - 1, in either direction.</summary>
    public static Expression? LimitFromZero(For loop)
    {
        For? upwards = loop.Step == 1 ? loop : Upwards(loop);
        return upwards is { Inclusive: false } && upwards.Start.IsInteger(0) ? upwards.Limit : null;
    }

    /// <summary>A loop without a body that is the same for all loops that count over the same numbers, in either direction.</summary>
    public static For Of(For loop) => (Upwards(loop) ?? loop) with { Counter = AnyCounter, Body = Block.Empty };

    /// <summary>Whether there is an iteration at all; of a length and constants as a reader would put it, <c>x.Length &gt; 1</c>.</summary>
    public static Expression Runs(For loop)
    {
        var (low, high) = loop.Step > 0 ? (loop.Start, loop.Limit) : (loop.Limit, loop.Start);
        if (low is Constant least && Length(high) is var (length, less) && Math.Abs(less) < int.MaxValue / 2 && Math.Abs(least.Bits) < int.MaxValue / 2)
            return new Apply(Primitive.Greater, ValueType.Boolean, length, least with { Bits = least.Bits + less - (loop.Inclusive ? 1 : 0) });
        return low is Constant
            ? new Apply(loop.Inclusive ? Primitive.GreaterOrEqual : Primitive.Greater, ValueType.Boolean, high, low)
            : new Apply(loop.Inclusive ? Primitive.LessOrEqual : Primitive.Less, ValueType.Boolean, low, high);
    }

    /// <summary>The parts of <c>length - constant</c>, which does not overflow.</summary>
    private static (Expression Length, long Less)? Length(Expression value) => value switch
    {
        Apply { Primitive.Form: PrimitiveForm.Length } => (value, 0),
        Apply { Primitive.Name: "-" } apply when apply.Operands[1] is Constant less && Length(apply.Operands[0]) is var (length, before) => (length, before + less.Bits),
        _ => null,
    };
}
