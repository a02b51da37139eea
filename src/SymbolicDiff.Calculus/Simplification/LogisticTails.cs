using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// The derivative of the logistic function p = 1 / (1 + e) without a choice between its halves, which no processor foresees: p (1 − p) is p (p e) for all p, without cancellation and without
/// overflow, and zero where p is, which says that e is infinite.
/// </summary>
internal sealed class LogisticTails
{
    private readonly Facts facts;

    private LogisticTails(Facts facts) => this.facts = facts;

    public static Function Run(Facts facts) => facts.With(new LogisticTails(facts).Walk(facts.Body));

    private Block Walk(Block block) => block.With(block.Statements.Map(Walk));

    /// <summary>What the primal chooses stays.</summary>
    private Statement Walk(Statement statement) => statement switch
    {
        Return returned => new Return(returned.Values.Select((value, i) => IsDerivative(i) ? Joined(value) : value).ToEquatableArray()),
        _ => statement.Map(statement.IsDerivative() ? Joined : expression => expression, Walk),
    };

    private bool IsDerivative(int result) => result < facts.Function.Results.Count && facts.Function.Results[result].About is not null;

    private Expression Joined(Expression expression)
    {
        Expression inner = expression.MapChildren(Joined);
        return inner is Conditional { IsGuard: false, Condition: Apply { Primitive.Name: "<" } below } halves
            && below.Operands[0] is Variable logistic && below.Operands[1].IsReal(0.5) && ExponentialOf(logistic) is { } exponential
            ? WithoutChoice(halves, logistic, exponential) ?? inner
            : inner;
    }

    private Expression? ExponentialOf(Variable logistic) =>
        facts.Uses.ValueOf(logistic) is { } value && ExponentialIn(value) is { } exponential && facts.Uses.IsStable(exponential) ? exponential : null;

    /// <summary>The e of 1 / (1 + e); null for others.</summary>
    private static Expression? ExponentialIn(Expression value) =>
        value.Is(Primitive.Divide, out Expression one, out Expression sum) && one.IsReal(1) && sum.Is(Primitive.Add, out one, out Expression exponential) && one.IsReal(1)
            ? exponential
            : null;

    /// <summary>What was made of p (1 − p), with the difference again; for those who read it, not for computing.</summary>
    public static Expression WithDifference(Expression derivative, Variable logistic, Expression value)
    {
        if (ExponentialIn(value) is not { } exponential) return derivative;
        Expression tail = Terms.Times(logistic, exponential);
        Expression Difference(Expression part) => part.Equals(tail) ? Terms.Minus(Constant.RealOf(1, logistic.Type), logistic) : part.MapChildren(Difference);
        return Difference(derivative);
    }

    /// <summary>The product of the first half with what holds for both; what else is multiplied stays outside of the guard, for where it is infinite the product with zero is NaN.</summary>
    private static Expression? WithoutChoice(Conditional halves, Variable logistic, Expression exponential)
    {
        Expression tail = Terms.Times(logistic, exponential);
        var isZero = new Apply(Primitive.Equal, ValueType.Boolean, logistic, Constant.ZeroOf(logistic.Type));
        int replaced = 0;
        Expression With(Expression part, bool isGuarded)
        {
            if (IsRest(part, logistic))
            {
                replaced++;
                return isGuarded ? new Conditional(isZero, Constant.RealOf(1, part.Type), tail) : tail;
            }

            if (isGuarded && part.Is(Primitive.Multiply, out Expression left, out Expression right) && left.Equals(logistic) && IsRest(right, logistic))
                return new Conditional(isZero, Constant.ZeroOf(part.Type), Terms.Times(logistic, tail)) { IsGuard = true };
            return part is Apply { Primitive.Name: "*" or "neg" or "/" } ? part.MapChildren(child => With(child, isGuarded)) : part;
        }

        Expression joined = With(halves.WhenTrue, isGuarded: false);
        return replaced == 1 && AreSameProducts(joined, halves.WhenFalse) ? With(halves.WhenTrue, isGuarded: true) : null;
    }

    private static bool IsRest(Expression part, Variable logistic) =>
        part.Is(Primitive.Subtract, out Expression one, out Expression subtracted) && one.IsReal(1) && subtracted.Equals(logistic);

    private static bool AreSameProducts(Expression left, Expression right)
    {
        List<(Expression Factor, bool IsDivisor)> factors = FactorsOf(left), others = FactorsOf(right);
        return factors.Count == others.Count && factors.All(others.Remove);
    }

    /// <summary>What is multiplied, and what it is divided by; a sign is a factor of −1.</summary>
    private static List<(Expression Factor, bool IsDivisor)> FactorsOf(Expression product)
    {
        var factors = new List<(Expression, bool)>();
        Add(product);
        return factors;

        void Add(Expression part)
        {
            if (part.Is(Primitive.Multiply, out Expression left, out Expression right))
            {
                Add(left);
                Add(right);
            }
            else if (part.Is(Primitive.Divide, out left, out right))
            {
                Add(left);
                factors.Add((right, true));
            }
            else if (part is Apply { Primitive.Name: "neg" } negation)
            {
                factors.Add((Constant.RealOf(-1, part.Type), false));
                Add(negation.Operands[0]);
            }
            else
            {
                factors.Add((part, false));
            }
        }
    }
}
