using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>What an expression costs to evaluate.</summary>
public static class ExpressionCost
{
    /// <summary>The sum of its operations' costs, in units of an addition; both sides of a choice count, reading memory counts one.</summary>
    public static long Of(Expression expression) => expression.DescendantsAndSelf().Sum(CostOfRoot);

    private static long CostOfRoot(Expression expression) => expression switch
    {
        Apply apply => apply.Primitive.Cost,
        Conditional or Element => 1,
        _ => 0,
    };
}
