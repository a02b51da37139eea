using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The methods of Math and MathF that are primitives. double and float have the same ones, and more, as static members.</summary>
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
        if (!method.IsStatic || !IsHome(method)) return null;
        if (!method.Parameters.All(parameter => IsNumber(parameter.Type) || IsRounding(parameter.Type))) return null;
        if (!Rows.TryGetValue((method.Name, method.Parameters.Length), out string? name)) return null;
        return Primitive.All[name];
    }

    /// <summary>The primitives that compute the elements of the tuple that a method gives, by the elements' names; none where it is no such method.</summary>
    public static IReadOnlyList<(string Name, Primitive Primitive)> FindElements(IMethodSymbol method)
    {
        if (!method.IsStatic || !IsHome(method) || method.ReturnType is not INamedTypeSymbol { IsTupleType: true } tuple) return [];
        return
        [
            .. from element in tuple.TupleElements
               let ending = "." + element.Name
               let primitive = Primitive.All.Values.FirstOrDefault(
                   candidate => candidate.Text == method.Name && candidate.Name.EndsWith(ending, StringComparison.Ordinal))
               where primitive is not null
               select (element.Name, primitive),
        ];
    }

    /// <summary>Whether a method converts one real to another: <c>double.CreateChecked</c>.</summary>
    public static bool IsConversion(IMethodSymbol method) =>
        method is { IsStatic: true, Name: "CreateChecked" or "CreateSaturating" or "CreateTruncating", Parameters.Length: 1 }
        && (method.ContainingType.SpecialType is SpecialType.System_Double or SpecialType.System_Single || GenericReals.Declare(method))
        && IsNumber(method.Parameters[0].Type);

    /// <summary>Whether a method asks if a real is zero: <c>T.IsZero</c>.</summary>
    public static bool IsZeroTest(IMethodSymbol method) =>
        method is { IsStatic: true, Parameters.Length: 1 } && method.Name.Split('.').Last() == "IsZero"
        && (method.ContainingType.SpecialType is SpecialType.System_Double or SpecialType.System_Single || GenericReals.Declare(method));

    public static bool IsRounding(ITypeSymbol type) => type is { Name: "MidpointRounding", ContainingNamespace.Name: "System" };

    private static bool IsHome(IMethodSymbol method) =>
        method.ContainingType.SpecialType is SpecialType.System_Double or SpecialType.System_Single || GenericReals.Declare(method)
        || method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } };

    private static bool IsNumber(ITypeSymbol type) => Types.Scalar(type) is { Kind: not (ScalarKind.Boolean or ScalarKind.Char) };
}
