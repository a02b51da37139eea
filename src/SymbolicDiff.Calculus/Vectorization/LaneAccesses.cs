using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>Whether no iteration of a loop touches memory that another one writes, but for sums that all of them add to.</summary>
internal sealed class LaneAccesses
{
    private readonly LaneLoop lanes;
    private readonly Memory memory;
    private readonly bool isFast;
    private readonly List<Access> accesses = [];
    private readonly Dictionary<Variable, For> inner = [];
    private readonly Dictionary<Variable, Expression> definitions = [];

    public LaneAccesses(LaneLoop lanes, Facts facts, bool isFast)
    {
        (this.lanes, memory, this.isFast) = (lanes, facts.Memory, isFast);
        lanes.Loop.Body.ForEach(Collect);
    }

    public bool AreIndependent() => accesses.Where(access => access.Kind is not null).All(write => accesses.All(other => AreIndependent(write, other)));

    private void Collect(Statement statement)
    {
        if (statement is For loop) inner[loop.Counter] = loop;
        if (statement is Declare { Value: { } value } declare) definitions[declare.Variable] = value;
        if (statement is Assign { Target: Element target } assign && !IsOfOwn(target)) accesses.Add(new Access(target, assign.Kind));
        IEnumerable<Expression> reads = statement is Assign { Target: Element written } store ? [written.Storage, .. written.Indices, store.Value] : statement.Reads();
        foreach (Expression read in reads)
            read.ForEach(part =>
            {
                if (part is Element { Type: not StorageType } element && !IsOfOwn(element)) accesses.Add(new Access(element, null));
            });
    }

    private bool IsOfOwn(Element element) => element.Storage is Variable storage && lanes.IsOwnStorage(storage);

    private bool AreIndependent(Access write, Access other)
    {
        if (!memory.MayOverlap(memory.ColumnOf(write.Element), memory.ColumnOf(other.Element))) return true;
        bool areSums = write.IsSum && other.IsSum;
        if (areSums && isFast) return IsFixed(write.Element) || AreDistinctLanes(write.Element);
        bool isSamePlace = write.Element.Storage.Equals(other.Element.Storage) || IsArray(write.Element) && IsArray(other.Element);
        bool isSameRow = IsOfRow(write.Element) is { } row && row.Equals(IsOfRow(other.Element));
        return isSamePlace && (IsArray(write.Element) || IsFixedStorage(write.Element.Storage)) && (isSameRow || IsDistinct(write.Element, other.Element));
    }

    /// <summary>Whether all iterations mean one element.</summary>
    private bool IsFixed(Element element) => element.Indices.All(index => lanes.Strides.Of(index)?.IsInteger(0) == true);

    /// <summary>Whether no two lanes mean the same element at one time.</summary>
    private bool AreDistinctLanes(Element element) => element.Indices.Any(Moves) || IsOfRow(element) is not null;

    private bool Moves(Expression index) => lanes.Strides.Of(index) is Constant { Bits: not 0 };

    /// <summary>Two arrays are one or share nothing.</summary>
    private static bool IsArray(Element element) => element.Storage.Type is StorageType { Kind: StorageKind.Array };

    /// <summary>Whether what an iteration writes is not what another one touches: one of the indices is the same in both, and another one in each iteration.</summary>
    private bool IsDistinct(Element written, Element touched) =>
        written.Indices.Count == touched.Indices.Count && written.Indices.Where((index, i) => index.Equals(touched.Indices[i])).Any(index => Moves(index) && !DependsOnInner(index));

    private bool DependsOnInner(Expression index) => index.Any(part => part is Variable variable && !variable.Equals(lanes.Loop.Counter) && lanes.IsOwn(variable));

    /// <summary>Whether it is the same storage all the time, or one of the rows of a jagged array, which share nothing.</summary>
    private bool IsFixedStorage(Expression storage) => storage switch
    {
        Variable variable => !lanes.IsOwn(variable) || definitions.TryGetValue(variable, out Expression? value) && value is Variable or Element && IsFixedStorage(value),
        Element row => IsFixedStorage(row.Storage),
        _ => false,
    };

    /// <summary>The length of the rows, where each iteration has a row of its own: <c>i * n + j</c>, with j from 0 to n - 1.</summary>
    private Expression? IsOfRow(Element element)
    {
        if (!element.Indices[0].Is(Primitive.Add, out Expression row, out Expression column)) return null;
        bool isColumn = column is Variable counter && inner.TryGetValue(counter, out For? loop) && Headers.LimitFromZero(loop) is { } limit && limit.Equals(lanes.Strides.Of(row));
        return isColumn && row.Is(Primitive.Multiply, out Expression first, out Expression second) && (first.Equals(lanes.Loop.Counter) || second.Equals(lanes.Loop.Counter))
            ? lanes.Strides.Of(row)
            : null;
    }

    /// <param name="Element">The element.</param>
    /// <param name="Kind">How it is written; null where it is read.</param>
    private sealed record Access(Element Element, AssignmentKind? Kind)
    {
        public bool IsSum => Kind is AssignmentKind.Add or AssignmentKind.Subtract;
    }
}
