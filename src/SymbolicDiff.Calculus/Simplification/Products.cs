using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Writes products in derivatives as people do: <c>2 * (a * b)</c> as <c>2 * a * b</c>, a variable before a call.</summary>
internal static class Products
{
    private const double Smallest = 1e-30;
    private const double Largest = 1e30;

    public static Function Run(Function function) => function with { Body = Walk(function.Body) };

    private static Block Walk(Block block) => block.With(block.Statements.Map(Walk));

    private static Statement Walk(Statement statement) => statement switch
    {
        Declare { Value: { } value } declare when statement.IsDerivative() => declare with { Value = Written(value) },
        Assign assign when statement.IsDerivative() => assign with { Value = Written(assign.Value) },
        _ => statement.Map(expression => expression, Walk),
    };

    /// <summary>A derivative's value as it is to be written.</summary>
    public static Expression Written(Expression value)
    {
        if (value is not (Apply or Conditional) || !value.Type.IsReal) return value;
        value = value.MapChildren(Written);
        if (!value.Is(Primitive.Multiply, out Expression left, out Expression right)) return value;
        if (left is Apply { Primitive.Form: PrimitiveForm.Function } && right is Constant or Variable) (left, right) = (right, left);
        return left is Constant factor && Math.Abs(factor.Real) is >= Smallest and <= Largest ? Scaled(factor, right) : Terms.Times(left, right);
    }

    private static Expression Scaled(Constant factor, Expression value)
    {
        if (factor.Real == 1) return value;
        if (value is Constant { IsKnown: true } constant && factor.IsKnown) return Constant.RealOf(factor.Real * constant.Real, factor.Type);
        if (value.Is(Primitive.Multiply, out Expression left, out Expression right)) return Terms.Times(Scaled(factor, left), right);
        if (value.Is(Primitive.Divide, out left, out right)) return Terms.Over(Scaled(factor, left), right);
        return Terms.Times(factor, value);
    }
}
