using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Makes truth values.</summary>
internal static class Conditions
{
    public static Expression And(Expression left, Expression right) => Join(Primitive.AndAlso, Constant.True, left, right);

    public static Expression Or(Expression left, Expression right) => Join(Primitive.OrElse, Constant.False, left, right);

    /// <summary>The negation; comparisons turn round only where no NaN can come in.</summary>
    public static Expression Not(Expression condition) => condition switch
    {
        Constant constant => Constant.Of(constant.Bits == 0),
        Apply { Primitive.Name: "!" } not => not.Operands[0],
        Apply { Primitive.Name: "==" } equal => equal with { Primitive = Primitive.NotEqual },
        Apply { Primitive.Name: "!=" } different => different with { Primitive = Primitive.Equal },
        Apply { Primitive.Name: "<" } less when !HasReals(less) => less with { Primitive = Primitive.GreaterOrEqual },
        Apply { Primitive.Name: "<=" } less when !HasReals(less) => less with { Primitive = Primitive.Greater },
        Apply { Primitive.Name: ">" } greater when !HasReals(greater) => greater with { Primitive = Primitive.LessOrEqual },
        Apply { Primitive.Name: ">=" } greater when !HasReals(greater) => greater with { Primitive = Primitive.Less },
        _ => new Apply(Primitive.Not, ValueType.Boolean, condition),
    };

    /// <summary>What is known of a comparison of two numbers that are written out; null where nothing is.</summary>
    public static Constant? Compared(Primitive comparison, Expression left, Expression right)
    {
        if (left is not Constant { Type: ScalarType { Kind: ScalarKind.Double } } first || right is not Constant { Type: ScalarType { Kind: ScalarKind.Double } } second) return null;
        return comparison.Name switch
        {
            "==" => Constant.Of(first.Real == second.Real),
            "!=" => Constant.Of(first.Real != second.Real),
            "<" => Constant.Of(first.Real < second.Real),
            "<=" => Constant.Of(first.Real <= second.Real),
            ">" => Constant.Of(first.Real > second.Real),
            ">=" => Constant.Of(first.Real >= second.Real),
            _ => null,
        };
    }

    public static Expression Equal(Expression left, Expression right) => new Apply(Primitive.Equal, ValueType.Boolean, left, right);

    /// <summary>Whether evaluating the expression can throw.</summary>
    public static bool MayThrow(Expression expression) => expression.DescendantsAndSelf().Any(part => part switch
    {
        Element or View or Allocate or CopyOf or External => true,
        Apply apply => apply.Primitive.Checked || apply.Primitive.Form == PrimitiveForm.Length
            || !apply.Type.IsReal && apply.Primitive.Name is "/" or "%",
        _ => false,
    });

    private static bool HasReals(Apply comparison) => comparison.Operands.Any(operand => operand.Type.IsReal);

    private static Expression Join(Primitive primitive, Constant neutral, Expression left, Expression right)
    {
        if (left.Equals(neutral)) return right;
        if (right.Equals(neutral)) return left;
        if (left is Constant) return left;
        return new Apply(primitive, ValueType.Boolean, left, right);
    }
}
