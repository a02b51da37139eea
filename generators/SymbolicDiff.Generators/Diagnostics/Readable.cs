using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Symbols as messages show them.</summary>
internal static class Readable
{
    private static readonly SymbolDisplayFormat format = SymbolDisplayFormat.CSharpShortErrorMessageFormat
        .RemoveMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseAsterisksInMultiDimensionalArrays);

    /// <summary>The type; not that it may be null, which the compiler says of each local that has no type of its own.</summary>
    public static string Of(ITypeSymbol type) =>
        (type.IsReferenceType ? type.WithNullableAnnotation(NullableAnnotation.NotAnnotated) : type).ToDisplayString(format);
}
