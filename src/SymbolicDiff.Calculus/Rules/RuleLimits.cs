namespace SymbolicDiff.Calculus.Rules;

/// <summary>How large rules may be. What is larger was not written by hand, and would keep an editor waiting or end the compiler's stack.</summary>
public static class RuleLimits
{
    /// <summary>The characters of a file.</summary>
    public const int File = 100_000;

    /// <summary>The rules of a file.</summary>
    public const int Rules = 500;

    /// <summary>The characters of a rule.</summary>
    public const int Rule = 4_000;

    /// <summary>How many parentheses, calls, signs, powers and choices may stand inside each other.</summary>
    public const int Nesting = 40;

    /// <summary>The operations of a term, when what it names is put in.</summary>
    public const int Operations = 2_000;

    private const int Shown = 40;

    /// <summary>A text of the user's as messages show it.</summary>
    public static string Short(string text) => text.Length <= Shown ? text : text.Substring(0, Shown) + "\u2026";
}
