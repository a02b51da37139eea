using SymbolicDiff.Fuzz.Programs;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>Makes a failing program small: pieces are left out, or replaced by what is inside of them, as long as it goes on failing.</summary>
internal static class Shrinker
{
    public static Sample Shrink(Sample failing, Func<Sample, bool> fails)
    {
        bool isSmaller = true;
        while (isSmaller)
        {
            isSmaller = false;
            foreach (Sample candidate in Candidates(failing))
            {
                if (!fails(candidate)) continue;
                (failing, isSmaller) = (candidate, true);
                break;
            }
        }

        return failing;
    }

    /// <summary>All that are one step smaller, the smallest first.</summary>
    private static IEnumerable<Sample> Candidates(Sample sample)
    {
        for (int i = 0; i < sample.Callees.Count; i++)
            yield return sample with { Callees = [.. sample.Callees.Where((_, j) => j != i)] };
        foreach (Node body in Smaller(sample.Body)) yield return sample with { Body = body };
        for (int i = 0; i < sample.Callees.Count; i++)
            foreach (Node callee in Smaller(sample.Callees[i]))
                yield return sample with { Callees = [.. sample.Callees.Select((same, j) => j == i ? callee : same)] };
    }

    private static IEnumerable<Node> Smaller(Node node)
    {
        if (node.Kind is Kind.Real && node.Parts.Length > 0 && node.Text.Any(text => text.Length > 0))
        {
            yield return Node.Leaf(Kind.Real, "0.5");
            foreach (Node part in node.Parts.Where(part => part.Kind == Kind.Real)) yield return part;
        }

        if (node.Kind == Kind.Truth && node.Parts.Length > 0)
            foreach (Node part in node.Parts.Where(part => part.Kind == Kind.Truth)) yield return part;
        if (node.Kind == Kind.Statement)
            foreach (Node part in node.Parts.Where(part => part.Kind == Kind.Block)) yield return part;
        for (int i = 0; i < node.Parts.Length; i++)
        {
            if (node.Kind == Kind.Block && node.Parts[i].MayGo && node.Text[0].StartsWith('{'))
                yield return Node.Block(node.Parts.Where((_, j) => j != i));
        }

        for (int i = 0; i < node.Parts.Length; i++)
            foreach (Node smaller in Smaller(node.Parts[i]))
                yield return node with { Parts = [.. node.Parts.Select((part, j) => j == i ? smaller : part)] };
    }
}
