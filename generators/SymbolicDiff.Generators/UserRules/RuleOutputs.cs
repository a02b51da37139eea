using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>Says what is wrong with rules, at places that are current.</summary>
internal static class RuleOutputs
{
    public static void Report(SourceProductionContext output, ReadRules read, MethodRules rules, ImmutableArray<FoundDifference?> differences)
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

        foreach (var found in differences) output.ReportDiagnostic(Describe(found!, read.PlaceOf(found!.Method)));
    }

    private static Diagnostic Describe(FoundDifference found, RulePlace place)
    {
        var difference = found.Difference;
        var names = found.Method.Names;
        string point = string.Join(", ", names.Select((name, i) => name + " = " + Number(difference.Point[i])));
        return Diagnostic.Create(
            RuleDiagnostics.Differs,
            place.Whole,
            found.Method.FullName,
            point,
            Number(difference.ByRule),
            names[difference.Parameter],
            Number(difference.ByValues));
    }

    private static string Number(double value) => value.ToString("G6", CultureInfo.InvariantCulture);
}
