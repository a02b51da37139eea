using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Leaves out what is refused only because something else was refused: one mistake is one diagnostic.</summary>
internal static class Consequences
{
    public static IReadOnlyList<LoweringDiagnostic> Without(IReadOnlyList<LoweringDiagnostic> diagnostics, IMethodSymbol target) =>
        [.. diagnostics.Where((diagnostic, at) => !Refusal.IsError(diagnostic.Id)
            || !diagnostics.Where((other, position) => position != at && Refusal.IsError(other.Id) && Explains(other, position < at, diagnostic, target)).Any())];

    private static bool Explains(LoweringDiagnostic other, bool isFirst, LoweringDiagnostic diagnostic, IMethodSymbol target)
    {
        bool isOfTheMethod = diagnostic.Id == Refusal.Object.Id && diagnostic.Location == target.Locations[0];
        if (isOfTheMethod) return other != diagnostic;
        if (diagnostic.Location.SourceTree is null || diagnostic.Location.SourceTree != other.Location.SourceTree) return false;
        TextSpan place = diagnostic.Location.SourceSpan;
        TextSpan otherPlace = other.Location.SourceSpan;
        if (other.Id == diagnostic.Id) return place != otherPlace ? place.Contains(otherPlace) : isFirst;
        return diagnostic.Id == Refusal.UnknownConstruct.Id ? place.OverlapsWith(otherPlace) : isFirst && place == otherPlace && other.Id != Refusal.UnknownConstruct.Id;
    }
}
