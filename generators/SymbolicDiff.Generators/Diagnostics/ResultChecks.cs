using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Whether what is asked for exists and can be had of the method's result.</summary>
internal static class ResultChecks
{
    /// <summary>The result of a <c>void</c> method, for messages.</summary>
    public const string WhatItWrites = "what it writes to its parameters";

    private const Emitted Supported = Emitted.Gradient | Emitted.Jvp;

    /// <summary>The derivatives asked for, <c>Gradient</c> where none is named; problems are added to <paramref name="diagnostics"/>.</summary>
    public static Emitted Resolve(IMethodSymbol method, DifferentiableAttribute attribute, List<Diagnostic> diagnostics)
    {
        if (Problem(method) is { } problem) diagnostics.Add(problem);
        if (attribute.Arithmetic is { } arithmetic && Number(arithmetic) != 0)
            diagnostics.Add(Diagnostic.Create(
                TargetDiagnostics.UnsupportedArithmetic,
                attribute.LocationOf("Arithmetic"),
                method.Name,
                DifferentiableAttribute.MemberName(arithmetic.Type, Number(arithmetic))
                    ?? Number(arithmetic).ToString(CultureInfo.InvariantCulture)));
        return attribute.Emit is { } emit ? Asked(method, emit, attribute.LocationOf("Emit"), diagnostics) : Emitted.Gradient;
    }

    private static long Number(TypedConstant constant) => Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture);

    private static Emitted Asked(IMethodSymbol method, TypedConstant emit, Location location, List<Diagnostic> diagnostics)
    {
        var flags = DifferentiableAttribute.Flags(emit).ToList();
        foreach (var (value, name) in flags)
            if ((value & (long)Supported) == 0)
                diagnostics.Add(Diagnostic.Create(TargetDiagnostics.UnsupportedKind, location, method.Name, "Derivatives." + name));
        return flags.Count == 0 ? Emitted.Gradient : (Emitted)Number(emit);
    }

    private static Diagnostic? Problem(IMethodSymbol method)
    {
        var location = method.Locations[0];
        string type = Readable.Of(method.ReturnType);
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return Diagnostic.Create(TargetDiagnostics.UnsupportedResult, location, method.Name, "a reference to '" + type + "'");
        if (method.ReturnsVoid) return Written(method, location, type);
        return RealCarriers.Of(method.ReturnType) switch
        {
            Reals.Scalar => null,
            Reals.None => Diagnostic.Create(TargetDiagnostics.NoRealResult, location, method.Name, type),
            _ => Diagnostic.Create(TargetDiagnostics.UnsupportedResult, location, method.Name, "'" + type + "'"),
        };
    }

    /// <summary>
    /// The result of a <c>void</c> method is what it writes; only a single real is a scalar result. Whether storage is written, the body
    /// tells later.
    /// </summary>
    private static Diagnostic? Written(IMethodSymbol method, Location location, string type)
    {
        int scalars = method.Parameters.Count(parameter => RealCarriers.IsReal(parameter.Type) && parameter.RefKind is RefKind.Ref or RefKind.Out);
        if (scalars == 1) return null;
        return scalars == 0 && method.Parameters.All(parameter => RealCarriers.Of(parameter.Type) is Reals.Scalar or Reals.None)
            ? Diagnostic.Create(TargetDiagnostics.NoRealResult, location, method.Name, type)
            : Diagnostic.Create(TargetDiagnostics.UnsupportedResult, location, method.Name, WhatItWrites);
    }
}
