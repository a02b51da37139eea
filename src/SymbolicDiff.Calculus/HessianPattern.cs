using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Where a Hessian can have entries, for parameters of which the code shows it: those whose gradient depends on few elements near its own. Entries
/// that belong to another parameter, too, are found along that one's directions, by symmetry.
/// </summary>
internal sealed class HessianPattern
{
    public static readonly HessianPattern None = new([]);

    private readonly Dictionary<Lane, IReadOnlyDictionary<Lane, IReadOnlyList<EquatableArray<IndexForm>>>> offsets;
    private readonly List<Lane> lanes;

    private HessianPattern(Dictionary<Lane, IReadOnlyDictionary<Lane, IReadOnlyList<EquatableArray<IndexForm>>>> offsets)
    {
        this.offsets = offsets;
        lanes = [.. offsets.Keys];
    }

    /// <param name="gradient">Writes the gradients to parameters.</param>
    /// <param name="independents">What they are the gradients with respect to.</param>
    /// <param name="gradients">The parameters of the gradients.</param>
    /// <param name="isDiagonal">Whether only the diagonal is asked for.</param>
    /// <param name="isFollowed">Whether the Hessian is differentiated itself.</param>
    public static HessianPattern Of(Function gradient, IReadOnlyList<Variable> independents, IReadOnlyList<Variable> gradients, bool isDiagonal, bool isFollowed)
    {
        List<int> indexed = [.. Enumerable.Range(0, independents.Count).Where(i => Sparsity.IsIndexed(independents[i]) && (isDiagonal || RowMajorLayout.HasPositions(independents[i])))];
        List<Lane> columns = [.. indexed.SelectMany(i => Lane.Of(independents[i]))];
        var sparsity = new Sparsity(gradient, independents, gradients);
        var found = new HessianPattern([]);
        foreach (int i in indexed)
        {
            List<Lane> own = [.. Lane.Of(independents[i])];
            var rows = own.Select(lane => sparsity.Offsets(lane with { Storage = gradients[i] }, columns)).ToList();
            if (rows.Contains(null)) continue;
            for (int k = 0; k < own.Count; k++) found.Add(own[k], rows[k]!);
        }

        while (found.lanes.Find(lane => !Colouring.IsNarrow(found.PatternsOf(lane, isDiagonal), isFollowed)) is { } wide) found.Remove(wide.Storage);
        return found;
    }

    /// <summary>Whether the parameter's columns are followed together.</summary>
    public bool Has(Variable independent) => lanes.Exists(lane => lane.Storage.Equals(independent));

    /// <summary>The distances of the entries of each kind of row from a column.</summary>
    public IReadOnlyList<IReadOnlyList<EquatableArray<IndexForm>>> PatternsOf(Lane column, bool isDiagonal) =>
        [.. (isDiagonal ? [column] : RowsOf(column)).Select(row => Offsets(row, column))];

    /// <summary>The rows of which entries are taken from a column: its own and those behind it.</summary>
    public IEnumerable<Lane> RowsOf(Lane column) => lanes.SkipWhile(lane => !lane.Equals(column));

    public IReadOnlyList<EquatableArray<IndexForm>> Offsets(Lane row, Lane column) => offsets[row][column];

    private void Add(Lane lane, IReadOnlyDictionary<Lane, IReadOnlyList<EquatableArray<IndexForm>>> rows)
    {
        offsets.Add(lane, rows);
        lanes.Add(lane);
    }

    private void Remove(Variable storage)
    {
        foreach (Lane lane in lanes.Where(lane => lane.Storage.Equals(storage)).ToList())
        {
            offsets.Remove(lane);
            lanes.Remove(lane);
        }
    }
}
