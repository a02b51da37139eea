using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>Expressions over the variables of a scope.</summary>
internal sealed class RandomExpressions(Random random, RandomScope scope)
{
    public T Pick<T>(IEnumerable<T> choices) => choices.ElementAt(random.Next(choices.Count()));

    public T? PickOrNull<T>(IEnumerable<T> choices)
        where T : class => choices.Any() ? Pick(choices) : null;

    /// <summary>A smooth function with a moderate value, most of the time: loops would let products grow without bounds.</summary>
    public Expression Moderate(Expression value) => random.Next(4) switch
    {
        0 => Sin(value),
        1 => Tanh(value),
        2 => value / (2.0 + value * value),
        _ => value * 0.5,
    };

    public Expression Real(int depth, ValueType? type = null) => In(type ?? ValueType.Double, RealOf(depth));

    /// <summary>A condition on reals that is rarely a tie, on integers, or a truth value computed before.</summary>
    public Expression Condition() => random.Next(5) switch
    {
        0 when scope.Truths.Count > 0 => Pick(scope.Truths),
        1 when scope.Integers.Count > 0 => new Apply(
            Primitive.All[Pick(["<", "==", ">="])], ValueType.Boolean, Pick(scope.Integers).Variable, Constant.Of(random.Next(3))),
        2 => Condition().And(Real(1).IsLess(0.31)),
        3 => Real(1).IsGreater(0.17).Or(Real(1).IsLess(-0.2)),
        _ => Real(2).IsLess(Real(1)),
    };

    /// <summary>An integer from 0 to below the length.</summary>
    public Expression Index(int length)
    {
        IntegerRange? inRange = PickOrNull(scope.Integers.Where(integer => integer.Low >= 0 && integer.High < length));
        IntegerRange? any = PickOrNull(scope.Integers.Where(integer => integer.Low >= 0));
        return random.Next(5) switch
        {
            0 or 1 when inRange is not null => inRange.Variable,
            2 when inRange is not null => Constant.Of(length - 1) - inRange.Variable,
            3 when any is not null => (any.Variable + random.Next(3)) % length,
            _ => Constant.Of(random.Next(length)),
        };
    }

    /// <summary>The bounds of a counted loop and the least and largest value of its counter.</summary>
    public (Expression Start, Expression Limit, long Step, bool Inclusive, int Low, int High) Bounds()
    {
        KnownStorage? storage = PickOrNull(scope.Storages);
        IntegerRange? integer = PickOrNull(scope.Integers.Where(candidate => candidate.Low >= 0));
        Expression zero = Constant.Of(0);
        return random.Next(8) switch
        {
            0 when storage is not null => (zero, storage.Variable.Length, 1, false, 0, storage.Length - 1),
            1 when storage is not null => (storage.Variable.Length - 1, zero, -1, true, 0, storage.Length - 1),
            2 when integer is not null => (zero, integer.Variable, 1, false, 0, Math.Max(0, integer.High - 1)),
            3 when integer is not null => (integer.Variable, Constant.Of(3), 1, true, Math.Min(3, integer.Low), 3),
            4 => (Constant.Of(3), Constant.Of(-1), -2, false, 0, 3),
            5 or 6 => AnyBounds(random.Next(4) == 0 ? ValueType.Int64 : ValueType.Int32),
            _ => (Constant.Of(random.Next(2)), Constant.Of(1 + random.Next(3)), 1 + random.Next(2), random.Next(3) == 0, 0, 3),
        };
    }

    /// <summary>Bounds of any order, so that the loop may not run, with steps up to three.</summary>
    private (Expression Start, Expression Limit, long Step, bool Inclusive, int Low, int High) AnyBounds(ValueType type)
    {
        ((Expression start, int low, int high), (Expression limit, int least, int most)) = (Bound(), Bound());
        (int step, bool inclusive) = (1 + random.Next(3), random.Next(2) == 0);
        int beyond = inclusive ? 0 : 1;
        if (type != ValueType.Int32) (start, limit) = (start.To(type), limit.To(type));
        return random.Next(2) == 0
            ? (start, limit, step, inclusive, low, Math.Max(high, most - beyond))
            : (start, limit, -step, inclusive, Math.Min(low, least + beyond), high);
    }

    private (Expression Value, int Low, int High) Bound()
    {
        int offset = random.Next(3) - 1;
        return random.Next(2) == 0 && PickOrNull(scope.Integers.Where(integer => integer.IsFixed)) is { } integer
            ? (integer.Variable + offset, integer.Low + offset, integer.High + offset)
            : (Constant.Of(offset * 2 + 1), offset * 2 + 1, offset * 2 + 1);
    }

    private static Expression In(ValueType type, Expression value) => value.Type == type ? value : value.To(type);

    private Expression RealOf(int depth) => depth == 0 || random.Next(5) == 0 ? Leaf() : Operation(depth - 1);

    private Expression Double(int depth) => In(ValueType.Double, RealOf(depth));

    private Expression Leaf() => random.Next(6) switch
    {
        0 => Constant.Of(Math.Round(random.NextDouble() * 4 - 2, 1)),
        1 when scope.Integers.Count > 0 => Pick(scope.Integers).Variable.To(ValueType.Double),
        2 or 3 when scope.Storages.Count > 0 => ElementOf(Pick(scope.Storages)),
        4 when scope.Rows.Count > 0 => ElementOfRow(Pick(scope.Rows)),
        4 when scope.Matrices.Count > 0 => ElementOfRow(Pick(scope.Matrices), isMatrix: true),
        _ => Pick(scope.Reals),
    };

    private Element ElementOf(KnownStorage storage) => storage.Variable.At(Index(storage.Length));

    private Element ElementOfRow(KnownStorage rows, bool isMatrix = false) => isMatrix
        ? rows.Variable.At(Index(rows.Length), Index(rows.RowLength))
        : rows.Variable.At(Index(rows.Length)).At(Index(rows.RowLength));

    private Expression Operation(int depth)
    {
        Expression x = Double(depth);
        return random.Next(15) switch
        {
            0 or 1 => x + Double(depth),
            2 => x - Double(depth),
            3 or 4 or 5 => x * Double(depth),
            6 => x / (2.5 + Cos(Double(depth))),
            7 => -x,
            8 => Sin(x),
            9 => Exp(Tanh(x)),
            10 => Call("sqrt", 1.0 + x * x),
            11 => Call(Pick(["max", "min"]), x, Double(depth)),
            12 => Call("log", 1.5 + x * x) * Call("abs", x),
            13 => new Conditional(Condition(), x, Double(depth)),
            _ => Call("pow", 1.0 + x * x, Sin(Double(depth))),
        };
    }
}
