using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>
/// Whether a function is nested so little that the passes, which recurse over blocks and expressions, do so on any thread's stack. Looks without
/// recursion itself.
/// </summary>
public static class Depth
{
    /// <summary>Blocks inside each other.</summary>
    public const int MostBlocks = 500;

    /// <summary>Operations inside each other, in one expression. Real values in normal form are not nested; conditions and indices are.</summary>
    public const int MostOperations = 1000;

    public static bool IsModerate(Function function)
    {
        var pending = new Stack<(Block Block, int Depth)>();
        pending.Push((function.Body, 1));
        while (pending.Count > 0)
        {
            var (block, depth) = pending.Pop();
            if (depth > MostBlocks) return false;
            foreach (Statement statement in block.Statements)
            {
                if (!statement.Reads().All(IsModerate)) return false;
                foreach (Block inner in statement.Blocks()) pending.Push((inner, depth + 1));
            }
        }

        return true;
    }

    private static bool IsModerate(Expression expression)
    {
        if (expression.ChildCount() == 0) return true;
        var pending = new Stack<(Expression Expression, int Depth)>();
        pending.Push((expression, 1));
        while (pending.Count > 0)
        {
            var (next, depth) = pending.Pop();
            if (depth > MostOperations) return false;
            for (int i = next.ChildCount() - 1; i >= 0; i--) pending.Push((next.Child(i), depth + 1));
        }

        return true;
    }
}
