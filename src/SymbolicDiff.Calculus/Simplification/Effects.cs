using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What running statements changes.</summary>
internal sealed class Effects(Memory memory)
{
    private HashSet<int>? written;

    public HashSet<Variable> Assigned { get; } = [];

    public HashSet<int> Written => written ??= [];

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
        Element element => Overwrites(element.Storage),
        CopyOf copy => Overwrites(copy.Storage),
        External external => IsOpaque || written is { Count: > 0 } || external.HasEffects,
        _ => false,
    });

    public bool Overwrites(Expression path)
    {
        if (IsOpaque) return true;
        if (written is not { Count: > 0 }) return false;
        int region = memory.ColumnOf(path);
        foreach (int changed in written)
            if (memory.MayOverlap(changed, region)) return true;
        return false;
    }

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
                break;
            case Fill fill:
                Written.Add(memory.RegionOf(fill.Storage));
                break;
            case Copy copy:
                Written.Add(memory.RegionOf(copy.Target));
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
