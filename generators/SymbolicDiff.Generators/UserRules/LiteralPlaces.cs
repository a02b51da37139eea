using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>Places inside the value of a string as places in the source; what is no literal has one place.</summary>
internal static class LiteralPlaces
{
    /// <summary>The word at a line and column of the value, both counted from 1.</summary>
    public static Location Of(ExpressionSyntax expression, int line, int column)
    {
        while (expression is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized.Expression;
        if (expression is not LiteralExpressionSyntax { Token: var token } || token.Value is not string value) return expression.GetLocation();
        int[] places = token.Kind() switch
        {
            SyntaxKind.StringLiteralToken when token.Text.StartsWith("@", StringComparison.Ordinal) => Verbatim(token.Text),
            SyntaxKind.StringLiteralToken => Escaped(token.Text),
            SyntaxKind.SingleLineRawStringLiteralToken => Raw(token.Text, value),
            SyntaxKind.MultiLineRawStringLiteralToken => RawLines(token.Text, value),
            _ => [],
        };
        if (places.Length != value.Length + 1) return expression.GetLocation();
        TextSpan word = WordAt(value, line, column);
        return Location.Create(token.SyntaxTree!, TextSpan.FromBounds(token.SpanStart + places[word.Start], token.SpanStart + places[word.End]));
    }

    /// <summary>The name, number or sign at a line and column of a text; its last character where the text is at its end.</summary>
    public static TextSpan WordAt(string text, int line, int column)
    {
        int start = 0;
        for (int i = 1; i < line && start < text.Length; i++)
        {
            int next = text.IndexOf('\n', start);
            if (next < 0) break;
            start = next + 1;
        }

        start = Math.Min(start + column - 1, text.Length);
        if (start == text.Length || text[start] is '\r' or '\n') return TextSpan.FromBounds(Math.Max(0, start - 1), start);
        int end = start;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '.' or '_')) end++;
        return TextSpan.FromBounds(start, Math.Max(end, start + 1));
    }

    private static int[] Verbatim(string text)
    {
        var places = new List<int>();
        int i = 2;
        while (i < text.Length - 1)
        {
            places.Add(i);
            i += text[i] == '"' ? 2 : 1;
        }

        places.Add(i);
        return [.. places];
    }

    private static int[] Escaped(string text)
    {
        var places = new List<int>();
        int i = 1;
        while (i < text.Length - 1)
        {
            places.Add(i);
            int length = text[i] != '\\' ? 1 : text[i + 1] switch
            {
                'u' => 6,
                'U' => 10,
                'x' => 2 + text.Skip(i + 2).Take(4).TakeWhile(Uri.IsHexDigit).Count(),
                _ => 2,
            };
            i += length;
        }

        places.Add(i);
        return [.. places];
    }

    private static int[] Raw(string text, string value)
    {
        int quotes = text.TakeWhile(c => c == '"').Count();
        return [.. Enumerable.Range(quotes, value.Length + 1)];
    }

    /// <summary>Each line of the value stands behind the indentation of the closing quotes.</summary>
    private static int[] RawLines(string text, string value)
    {
        int indentation = text.Length - text.LastIndexOf('\n') - 1 - text.Reverse().TakeWhile(c => c == '"').Count();
        var places = new List<int>();
        int lineStart = text.IndexOf('\n') + 1;
        int column = 0;
        foreach (char c in value)
        {
            bool isBlank = text[lineStart] is '\n' or '\r';
            places.Add(lineStart + (isBlank ? 0 : indentation) + column);
            column++;
            if (c != '\n') continue;
            lineStart = text.IndexOf('\n', lineStart) + 1;
            column = 0;
        }

        places.Add(places.Count == 0 ? lineStart : places[places.Count - 1] + 1);
        return [.. places];
    }
}
