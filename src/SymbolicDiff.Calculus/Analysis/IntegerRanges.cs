using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Bounds of integer expressions, as far as they follow from literals, lengths and loops: what cannot overflow needs neither
/// <c>checked</c> nor <c>unchecked</c>.
/// </summary>
public sealed class IntegerRanges
{
    private const int Deepest = 12;
    private readonly Dictionary<Variable, IntegerRange> variables = [];

    /// <summary>What follows from the declarations of locals that are never assigned, and from the headers of loops.</summary>
    public static IntegerRanges Of(Function function)
    {
        var ranges = new IntegerRanges();
        var statements = function.Body.AllStatements().ToList();
        var assigned = new HashSet<Variable>(statements.OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        foreach (Statement statement in statements)
        {
            if (statement is For loop) ranges.Set(loop.Counter, ranges.OfCounter(loop));
            if (statement is Declare { Value: { } value, Variable: { Type: ScalarType { IsReal: false } } variable } && !assigned.Contains(variable))
                ranges.Set(variable, ranges.Of(value));
        }

        return ranges;
    }

    /// <summary>Whether one less (or, upwards, one more) than the value may be beyond its type.</summary>
    public bool MayEnd(Expression value, bool upwards) =>
        upwards ? Of(value).High == Whole(value.Type).High : Of(value).Low == Whole(value.Type).Low;

    public void Set(Variable variable, IntegerRange range) => variables[variable] = range;

    /// <summary>The values of the counter inside of its loop.</summary>
    public IntegerRange OfCounter(For loop)
    {
        IntegerRange start = Of(loop.Start), limit = Of(loop.Limit), whole = Whole(loop.Counter.Type);
        int inside = loop.Inclusive ? 0 : 1;
        return loop.Step > 0
            ? new IntegerRange(start.Low, limit.High == long.MinValue ? limit.High : limit.High - inside).Within(whole)
            : new IntegerRange(limit.Low == long.MaxValue ? limit.Low : limit.Low + inside, start.High).Within(whole);
    }

    public IntegerRange Of(Expression expression) => Of(expression, 0);

    /// <summary>Whether the integer operation or conversion can give a result that its type does not hold.</summary>
    public bool CanOverflow(Apply apply)
    {
        if (apply.Primitive.Name == Primitive.Convert.Name && apply.Operands[0].Type.IsReal) return true;
        return Exact(apply, 0) is not { } exact || !exact.IsWithin(Whole(apply.Type));
    }

    private IntegerRange Of(Expression expression, int depth)
    {
        IntegerRange whole = Whole(expression.Type);
        if (depth > Deepest) return whole;
        return expression switch
        {
            Constant { Type: ScalarType { Kind: not ScalarKind.UInt64, IsReal: false } } constant => new IntegerRange(constant.Bits, constant.Bits),
            Variable variable => variables.TryGetValue(variable, out IntegerRange known) ? known.Within(whole) : whole,
            Apply apply => Exact(apply, depth) is { } exact && exact.IsWithin(whole) ? exact : whole,
            _ => whole,
        };
    }

    /// <summary>The range of the mathematical result, or null where it is not known or beyond 64 bits.</summary>
    private IntegerRange? Exact(Apply apply, int depth)
    {
        Primitive primitive = apply.Primitive.WithChecked(false);
        if (primitive.Form == PrimitiveForm.Length) return new IntegerRange(0, int.MaxValue);
        if (apply.Operands.Any(operand => operand.Type is not ScalarType { IsReal: false, Kind: not (ScalarKind.UInt64 or ScalarKind.Boolean) })) return null;
        IntegerRange a = Of(apply.Operands[0], depth + 1);
        if (primitive.Equals(Primitive.Convert)) return a;
        try
        {
            checked
            {
                if (primitive.Equals(Primitive.Negate)) return new IntegerRange(-a.High, -a.Low);
                if (apply.Operands.Count != 2) return null;
                IntegerRange b = Of(apply.Operands[1], depth + 1);
                if (primitive.Equals(Primitive.Max)) return new IntegerRange(Math.Max(a.Low, b.Low), Math.Max(a.High, b.High));
                if (primitive.Equals(Primitive.Min)) return new IntegerRange(Math.Min(a.Low, b.Low), Math.Min(a.High, b.High));
                if (primitive.Equals(Primitive.Add)) return new IntegerRange(a.Low + b.Low, a.High + b.High);
                if (primitive.Equals(Primitive.Subtract)) return new IntegerRange(a.Low - b.High, a.High - b.Low);
                if (primitive.Equals(Primitive.Multiply)) return IntegerRange.Around([a.Low * b.Low, a.Low * b.High, a.High * b.Low, a.High * b.High]);
                if (b.Low <= 0) return null;
                if (primitive.Equals(Primitive.Divide)) return IntegerRange.Around([a.Low / b.Low, a.Low / b.High, a.High / b.Low, a.High / b.High]);
                if (primitive.Equals(Primitive.Remainder)) return new IntegerRange(a.Low < 0 ? 1 - b.High : 0, a.High > 0 ? b.High - 1 : 0);
                return null;
            }
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    private static IntegerRange Whole(ValueType type) => (type as ScalarType)?.Kind switch
    {
        ScalarKind.SByte => new IntegerRange(sbyte.MinValue, sbyte.MaxValue),
        ScalarKind.Byte => new IntegerRange(byte.MinValue, byte.MaxValue),
        ScalarKind.Int16 => new IntegerRange(short.MinValue, short.MaxValue),
        ScalarKind.UInt16 or ScalarKind.Char => new IntegerRange(ushort.MinValue, ushort.MaxValue),
        ScalarKind.Int32 => new IntegerRange(int.MinValue, int.MaxValue),
        ScalarKind.UInt32 => new IntegerRange(uint.MinValue, uint.MaxValue),
        _ => new IntegerRange(long.MinValue, long.MaxValue),
    };
}

/// <summary>Integers from <see cref="Low"/> to <see cref="High"/>.</summary>
public readonly record struct IntegerRange(long Low, long High)
{
    public static IntegerRange Around(long[] values) => new(values.Min(), values.Max());

    public bool IsWithin(IntegerRange other) => Low >= other.Low && High <= other.High;

    /// <summary>The common part; the whole of <paramref name="other"/> where there is none (code that does not run).</summary>
    public IntegerRange Within(IntegerRange other)
    {
        long low = Math.Max(Low, other.Low), high = Math.Min(High, other.High);
        return low <= high ? new IntegerRange(low, high) : other;
    }
}
