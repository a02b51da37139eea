using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Who else may name memory that a block makes.</summary>
internal static class Escape
{
    /// <summary>Whether only the block names the memory, which has no rows, and only until the block ends.</summary>
    public static bool StaysIn(Block block, Variable memory)
    {
        StorageKind kind = ((StorageType)memory.Type).Kind;
        if (kind == StorageKind.Tape) return true;
        List<Statement> statements = [.. block.AllStatements()];
        if (kind == StorageKind.Stack) return statements.All(statement => statement is Push or Pop || !statement.Reads().Any(read => read.Mentions(memory)));
        HashSet<Variable> inside = [.. statements.OfType<Declare>().Select(declare => declare.Variable)];
        var names = new HashSet<Variable> { memory };
        for (int known = 0; known < names.Count;)
        {
            known = names.Count;
            foreach (Statement statement in statements)
                if (!Keeps(statement, names, inside, kind)) return false;
        }

        return true;
    }

    private static bool Keeps(Statement statement, HashSet<Variable> names, HashSet<Variable> inside, StorageKind kind)
    {
        if (statement.Reads().Any(read => read.Any(part => part is External external && IsHandedOut(external, names, kind)))) return false;
        switch (statement)
        {
            case Declare { Value: { } value } declare when IsNamed(value, names):
                names.Add(declare.Variable);
                return true;
            case Assign assign when IsNamed(assign.Value, names):
                if (assign.Target is not Variable target || !inside.Contains(target)) return false;
                names.Add(target);
                return true;
            case Push push:
                return !IsNamed(push.Value, names);
            case Return @return:
                return !@return.Values.Any(value => IsNamed(value, names));
            default:
                return true;
        }
    }

    /// <summary>Whether external code may keep the memory: arrays wherever it likes, spans in what it gives back.</summary>
    private static bool IsHandedOut(External external, HashSet<Variable> names, StorageKind kind) =>
        external.Operands.Any(operand => IsNamed(operand, names)) && (kind == StorageKind.Array || external.Type is not (ScalarType or StorageType));

    private static bool IsNamed(Expression value, HashSet<Variable> names) => value.Type is StorageType && value switch
    {
        Variable variable => names.Contains(variable),
        View view => IsNamed(view.Storage, names),
        Conditional choice => IsNamed(choice.WhenTrue, names) || IsNamed(choice.WhenFalse, names),
        External external => external.Operands.Any(operand => IsNamed(operand, names)),
        _ => false,
    };
}
