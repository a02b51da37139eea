using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Folds conditions of numbers that have become constant, and guards of what is zero in any case: a guard of a product is of no use where the tangent of its factor is a number. <see cref="Propagation"/> takes
/// the side that is left.
/// </summary>
internal static class Decisions
{
    public static Function Run(Facts facts) => facts.With(Walk(facts.Body));

    private static Block Walk(Block block) => block.With([.. block.Statements.Select(statement => statement.Map(Folded, Walk))]);

    private static Expression Folded(Expression expression)
    {
        Expression folded = expression.MapChildren(Folded);
        return folded switch
        {
            Apply { Primitive.Name: "==" } equal when Number(equal.Operands[0]) is { } a && Number(equal.Operands[1]) is { } b => a.Real == b.Real ? Constant.True : Constant.False,
            Apply { Primitive.Name: "&&" } both when both.Operands[1] is Constant second => second.Bits != 0 ? both.Operands[0] : IsPure(both.Operands[0]) ? second : folded,
            Apply { Primitive.Name: "&&" } both when both.Operands[0] is Constant first => first.Bits != 0 ? both.Operands[1] : first,
            Conditional { IsGuard: true } guard when guard.WhenTrue.Equals(guard.WhenFalse) && IsPure(guard.Condition) => guard.WhenTrue,
            Conditional { Condition: Constant condition } choice => condition.Bits != 0 ? choice.WhenTrue : choice.WhenFalse,
            _ => folded,
        };
    }

    /// <summary>The number that an expression of numbers is; null for others.</summary>
    private static Constant? Number(Expression expression) => Value(expression) as Constant is { Type.IsReal: true } number ? number : null;

    private static Expression Value(Expression expression) => ConstantFolding.Fold(expression.MapChildren(Value));

    private static bool IsPure(Expression condition) => !condition.MayThrow() && !condition.HasEffects();
}
