using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
        ("AtExit", "SymbolicDiff"),
        ("BitConverter", "System"),
        ("Colours", "SymbolicDiff"),
        ("Console", "System"),
        ("DivideByZeroException", "System"),
        ("Double", "System"),
        ("Exception", "System"),
        ("Gradients", "SymbolicDiff"),
        ("Guard", "SymbolicDiff"),
        ("IDisposable", "System"),
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
        ("SparseEntries", "SymbolicDiff"),
        ("Tape", "SymbolicDiff"),
        ("TapeStack", "SymbolicDiff"),
    ];

    /// <summary>What was found out about a type's body, for all of its methods.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<TypeDeclarationSyntax, EquatableArray<string>>> hiddenIn = new();

    /// <summary>The names, sorted.</summary>
    public static EquatableArray<string> All { get; } = types.Select(type => type.Name).ToEquatableArray();

    /// <summary>Those of the namespace System.</summary>
    internal static HashSet<string> InSystem { get; } = NamesIn("System");

    /// <summary>Those of the run-time library.</summary>
    internal static HashSet<string> InRuntime { get; } = NamesIn("SymbolicDiff");

    /// <summary>The names that do not mean the expected type in the method (usings of the file aside), sorted.</summary>
    internal static EquatableArray<string> HiddenIn(IMethodSymbol method, TypeDeclarationSyntax type, SemanticModel semantics)
    {
        var known = hiddenIn.GetValue(semantics.Compilation, static _ => new ConcurrentDictionary<TypeDeclarationSyntax, EquatableArray<string>>());
        var hidden = known.GetOrAdd(type, place => Names(name => IsHiddenAt(place.OpenBraceToken.Span.End, name, semantics)));
        var own = method.TypeParameters.Select(parameter => parameter.Name).Concat(method.Parameters.Select(parameter => parameter.Name)).ToList();
        return Names(name => hidden.Contains(name.Name) || own.Contains(name.Name));
    }

    private static HashSet<string> NamesIn(string ns) => new(types.Where(type => type.Namespace == ns).Select(type => type.Name), StringComparer.Ordinal);

    private static EquatableArray<string> Names(Func<(string Name, string Namespace), bool> areHidden) =>
        types.Where(areHidden).Select(type => type.Name).ToEquatableArray();

    private static bool IsHiddenAt(int position, (string Name, string Namespace) type, SemanticModel semantics) =>
        semantics.LookupSymbols(position, name: type.Name).Any(found => !IsExpected(found, type.Name, type.Namespace));

    /// <summary>Whether the type is one that an emitted file can name in short, unless something hides it.</summary>
    internal static bool IsExpected(INamedTypeSymbol type) => types.Any(known => IsExpected(type, known.Name, known.Namespace));

    private static bool IsExpected(ISymbol found, string name, string containing) =>
        found is INamedTypeSymbol { ContainingType: null } type && type.Name == name && type.ContainingNamespace.ToDisplayString() == containing;
}
