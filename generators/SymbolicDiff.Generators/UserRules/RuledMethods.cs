using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>From the symbol of a method with a rule to a value, if the method can have one.</summary>
internal static class RuledMethods
{
    public static MethodDeclaration Declare(IMethodSymbol method, RuleText rule)
    {
        var types = method.Parameters.Select(parameter => Types.Of(parameter.Type)!);
        string type = method.ContainingType.ToDisplayString(Types.Qualified);
        if (!method.IsStatic) types = types.Prepend(new OpaqueType(type));
        string name = Escaped(method);
        return new MethodDeclaration(
            MethodKeys.Of(method),
            FullName(method),
            method.IsStatic ? type + "." + name : name,
            method.Parameters.Select(parameter => parameter.Name).ToEquatableArray(),
            types.ToEquatableArray(),
            Types.Scalar(method.ReturnType)!,
            !method.IsStatic,
            rule);
    }

    /// <summary>The name with type and namespace, as rules write it.</summary>
    public static string FullName(IMethodSymbol method) =>
        method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat) + "." + method.Name;

    /// <summary>Why the method can have no rule, or null.</summary>
    public static string? WhyNot(IMethodSymbol method)
    {
        if (method.MethodKind is not MethodKind.Ordinary) return "it is no ordinary method";
        if (method.IsGenericMethod || IsGeneric(method.ContainingType)) return "it is generic";
        if (method.IsVirtual || method.IsAbstract || method is { IsOverride: true, IsSealed: false }) return "it may be overridden";
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || Types.Scalar(method.ReturnType) is not { IsReal: true } result)
            return "its result, of type '" + Readable.Of(method.ReturnType) + "', is no real number";
        if (!method.IsStatic && Types.CarriesReals(method.ContainingType)) return "it is called on a structure of real numbers";
        if (KnownMethods.Find(method) is not null) return "it is a function of the rule language and has a rule there";
        if (method.Parameters.Select(WhyNot).FirstOrDefault(reason => reason is not null) is { } unfit) return unfit;
        var reals = method.Parameters.Where(parameter => Types.Scalar(parameter.Type) is { IsReal: true }).ToList();
        if (reals.Count == 0) return "it has no real parameter";
        return reals.Exists(real => !Types.Of(real.Type)!.Equals(result)) ? "it mixes 'double' and 'float'" : null;
    }

    private static string? WhyNot(IParameterSymbol parameter)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out) return "its parameter '" + parameter.Name + "' is written";
        return Types.Of(parameter.Type) switch
        {
            null => "its parameter '" + parameter.Name + "' holds real numbers",
            { IsReal: false, CarriesReals: true } => "its parameter '" + parameter.Name + "' holds many real numbers",
            DelegateType => "its parameter '" + parameter.Name + "' is a delegate",
            AggregateType => "its parameter '" + parameter.Name + "' is a tuple or structure",
            _ => null,
        };
    }

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    private static string Escaped(IMethodSymbol method) =>
        method.ToDisplayString(new SymbolDisplayFormat(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
}
