using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>
/// Computes operations of constants in the constants' own precision. Only what IEEE 754 defines to the last bit is computed, so that the generator
/// and the program it writes agree on every machine; what would give a new NaN stays, for its bits differ from machine to machine.
/// So do ties of max and min, where runtimes differ about zeros.
/// </summary>
internal static class ConstantFolding
{
    private static readonly Dictionary<string, Func<double, double, double>> Binary = new(StringComparer.Ordinal)
    {
        ["+"] = (x, y) => x + y,
        ["-"] = (x, y) => x - y,
        ["*"] = (x, y) => x * y,
        ["/"] = (x, y) => x / y,
        ["%"] = (x, y) => x % y,
        ["max"] = (x, y) => x > y ? x : x < y ? y : double.NaN,
        ["min"] = (x, y) => x < y ? x : x > y ? y : double.NaN,
    };

    private static readonly Dictionary<string, Func<double, double>> Unary = new(StringComparer.Ordinal)
    {
        ["neg"] = x => -x,
        ["abs"] = Math.Abs,
        ["sqrt"] = Math.Sqrt,
        ["floor"] = Math.Floor,
        ["ceiling"] = Math.Ceiling,
        ["truncate"] = Math.Truncate,
    };

    private static readonly Dictionary<string, Func<double, double, bool>> Comparisons = new(StringComparer.Ordinal)
    {
        ["=="] = (x, y) => x == y,
        ["!="] = (x, y) => x != y,
        ["<"] = (x, y) => x < y,
        ["<="] = (x, y) => x <= y,
        [">"] = (x, y) => x > y,
        [">="] = (x, y) => x >= y,
    };

    /// <summary>The constant that the expression is, or the expression itself.</summary>
    public static Expression Fold(Expression expression) => expression switch
    {
        Conditional { Condition: Constant condition } chosen => condition.Bits != 0 ? chosen.WhenTrue : chosen.WhenFalse,
        Apply { Operands: { Count: 1 } operands } apply when operands[0] is Constant only => FoldOne(apply, only),
        Apply { Operands: { Count: 2 } operands } apply => FoldTwo(apply, operands[0], operands[1]),
        _ => expression,
    };

    private static Expression FoldOne(Apply apply, Constant operand)
    {
        if (apply.Primitive.Name == "!") return Constant.Of(operand.Bits == 0);
        if (!apply.Type.IsReal) return apply;
        if (apply.Primitive.Name == "convert" && operand.Type is ScalarType { Kind: ScalarKind.Int32 }) return Real(apply, operand.Bits);
        if (!operand.Type.IsReal || !operand.IsKnown) return apply;
        if (apply.Primitive.Name == "convert") return Real(apply, operand.Real);
        if (double.IsNaN(operand.Real) && Unary.ContainsKey(apply.Primitive.Name)) return operand;
        return Unary.TryGetValue(apply.Primitive.Name, out var compute) ? Real(apply, compute(operand.Real)) : apply;
    }

    private static Expression FoldTwo(Apply apply, Expression left, Expression right)
    {
        if (left is Constant { Type.IsReal: true } x && right is Constant { Type.IsReal: true } y)
        {
            if (!x.IsKnown || !y.IsKnown) return apply;
            if (Comparisons.TryGetValue(apply.Primitive.Name, out var compare)) return Constant.Of(compare(x.Real, y.Real));
            if (double.IsNaN(x.Real)) return IsArithmetic(apply) ? left : apply;
            if (double.IsNaN(y.Real)) return IsArithmetic(apply) ? right : apply;
            if (apply.Primitive.Name == "/" && IsFraction(x.Real, y.Real)) return apply;
            // A double is wide enough that rounding a float's sum, difference, product or quotient twice gives the float's own result.
            return Binary.TryGetValue(apply.Primitive.Name, out var compute) ? Real(apply, compute(x.Real, y.Real)) : apply;
        }

        return (apply.Primitive.Name, left, right) switch
        {
            ("&&", Constant a, _) => a.Bits != 0 ? right : Constant.False,
            ("||", Constant a, _) => a.Bits != 0 ? Constant.True : right,
            ("&&", _, Constant { Bits: not 0 }) => left,
            ("||", _, Constant { Bits: 0 }) => left,
            _ => apply,
        };
    }

    /// <summary>Whether the quotient reads better than its decimals: <c>1 / 3</c>.</summary>
    private static bool IsFraction(double numerator, double denominator) =>
        Math.Abs(numerator) == 1 && denominator == Math.Floor(denominator) && Math.Abs(denominator) is > 2 and < 1e9
        && (BitConverter.DoubleToInt64Bits(denominator) & ((1L << 52) - 1)) != 0;

    private static bool IsArithmetic(Apply apply) => Binary.ContainsKey(apply.Primitive.Name);

    private static Expression Real(Apply apply, double value) =>
        !double.IsNaN(value) && Constant.RealOf(value, apply.Type) is { IsKnown: true } known ? known : apply;
}
