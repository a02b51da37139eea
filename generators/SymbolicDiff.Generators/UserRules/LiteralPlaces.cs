using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>Places inside the value of a constant string as places in the source: in the literal, of several that are put together, or of a constant.</summary>
internal sealed class LiteralPlaces(Compilation compilation)
{
    /// <summary>A constant may be made of others, but not for ever.</summary>
    private const int DeepestConstant = 20;

    /// <summary>The word at a line and column of the value, both counted from 1.</summary>
    public Location Of(ExpressionSyntax expression, int line, int column)
    {
        List<Part> parts = [.. PartsOf(expression, DeepestConstant)];
        string value = string.Concat(parts.Select(part => part.Value));
        TextSpan word = WordAt(value, line, column);
        foreach (Part part in parts)
        {
            bool holdsWord = word.Start < part.Value.Length || part == parts[parts.Count - 1];
            if (holdsWord) return part.At(word.Start, Math.Min(word.End, part.Value.Length));
            word = TextSpan.FromBounds(word.Start - part.Value.Length, word.End - part.Value.Length);
        }

        return expression.GetLocation();
    }

    /// <summary>Literals, and what has a value and no literal, in the order of the text that they make.</summary>
    private IEnumerable<Part> PartsOf(ExpressionSyntax expression, int depth) => expression switch
    {
        ParenthesizedExpressionSyntax parenthesized => PartsOf(parenthesized.Expression, depth),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => PartsOf(sum.Left, depth).Concat(PartsOf(sum.Right, depth)),
        LiteralExpressionSyntax { Token: { Value: string value } token } => [new Part(value, expression, token, PlacesIn(token, value))],
        IdentifierNameSyntax or MemberAccessExpressionSyntax when depth > 0 && DefinitionOf(expression) is { } definition => PartsOf(definition, depth - 1),
        _ => [new Part(compilation.GetSemanticModel(expression.SyntaxTree).GetConstantValue(expression).Value as string ?? "", expression, default, [])],
    };

    /// <summary>What the source gives a constant.</summary>
    private ExpressionSyntax? DefinitionOf(ExpressionSyntax name)
    {
        if (compilation.GetSemanticModel(name.SyntaxTree).GetSymbolInfo(name).Symbol is not IFieldSymbol { IsConst: true } constant) return null;
        SyntaxReference? reference = constant.DeclaringSyntaxReferences.FirstOrDefault(place => compilation.ContainsSyntaxTree(place.SyntaxTree));
        return (reference?.GetSyntax() as VariableDeclaratorSyntax)?.Initializer?.Value;
    }

    /// <summary>A place in the source for each character of the value, and for its end.</summary>
    private static int[] PlacesIn(SyntaxToken token, string value) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken when token.Text.StartsWith("@", StringComparison.Ordinal) => Verbatim(token.Text),
        SyntaxKind.StringLiteralToken => Escaped(token.Text),
        SyntaxKind.SingleLineRawStringLiteralToken => Raw(token.Text, value),
        SyntaxKind.MultiLineRawStringLiteralToken => RawLines(token.Text, value),
        _ => [],
    };

    private sealed record Part(string Value, ExpressionSyntax Expression, SyntaxToken Token, int[] Places)
    {
        public Location At(int start, int end) => Places.Length != Value.Length + 1 || Value.Length == 0
            ? Expression.GetLocation()
            : Location.Create(Token.SyntaxTree!, TextSpan.FromBounds(Token.SpanStart + Places[start], Token.SpanStart + Places[end]));
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
