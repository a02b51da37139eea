using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The methods of Math and MathF that are primitives. double and float have the same ones as static members.</summary>
internal static class KnownMethods
{
    private static readonly Dictionary<(string Name, int Arity), string> Rows = new()
    {
        [("Log", 2)] = "logBase",
        [("Round", 2)] = "roundTo",
        [("Round", 3)] = "roundToMode",
        [("Clamp", 3)] = "clamp",
        [("FusedMultiplyAdd", 3)] = "fma",
        [("Ieee754Remainder", 2)] = "ieeeRemainder",
    };

    static KnownMethods()
    {
        foreach (Primitive primitive in Primitive.All.Values)
            if (primitive.Form == PrimitiveForm.Function && !Rows.ContainsKey((primitive.Text, primitive.Arity)) && !primitive.Name.Contains("."))
                Rows.Add((primitive.Text, primitive.Arity), primitive.Name);
    }

    /// <summary>The primitive that a method computes, or null.</summary>
    public static Primitive? Find(IMethodSymbol method)
    {
        if (!method.IsStatic || !IsHome(method.ContainingType)) return null;
        if (!method.Parameters.All(parameter => IsNumber(parameter.Type) || IsRounding(parameter.Type))) return null;
        if (!Rows.TryGetValue((method.Name, method.Parameters.Length), out string? name)) return null;
        return Primitive.All[name];
    }

    public static bool IsSinCos(IMethodSymbol method) =>
        method is { IsStatic: true, Name: "SinCos", Parameters.Length: 1 } && IsHome(method.ContainingType);

    public static bool IsRounding(ITypeSymbol type) => type is { Name: "MidpointRounding", ContainingNamespace.Name: "System" };

    private static bool IsHome(INamedTypeSymbol type) =>
        type.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        || type is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsNumber(ITypeSymbol type) => Types.Scalar(type) is { Kind: not (ScalarKind.Boolean or ScalarKind.Char) };
}
