namespace SymbolicDiff.Fuzz.Programs;

/// <summary>A method, local function or lambda that a program calls.</summary>
/// <param name="Text">Its declaration; null where it stands among the statements.</param>
/// <param name="Format">A call, with <c>$</c> for its real arguments.</param>
/// <param name="Arguments">How many there are.</param>
internal sealed record Callee(Node? Text, string Format, int Arguments)
{
    public Node Call(Expressions expressions, int depth) =>
        Node.Of(Kind.Real, Format, [.. Enumerable.Range(0, Arguments).Select(_ => expressions.Double(Math.Min(depth - 1, 1)))]);
}
