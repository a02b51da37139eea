using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Real expressions as sums of monomials. A sum inside a product, below a fraction or inside another sum is a factor of its own, so that nothing is
/// multiplied out unless asked, and small differences stay what they were: a sum inside a sum is taken apart only where a term of it meets one outside.
/// </summary>
internal sealed class RationalForm(ValueType type)
{
    private const int LongestSum = 32;
    private const int LargestExponent = 4;

    private readonly List<Expression> factors = [];
    private readonly List<Monomial[]?> sums = [];
    private readonly Dictionary<Expression, int> ids = [];
    private bool cancelled;

    /// <summary>Whether terms or factors met their inverses, or constants were combined.</summary>
    public bool Cancelled => cancelled;

    public Monomial[] Of(Expression expression)
    {
        switch (expression)
        {
            case Constant { Type.IsReal: true, IsKnown: true } constant when !double.IsNaN(constant.Real) && !double.IsInfinity(constant.Real):
                return constant.Real == 0 ? [] : [new Monomial(new Fraction(constant.Real, 1), [])];
            case Apply { Type.IsReal: true } apply when apply.Primitive.Equals(Primitive.Negate):
                return Negated(Of(apply.Operands[0]));
            case Apply { Type.IsReal: true, Operands.Count: 2 } apply:
                return Of(apply, apply.Primitive.Name);
            default:
                return [Factor(expression, expression, null)];
        }
    }

    /// <summary>Multiplies out the sums that stand as factors, all or only those with fractions in them; null when that gets too long.</summary>
    public Monomial[]? MultipliedOut(Monomial[] sum, bool all)
    {
        var result = new List<Monomial>();
        var pending = new Stack<Monomial>(sum.Reverse());
        for (int steps = 0; pending.Count > 0; steps++)
        {
            if (steps > 4 * LongestSum || result.Count + pending.Count > LongestSum) return null;
            Monomial next = pending.Pop();
            int factor = Array.FindIndex(next.Powers, power =>
                power.Exponent > 0 && sums[power.Factor] is { } terms && (all || terms.Any(HasFraction)));
            if (factor < 0 || SumOf(next) is not null)
            {
                result.Add(next);
                continue;
            }

            Monomial rest = Lowered(next, factor);
            foreach (Monomial term in sums[next.Powers[factor].Factor]!.Reverse()) pending.Push(term.Times(rest, ref cancelled));
        }

        return Collect(Opened(result));
    }

    /// <summary>The sum as one term, if there are several.</summary>
    private Monomial[] Group(Monomial[] sum) => sum.Length > 1 ? [Single(sum)] : sum;

    public Expression ToExpression(Monomial[] sum)
    {
        if (sum.Length == 0) return Constant.RealOf(0, type);
        int first = Math.Max(0, Array.FindIndex(sum, term => term.Coefficient.Numerator > 0));
        Expression result = sum[first].Coefficient.Numerator < 0 ? Opposite(Product(sum[first])) : Product(sum[first]);
        for (int i = 0; i < sum.Length; i++)
        {
            if (i == first) continue;
            result = sum[i].Coefficient.Numerator < 0 ? Terms.Minus(result, Product(sum[i])) : Terms.Plus(result, Product(sum[i]));
        }

        return result;
    }

    private Monomial[] Of(Apply apply, string name)
    {
        Monomial[] left = Of(apply.Operands[0]);
        Monomial[] right = Of(apply.Operands[1]);
        switch (name)
        {
            case "+":
                return Collect(Group(left), Group(right));
            case "-":
                return Collect(Group(left), Negated(Group(right)));
            case "*":
                return Multiplied(left, right);
            case "/" when right.Length > 0 && Single(right) is var divisor && Math.Abs(divisor.Coefficient.Numerator) >= 1e-100:
                return Multiplied(left, [divisor.Inverse()]);
            default:
                return [Factor(apply, apply, null)];
        }
    }

    private Monomial[] Multiplied(Monomial[] left, Monomial[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            cancelled = true;
            return [];
        }

        Monomial a = Single(left);
        Monomial b = Single(right);
        cancelled |= IsNumber(a) || IsNumber(b) || (HasCoefficient(a) && HasCoefficient(b));
        Monomial product = a.Times(b, ref cancelled);
        return product.Powers.Any(power => Math.Abs(power.Exponent) > LargestExponent) ? [product] : Unwrapped(product);
    }

    /// <summary>A sum that is left alone as the only factor is the sum itself.</summary>
    private Monomial[] Unwrapped(Monomial product)
    {
        if (product.Powers.Length != 1 || product.Powers[0].Exponent != 1 || sums[product.Powers[0].Factor] is not { } terms) return [product];
        if (Math.Abs(product.Coefficient.Numerator) != 1 || product.Coefficient.Denominator != 1) return [product];
        return product.Coefficient.Numerator < 0 ? Negated(terms) : terms;
    }

    private static bool IsNumber(Monomial monomial) => monomial.Powers.Length == 0;

    private static bool HasCoefficient(Monomial monomial) => monomial.Coefficient != Fraction.One;

    private static bool HasFraction(Monomial monomial) => monomial.Powers.Any(power => power.Exponent < 0);

    private static Monomial[] Negated(Monomial[] sum) => [.. sum.Select(term => term.With(-term.Coefficient))];

    private static Monomial Lowered(Monomial monomial, int index)
    {
        var powers = monomial.Powers.ToList();
        if (powers[index].Exponent == 1) powers.RemoveAt(index);
        else powers[index] = (powers[index].Factor, powers[index].Exponent - 1);
        return new Monomial(monomial.Coefficient, [.. powers]);
    }

    /// <summary>The sum as one monomial: itself, or a factor of its own with its sign taken out. The order of the terms makes no other factor of it.</summary>
    private Monomial Single(Monomial[] sum)
    {
        if (sum.Length == 1) return sum[0];
        Monomial[] ordered = [.. sum.OrderBy(term => term, Comparer<Monomial>.Create(Compare))];
        bool negative = ordered[0].Coefficient.Numerator < 0;
        Monomial factor = negative ? Factor(Negated(ordered), Negated(sum)) : Factor(ordered, sum);
        return negative ? factor.With(-factor.Coefficient) : factor;
    }

    private static int Compare(Monomial a, Monomial b)
    {
        for (int i = 0; i < Math.Min(a.Powers.Length, b.Powers.Length); i++)
        {
            int order = a.Powers[i].CompareTo(b.Powers[i]);
            if (order != 0) return order;
        }

        return a.Powers.Length.CompareTo(b.Powers.Length);
    }

    private Monomial Factor(Monomial[] ordered, Monomial[] written) => Factor(ToExpression(ordered), ToExpression(written), written);

    private Monomial Factor(Expression key, Expression expression, Monomial[]? sum)
    {
        if (!ids.TryGetValue(key, out int id))
        {
            ids.Add(key, id = factors.Count);
            factors.Add(expression);
            sums.Add(sum);
        }

        return new Monomial(Fraction.One, [(id, 1)]);
    }

    /// <summary>The terms of which the monomial is a multiple, where it is one of a sum.</summary>
    private Monomial[]? SumOf(Monomial monomial) =>
        monomial.Powers.Length == 1 && monomial.Powers[0].Exponent == 1 ? sums[monomial.Powers[0].Factor] : null;

    private IEnumerable<Monomial> AllTerms(Monomial monomial) =>
        SumOf(monomial) is { } terms ? terms.SelectMany(AllTerms).Prepend(monomial) : [monomial];

    /// <summary>Takes out of sums the terms that meet terms of other ones; what is left of a sum stays together.</summary>
    private List<Monomial> Opened(IEnumerable<Monomial> terms)
    {
        var opened = terms.ToList();
        for (int i = 0; i < opened.Count && opened.Count <= LongestSum; i++)
        {
            Monomial group = opened[i];
            if (SumOf(group) is null || !group.Coefficient.IsFactorExact) continue;
            var others = opened.Where((_, j) => j != i).SelectMany(AllTerms).ToList();
            if (others.Exists(group.Meets)) continue;
            var met = new List<Monomial>();
            Monomial[] rest = WithoutMet(group, others, met);
            if (met.Count == 0) continue;
            opened.RemoveAt(i);
            opened.InsertRange(i, others.Exists(SumOf(group)![0].Meets) ? met.Concat(rest) : rest.Concat(met));
            i = -1;
        }

        return opened;
    }

    /// <summary>The sum without the terms that meet others, which go to <paramref name="met"/>: one monomial, or none.</summary>
    private Monomial[] WithoutMet(Monomial group, List<Monomial> others, List<Monomial> met)
    {
        if (others.Exists(group.Meets))
        {
            met.Add(group);
            return [];
        }

        if (SumOf(group) is not { } parts || !group.Coefficient.IsFactorExact) return [group];
        int before = met.Count;
        Monomial[] rest = [.. parts.SelectMany(part => WithoutMet(part.With(part.Coefficient * group.Coefficient), others, met))];
        return met.Count == before ? [group] : Group(rest);
    }

    private Monomial[] Collect(Monomial[] left, Monomial[] right) => Collect(Opened([.. left, .. right]));

    private Monomial[] Collect(List<Monomial> terms)
    {
        var collected = new List<Monomial>();
        foreach (Monomial term in terms)
        {
            int same = collected.FindIndex(term.Meets);
            if (same < 0)
            {
                collected.Add(term);
                continue;
            }

            cancelled = true;
            collected[same] = term.With(collected[same].Coefficient + term.Coefficient);
        }

        collected.RemoveAll(term => term.Coefficient.IsZero);
        return [.. collected];
    }

    private Expression Opposite(Expression product) => product is Constant constant ? Constant.RealOf(-constant.Real, type) : Terms.Negative(product);

    /// <summary>The product without its sign.</summary>
    private Expression Product(Monomial monomial)
    {
        Expression? result = null;
        double numerator = Math.Abs(monomial.Coefficient.Numerator);
        if (numerator != 1) result = Constant.RealOf(numerator, type);
        foreach (var (factor, exponent) in monomial.Powers)
            for (int i = 0; i < exponent; i++) result = result is null ? factors[factor] : Terms.Times(result, factors[factor]);
        result ??= Constant.RealOf(1, type);
        foreach (var (factor, exponent) in monomial.Powers)
            for (int i = 0; i > exponent; i--) result = Terms.Over(result, factors[factor]);
        return monomial.Coefficient.Denominator == 1 ? result : Terms.Over(result, Constant.RealOf(monomial.Coefficient.Denominator, type));
    }
}
