using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What running statements changes.</summary>
internal sealed class Effects(Memory memory)
{
    private HashSet<int>? written;

    public HashSet<Variable> Assigned { get; } = [];

    public HashSet<int> Written => written ??= [];

    /// <summary>Where rows are replaced: what is written to a row leaves it the row that it is.</summary>
    private readonly HashSet<int> replaced = [];

    /// <summary>Whether external code runs that may write any memory.</summary>
    public bool IsOpaque { get; private set; }

    public static Effects Of(Statement statement, Memory memory)
    {
        var effects = new Effects(memory);
        effects.Add(statement);
        return effects;
    }

    public static Effects Of(Block block, Memory memory)
    {
        var effects = new Effects(memory);
        block.ForEach(effects.AddOwn);
        return effects;
    }

    public void Add(Statement statement)
    {
        AddOwn(statement);
        foreach (Block block in statement.Blocks()) block.ForEach(AddOwn);
    }

    /// <summary>Whether evaluating the expression before and after may give different values.</summary>
    public bool Disturb(Expression expression) => expression.Any(part => part switch
    {
        Variable variable => Assigned.Contains(variable),
        Element element => Replaces(element),
        CopyOf copy => Overwrites(copy.Storage),
        External external => IsOpaque || written is { Count: > 0 } || external.HasEffects,
        _ => false,
    });

    /// <summary>Whether the element may be another one: a row by being replaced, a number by any store.</summary>
    public bool Replaces(Element element) => element.Type is StorageType && element.Storage.Type is StorageType { Element: StorageType }
        ? IsOpaque || replaced.Any(written => memory.MayOverlap(written, memory.ColumnOf(element.Storage)))
        : Overwrites(element.Storage);

    public bool Overwrites(Expression path)
    {
        if (IsOpaque) return true;
        if (written is not { Count: > 0 }) return false;
        int region = memory.ColumnOf(path);
        foreach (int changed in written)
            if (memory.MayOverlap(changed, region)) return true;
        return false;
    }

    private static bool HoldsScalars(Expression storage) => storage.Type is StorageType { Element: ScalarType };

    private void AddOwn(Statement statement)
    {
        foreach (Expression read in statement.Reads()) IsOpaque |= read.HasEffects();
        if (IsOpaque) Assigned.UnionWith(statement.References());
        switch (statement)
        {
            case Declare declare:
                Assigned.Add(declare.Variable);
                break;
            case Assign { Target: Variable target }:
                Assigned.Add(target);
                if (memory.MayBeElement(target)) Written.Add(Memory.Unknown);
                break;
            case Assign { Target: Element element }:
                Written.Add(memory.ColumnOf(element));
                if (element.Type is not ScalarType) replaced.Add(memory.ColumnOf(element));
                break;
            case Fill fill:
                Written.Add(memory.RegionOf(fill.Storage));
                if (!HoldsScalars(fill.Storage)) replaced.Add(memory.RegionOf(fill.Storage));
                break;
            case Copy copy:
                Written.Add(memory.RegionOf(copy.Target));
                if (!HoldsScalars(copy.Target)) replaced.Add(memory.RegionOf(copy.Target));
                break;
            case For loop:
                Assigned.Add(loop.Counter);
                break;
            case Push push:
                Assigned.Add(push.Stack);
                break;
            case Pop pop:
                Assigned.Add(pop.Target);
                Assigned.Add(pop.Stack);
                break;
        }
    }
}
