using System.Collections;

namespace SymbolicDiff.Calculus.Ir;

/// <summary>The expressions that a statement evaluates itself. Walking them takes no memory: passes do little else.</summary>
public readonly struct Reads : IReadOnlyList<Expression>
{
    private readonly Expression? first;
    private readonly EquatableArray<Expression> middle;
    private readonly Expression? last;

    internal Reads(Expression? first, EquatableArray<Expression> middle, Expression? last) => (this.first, this.middle, this.last) = (first, middle, last);

    internal Reads(Expression? first, Expression? last = null)
        : this(first, EquatableArray<Expression>.Empty, last)
    {
    }

    public int Count => (first is null ? 0 : 1) + middle.Count + (last is null ? 0 : 1);

    public Expression this[int index]
    {
        get
        {
            if (first is not null && index-- == 0) return first;
            return index < middle.Count ? middle[index] : last!;
        }
    }

    public bool Any(Func<Expression, bool> test)
    {
        foreach (Expression read in this)
            if (test(read)) return true;
        return false;
    }

    public bool All(Func<Expression, bool> test)
    {
        foreach (Expression read in this)
            if (!test(read)) return false;
        return true;
    }

    public Enumerator GetEnumerator() => new(this);

    IEnumerator<Expression> IEnumerable<Expression>.GetEnumerator() => All().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => All().GetEnumerator();

    private IEnumerable<Expression> All()
    {
        for (int i = 0; i < Count; i++) yield return this[i];
    }

    /// <summary>Walks them in evaluation order.</summary>
    public struct Enumerator(Reads reads)
    {
        private readonly int count = reads.Count;
        private int index = -1;

        public readonly Expression Current => reads[index];

        public bool MoveNext() => ++index < count;
    }
}
