using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// A loop of the reverse sweep that sums what has been summed before, times something that is the same for all iterations, need not do so: after <c>sum +=
/// e[i]</c>, <c>mBar -= sumBar * e[i]</c> is <c>mBar -= sumBar * sum</c> behind the loop. With <c>sumBar = 1 / sum</c> that is 1: what a shift of all
/// exponents gets from a logarithm of a sum is exactly what it gives, and not the rounding noise of the two. Where sums of several terms cancel, nothing is left.
/// </summary>
internal sealed class KnownSums
{
    private readonly Facts facts;
    private readonly Uses uses;
    private readonly Memory memory;
    private readonly ElementRelations relations;
    private readonly Dictionary<Variable, int> declared = [];
    private readonly Dictionary<Variable, int> summed = [];
    private int time;
    private bool isCombined;

    private KnownSums(Facts facts) => (this.facts, uses, memory, relations) = (facts, facts.Uses, facts.Memory, new ElementRelations(facts));

    public static Function Run(Facts facts) => facts.With(new KnownSums(facts).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = new List<Statement>();
        Action restore = relations.Keep();
        foreach (Statement statement in block.Statements)
        {
            relations.Enter(statement);
            IReadOnlyList<Variable> sums = relations.TakeNewSums();
            Statement next = statement.Map(expression => expression, Walk);
            relations.Leave();
            time++;
            if (next is Declare declare) declared[declare.Variable] = time;
            var taken = new List<Statement>();
            statements.Add(next is For loop && !relations.IsEmpty ? WithoutSums(loop, taken) : next);
            statements.AddRange(taken);
            foreach (Variable sum in sums) summed[sum] = time;
        }

        restore();
        return block.With(statements);
    }

    /// <summary>The loop without the sums that are known; what they are goes to <paramref name="taken"/>.</summary>
    private For WithoutSums(For loop, List<Statement> taken)
    {
        var own = new Dictionary<Variable, Expression>();
        var rest = new List<Statement>();
        Effects effects = Effects.Of(loop, memory);
        foreach (Statement statement in loop.Body.Statements)
        {
            if (statement is Declare { Value: { } value, Variable: var variable } && uses.IsDefinedOnce(variable))
                own[variable] = WithValues(value, own);
            Expression? total = statement is Assign { Kind: not AssignmentKind.Set, Target: Variable { Role: Role.Derivative } target } sum
                && IsOnlyAddedTo(target, sum, loop) ? Total(target, WithValues(sum.Value, own), loop, effects) : null;
            if (total is null) rest.Add(statement);
            else taken.Add(((Assign)statement).With(((Assign)statement).Target, ((Assign)statement).Kind, total));
        }

        return taken.Count == 0 ? loop : loop with { Body = loop.Body.With(rest) };
    }

    private static bool IsOnlyAddedTo(Variable target, Assign sum, For loop)
    {
        bool isOnlyAddedTo = !loop.Start.Mentions(target) && !loop.Limit.Mentions(target);
        loop.Body.ForEach(statement => isOnlyAddedTo &= ReferenceEquals(statement, sum) ? !sum.Value.Mentions(target)
            : !statement.Reads().Any(read => read.Mentions(target))
                && !(statement is Assign { Target: Variable other } && other.Equals(target))
                && !(statement is Declare declare && declare.Variable.Equals(target)));
        return isOnlyAddedTo;
    }

    /// <summary>The sum of the term over all iterations, if it is a multiple of a known sum, or one that several of them cancel to.</summary>
    private Expression? Total(Variable target, Expression term, For loop, Effects effects)
    {
        isCombined = false;
        if (Total(term, loop, effects) is not { } total || total.Mentions(target)) return null;
        if (total.Any(part => part is Element or CopyOf or External) || effects.Disturb(total)) return null;
        Expression simplified = Simplifier.Simplify(total.Substitute(variable => uses.ValueOf(variable) is { } value && IsFinal(variable, value) ? value : null));
        if (isCombined && simplified.Any(IsSum)) return null;
        return simplified.Cost() < total.Cost() ? simplified : total;
    }

    private static bool IsSum(Expression expression) => expression is Apply { Primitive.Name: "+" or "-", Type.IsReal: true };

    /// <summary>Whether a derivative's value, computed behind the loops that make the sums in it, stays what it is.</summary>
    private bool IsFinal(Variable variable, Expression value) =>
        value.Operations() > 0 && declared.TryGetValue(variable, out int since)
        && uses.IsStable(value.Substitute(inner => summed.TryGetValue(inner, out int end) && end < since ? Constant.RealOf(1, inner.Type) : null));

    /// <summary>The sum of the term over all iterations, with a total for each element that has one; null where some part has none.</summary>
    private Expression? Total(Expression term, For loop, Effects effects)
    {
        switch (term)
        {
            case Element element:
                return relations.TotalOf(element, loop);
            case Apply { Primitive.Name: "neg", Type.IsReal: true } negation:
                return Total(negation.Operands[0], loop, effects) is { } opposite ? Terms.Negative(opposite) : null;
            case Apply { Primitive.Name: "/", Type.IsReal: true } quotient when !effects.Disturb(quotient.Operands[1]):
                return Total(quotient.Operands[0], loop, effects) is { } dividend ? Terms.Over(dividend, quotient.Operands[1]) : null;
            case Apply { Primitive.Name: "*", Type.IsReal: true, Operands: var factors }:
                int same = effects.Disturb(factors[0]) ? 1 : 0;
                if (effects.Disturb(factors[same]) || Total(factors[1 - same], loop, effects) is not { } total) return null;
                return same == 0 ? Terms.Times(factors[0], total) : Terms.Times(total, factors[1]);
            case Apply { Primitive.Name: "+" or "-", Type.IsReal: true } sum:
                isCombined = true;
                return Total(sum.Operands[0], loop, effects) is { } left && Total(sum.Operands[1], loop, effects) is { } right
                    ? new Apply(sum.Primitive, sum.Type, left, right)
                    : null;
            default:
                return null;
        }
    }

    private static Expression WithValues(Expression expression, Dictionary<Variable, Expression> values) =>
        expression.Substitute(variable => values.TryGetValue(variable, out Expression value) ? value : null);
}
