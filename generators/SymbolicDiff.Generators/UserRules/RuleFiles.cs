using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>One rule of a file, as it stands there.</summary>
internal sealed record WrittenRule(int LinesAbove, string Text);

/// <summary>A mistake that keeps a file from being cut into rules.</summary>
internal sealed record FileMistake(int Line, int Column, string Problem);

/// <summary>A file of rules among the additional files of the project.</summary>
internal sealed record RuleFileText(string Path, string Text, EquatableArray<WrittenRule> Rules, FileMistake? Mistake)
{
    public const string Extension = ".rules";

    public static bool Is(AdditionalText file) => file.Path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    public static RuleFileText Read(AdditionalText file, CancellationToken cancellation)
    {
        string text = file.GetText(cancellation)?.ToString() ?? "";
        try
        {
            var rules = RuleTexts.Cut(text).Select(rule => new WrittenRule(rule.Line, rule.Text)).ToEquatableArray();
            return new RuleFileText(file.Path, text, rules, null);
        }
        catch (RuleException mistake)
        {
            var found = new FileMistake(mistake.Line, mistake.Column, mistake.Problem);
            return new RuleFileText(file.Path, text, EquatableArray<WrittenRule>.Empty, found);
        }
    }
}
