using System.Text;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Collects indented lines; line ends are "\n" on every machine.</summary>
internal sealed class SourceWriter
{
    private const int IndentSize = 4;
    private readonly StringBuilder text = new();
    private int depth;
    private bool isBlankPending;

    /// <summary>The columns in front of the next line.</summary>
    public int Indentation => depth * IndentSize;

    /// <summary>Whether the last line closes a block.</summary>
    public bool EndsWithBrace => text.Length > 1 && text[text.Length - 2] == '}';

    public void Line(string line)
    {
        PutBlank();
        if (line.Length > 0) text.Append(' ', Indentation).Append(line);
        text.Append('\n');
    }

    /// <summary>One statement, on several lines where it is long.</summary>
    public void Line(SourceLine line)
    {
        PutBlank();
        bool first = true;
        foreach (string piece in line.Pieces(Indentation))
        {
            text.Append(' ', first ? Indentation : Indentation + IndentSize).Append(piece).Append('\n');
            first = false;
        }
    }

    /// <summary>One blank line before the next line, unless that closes a block.</summary>
    public void Blank() => isBlankPending = true;

    public void Open(string? header = null)
    {
        if (header is not null) Line(header);
        Line("{");
        depth++;
    }

    public void Open(SourceLine header)
    {
        Line(header);
        Open();
    }

    public void Close()
    {
        depth--;
        isBlankPending = false;
        Line("}");
    }

    public override string ToString() => text.ToString();

    private void PutBlank()
    {
        if (isBlankPending) text.Append('\n');
        isBlankPending = false;
    }
}
