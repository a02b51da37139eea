using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

internal static class ProvisionalRules
{
    public static IReadOnlyList<(Expression Value, bool Singular)>? Partials(Apply apply, Expression result)
    {
        var type = apply.Type;
        Expression One(double value) => Constant.RealOf(value, type);
        Expression Of(Primitive primitive, params Expression[] operands) => new Apply(primitive, type, operands);
        var x = apply.Operands[0];
        var y = apply.Operands.Count > 1 ? apply.Operands[1] : x;
        return apply.Primitive.Name switch
        {
            "+" => [(One(1), false), (One(1), false)],
            "-" => [(One(1), false), (One(-1), false)],
            "*" => [(y, false), (x, false)],
            "/" => [(Of(Primitive.Divide, One(1), y), false), (Of(Primitive.Negate, Of(Primitive.Divide, result, y)), false)],
            "neg" => [(One(-1), false)],
            "exp" => [(result, false)],
            "log" => [(Of(Primitive.Divide, One(1), x), false)],
            "sin" => [(Of(Primitive.Cos, x), false)],
            "cos" => [(Of(Primitive.Negate, Of(Primitive.Sin, x)), false)],
            "sqrt" => [(Of(Primitive.Divide, One(0.5), result), true)],
            "tanh" => [(Of(Primitive.Subtract, One(1), Of(Primitive.Multiply, result, result)), false)],
            _ => null,
        };
    }
}
