using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Where an infinite adjoint may meet a partial that is zero. The adjoint of an operand of a root at 0 is infinite; below it, <c>∞ * 0</c> would be NaN where
/// forward mode gives 0. Followed upstream through sums, and from the first product on through further products: what else is added up there is not zero
/// together with the root.
/// </summary>
internal sealed class InfiniteAdjoints
{
    private readonly Activity activity;
    private readonly ILookup<Variable, (Statement Statement, Expression Value)> flows;
    private readonly HashSet<Variable> exposed = [];

    public InfiniteAdjoints(Activity activity, Timeline timeline)
    {
        this.activity = activity;
        flows = timeline.Sites.SelectMany(site => Activity.FlowsOf(site.Statement).Select(flow => (site.Statement, Flow: flow)))
            .Where(flow => flow.Flow.Target.Type.CarriesReals)
            .ToLookup(flow => activity.KeyOf(flow.Flow.Target), flow => (flow.Statement, flow.Flow.Value));
        var roots = timeline.Sites.SelectMany(site => Activity.FlowsOf(site.Statement)).Select(flow => flow.Value).OfType<Apply>().Where(IsSingular);
        Follow(roots.Where(root => !IsOfSquares(root)).SelectMany(root => root.Operands.OfType<Variable>().Where(activity.IsActive)));
    }

    /// <summary>Whether the adjoint of the result of an operation may be infinite where a partial of it is zero.</summary>
    public bool MayMeetZero(Variable result) => exposed.Contains(result);

    /// <summary>
    /// Whether the operation is a root of a sum of squares: at 0 each square is 0, so that whatever the adjoint of the sum is, nothing goes further down.
    /// </summary>
    public bool IsOfSquares(Apply root) =>
        root.Primitive == Primitive.Sqrt && root.Operands[0] is Variable sum && activity.IsActive(sum) && IsSumOfSquares(sum, []);

    /// <summary>Whether a partial is infinite at a point where the value is finite.</summary>
    private static bool IsSingular(Apply apply) => apply.Primitive.Name switch
    {
        "sqrt" or "cbrt" or "asin" or "acos" or "asinPi" or "acosPi" or "acosh" or "rootN" => true,
        "pow" => apply.Operands[1] is not Constant { Real: <= 0 or >= 1 },
        _ => false,
    };

    private bool IsSumOfSquares(Variable sum, HashSet<Variable> visited) =>
        !visited.Add(sum) || flows[sum].Any() && flows[sum].All(flow =>
            flow.Statement is not Assign { Kind: AssignmentKind.Subtract } && IsSumOfSquares(flow.Value, visited));

    private bool IsSumOfSquares(Expression value, HashSet<Variable> visited) => value switch
    {
        Constant { Type.IsReal: true, Real: >= 0 } => true,
        Variable { Type.IsReal: true } variable => IsSumOfSquares(variable, visited),
        Apply { Primitive.Name: "*" } product when product.Operands[0].Equals(product.Operands[1]) => true,
        Apply { Primitive.Name: "*" or "/" } scaled => scaled.Operands.OfType<Variable>().Where(activity.IsActive).ToList() is { Count: 1 } active
            && (scaled.Primitive.Name == "*" || active[0].Equals(scaled.Operands[0])) && IsSumOfSquares(active[0], visited),
        Apply { Primitive.Name: "pow" } power => power.Operands[1] is Constant { Real: 2 },
        Apply { Primitive.Name: "+" } sum => sum.Operands.All(operand => IsSumOfSquares(operand, visited)),
        _ => false,
    };

    private void Follow(IEnumerable<Variable> operands)
    {
        var seen = new HashSet<(Variable Variable, bool InProduct)>();
        var pending = new Stack<(Variable Variable, bool InProduct)>(operands.Select(operand => (activity.KeyOf(operand), false)));
        while (pending.Count > 0)
        {
            (Variable Variable, bool InProduct) next = pending.Pop();
            if (!seen.Add(next)) continue;
            foreach ((Statement statement, Expression value) in flows[next.Variable])
            {
                if (value is Apply apply && !IsSum(apply)) Expose(statement, apply);
                foreach (Variable source in Sources(statement, value, next.InProduct))
                    pending.Push((activity.KeyOf(source), next.InProduct || value is Apply product && IsProduct(product)));
            }
        }
    }

    private void Expose(Statement statement, Apply apply)
    {
        if (statement is Declare declare && apply.Primitive.Form is PrimitiveForm.Infix or PrimitiveForm.Function) exposed.Add(declare.Variable);
    }

    /// <summary>Where the adjoint goes; from inside a product not through a sum.</summary>
    private IEnumerable<Variable> Sources(Statement statement, Expression value, bool isInProduct)
    {
        bool isSum = value is Apply { Operands.Count: > 1 } apply && IsSum(apply) || statement is Assign { Kind: not AssignmentKind.Set };
        return isSum && isInProduct ? [] : Activity.RealSources(value).Where(activity.IsActive);
    }

    private static bool IsSum(Apply apply) => apply.Primitive.Name is "+" or "-" or "neg" or "convert";

    /// <summary>Whether more than a factor that does not vary is put to what the adjoint is of.</summary>
    private bool IsProduct(Apply apply) =>
        !IsSum(apply) && !(apply.Primitive.Name is "*" or "/" && apply.Operands.OfType<Variable>().Count(activity.IsActive) == 1);
}
