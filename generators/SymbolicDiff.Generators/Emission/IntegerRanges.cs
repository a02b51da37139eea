using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>
/// Bounds of integer expressions, as far as they follow from literals, lengths and loops: what cannot overflow needs neither
/// <c>checked</c> nor <c>unchecked</c>.
/// </summary>
internal sealed class IntegerRanges
{
    private const int Deepest = 12;
    private readonly Dictionary<Variable, Range> variables = [];

    public void Set(Variable variable, Range range) => variables[variable] = range;

    /// <summary>The values of the counter inside of its loop.</summary>
    public Range OfCounter(For loop)
    {
        Range start = Of(loop.Start), limit = Of(loop.Limit), whole = Whole(loop.Counter.Type);
        int inside = loop.Inclusive ? 0 : 1;
        return loop.Step > 0
            ? new Range(start.Low, limit.High == long.MinValue ? limit.High : limit.High - inside).Within(whole)
            : new Range(limit.Low == long.MaxValue ? limit.Low : limit.Low + inside, start.High).Within(whole);
    }

    public Range Of(Expression expression) => Of(expression, 0);

    /// <summary>Whether the integer operation or conversion can give a result that its type does not hold.</summary>
    public bool CanOverflow(Apply apply)
    {
        if (Operators.Is(apply.Primitive, Primitive.Convert) && apply.Operands[0].Type.IsReal) return true;
        return Exact(apply, 0) is not { } exact || !exact.IsWithin(Whole(apply.Type));
    }

    private Range Of(Expression expression, int depth)
    {
        Range whole = Whole(expression.Type);
        if (depth > Deepest) return whole;
        return expression switch
        {
            Constant { Type: ScalarType { Kind: not ScalarKind.UInt64, IsReal: false } } constant => new Range(constant.Bits, constant.Bits),
            Variable variable => variables.TryGetValue(variable, out Range known) ? known.Within(whole) : whole,
            Apply apply => Exact(apply, depth) is { } exact && exact.IsWithin(whole) ? exact : whole,
            _ => whole,
        };
    }

    /// <summary>The range of the mathematical result, or null where it is not known or beyond 64 bits.</summary>
    private Range? Exact(Apply apply, int depth)
    {
        Primitive primitive = apply.Primitive.WithChecked(false);
        if (primitive.Form == PrimitiveForm.Length) return new Range(0, int.MaxValue);
        if (apply.Operands.Any(operand => operand.Type is not ScalarType { IsReal: false, Kind: not (ScalarKind.UInt64 or ScalarKind.Boolean) })) return null;
        Range a = Of(apply.Operands[0], depth + 1);
        if (primitive.Equals(Primitive.Convert)) return a;
        try
        {
            checked
            {
                if (primitive.Equals(Primitive.Negate)) return new Range(-a.High, -a.Low);
                if (apply.Operands.Count != 2) return null;
                Range b = Of(apply.Operands[1], depth + 1);
                if (primitive.Equals(Primitive.Add)) return new Range(a.Low + b.Low, a.High + b.High);
                if (primitive.Equals(Primitive.Subtract)) return new Range(a.Low - b.High, a.High - b.Low);
                if (primitive.Equals(Primitive.Multiply)) return Range.Around([a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High]);
                if (b.Low <= 0) return null;
                if (primitive.Equals(Primitive.Divide)) return Range.Around([a.Low / b.Low, a.Low / b.High, a.High / b.Low, a.High / b.High]);
                if (primitive.Equals(Primitive.Remainder)) return new Range(a.Low < 0 ? 1 - b.High : 0, a.High > 0 ? b.High - 1 : 0);
                return null;
            }
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static Range Whole(ValueType type) => (type as ScalarType)?.Kind switch
    {
        ScalarKind.SByte => new Range(sbyte.MinValue, sbyte.MaxValue),
        ScalarKind.Byte => new Range(byte.MinValue, byte.MaxValue),
        ScalarKind.Int16 => new Range(short.MinValue, short.MaxValue),
        ScalarKind.UInt16 or ScalarKind.Char => new Range(ushort.MinValue, ushort.MaxValue),
        ScalarKind.Int32 => new Range(int.MinValue, int.MaxValue),
        ScalarKind.UInt32 => new Range(uint.MinValue, uint.MaxValue),
        _ => new Range(long.MinValue, long.MaxValue),
    };
}

/// <summary>Integers from <see cref="Low"/> to <see cref="High"/>.</summary>
internal readonly record struct Range(long Low, long High)
{
    public static Range Around(long[] values) => new(values.Min(), values.Max());

    public bool IsWithin(Range other) => Low >= other.Low && High <= other.High;

    /// <summary>The common part; the whole of <paramref name="other"/> where there is none (code that does not run).</summary>
    public Range Within(Range other)
    {
        long low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return low <= high ? new Range(low, high) : other;
    }
}
