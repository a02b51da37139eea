namespace SymbolicDiff.Calculus.Rules;

/// <summary>Rules as text, before they are read.</summary>
public static class RuleTexts
{
    /// <summary>Cuts the text of a file into its rules, each with the number of lines above it.</summary>
    /// <exception cref="RuleException">An indented line belongs to no rule.</exception>
    public static IReadOnlyList<(int Line, string Text)> Cut(string text) => [.. RuleGrammar.Rules(new RuleFile("", text))];

    /// <summary>The name of the method that the rule, or its left side, is about, and how many parameters it names; null where it names none.</summary>
    public static (string Name, int Parameters)? Method(string rule)
    {
        int open = rule.IndexOf('(');
        int close = open < 0 ? -1 : rule.IndexOf(')', open);
        string name = open < 0 ? "" : rule.Substring(0, open).Trim();
        if (close < 0 || name.Length == 0 || !name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.')) return null;
        string parameters = rule.Substring(open + 1, close - open - 1);
        return (name, parameters.Trim().Length == 0 ? 0 : parameters.Split(',').Length);
    }
}
