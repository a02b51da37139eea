using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>
/// The left side of a rule and its condition: an expression over the rule's variables, its reals of type double. A variable matches any term of
/// its kind, the same one wherever it stands. <see cref="Reordered"/> are the patterns for the other orders of sums and products.
/// </summary>
internal sealed class Pattern
{
    private readonly Expression order;
    private readonly SideCondition? condition;
    private readonly bool[] isConstant;

    public Pattern(Expression expression, IReadOnlyList<Variable> variables, SideCondition? condition)
        : this(expression, variables, condition, expression)
    {
    }

    private Pattern(Expression expression, IReadOnlyList<Variable> variables, SideCondition? condition, Expression order)
    {
        (Expression, Variables, this.condition, this.order) = (expression, variables, condition, order);
        isConstant = new bool[variables.Count];
        if (condition is null) return;
        foreach (Variable variable in condition.Constants) isConstant[variable.Number] = true;
    }

    public Expression Expression { get; }

    /// <summary>The variables in the order in which they first appear, numbered so.</summary>
    public IReadOnlyList<Variable> Variables { get; }

    /// <summary>What all terms that match have in common: the primitive's name, or "if".</summary>
    public string Root => RootOf(Expression)!;

    public static string? RootOf(Expression expression) => expression switch
    {
        Apply apply => apply.Primitive.Name,
        Conditional => "if",
        _ => null,
    };

    /// <summary>The pattern with the operands of its sums and products in every other order.</summary>
    public IEnumerable<Pattern> Reordered =>
        Orders(Expression).Distinct().Skip(1).Select(other => new Pattern(Expression, Variables, condition, other));

    /// <summary>Whether the expression is the pattern in another order.</summary>
    public bool IsReorderedAs(Expression expression) => Orders(Expression).Contains(expression);

    /// <summary>What the variables stand for; null where the expression does not match as written or the condition is not known to hold.</summary>
    public Bindings? Match(Expression expression, Expression? result = null)
    {
        if (!HasShape(order, expression)) return null;
        var bindings = new Bindings(Variables.Count, result);
        if (!Matches(order, expression, bindings)) return null;
        return condition is null || condition.Evaluate(bindings, PrecisionOf(expression, bindings)) == true ? bindings : null;
    }

    /// <summary>The precision of the reals that replace a match.</summary>
    public static ValueType PrecisionOf(Expression expression, Bindings bindings) => expression.Type.IsReal ? expression.Type : bindings.Precision;

    /// <summary>Whether the forms agree, which most often they do not and which needs no memory to tell.</summary>
    private bool HasShape(Expression pattern, Expression expression)
    {
        if (pattern is Variable variable) return !isConstant[variable.Number] || expression is Constant;
        if (pattern is not Apply apply) return pattern.GetType() == expression.GetType();
        if (expression is not Apply term || !term.Primitive.Equals(apply.Primitive)) return false;
        for (int i = 0; i < apply.Operands.Count; i++)
            if (!HasShape(apply.Operands[i], term.Operands[i])) return false;
        return true;
    }

    private static bool Matches(Expression pattern, Expression expression, Bindings bindings)
    {
        switch (pattern)
        {
            case Variable variable:
                return IsOfKind(expression.Type, variable.Type) && bindings.TryBind(variable, expression);
            case Constant constant:
                return expression is Constant other && other.Type.IsReal == constant.Type.IsReal
                    && (constant.Type.IsReal ? Constant.RealOf(constant.Real, other.Type) : constant).Bits == other.Bits;
            case Conditional conditional:
                if (expression is Conditional { IsGuard: true } guard) bindings.AddGuard(guard.Condition);
                return expression is Conditional candidate
                    && Matches(conditional.Condition, candidate.Condition, bindings)
                    && Matches(conditional.WhenTrue, candidate.WhenTrue, bindings)
                    && Matches(conditional.WhenFalse, candidate.WhenFalse, bindings);
            case Apply apply:
                return expression is Apply term
                    && term.Primitive == apply.Primitive
                    && IsOfKind(term.Type, apply.Type)
                    && OperandsMatch(apply, term, bindings);
            default:
                throw new InvalidOperationException("No rule holds a " + pattern.GetType().Name);
        }
    }

    private static bool OperandsMatch(Apply pattern, Apply term, Bindings bindings)
    {
        for (int i = 0; i < pattern.Operands.Count; i++)
            if (!Matches(pattern.Operands[i], term.Operands[i], bindings)) return false;
        return true;
    }

    /// <summary>Whether a term of the type may stand where the rule has a real, a truth value, or (Int32) anything that is no real.</summary>
    private static bool IsOfKind(ValueType type, ValueType kind) =>
        kind.IsReal ? type.IsReal : kind == ValueType.Boolean ? type == ValueType.Boolean : !type.IsReal;

    private static IEnumerable<Expression> Orders(Expression pattern)
    {
        switch (pattern)
        {
            case Apply apply:
                foreach (EquatableArray<Expression> operands in Orders(apply.Operands))
                {
                    yield return apply with { Operands = operands };
                    if (apply.Primitive == Primitive.Add || apply.Primitive == Primitive.Multiply)
                        yield return apply with { Operands = EquatableArray.Of(operands[1], operands[0]) };
                }

                break;
            case Conditional conditional:
                foreach (EquatableArray<Expression> parts in Orders(conditional.Children().ToEquatableArray()))
                    yield return new Conditional(parts[0], parts[1], parts[2]);
                break;
            default:
                yield return pattern;
                break;
        }
    }

    private static IEnumerable<EquatableArray<Expression>> Orders(EquatableArray<Expression> patterns) =>
        patterns.Aggregate<Expression, IEnumerable<EquatableArray<Expression>>>(
            [EquatableArray<Expression>.Empty],
            (lists, pattern) => lists.SelectMany(list => Orders(pattern).Select(order => EquatableArray.Of<Expression>([.. list, order]))));
}
