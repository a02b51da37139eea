using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Methods without source that only look at what they are given: no derivative comes out of them.</summary>
internal static class Observers
{
    private static readonly HashSet<string> Types = new(StringComparer.Ordinal)
    {
        "System.Console", "System.Diagnostics.Debug", "System.Diagnostics.Trace", "System.IO.TextWriter", "System.IO.StreamWriter",
        "System.IO.StringWriter", "System.Text.StringBuilder", "string", "object", "System.ArgumentNullException", "System.ArgumentException",
        "System.ArgumentOutOfRangeException", "System.ObjectDisposedException",
    };

    private static readonly HashSet<string> Predicates = new(StringComparer.Ordinal)
    {
        "IsNaN", "IsFinite", "IsInfinity", "IsNegative", "IsPositive", "IsNegativeInfinity", "IsPositiveInfinity", "IsNormal", "IsSubnormal",
        "IsInteger", "IsEvenInteger", "IsOddInteger", "IsPow2", "IsRealNumber", "Equals", "CompareTo", "ToString",
    };

    public static bool Include(IMethodSymbol method) =>
        Types.Contains(method.ContainingType.ToDisplayString()) || IsPredicate(method);

    /// <summary>Whether calls may be left out, repeated and moved.</summary>
    public static bool IsPure(IMethodSymbol method) => IsPredicate(method)
        || method is { Name: "ReferenceEquals", ContainingType.SpecialType: SpecialType.System_Object }
        || method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Enum
        || method.ContainingType.ToDisplayString() is "System.Math" or "System.MathF" or "System.BitConverter" or "System.Numerics.BitOperations";

    /// <summary>Whether the result only tells which of two values is greater.</summary>
    public static bool Compares(IMethodSymbol method) => IsPredicate(method) && method.Name == "CompareTo";

    private static bool IsPredicate(IMethodSymbol method) =>
        (method.ContainingType.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double || GenericReals.Declare(method)) && Predicates.Contains(method.Name);
}
