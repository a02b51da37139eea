using System.Text;

namespace SymbolicDiff.Fuzz.Programs;

/// <summary>What a piece of a program is: the shrinker puts a piece in the place of another only if they are of one kind.</summary>
internal enum Kind
{
    Real,
    Single,
    Integer,
    Truth,
    Statement,
    Block,
    Member,
}

/// <summary>A piece of C#: text with other pieces in between.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">One more than there are parts.</param>
/// <param name="Parts">The pieces in between.</param>
internal sealed record Node(Kind Kind, string[] Text, Node[] Parts)
{
    /// <summary>
    /// Whether the piece decides between smooth pieces of the function: a comparison, or a function with kinks or jumps. In the traced text a comparison goes
    /// through <c>Trace.Of</c>, and a function is that of <c>Trace</c>.
    /// </summary>
    public bool Decides { get; init; }

    /// <summary>Whether a statement may go without the rest losing its meaning: whether it ends, above all.</summary>
    public bool MayGo { get; init; } = true;

    public static Node Leaf(Kind kind, string text) => new(kind, [text], []);

    /// <summary>Text with <c>$</c> where the parts stand.</summary>
    public static Node Of(Kind kind, string format, params Node[] parts)
    {
        string[] text = format.Split('$');
        if (text.Length != parts.Length + 1) throw new ArgumentException($"'{format}' has {text.Length - 1} places for {parts.Length} parts.", nameof(format));
        return new Node(kind, text, parts);
    }

    public static Node Block(IEnumerable<Node> statements)
    {
        Node[] parts = [.. statements];
        string[] text = [.. Enumerable.Repeat("", parts.Length + 1)];
        text[0] = "{\n" + text[0];
        text[^1] += "}\n";
        return new Node(Kind.Block, text, parts);
    }

    public string Print(bool isTraced)
    {
        var text = new StringBuilder();
        Print(text, isTraced);
        return text.ToString();
    }

    public IEnumerable<Node> DescendantsAndSelf() => Parts.SelectMany(part => part.DescendantsAndSelf()).Prepend(this);

    private void Print(StringBuilder text, bool isTraced)
    {
        bool isDecision = isTraced && Decides && Kind == Kind.Truth;
        if (isDecision) text.Append("Trace.Of(");
        for (int i = 0; i < Text.Length; i++)
        {
            text.Append(isTraced && Decides && i == 0 ? Text[i].Replace("Math.", "Trace.", StringComparison.Ordinal) : Text[i]);
            if (i < Parts.Length) Parts[i].Print(text, isTraced);
        }

        if (isDecision) text.Append(')');
    }
}
