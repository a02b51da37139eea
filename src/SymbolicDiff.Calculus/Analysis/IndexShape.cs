using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Analysis;

/// <summary>What the form of an index says about the elements that a loop touches.</summary>
internal static class IndexShape
{
    /// <summary>Whether each iteration of the loops addresses another element: every loop's counter stands alone, up to a constant, in a position of its own.</summary>
    public static bool IsDistinctInEachIteration(IEnumerable<Expression> indices, IEnumerable<Site> loops)
    {
        var shapes = indices.ToList();
        foreach (Site site in loops)
        {
            if (site.Statement is not For loop) return false;
            int found = shapes.FindIndex(index => IsCounter(index, loop.Counter));
            if (found < 0) return false;
            shapes.RemoveAt(found);
        }

        return true;
    }

    private static bool IsCounter(Expression index, Variable counter) => index switch
    {
        Variable variable => variable.Equals(counter),
        Apply { Primitive.Name: "+" or "-" } apply => IsCounter(apply.Operands[0], counter) && apply.Operands[1] is Constant,
        _ => false,
    };
}
