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

    private readonly Dictionary<Strand, IReadOnlyDictionary<Strand, IReadOnlyList<EquatableArray<IndexForm>>>> offsets;
    private readonly List<Strand> strands;

    private HessianPattern(Dictionary<Strand, IReadOnlyDictionary<Strand, IReadOnlyList<EquatableArray<IndexForm>>>> offsets)
    {
        this.offsets = offsets;
        strands = [.. offsets.Keys];
    }

    /// <param name="gradient">Writes the gradients to parameters.</param>
    /// <param name="independents">What they are the gradients with respect to.</param>
    /// <param name="gradients">The parameters of the gradients.</param>
    /// <param name="isDiagonal">Whether only the diagonal is asked for.</param>
    /// <param name="isFollowed">Whether the Hessian is differentiated itself.</param>
    public static HessianPattern Of(Function gradient, IReadOnlyList<Variable> independents, IReadOnlyList<Variable> gradients, bool isDiagonal, bool isFollowed)
    {
        List<int> indexed = [.. Enumerable.Range(0, independents.Count).Where(i => Sparsity.IsIndexed(independents[i]) && (isDiagonal || RowMajorLayout.HasPositions(independents[i])))];
        List<Strand> columns = [.. indexed.SelectMany(i => Strand.Of(independents[i]))];
        var sparsity = new Sparsity(gradient, independents, gradients);
        var found = new HessianPattern([]);
        foreach (int i in indexed)
        {
            List<Strand> own = [.. Strand.Of(independents[i])];
            var rows = own.Select(strand => sparsity.Offsets(strand with { Storage = gradients[i] }, columns)).ToList();
            if (rows.Contains(null)) continue;
            for (int k = 0; k < own.Count; k++) found.Add(own[k], rows[k]!);
        }

        while (found.strands.Find(strand => !Colouring.IsNarrow(found.PatternsOf(strand, isDiagonal), isFollowed)) is { } wide) found.Remove(wide.Storage);
        return found;
    }

    /// <summary>Whether the parameter's columns are followed together.</summary>
    public bool Has(Variable independent) => strands.Exists(strand => strand.Storage.Equals(independent));

    /// <summary>The distances of the entries of each kind of row from a column.</summary>
    public IReadOnlyList<IReadOnlyList<EquatableArray<IndexForm>>> PatternsOf(Strand column, bool isDiagonal) =>
        [.. (isDiagonal ? [column] : RowsOf(column)).Select(row => Offsets(row, column))];

    /// <summary>The rows of which entries are taken from a column: its own and those behind it.</summary>
    public IEnumerable<Strand> RowsOf(Strand column) => strands.SkipWhile(strand => !strand.Equals(column));

    public IReadOnlyList<EquatableArray<IndexForm>> Offsets(Strand row, Strand column) => offsets[row][column];

    private void Add(Strand strand, IReadOnlyDictionary<Strand, IReadOnlyList<EquatableArray<IndexForm>>> rows)
    {
        offsets.Add(strand, rows);
        strands.Add(strand);
    }

    private void Remove(Variable storage)
    {
        foreach (Strand strand in strands.Where(strand => strand.Storage.Equals(storage)).ToList())
        {
            offsets.Remove(strand);
            strands.Remove(strand);
        }
    }
}
