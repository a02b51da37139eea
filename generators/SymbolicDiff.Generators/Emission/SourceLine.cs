using System.Text;

namespace SymbolicDiff.Generators.Emission;

/// <summary>The text of one statement, and where it may be broken if it is long: at the lowest operator of the least nested part.</summary>
internal sealed class SourceLine
{
    private const int Limit = 140;
    private const int Continuation = 4;
    private const int ShortestPiece = 50;
    private const int LevelsOfPrecedence = 32;

    private readonly StringBuilder text = new();
    private readonly List<(int Position, int Level)> breaks = [];

    /// <summary>How many brackets are open.</summary>
    public int Depth { get; set; }

    public int Length => text.Length;

    public SourceLine Add(string piece)
    {
        text.Append(piece);
        return this;
    }

    public SourceLine Add(SourceLine line)
    {
        foreach (var (position, level) in line.breaks) breaks.Add((position + text.Length, level + Depth * LevelsOfPrecedence));
        text.Append(line.text.ToString());
        return this;
    }

    /// <summary>An opening bracket.</summary>
    public SourceLine Open(string bracket)
    {
        Depth++;
        return Add(bracket);
    }

    /// <summary>A closing bracket.</summary>
    public SourceLine Close(string bracket)
    {
        Depth--;
        return Add(bracket);
    }

    /// <summary>A space where the line may be broken; the lower the precedence, the sooner.</summary>
    public SourceLine Space(Precedence precedence = Precedence.Lowest)
    {
        breaks.Add((text.Length, Depth * LevelsOfPrecedence + (int)precedence));
        return Add(" ");
    }

    /// <summary>The lines to print where <paramref name="indentation"/> columns are taken; all but the first are to be indented once more.</summary>
    public IEnumerable<string> Pieces(int indentation)
    {
        int start = 0, next = 0, width = Limit - indentation;
        while (text.Length - start > width)
        {
            int chosen = Choose(next, start, width);
            if (chosen < 0) break;
            yield return text.ToString(start, breaks[chosen].Position - start);
            start = breaks[chosen].Position + 1;
            next = chosen + 1;
            width = Limit - indentation - Continuation;
        }

        yield return text.ToString(start, text.Length - start);
    }

    public override string ToString() => text.ToString();

    /// <summary>
    /// The index of the break that ends the piece: the lowest level that fits and leaves no short piece, the last of those; else the first there is.
    /// </summary>
    private int Choose(int next, int start, int width)
    {
        int best = -1, fallback = -1;
        for (int i = next; i < breaks.Count && breaks[i].Position - start <= width; i++)
        {
            if (fallback < 0 || breaks[i].Level <= breaks[fallback].Level) fallback = i;
            if (breaks[i].Position - start < ShortestPiece) continue;
            if (best < 0 || breaks[i].Level <= breaks[best].Level) best = i;
        }

        if (best >= 0) return best;
        return fallback >= 0 ? fallback : next < breaks.Count ? next : -1;
    }
}
