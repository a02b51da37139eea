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
        ("CollectionsMarshal", "System.Runtime.InteropServices"),
        ("Colours", "SymbolicDiff"),
        ("Complex", "System.Numerics"),
        ("Console", "System"),
        ("DivideByZeroException", "System"),
        ("Double", "System"),
        ("Exception", "System"),
        ("Gradients", "SymbolicDiff"),
        ("Guard", "SymbolicDiff"),
        ("IDisposable", "System"),
        ("IExponentialFunctions", "System.Numerics"),
        ("IFloatingPoint", "System.Numerics"),
        ("IFloatingPointConstants", "System.Numerics"),
        ("IFloatingPointIeee754", "System.Numerics"),
        ("IHyperbolicFunctions", "System.Numerics"),
        ("ILogarithmicFunctions", "System.Numerics"),
        ("INumber", "System.Numerics"),
        ("IPowerFunctions", "System.Numerics"),
        ("IRootFunctions", "System.Numerics"),
        ("ITrigonometricFunctions", "System.Numerics"),
        ("IndexOutOfRangeException", "System"),
        ("InvalidOperationException", "System"),
        ("LaneMask", "SymbolicDiff"),
        ("Lanes", "SymbolicDiff"),
        ("List", "System.Collections.Generic"),
        ("Math", "System"),
        ("MathF", "System"),
        ("Matrix3x2", "System.Numerics"),
        ("Matrix4x4", "System.Numerics"),
        ("MemoryExtensions", "System"),
        ("NotImplementedException", "System"),
        ("NotSupportedException", "System"),
        ("OverflowException", "System"),
        ("Quaternion", "System.Numerics"),
        ("ReadOnlySpan", "System"),
        ("RowMajor", "SymbolicDiff"),
        ("Single", "System"),
        ("Span", "System"),
        ("SparseEntries", "SymbolicDiff"),
        ("Tape", "SymbolicDiff"),
        ("TapeStack", "SymbolicDiff"),
        ("Vector2", "System.Numerics"),
        ("Vector3", "System.Numerics"),
        ("Vector4", "System.Numerics"),
    ];

    private static readonly Dictionary<string, string> namespaces = types.ToDictionary(type => type.Name, type => type.Namespace, StringComparer.Ordinal);

    /// <summary>What was found out about a type's body, for all of its methods.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<TypeDeclarationSyntax, EquatableArray<string>>> hiddenIn = new();

    /// <summary>The names, sorted.</summary>
    public static EquatableArray<string> All { get; } = types.Select(type => type.Name).ToEquatableArray();

    /// <summary>The namespaces that they are in.</summary>
    internal static IReadOnlyList<string> Namespaces { get; } = [.. types.Select(type => type.Namespace).Distinct(StringComparer.Ordinal)];

    /// <summary>The namespace of a type that is named in short; null for any other.</summary>
    internal static string? NamespaceOf(string name) => namespaces.TryGetValue(name, out string? known) ? known : null;

    /// <summary>The names that do not mean the expected type in the method (usings of the file aside), sorted.</summary>
    internal static EquatableArray<string> HiddenIn(IMethodSymbol method, TypeDeclarationSyntax type, SemanticModel semantics)
    {
        var known = hiddenIn.GetValue(semantics.Compilation, static _ => new ConcurrentDictionary<TypeDeclarationSyntax, EquatableArray<string>>());
        var hidden = known.GetOrAdd(type, place => Names(name => IsHiddenAt(place.OpenBraceToken.Span.End, name, semantics)));
        var own = method.TypeParameters.Select(parameter => parameter.Name).Concat(method.Parameters.Select(parameter => parameter.Name)).ToList();
        return Names(name => hidden.Contains(name.Name) || own.Contains(name.Name));
    }

    private static EquatableArray<string> Names(Func<(string Name, string Namespace), bool> areHidden) =>
        types.Where(areHidden).Select(type => type.Name).ToEquatableArray();

    private static bool IsHiddenAt(int position, (string Name, string Namespace) type, SemanticModel semantics) =>
        semantics.LookupSymbols(position, name: type.Name).Any(found => !IsExpected(found, type.Name, type.Namespace));

    /// <summary>Whether the type is one that an emitted file can name in short, unless something hides it.</summary>
    internal static bool IsExpected(INamedTypeSymbol type) => types.Any(known => IsExpected(type, known.Name, known.Namespace));

    private static bool IsExpected(ISymbol found, string name, string containing) =>
        found is INamedTypeSymbol { ContainingType: null } type && type.Name == name && type.ContainingNamespace.ToDisplayString() == containing;
}
