using System.Globalization;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>A mistake in a rule file; line and column count from 1.</summary>
public sealed class RuleException : Exception
{
    public RuleException(string file, int line, int column, string problem)
        : base(string.Format(CultureInfo.InvariantCulture, "{0}({1},{2}): {3}", file, line, column, problem))
    {
        (File, Line, Column, Problem) = (file, line, column, problem);
    }

    public string File { get; }

    public int Line { get; }

    public int Column { get; }

    /// <summary>What was expected and what was found.</summary>
    public string Problem { get; }
}
