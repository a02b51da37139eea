using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Arithmetic on the headers of counted loops of unit step.</summary>
internal static class Headers
{
    /// <summary>The same iterations counted upwards, for a loop of step -1; null where that has no simple form.</summary>
    public static For? Upwards(For loop)
    {
        if (loop.Step != -1 || !loop.Inclusive) return null;
        return loop.Start switch
        {
            Constant constant => loop with { Start = loop.Limit, Limit = constant with { Bits = constant.Bits + 1 }, Inclusive = false, Step = 1 },
            Apply { Primitive: { Name: "-", Checked: false } } apply when apply.Operands[1].IsInteger(1) =>
                loop with { Start = loop.Limit, Limit = apply.Operands[0], Inclusive = false, Step = 1 },
            _ => loop with { Start = loop.Limit, Limit = loop.Start, Step = 1 },
        };
    }

    /// <summary><c>i &lt; x.Length</c> for <c>i &lt;= x.Length - 1</c>.</summary>
    public static For Exclusive(For loop) =>
        loop.Limit.Is(Primitive.Subtract, out Expression length, out Expression one) && one.IsInteger(1)
        && length is Apply { Primitive.Form: PrimitiveForm.Length } && length.Type.Equals(loop.Counter.Type)
            ? loop with { Limit = length, Inclusive = false }
            : loop;

    /// <summary>The limit of a loop that counts over exactly 0 … limit - 1, in either direction.</summary>
    public static Expression? LimitFromZero(For loop)
    {
        For? upwards = loop.Step == 1 ? loop : Upwards(loop);
        return upwards is { Inclusive: false } && upwards.Start.IsInteger(0) ? upwards.Limit : null;
    }
}
