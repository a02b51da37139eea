using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Composes C# that takes no part in the differentiation: text with operands in between.</summary>
internal sealed class Text
{
    private readonly List<string> pieces = [""];
    private readonly List<Expression> operands = [];

    /// <summary>Composes an external without side effects from strings and expressions.</summary>
    public static External Of(ValueType type, params object[] parts)
    {
        var text = new Text();
        foreach (object part in parts)
        {
            if (part is string piece) text.Add(piece);
            else text.Add((Expression)part);
        }

        return text.ToExternal(type, hasEffects: false);
    }

    /// <summary>The text as it stands between double quotes.</summary>
    public static string Quoted(string text)
    {
        string literal = SymbolDisplay.FormatLiteral(text, quote: true);
        return literal.StartsWith("@", StringComparison.Ordinal) ? Escaped(text) : literal.Substring(1, literal.Length - 2);
    }

    public void Add(string piece) => pieces[pieces.Count - 1] += piece;

    /// <summary>Puts an operand into a gap; the text of another external is spliced in.</summary>
    public void Add(Expression operand)
    {
        if (operand is External { HasEffects: false } external)
        {
            Add(external.Text[0]);
            for (int i = 0; i < external.Operands.Count; i++)
            {
                Add(external.Operands[i]);
                Add(external.Text[i + 1]);
            }

            return;
        }

        operands.Add(operand);
        pieces.Add("");
    }

    public External ToExternal(ValueType type, bool hasEffects) => new(pieces.ToEquatableArray(), operands.ToEquatableArray(), type, hasEffects);

    private static string Escaped(string text) => string.Concat(text.Select(character => SymbolDisplay.FormatLiteral(character, quote: false) switch
    {
        "\"" => "\\\"",
        "\\" => "\\\\",
        "\n" => "\\n",
        "\r" => "\\r",
        var plain => plain,
    }));
}
