using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>A part of an index, times a factor: a product of what is not known.</summary>
internal sealed record IndexTerm(Expression Atom, long Factor);

/// <summary>An index as a sum of what is not known, each part once and in an order of its own, and a constant.</summary>
internal sealed record IndexForm(EquatableArray<IndexTerm> Terms, long Constant)
{
    /// <summary>Beyond these a product is not multiplied out.</summary>
    private const int MostTerms = 12;

    public static readonly IndexForm Zero = Of(0);

    public bool IsConstant => Terms.Count == 0;

    public static IndexForm Of(long constant) => new(EquatableArray<IndexTerm>.Empty, constant);

    public static IndexForm Of(Expression atom) => new(EquatableArray.Of(new IndexTerm(atom, 1)), 0);

    public IndexForm Plus(IndexForm other, long factor = 1)
    {
        var sums = new Dictionary<Expression, long>();
        foreach (IndexTerm term in Terms) sums[term.Atom] = term.Factor;
        foreach (IndexTerm term in other.Terms) sums[term.Atom] = (sums.TryGetValue(term.Atom, out long sum) ? sum : 0) + factor * term.Factor;
        var terms = sums.Where(pair => pair.Value != 0)
            .OrderBy(pair => Printer.Print(pair.Key), StringComparer.Ordinal)
            .Select(pair => new IndexTerm(pair.Key, pair.Value));
        return new IndexForm(terms.ToEquatableArray(), Constant + factor * other.Constant);
    }

    public IndexForm Times(long factor) => Zero.Plus(this, factor);

    /// <summary>The product, multiplied out; null where that is long.</summary>
    public IndexForm? Times(IndexForm other)
    {
        if ((Terms.Count + 1) * (other.Terms.Count + 1) > MostTerms) return null;
        IndexForm product = other.Times(Constant);
        foreach (IndexTerm term in Terms)
        {
            product = product.Plus(Of(term.Atom), term.Factor * other.Constant);
            foreach (IndexTerm factor in other.Terms) product = product.Plus(Of(Product(FactorsOf(term.Atom).Concat(FactorsOf(factor.Atom)))), term.Factor * factor.Factor);
        }

        return product;
    }

    /// <summary>The form with a number in the place of a variable.</summary>
    public IndexForm With(Variable variable, long value)
    {
        IndexForm form = Of(Constant);
        foreach (IndexTerm term in Terms)
        {
            List<Expression> factors = [.. FactorsOf(term.Atom)];
            int count = factors.RemoveAll(factor => factor.Equals(variable));
            long factor = term.Factor;
            for (int i = 0; i < count; i++) factor *= value;
            form = factors.Count == 0 ? form with { Constant = form.Constant + factor } : form.Plus(Of(Product(factors)), factor);
        }

        return form;
    }

    /// <summary>The index as an expression, with other expressions for its parts.</summary>
    public Expression ToExpression(Func<Expression, Expression> part)
    {
        Expression? sum = null;
        foreach (IndexTerm term in Terms)
        {
            Expression times = Math.Abs(term.Factor) == 1 ? part(term.Atom) : new Apply(Primitive.Multiply, ValueType.Int32, Ir.Constant.Of((int)Math.Abs(term.Factor)), part(term.Atom));
            sum = sum is null ? (term.Factor < 0 ? new Apply(Primitive.Negate, ValueType.Int32, times) : times)
                : new Apply(term.Factor < 0 ? Primitive.Subtract : Primitive.Add, ValueType.Int32, sum, times);
        }

        if (sum is null) return Ir.Constant.Of((int)Constant);
        return Constant == 0 ? sum : new Apply(Constant < 0 ? Primitive.Subtract : Primitive.Add, ValueType.Int32, sum, Ir.Constant.Of((int)Math.Abs(Constant)));
    }

    private static IEnumerable<Expression> FactorsOf(Expression atom) =>
        atom is Apply { Primitive.Name: "*" } product ? product.Operands.SelectMany(FactorsOf) : [atom];

    private static Expression Product(IEnumerable<Expression> factors) => factors.OrderBy(Printer.Print, StringComparer.Ordinal)
        .Aggregate((left, right) => new Apply(Primitive.Multiply, ValueType.Int32, left, right));
}
