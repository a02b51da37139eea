namespace SymbolicDiff.Calculus.Tests;

/// <summary>An integer variable and the values that it may have.</summary>
internal sealed record IntegerRange(Variable Variable, int Low, int High, bool IsFixed);

/// <summary>Storage and its shape.</summary>
internal sealed record KnownStorage(Variable Variable, int Length, int RowLength = 0, bool IsParameter = false)
{
    public bool IsWritable => Variable.Type is StorageType { Kind: not StorageKind.ReadOnlySpan };
}

/// <summary>The variables that are visible where the program is being written.</summary>
internal sealed class RandomScope
{
    private readonly Stack<int[]> outer = new();

    public List<Variable> Reals { get; } = [];

    public IEnumerable<Variable> Doubles => Reals.Where(real => real.Type == ValueType.Double);

    public List<Variable> Truths { get; } = [];

    public List<IntegerRange> Integers { get; } = [];

    public List<KnownStorage> Storages { get; } = [];

    public List<KnownStorage> Rows { get; } = [];

    public List<KnownStorage> Matrices { get; } = [];

    /// <summary>What the limit of a loop around reads.</summary>
    public HashSet<Variable> Locked { get; } = [];

    public void Enter() => outer.Push([Reals.Count, Truths.Count, Integers.Count, Storages.Count, Rows.Count, Matrices.Count]);

    public void Leave()
    {
        int[] counts = outer.Pop();
        Reals.RemoveRange(counts[0], Reals.Count - counts[0]);
        Truths.RemoveRange(counts[1], Truths.Count - counts[1]);
        Integers.RemoveRange(counts[2], Integers.Count - counts[2]);
        Storages.RemoveRange(counts[3], Storages.Count - counts[3]);
        Rows.RemoveRange(counts[4], Rows.Count - counts[4]);
        Matrices.RemoveRange(counts[5], Matrices.Count - counts[5]);
    }
}
