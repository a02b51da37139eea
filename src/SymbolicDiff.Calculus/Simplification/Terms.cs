using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Short ways to write and to recognise expressions.</summary>
internal static class Terms
{
    public static Expression Plus(Expression left, Expression right) => new Apply(Primitive.Add, left.Type, left, right);

    public static Expression Minus(Expression left, Expression right) => new Apply(Primitive.Subtract, left.Type, left, right);

    public static Expression Times(Expression left, Expression right) => new Apply(Primitive.Multiply, left.Type, left, right);

    public static Expression Over(Expression left, Expression right) => new Apply(Primitive.Divide, left.Type, left, right);

    public static Expression Negative(Expression operand) => new Apply(Primitive.Negate, operand.Type, operand);

    public static bool Is(this Expression expression, Primitive primitive, out Expression left, out Expression right)
    {
        if (expression is Apply { Operands.Count: 2 } apply && apply.Primitive.Equals(primitive))
        {
            (left, right) = (apply.Operands[0], apply.Operands[1]);
            return true;
        }

        (left, right) = (expression, expression);
        return false;
    }

    public static bool IsReal(this Expression expression, double value) =>
        expression is Constant constant && (constant.Type.IsReal ? constant.Real == value : constant.Type is CompositeType && value == 0);

    public static bool IsInteger(this Expression expression, long value) =>
        expression is Constant { Type.IsReal: false } constant && constant.Bits == value;

    /// <summary>A rough cost in units of an addition.</summary>
    public static int Cost(this Expression expression)
    {
        int cost = expression switch
        {
            Apply apply => apply.Primitive.Cost,
            Conditional or Element => 1,
            External => 4,
            _ => 0,
        };
        int count = expression.ChildCount();
        for (int i = 0; i < count; i++) cost += expression.Child(i).Cost();
        return cost;
    }

    /// <summary>How many terms of sums are products or quotients, whose rounding grows where the sum is small: <c>x * (1 - x)</c> has none, <c>x - x * x</c> one.</summary>
    public static int RoundedTerms(this Expression expression)
    {
        int count = 0;
        expression.ForEach(part =>
        {
            if (part.Is(Primitive.Add, out Expression left, out Expression right) || part.Is(Primitive.Subtract, out left, out right))
                count += (IsRounded(left) ? 1 : 0) + (IsRounded(right) ? 1 : 0);
        });
        return count;
    }

    private static bool IsRounded(Expression term) => term switch
    {
        Apply { Primitive.Name: "neg" } negation => IsRounded(negation.Operands[0]),
        Apply { Primitive.Name: "*", Operands: var factors } => !factors.Any(factor => factor is Constant constant && Math.Abs(constant.Real) == 2),
        Apply { Primitive.Name: "/" } => true,
        _ => false,
    };

    /// <summary>The most factors that are multiplied before anything is divided by: the more, the sooner they overflow.</summary>
    public static int LongestProduct(this Expression expression)
    {
        int longest = 0;
        expression.ForEach(part => longest = Math.Max(longest, Factors(part)));
        return longest;
    }

    private static int Factors(Expression expression) => expression switch
    {
        Constant => 0,
        Apply { Primitive.Name: "*" } product => Factors(product.Operands[0]) + Factors(product.Operands[1]),
        Apply { Primitive.Name: "/" or "neg" } apply => Factors(apply.Operands[0]),
        _ => 1,
    };
}
