using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Symbols as messages show them.</summary>
internal static class Readable
{
    private static readonly SymbolDisplayFormat format = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseAsterisksInMultiDimensionalArrays);

    public static string Of(ITypeSymbol type) => type.ToDisplayString(format);
}
