using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Reads a method as the reverse derivative of another one: written by hand, or emitted in another assembly.</summary>
internal sealed class VjpSignature(IMethodSymbol primal, Compilation compilation)
{
    private const string Adjoint = "Adjoint";

    /// <summary>Why calls of the method cannot be differentiated by a reverse derivative, or null.</summary>
    public string? WhyNot()
    {
        if (primal.MethodKind is not MethodKind.Ordinary) return "it is no ordinary method";
        if (primal.IsGenericMethod || IsGeneric(primal.ContainingType)) return "it is generic";
        if (primal.IsVirtual || primal.IsAbstract || primal is { IsOverride: true, IsSealed: false }) return "it may be overridden";
        if (primal.ReturnsByRef || primal.ReturnsByRefReadonly || !HasOneReal && Types.Of(primal.ReturnType) is not StorageType { Kind: StorageKind.Array, CarriesReals: true })
            return "its result, of type '" + Readable.Of(primal.ReturnType) + "', is neither a real number nor an array of them";
        if (!primal.IsStatic && Types.CarriesReals(primal.ContainingType)) return "it is called on a structure of real numbers";
        return primal.Parameters.Select(WhyNot).FirstOrDefault(reason => reason is not null)
            ?? (primal.Parameters.Any(HasReals) ? null : "it has no real parameter");
    }

    /// <summary>Whether the result is a single real number.</summary>
    public bool HasOneReal => RealCarriers.IsReal(primal.ReturnType);

    private ITypeSymbol ResultAdjointType => Viewed(primal.ReturnType, "System.ReadOnlySpan`1");

    /// <summary>The callee, if <paramref name="vjp"/> is a reverse derivative of the primal; else null.</summary>
    public Callee? Read(IMethodSymbol vjp)
    {
        bool isOnInstance = !vjp.IsStatic;
        if (isOnInstance && (primal.IsStatic || !Same(vjp.ContainingType, primal.ContainingType))) return null;
        bool takesInstance = !primal.IsStatic && vjp.IsStatic;
        List<IParameterSymbol> parameters = [.. vjp.Parameters];
        if (takesInstance && (parameters.Count == 0 || !Same(parameters[0].Type, primal.ContainingType))) return null;
        if (takesInstance) parameters.RemoveAt(0);
        int count = primal.Parameters.Length;
        if (vjp.IsGenericMethod || !Same(vjp.ReturnType, primal.ReturnType) || parameters.Count <= count) return null;
        for (int i = 0; i < count; i++)
            if (!Same(parameters[i].Type, primal.Parameters[i].Type) || IsWritten(parameters[i])) return null;
        if (!Same(parameters[count].Type, ResultAdjointType) || parameters[count].RefKind != RefKind.None) return null;
        if (AdjointsOf([.. parameters.Skip(count + 1)]) is not { } differentiated) return null;

        string type = vjp.ContainingType.ToDisplayString(Types.Qualified);
        var operands = primal.Parameters.Select(parameter => new CalleeParameter(parameter.Name, Types.Of(parameter.Type)!, differentiated.Contains(parameter)));
        if (!primal.IsStatic)
            operands = operands.Prepend(new CalleeParameter("this", new OpaqueType(primal.ContainingType.ToDisplayString(Types.Qualified)), HasAdjoint: false));
        return new Callee(
            primal.ContainingType.Name + "." + primal.Name,
            isOnInstance ? Escaped(vjp) : type + "." + Escaped(vjp),
            isOnInstance,
            operands.ToEquatableArray())
        {
            Definition = isOnInstance ? null : MethodKeys.Of(vjp),
        };
    }

    /// <summary>The signature that a reverse derivative with respect to all parameters has.</summary>
    public string Expected(string name)
    {
        IEnumerable<string> parameters = primal.Parameters.Select(parameter => Readable.Of(parameter.Type) + " " + parameter.Name);
        if (!primal.IsStatic) parameters = parameters.Prepend(primal.ContainingType.Name + " " + Names.Local(primal.ContainingType.Name));
        string result = Readable.Of(primal.ReturnType);
        IEnumerable<string> adjoints = primal.Parameters.Where(HasReals).Select(parameter =>
            (RealCarriers.IsReal(parameter.Type) ? "ref " : "") + Readable.Of(AdjointType(parameter.Type)) + " " + parameter.Name + Adjoint);
        return "static " + result + " " + name + "(" + string.Join(", ", parameters.Append(Readable.Of(ResultAdjointType) + " resultAdjoint").Concat(adjoints)) + ")";
    }

    /// <summary>The parameters that the adjoints belong to: those that they are named after, or all that carry reals; null where they fit neither.</summary>
    private HashSet<IParameterSymbol>? AdjointsOf(IReadOnlyList<IParameterSymbol> adjoints)
    {
        List<IParameterSymbol> reals = [.. primal.Parameters.Where(HasReals)];
        List<IParameterSymbol> named = [.. reals.Where(real => adjoints.Any(adjoint => IsNamedAfter(adjoint, real)))];
        if (named.Count != adjoints.Count) named = reals;
        if (adjoints.Count == 0 || named.Count != adjoints.Count || !adjoints.Zip(named, Fits).All(fits => fits)) return null;
        return new HashSet<IParameterSymbol>(named, SymbolEqualityComparer.Default);
    }

    /// <summary>A suffix with a number keeps the names of emitted adjoints apart from others.</summary>
    private static bool IsNamedAfter(IParameterSymbol adjoint, IParameterSymbol parameter) =>
        adjoint.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == parameter.Name + Adjoint || adjoint.Name == parameter.Name + Adjoint;

    private bool Fits(IParameterSymbol adjoint, IParameterSymbol parameter) =>
        Same(adjoint.Type, AdjointType(parameter.Type)) && adjoint.RefKind == (RealCarriers.IsReal(parameter.Type) ? RefKind.Ref : RefKind.None);

    private ITypeSymbol AdjointType(ITypeSymbol type) => Viewed(type, "System.Span`1");

    /// <summary>Arrays and spans of reals as spans of a kind; anything else as it is.</summary>
    private ITypeSymbol Viewed(ITypeSymbol type, string spanName)
    {
        ITypeSymbol? element = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : RealCarriers.SpanElement(type);
        return element is not null && RealCarriers.IsReal(element) && compilation.GetTypeByMetadataName(spanName) is { } span ? span.Construct(element) : type;
    }

    private static string? WhyNot(IParameterSymbol parameter)
    {
        if (IsWritten(parameter)) return "its parameter '" + parameter.Name + "' is written";
        return Types.Of(parameter.Type) switch
        {
            null or AggregateType or DelegateType => "its parameter '" + parameter.Name + "' is of type '" + Readable.Of(parameter.Type) + "'",
            _ => null,
        };
    }

    private static bool HasReals(IParameterSymbol parameter) => Types.CarriesReals(parameter.Type);

    private static bool IsWritten(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out;

    private static bool Same(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    private static string Escaped(IMethodSymbol method) =>
        method.ToDisplayString(new SymbolDisplayFormat(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
}
