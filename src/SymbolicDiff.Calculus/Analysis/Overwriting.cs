using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>The indices from one, inclusive, to another, exclusive; none where the first is not below.</summary>
internal sealed record IndexSpan(IndexForm Low, IndexForm High)
{
    public static IndexSpan Of(IndexForm index) => new(index, index.Plus(IndexForm.Of(1)));

    public bool Mentions(Predicate<Variable> isOne) => Mentions(Low, isOne) || Mentions(High, isOne);

    private static bool Mentions(IndexForm form, Predicate<Variable> isOne) =>
        form.Terms.Any(term => term.Atom.DescendantsAndSelf().Any(part => part is Variable variable && isOne(variable)));
}

/// <summary>What has certainly been given a value: a scalar, which has no spans, or the elements of a storage inside of a span in each dimension.</summary>
internal sealed record Written(Variable Owner, EquatableArray<IndexSpan> Spans)
{
    public bool Mentions(Predicate<Variable> isOne) => Spans.Any(span => span.Mentions(isOne));
}

/// <summary>
/// Whether code gives scalars, or the elements of storage, a value before it reads them, whatever way it takes: then nothing comes into it through them.
/// </summary>
internal sealed class Overwriting(StorageNames names, IndexBounds bounds)
{
    private readonly HashSet<Variable> asked = [];
    private bool isExposed;

    /// <param name="statements">The code.</param>
    /// <param name="owners">Scalars, and storages that <see cref="StorageNames.OwnerOf"/> gives.</param>
    public bool WritesFirst(IEnumerable<Statement> statements, IEnumerable<Variable> owners)
    {
        asked.Clear();
        asked.UnionWith(owners);
        isExposed = false;
        After(statements, []);
        return !isExposed;
    }

    private IReadOnlyList<Written> After(IEnumerable<Statement> statements, IReadOnlyList<Written> before)
    {
        IReadOnlyList<Written> written = before;
        var declared = new HashSet<Variable>();
        foreach (Statement statement in statements)
        {
            written = After(statement, written);
            if (statement is Declare declare) declared.Add(declare.Variable);
            if (statement is Pop pop) declared.Add(pop.Target);
        }

        return declared.Count == 0 ? written : [.. written.Where(part => !part.Mentions(declared.Contains))];
    }

    private IReadOnlyList<Written> After(Statement statement, IReadOnlyList<Written> before)
    {
        foreach (Expression read in ReadBy(statement)) Check(read, before);
        switch (statement)
        {
            case If branch:
                IReadOnlyList<Written> other = After(branch.Else.Statements, before);
                return [.. After(branch.Then.Statements, before).Where(other.Contains)];
            case For loop:
                return AfterLoop(loop, before);
            case While loop:
                After(loop.Body.Statements, before);
                return before;
            default:
                return WrittenBy(statement) is { } more ? With(before, more) : before;
        }
    }

    /// <summary>
    /// What each iteration writes of one index for its counter, the loop writes of all; in an iteration, the earlier ones have. What else an iteration writes is not
    /// written where none runs.
    /// </summary>
    private IReadOnlyList<Written> AfterLoop(For loop, IReadOnlyList<Written> before)
    {
        bool wasExposed = isExposed;
        List<Written> ofOne = [.. After(loop.Body.Statements, before).Where(part => !before.Contains(part))];
        isExposed = wasExposed;
        IndexForm counter = IndexForm.Of((Expression)loop.Counter);
        IndexSpan? all = bounds.CountersOf(loop);
        IndexSpan? earlier = all is null ? null : loop.Step > 0 ? all with { High = counter } : all with { Low = counter.Plus(IndexForm.Of(1)) };
        IReadOnlyList<Written> during = before, after = before;
        foreach (Written part in ofOne)
        {
            if (earlier is null || Math.Abs(loop.Step) != 1) break;
            if (Widened(part, loop.Counter, earlier) is { } soFar) during = With(during, soFar);
            if (Widened(part, loop.Counter, all!) is { } whole) after = With(after, whole);
        }

        After(loop.Body.Statements, during);
        return after;
    }

    private static Written? Widened(Written part, Variable counter, IndexSpan values)
    {
        var spans = part.Spans.ToList();
        List<int> moving = [.. Enumerable.Range(0, spans.Count).Where(d => spans[d].Mentions(counter.Equals))];
        if (moving.Count != 1) return null;
        IndexSpan span = spans[moving[0]];
        IndexForm offset = span.Low.Plus(IndexForm.Of((Expression)counter), -1);
        if (!span.Equals(IndexSpan.Of(span.Low)) || new IndexSpan(offset, offset).Mentions(counter.Equals)) return null;
        spans[moving[0]] = new IndexSpan(values.Low.Plus(offset), values.High.Plus(offset));
        return part with { Spans = spans.ToEquatableArray() };
    }

    /// <summary>With one part more, put together with those that it continues.</summary>
    private static IReadOnlyList<Written> With(IReadOnlyList<Written> written, Written more)
    {
        if (written.Contains(more)) return written;
        List<Written> all = [.. written, more];
        foreach (Written part in written)
        {
            if (Joined(part, more) is { } after) all.Add(after);
            else if (Joined(more, part) is { } before) all.Add(before);
        }

        return all;
    }

    private static Written? Joined(Written first, Written second)
    {
        if (!first.Owner.Equals(second.Owner) || first.Spans.Count == 0) return null;
        List<int> different = [.. Enumerable.Range(0, first.Spans.Count).Where(d => !first.Spans[d].Equals(second.Spans[d]))];
        if (different.Count != 1 || !first.Spans[different[0]].High.Equals(second.Spans[different[0]].Low)) return null;
        var spans = first.Spans.ToList();
        spans[different[0]] = new IndexSpan(first.Spans[different[0]].Low, second.Spans[different[0]].High);
        return first with { Spans = spans.ToEquatableArray() };
    }

    private Written? WrittenBy(Statement statement)
    {
        switch (statement)
        {
            case Assign { Kind: AssignmentKind.Set, Target: Variable scalar } when asked.Contains(scalar):
                return new Written(scalar, EquatableArray<IndexSpan>.Empty);
            case Assign { Kind: AssignmentKind.Set, Target: Element element } when OwnerOf(element.Storage) is { } owner:
                var indices = element.Indices.Select(bounds.Of).ToList();
                return indices.Contains(null) ? null : new Written(owner, indices.Select(index => IndexSpan.Of(index!)).ToEquatableArray());
            case Fill fill when OwnerOf(fill.Storage) is { } owner:
                return Whole(owner);
            case Copy copy when OwnerOf(copy.Target) is { } owner && bounds.LengthOf(copy.Source) is { } length:
                return new Written(owner, EquatableArray.Of(new IndexSpan(IndexForm.Zero, length)));
            default:
                return null;
        }
    }

    private Written? Whole(Variable owner) => bounds.LengthsOf(owner) is { } lengths
        ? new Written(owner, lengths.Select(length => new IndexSpan(IndexForm.Zero, length)).ToEquatableArray())
        : null;

    /// <summary>The storage that was asked for whose elements are those of the path.</summary>
    private Variable? OwnerOf(Expression path) => names.OwnerOf(path) is { } owner && asked.Contains(owner) ? owner : null;

    /// <summary>What the statement evaluates, without the names of storage that it only writes to or gives another name.</summary>
    private IEnumerable<Expression> ReadBy(Statement statement) => statement switch
    {
        Assign { Kind: AssignmentKind.Set, Target: Element element } assign when OwnerOf(element.Storage) is not null => element.Indices.Append(assign.Value),
        Fill fill when OwnerOf(fill.Storage) is not null => [fill.Value],
        Copy copy when OwnerOf(copy.Target) is not null => [copy.Source],
        Declare { Value: { } value } when OwnerOf(value) is not null => [],
        _ => statement.Reads(),
    };

    private void Check(Expression read, IReadOnlyList<Written> written)
    {
        switch (read)
        {
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable:
                return;
            case Element element when OwnerOf(element.Storage) is { } owner:
                isExposed |= !written.Any(part => part.Owner.Equals(owner) && IsInside(element.Indices, part));
                foreach (Expression index in element.Indices) Check(index, written);
                return;
            case Variable { Type: StorageType } name when OwnerOf(name) is { } owner:
                isExposed |= !written.Any(part => part.Owner.Equals(owner) && Enumerable.Range(0, part.Spans.Count).All(d => IsWhole(part, d)));
                return;
            case Variable scalar when asked.Contains(scalar):
                isExposed |= !written.Any(part => part.Owner.Equals(scalar));
                return;
            default:
                foreach (Expression child in read.Children()) Check(child, written);
                return;
        }
    }

    private bool IsInside(EquatableArray<Expression> indices, Written part) => Enumerable.Range(0, indices.Count).All(d =>
        IsWhole(part, d)
        || bounds.Of(indices[d]) is { } index && bounds.IsAtMost(part.Spans[d].Low, index) && bounds.IsAtMost(index.Plus(IndexForm.Of(1)), part.Spans[d].High));

    private bool IsWhole(Written part, int dimension) =>
        bounds.LengthsOf(part.Owner) is { } lengths
        && bounds.IsAtMost(part.Spans[dimension].Low, IndexForm.Zero) && bounds.IsAtMost(lengths[dimension], part.Spans[dimension].High);
}
