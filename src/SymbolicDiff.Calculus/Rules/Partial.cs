using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>
/// The derivative with respect to one operand. The constant 0 means no dependence. A singular one can be infinite where the value is finite; there an
/// adjoint or tangent of 0 contributes 0.
/// </summary>
public sealed record Partial(Expression Value, bool Singular)
{
    /// <summary>
    /// The product with an adjoint or tangent, which is an atom. Where the partial is 0 it is 0 even for an infinite adjoint: a choice between
    /// constants becomes a choice between products.
    /// </summary>
    /// <param name="factor">The adjoint or tangent.</param>
    /// <param name="isFactorFirst">Whether the factor is the left operand.</param>
    public Expression Times(Expression factor, bool isFactorFirst = true)
    {
        Expression product = Product(factor, Value, isFactorFirst);
        if (!Singular) return product;
        Constant zero = Constant.RealOf(0, factor.Type);
        return new Conditional(new Apply(Primitive.Equal, ValueType.Boolean, factor, zero), zero, product) { IsGuard = true };
    }

    private static Expression Product(Expression factor, Expression value, bool isFactorFirst)
    {
        switch (value)
        {
            case Constant { Real: 0 or double.NaN } constant:
                return constant;
            case Constant { Real: 1 }:
                return factor;
            case Constant { Real: -1 }:
                return new Apply(Primitive.Negate, factor.Type, factor);
            case Conditional choice when HasConstantBranch(choice):
                return choice with { WhenTrue = Product(factor, choice.WhenTrue, isFactorFirst), WhenFalse = Product(factor, choice.WhenFalse, isFactorFirst) };
            default:
                return new Apply(Primitive.Multiply, factor.Type, isFactorFirst ? factor : value, isFactorFirst ? value : factor);
        }
    }

    private static bool HasConstantBranch(Conditional choice) => IsConstant(choice.WhenTrue) || IsConstant(choice.WhenFalse);

    private static bool IsConstant(Expression branch) => branch is Constant || branch is Conditional choice && HasConstantBranch(choice);
}
