using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>The partial derivatives of what matches a pattern: of a primitive one for each operand, of a composite one for each variable.</summary>
internal sealed class Rule(Pattern pattern, IReadOnlyList<Partial> partials)
{
    public Pattern Pattern => pattern;

    /// <summary>Whether the pattern is one primitive of variables and constants.</summary>
    public bool IsOfPrimitive => pattern.Expression is Apply apply && apply.Operands.All(operand => operand is Variable or Constant);

    /// <summary>The rule for the other orders of sums and products.</summary>
    public IEnumerable<Rule> Reordered => pattern.Reordered.Select(other => new Rule(other, partials));

    /// <summary>The partials, or null where the rule does not match.</summary>
    public RuleMatch? Match(Expression expression, Expression result, Func<Expression, Expression> build)
    {
        if (pattern.Match(expression, result) is not { } bindings) return null;
        ValueType precision = Pattern.PrecisionOf(expression, bindings);
        return new RuleMatch(
            bindings.Operands,
            [.. partials.Select(partial => partial with { Value = Template.Instantiate(partial.Value, bindings, precision, build) })]);
    }
}

/// <summary>A tree that a rule knows as a whole: the subtrees that it depends on, and the partial for each.</summary>
public sealed record RuleMatch(IReadOnlyList<Expression> Operands, IReadOnlyList<Partial> Partials);

/// <summary>
/// <c>pattern => replacement</c>. An exact rule never changes a bit of the value, whatever it is (every NaN counts as the same); an algebraic one may
/// change rounding, NaN, infinities and the sign of zero.
/// </summary>
internal sealed class RewriteRule(Pattern pattern, Expression replacement, bool isAlgebraic, string source)
{
    public Pattern Pattern => pattern;

    public bool IsAlgebraic => isAlgebraic;

    /// <summary>The file and line of the rule.</summary>
    public string Source => source;

    /// <summary>The rule for the other orders of sums and products; none where the rule itself is about the order.</summary>
    public IEnumerable<RewriteRule> Reordered => pattern.IsReorderedAs(replacement)
        ? []
        : pattern.Reordered.Select(other => new RewriteRule(other, replacement, isAlgebraic, source));

    /// <summary>What replaces the expression, or null where the rule does not match.</summary>
    public Expression? Apply(Expression expression, Func<Expression, Expression> build) =>
        pattern.Match(expression) is { } bindings
            ? Template.Instantiate(replacement, bindings, Pattern.PrecisionOf(expression, bindings), build)
            : null;
}
