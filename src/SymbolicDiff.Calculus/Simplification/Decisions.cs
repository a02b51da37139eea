using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Folds conditions of numbers that have become constant: a guard of a product is of no use where the tangent of its factor is a number. <see cref="Propagation"/> takes
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
            Apply { Primitive.Name: "==" } equal when equal.Operands[0] is Constant { Type.IsReal: true } a && equal.Operands[1] is Constant { Type.IsReal: true } b =>
                a.Real == b.Real ? Constant.True : Constant.False,
            Apply { Primitive.Name: "&&" } both when both.Operands[1] is Constant second => second.Bits != 0 ? both.Operands[0] : IsPure(both.Operands[0]) ? second : folded,
            Apply { Primitive.Name: "&&" } both when both.Operands[0] is Constant first => first.Bits != 0 ? both.Operands[1] : first,
            Conditional { Condition: Constant condition } choice => condition.Bits != 0 ? choice.WhenTrue : choice.WhenFalse,
            _ => folded,
        };
    }

    private static bool IsPure(Expression condition) => !condition.MayThrow() && !condition.HasEffects();
}
