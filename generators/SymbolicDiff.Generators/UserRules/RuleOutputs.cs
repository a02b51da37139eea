using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>Says what is wrong with rules, at places that are current.</summary>
internal static class RuleOutputs
{
    public static void Report(SourceProductionContext output, ReadRules read, MethodRules rules)
    {
        foreach (var diagnostic in read.Diagnostics) output.ReportDiagnostic(diagnostic);
        foreach (var mistake in rules.Mistakes)
        {
            var place = read.PlaceOf(mistake.Method);
            output.ReportDiagnostic(mistake.IsSecond
                ? Diagnostic.Create(RuleDiagnostics.Second, place.Whole, mistake.Method.FullName, mistake.Problem)
                : Diagnostic.Create(
                    RuleDiagnostics.Mistake,
                    place.At(mistake.Part, mistake.Line, mistake.Column),
                    mistake.Method.FullName,
                    mistake.Problem,
                    place.Example));
        }
    }
}
