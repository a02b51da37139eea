namespace SymbolicDiff.Fuzz.Programs;

/// <summary>A real variable.</summary>
internal sealed record Real(string Name, bool IsSingle, bool IsAssignable = true, bool IsReference = false);

/// <summary>An integer variable and what it may hold.</summary>
internal sealed record Whole(string Name, int Low, int High, bool IsAssignable);

internal enum Shape
{
    Array,
    Span,
    ReadOnlySpan,
    Matrix,
    Jagged,
    List,
}

/// <summary>Storage of doubles; its lengths are known when the program is written.</summary>
internal sealed record Storage(string Name, Shape Shape, int Length, int RowLength = 0, bool IsParameter = false)
{
    public bool IsFlat => Shape is Shape.Array or Shape.Span or Shape.ReadOnlySpan;

    public bool IsWritable => Shape is not (Shape.ReadOnlySpan or Shape.List);
}

/// <summary>What can be named where the next statement stands.</summary>
internal sealed class Scope
{
    private readonly Stack<(int, int, int, int, int, int, int)> marks = [];

    public List<Real> Reals { get; } = [];

    public List<Whole> Wholes { get; } = [];

    public List<string> Truths { get; } = [];

    public List<Storage> Storages { get; } = [];

    /// <summary>Variables of the structure type of the program.</summary>
    public List<string> Pairs { get; } = [];

    /// <summary>Objects of the class of the prelude that the program makes.</summary>
    public List<string> Meters { get; } = [];

    /// <summary>What of pairs and their arrays is a reference or a span.</summary>
    public HashSet<string> References { get; } = [];

    /// <summary>Arrays of the structure, and their lengths.</summary>
    public List<(string Name, int Length)> PairArrays { get; } = [];

    public void Enter() => marks.Push((Reals.Count, Wholes.Count, Truths.Count, Storages.Count, Pairs.Count, PairArrays.Count, Meters.Count));

    public void Leave()
    {
        (int reals, int wholes, int truths, int storages, int pairs, int pairArrays, int meters) = marks.Pop();
        Cut(PairArrays, pairArrays);
        Cut(Meters, meters);
        Cut(Reals, reals);
        Cut(Wholes, wholes);
        Cut(Truths, truths);
        Cut(Storages, storages);
        Cut(Pairs, pairs);
    }

    /// <summary>What a local function or lambda may name: no references, no spans.</summary>
    public Scope Capturable()
    {
        var inside = new Scope();
        inside.Reals.AddRange(Reals.Where(real => !real.IsReference));
        inside.Wholes.AddRange(Wholes);
        inside.Truths.AddRange(Truths);
        inside.Storages.AddRange(Storages.Where(storage => storage.Shape is not (Shape.Span or Shape.ReadOnlySpan)));
        inside.Pairs.AddRange(Pairs.Where(pair => !References.Contains(pair)));
        inside.PairArrays.AddRange(PairArrays.Where(pairs => !References.Contains(pairs.Name)));
        return inside;
    }

    private static void Cut<T>(List<T> list, int count) => list.RemoveRange(count, list.Count - count);
}
