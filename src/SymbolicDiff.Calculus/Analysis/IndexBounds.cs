using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>Integers as sums of what keeps its value while it can be named, none of which leaves its type's range, and what is known of their order.</summary>
internal sealed class IndexBounds(Timeline timeline, StorageNames names, IntegerRanges ranges)
{
    /// <summary>How many counters are replaced by their bounds to compare two sums.</summary>
    private const int MostSteps = 8;

    /// <summary>Null where the value is not such a sum.</summary>
    public IndexForm? Of(Expression value)
    {
        switch (value)
        {
            case Constant constant:
                return IndexForm.Of(constant.Bits);
            case Variable { Type.IsReal: false } variable when names.ValueOf(variable) is { } defined:
                return (defined is External ? null : Of(defined)) ?? IndexForm.Of((Expression)variable);
            case Variable { Type.IsReal: false } variable:
                return IsFixed(variable) ? IndexForm.Of((Expression)variable) : null;
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Primitive == Primitive.Length:
                return LengthOf(length.Operands[0]);
            case Apply { Primitive.Name: "+" or "-" } sum when sum.Operands.Count == 2 && (sum.Primitive.Checked || !ranges.CanOverflow(sum)):
                return Of(sum.Operands[0]) is { } left && Of(sum.Operands[1]) is { } right ? left.Plus(right, sum.Primitive.Name == "+" ? 1 : -1) : null;
            case Apply { Type.IsReal: false } other when other.DescendantsAndSelf().All(part => part is Constant or Apply || part is Variable variable && IsFixed(variable)):
                return IndexForm.Of((Expression)other);
            default:
                return null;
        }
    }

    /// <summary>The number of elements of storage of rank one.</summary>
    public IndexForm? LengthOf(Expression storage)
    {
        if (names.OwnerOf(storage) is { } owner && LengthsOf(owner) is { Count: 1 } lengths) return lengths[0];
        return storage is Variable { Type: StorageType { Rank: 1 } } variable && IsFixed(variable) ? IndexForm.Of((Expression)new Apply(Primitive.Length, ValueType.Int32, variable)) : null;
    }

    /// <summary>The lengths that a variable's memory was made with.</summary>
    public IReadOnlyList<IndexForm>? LengthsOf(Variable owner) => names.ValueOf(owner) switch
    {
        Allocate allocate when allocate.Lengths.Select(Of).OfType<IndexForm>().ToList() is var lengths && lengths.Count == allocate.Lengths.Count => lengths,
        CopyOf { Memory.Rank: 1 } copy when LengthOf(copy.Storage) is { } length => [length],
        Allocate { Lengths.Count: 1 } or CopyOf { Memory.Rank: 1 } => [IndexForm.Of((Expression)new Apply(Primitive.Length, ValueType.Int32, owner))],
        _ => null,
    };

    /// <summary>The values that the counter of a loop takes are in the span; with a step of one, all of them.</summary>
    public IndexSpan? CountersOf(For loop)
    {
        if (Of(loop.Start) is not { } start || Of(loop.Limit) is not { } limit) return null;
        IndexForm one = IndexForm.Of(1);
        return loop.Step > 0
            ? new IndexSpan(start, loop.Inclusive ? limit.Plus(one) : limit)
            : new IndexSpan(loop.Inclusive ? limit : limit.Plus(one), start.Plus(one));
    }

    /// <summary>Whether the first is certainly not above the second, inside of all loops whose counters they name.</summary>
    public bool IsAtMost(IndexForm first, IndexForm second)
    {
        IndexForm difference = second.Plus(first, -1);
        for (int step = 0; step < MostSteps && !difference.IsConstant; step++)
        {
            IndexTerm? term = difference.Terms.Where(HasBound).OrderByDescending(DepthOf).FirstOrDefault();
            if (term is null || BoundOf(term) is not { } bound) return false;
            difference = difference.Plus(IndexForm.Of(term.Atom), -term.Factor).Plus(bound, term.Factor);
        }

        return difference.IsConstant && difference.Constant >= 0;
    }

    private bool HasBound(IndexTerm term) => LoopOf(term.Atom) is not null || term is { Atom: Apply { Primitive.Form: PrimitiveForm.Length }, Factor: > 0 };

    private int DepthOf(IndexTerm term) => term.Atom is Variable variable ? timeline.DeclarationOf(variable)!.Index : -1;

    /// <summary>The least that the term can be, without its factor.</summary>
    private IndexForm? BoundOf(IndexTerm term)
    {
        if (LoopOf(term.Atom) is not { } loop) return IndexForm.Zero;
        return CountersOf(loop) is not { } counters ? null : term.Factor > 0 ? counters.Low : counters.High.Plus(IndexForm.Of(-1));
    }

    private For? LoopOf(Expression atom) =>
        atom is Variable variable && timeline.DeclarationOf(variable)?.Statement is For loop && loop.Counter.Equals(variable) ? loop : null;

    /// <summary>Whether the variable is a parameter that is never assigned, a counter, or a local that is given its value where it is declared.</summary>
    private bool IsFixed(Variable variable) => timeline.DeclarationOf(variable) is { } declaration
        ? timeline.DefinitionsOf(variable) is { Count: 1 } definitions && definitions[0] == declaration && declaration.Statement is For or Declare { Value: not null }
        : timeline.DefinitionsOf(variable).Count == 0;
}
