using System.Text;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Tells code from the contents of string literals in C# that is taken over as text.</summary>
internal static class StringLiterals
{
    /// <summary>
    /// The text, as long as it was, with digits for ordinary string and character literals, so that only code is left; what stands in the holes of
    /// interpolated strings is code. Verbatim and raw strings keep their quotes, and so does everything behind them.
    /// </summary>
    public static string Masked(string text)
    {
        var masked = new StringBuilder(text);
        var open = new Stack<char>();
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            char inside = open.Count == 0 ? ' ' : open.Peek();
            if (inside is '"' or '\'' or '$')
            {
                if (inside == '$' && c == '{' && !Follows(text, i, '{'))
                {
                    open.Push('{');
                    continue;
                }

                masked[i] = '0';
                if (c == '\\' || (inside == '$' && c == '{')) Hide(masked, ++i);
                else if (c == (inside == '$' ? '"' : inside)) open.Pop();
            }
            else if (c is '"' or '\'')
            {
                if (IsVerbatimOrRaw(text, i)) return masked.ToString();
                bool isInterpolated = i > 0 && text[i - 1] == '$';
                if (isInterpolated) Hide(masked, i - 1);
                Hide(masked, i);
                open.Push(isInterpolated ? '$' : c);
            }
            else if (inside == '{' && c is '{' or '}')
            {
                if (c == '{') open.Push(c);
                else open.Pop();
            }
        }

        return masked.ToString();
    }

    private static bool IsVerbatimOrRaw(string text, int quote) =>
        (Follows(text, quote, '"') && Follows(text, quote + 1, '"')) || (quote > 0 && text[quote - 1] == '@')
        || (quote > 1 && text[quote - 1] == '$' && text[quote - 2] is '@' or '$');

    private static bool Follows(string text, int index, char c) => index + 1 < text.Length && text[index + 1] == c;

    private static void Hide(StringBuilder masked, int index)
    {
        if (index < masked.Length) masked[index] = '0';
    }
}
