using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Model;

/// <summary>The types that an emitted file names in short, and where those names are taken by something else.</summary>
public static class ShortNames
{
    private static readonly (string Name, string Namespace)[] types =
    [
        ("ArgumentException", "System"),
        ("ArgumentNullException", "System"),
        ("ArgumentOutOfRangeException", "System"),
        ("ArithmeticException", "System"),
        ("Array", "System"),
        ("BitConverter", "System"),
        ("Console", "System"),
        ("DivideByZeroException", "System"),
        ("Double", "System"),
        ("Exception", "System"),
        ("Gradients", "SymbolicDiff"),
        ("Guard", "SymbolicDiff"),
        ("IndexOutOfRangeException", "System"),
        ("InvalidOperationException", "System"),
        ("Math", "System"),
        ("MathF", "System"),
        ("MemoryExtensions", "System"),
        ("NotImplementedException", "System"),
        ("NotSupportedException", "System"),
        ("OverflowException", "System"),
        ("ReadOnlySpan", "System"),
        ("RowMajor", "SymbolicDiff"),
        ("Single", "System"),
        ("Span", "System"),
        ("Tape", "SymbolicDiff"),
        ("TapeStack", "SymbolicDiff"),
    ];

    /// <summary>The names, sorted.</summary>
    public static EquatableArray<string> All { get; } = types.Select(type => type.Name).ToEquatableArray();

    /// <summary>Those of the namespace System.</summary>
    internal static HashSet<string> InSystem { get; } = new(types.Where(type => type.Namespace == "System").Select(type => type.Name), StringComparer.Ordinal);

    /// <summary>The names that do not mean the expected type at the position (usings of the file aside), sorted.</summary>
    internal static EquatableArray<string> HiddenAt(int position, SemanticModel semantics) =>
        types.Where(type => semantics.LookupSymbols(position, name: type.Name).Any(found => !IsExpected(found, type.Name, type.Namespace)))
            .Select(type => type.Name)
            .ToEquatableArray();

    /// <summary>Whether the type is one that an emitted file can name in short, unless something hides it.</summary>
    internal static bool IsExpected(INamedTypeSymbol type) => types.Any(known => IsExpected(type, known.Name, known.Namespace));

    private static bool IsExpected(ISymbol found, string name, string containing) =>
        found is INamedTypeSymbol { ContainingType: null } type && type.Name == name && type.ContainingNamespace.ToDisplayString() == containing;
}
