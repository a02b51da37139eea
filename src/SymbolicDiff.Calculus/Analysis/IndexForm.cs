using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>A part of an index, times a factor.</summary>
internal sealed record IndexTerm(Expression Atom, long Factor);

/// <summary>An index as a sum of what is not known, each part once and in an order of its own, and a constant.</summary>
internal sealed record IndexForm(EquatableArray<IndexTerm> Terms, long Constant)
{
    public static IndexForm Of(long constant) => new(EquatableArray<IndexTerm>.Empty, constant);

    public static IndexForm Of(Expression atom) => new(EquatableArray.Of(new IndexTerm(atom, 1)), 0);

    public IndexForm Plus(IndexForm other, long factor)
    {
        var sums = new Dictionary<Expression, long>();
        foreach (IndexTerm term in Terms) sums[term.Atom] = term.Factor;
        foreach (IndexTerm term in other.Terms) sums[term.Atom] = (sums.TryGetValue(term.Atom, out long sum) ? sum : 0) + factor * term.Factor;
        var terms = sums.Where(pair => pair.Value != 0)
            .OrderBy(pair => Printer.Print(pair.Key), StringComparer.Ordinal)
            .Select(pair => new IndexTerm(pair.Key, pair.Value));
        return new IndexForm(terms.ToEquatableArray(), Constant + factor * other.Constant);
    }

    public IndexForm Times(long factor) => Of(0).Plus(this, factor);
}
