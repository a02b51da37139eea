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

    private const long Fast = 1;

    private const Emitted Supported = Emitted.Gradient | Emitted.Vjp | Emitted.Jvp | Emitted.Jacobian
        | Emitted.Hessian | Emitted.HessianVectorProduct | Emitted.HessianDiagonal | Emitted.SparseJacobian;

    private const Emitted OfOneReal = Emitted.Gradient | Emitted.Hessian | Emitted.HessianVectorProduct | Emitted.HessianDiagonal;

    /// <summary>
    /// The derivatives asked for; where none is named, <c>Gradient</c> for a single real result and <c>Jacobian</c> for any other. Problems are added to
    /// <paramref name="diagnostics"/>.
    /// </summary>
    public static Emitted Resolve(IMethodSymbol method, DifferentiableAttribute attribute, List<Diagnostic> diagnostics)
    {
        if (Problem(method) is { } problem && diagnostics.All(found => found.Id != problem.Id)) diagnostics.Add(problem);
        if (attribute.Arithmetic is { } arithmetic && Number(arithmetic) is not (0 or Fast))
            diagnostics.Add(Diagnostic.Create(
                TargetDiagnostics.UnknownArithmetic,
                attribute.LocationOf("Arithmetic"),
                method.Name,
                Number(arithmetic).ToString(CultureInfo.InvariantCulture)));
        Emitted chosen = HasOneReal(method) ? Emitted.Gradient : Emitted.Jacobian;
        return attribute.Emit is { } emit ? Asked(method, emit, chosen, attribute.LocationOf("Emit"), diagnostics) : chosen;
    }

    /// <summary>Whether the value may differ in the last places.</summary>
    /// <param name="attribute">The attribute of the method.</param>
    /// <param name="isFastProject">Whether it is so where the attribute says nothing.</param>
    public static bool IsFast(DifferentiableAttribute attribute, bool isFastProject) => attribute.Arithmetic is { } arithmetic ? Number(arithmetic) == Fast : isFastProject;

    private static long Number(TypedConstant constant) => Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture);

    private static Emitted Asked(IMethodSymbol method, TypedConstant emit, Emitted chosen, Location location, List<Diagnostic> diagnostics)
    {
        var flags = DifferentiableAttribute.Flags(emit).ToList();
        foreach (var (value, name) in flags)
        {
            if ((value & (long)Supported) == 0)
                diagnostics.Add(Diagnostic.Create(TargetDiagnostics.UnsupportedKind, location, method.Name, "Derivatives." + name));
            else if ((value & (long)OfOneReal) != 0 && !HasOneReal(method))
                diagnostics.Add(Diagnostic.Create(TargetDiagnostics.NotOneResult, location, method.Name, "Derivatives." + name, Result(method)));
        }

        return flags.Count == 0 ? chosen : (Emitted)Number(emit);
    }

    private static string Result(IMethodSymbol method) => method.ReturnsVoid ? WhatItWrites : "'" + Readable.Of(method.ReturnType) + "'";

    /// <summary>Whether storage is written beside it, the body tells later.</summary>
    private static bool HasOneReal(IMethodSymbol method) => method.ReturnsVoid ? WrittenScalars(method) == 1 : RealCarriers.IsReal(method.ReturnType);

    private static int WrittenScalars(IMethodSymbol method) =>
        method.Parameters.Count(parameter => RealCarriers.IsReal(parameter.Type) && parameter.RefKind is RefKind.Ref or RefKind.Out);

    private static Diagnostic? Problem(IMethodSymbol method)
    {
        var location = method.Locations[0];
        string type = Readable.Of(method.ReturnType);
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
            return Diagnostic.Create(TargetDiagnostics.UnsupportedResult, location, method.Name, "a reference to '" + type + "'");
        if (method.ReturnsVoid) return Written(method, location, type);
        return RealCarriers.OfResult(method.ReturnType) switch
        {
            Reals.Scalar or Reals.Storage or Reals.Composite => null,
            Reals.None when RealCarriers.InnermostElement(method.ReturnType) is var element && GenericReals.MayBeWhole(element) =>
                Diagnostic.Create(TargetDiagnostics.MayBeWhole, location, method.Name, element.Name),
            Reals.None => Diagnostic.Create(TargetDiagnostics.NoRealResult, location, method.Name, type),
            _ => Diagnostic.Create(TargetDiagnostics.UnsupportedResult, location, method.Name, "'" + type + "'"),
        };
    }

    /// <summary>The result of a <c>void</c> method is what it writes. Whether storage is written, the body tells later.</summary>
    private static Diagnostic? Written(IMethodSymbol method, Location location, string type)
    {
        bool replacesStorage = method.Parameters.Any(parameter =>
            parameter.RefKind is RefKind.Ref or RefKind.Out && RealCarriers.Of(parameter.Type) is Reals.Storage or Reals.Composite or Reals.Unsupported);
        if (replacesStorage) return Diagnostic.Create(TargetDiagnostics.UnsupportedResult, location, method.Name, WhatItWrites);
        return WrittenScalars(method) == 0 && method.Parameters.All(parameter => RealCarriers.Of(parameter.Type) is Reals.Scalar or Reals.Composite or Reals.None)
            ? Diagnostic.Create(TargetDiagnostics.NoRealResult, location, method.Name, type)
            : null;
    }
}
