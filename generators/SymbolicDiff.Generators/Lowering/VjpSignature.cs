using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Reads a method as the reverse derivative of another one: written by hand, or emitted in another assembly.</summary>
internal sealed class VjpSignature(IMethodSymbol primal, Compilation compilation)
{
    private const string Adjoint = "Adjoint";

    private const string WritesStorage = "SymbolicDiff.WritesStorageAttribute";

    /// <summary>Whether the reverse derivative was emitted, so that it says what it writes, and knows no adjoint of what is written beside a result.</summary>
    public bool IsEmitted { get; init; }

    /// <summary>Why calls of the method cannot be differentiated by a reverse derivative, or null.</summary>
    public string? WhyNot()
    {
        if (primal.MethodKind is not MethodKind.Ordinary) return "it is no ordinary method";
        if (primal.IsGenericMethod || IsGeneric(primal.ContainingType)) return "it is generic";
        if (primal.IsVirtual || primal.IsAbstract || primal is { IsOverride: true, IsSealed: false }) return "it may be overridden";
        if (primal.ReturnsByRef || primal.ReturnsByRefReadonly || !primal.ReturnsVoid && !HasOneReal && !IsArrayOfReals(primal.ReturnType))
            return "its result, of type '" + Readable.Of(primal.ReturnType) + "', is neither a real number nor an array of them";
        if (!primal.IsStatic && Types.CarriesReals(primal.ContainingType)) return "it is called on a structure of real numbers";
        if (primal.Parameters.Select(WhyNot).FirstOrDefault(reason => reason is not null) is { } why) return why;
        if (!primal.Parameters.Any(parameter => HasReals(parameter) && parameter.RefKind != RefKind.Out)) return "it has no real parameter";
        if (primal.ReturnsVoid && !primal.Parameters.Any(parameter => IsReference(parameter) || CanBeStoredInto(parameter))) return "it returns and writes nothing";
        return IsEmitted && !primal.ReturnsVoid && WrittenReference is { } written ? "its parameter '" + written + "' is written" : null;
    }

    /// <summary>Whether the result is a single real number.</summary>
    public bool HasOneReal => RealCarriers.IsReal(primal.ReturnType);

    /// <summary>The first parameter that is passed by reference and may be assigned.</summary>
    public string? WrittenReference => primal.Parameters.FirstOrDefault(IsReference)?.Name;

    private ITypeSymbol ReadAdjointType(ITypeSymbol type) => Viewed(type, "System.ReadOnlySpan`1");

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
            if (!Same(parameters[i].Type, primal.Parameters[i].Type) || Written(parameters[i]) != Written(primal.Parameters[i])) return null;
        List<IParameterSymbol> adjoints = [.. parameters.Skip(count)];
        if (!primal.ReturnsVoid)
        {
            if (!Same(adjoints[0].Type, ReadAdjointType(primal.ReturnType)) || adjoints[0].RefKind != RefKind.None) return null;
            adjoints.RemoveAt(0);
        }

        if (AdjointsOf(adjoints, StoredInto(vjp)) is not { } order) return null;
        int first = primal.IsStatic ? 0 : 1;
        string type = vjp.ContainingType.ToDisplayString(Types.Qualified);
        var operands = primal.Parameters.Select(parameter => new CalleeParameter(
            parameter.Name,
            Types.Of(parameter.Type)!,
            order.Any(one => one.Parameter.Ordinal == parameter.Ordinal),
            order.Where(one => one.Parameter.Ordinal == parameter.Ordinal).Select(one => one.Passing).FirstOrDefault()));
        if (IsEmitted) operands = operands.Select(operand => operand with { LeavesElements = operand is { Type: StorageType, Passing: Passing.Out } });
        if (!primal.IsStatic)
            operands = operands.Prepend(new CalleeParameter("this", new OpaqueType(primal.ContainingType.ToDisplayString(Types.Qualified)), HasAdjoint: false));
        return new Callee(
            primal.ContainingType.Name + "." + primal.Name,
            isOnInstance ? Escaped(vjp) : type + "." + Escaped(vjp),
            isOnInstance,
            operands.ToEquatableArray())
        {
            AdjointOrder = order.Select(one => one.Parameter.Ordinal + first).ToEquatableArray(),
            HasResultAdjoint = !primal.ReturnsVoid,
            Definition = isOnInstance ? null : MethodKeys.Of(vjp),
        };
    }

    /// <summary>The signature that a reverse derivative with respect to all parameters has.</summary>
    public string Expected(string name)
    {
        IEnumerable<string> parameters = primal.Parameters.Select(parameter => Keyword(parameter.RefKind) + Readable.Of(parameter.Type) + " " + parameter.Name);
        if (!primal.IsStatic) parameters = parameters.Prepend(primal.ContainingType.Name + " " + Names.Local(primal.ContainingType.Name));
        if (!primal.ReturnsVoid) parameters = parameters.Append(Readable.Of(ReadAdjointType(primal.ReturnType)) + " resultAdjoint");
        IEnumerable<string> adjoints = InOrder().Select(parameter =>
            (RealCarriers.IsReal(parameter.Type) && parameter.RefKind != RefKind.Out ? "ref " : "") + Readable.Of(AdjointType(parameter.Type)) + " " + parameter.Name + Adjoint);
        return "static " + Readable.Of(primal.ReturnType) + " " + name + "(" + string.Join(", ", parameters.Concat(adjoints)) + ")";
    }

    private static string Keyword(RefKind kind) => kind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" };

    /// <summary>The real parameters in the order of their adjoints: first what is only written, then what is added to.</summary>
    private IEnumerable<IParameterSymbol> InOrder() => primal.Parameters.Where(HasReals).OrderBy(parameter => parameter.RefKind != RefKind.Out);

    /// <summary>The storages that the reverse derivative, and so the method, may write into.</summary>
    private HashSet<string> StoredInto(IMethodSymbol vjp)
    {
        IEnumerable<string> all = primal.Parameters.Where(CanBeStoredInto).Select(parameter => parameter.Name);
        if (vjp.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == WritesStorage) is not { } attribute)
            return primal.ReturnsVoid && !IsEmitted ? [.. all] : [];
        List<string> named = NamesIn(attribute);
        return named.Count == 0 ? [.. all] : [.. named];
    }

    /// <summary>
    /// The parameters that the adjoints belong to: those that they are named after, or all that carry reals; null where they fit neither. What is written
    /// stands first, or among the others, where it is differentiated with respect to, too.
    /// </summary>
    private List<(IParameterSymbol Parameter, Passing Passing)>? AdjointsOf(IReadOnlyList<IParameterSymbol> adjoints, HashSet<string> stored)
    {
        List<IParameterSymbol> reals = [.. InOrder()];
        List<IParameterSymbol> named = [.. adjoints.SelectMany(adjoint => reals.Where(real => IsNamedAfter(adjoint, real)))];
        if (named.Count != adjoints.Count) named = reals;
        if (adjoints.Count == 0 || named.Count != adjoints.Count || named.Distinct<IParameterSymbol>(SymbolEqualityComparer.Default).Count() != named.Count) return null;
        int results = 0; // what is written, as a result, stands before what is differentiated with respect to
        while (results < named.Count && IsWritten(named[results], stored) && (results == 0 || named[results].Ordinal > named[results - 1].Ordinal)) results++;
        for (int i = results + 1; i < named.Count; i++)
            if (named[i].Ordinal < named[i - 1].Ordinal) return null;

        var order = adjoints.Zip(named, (adjoint, parameter) => (parameter, Passing: Fit(adjoint, parameter, stored))).ToList();
        if (order.Any(one => one.Passing is null)) return null;
        if (reals.Any(real => IsWritten(real, stored) && !named.Contains(real, SymbolEqualityComparer.Default))) return null; // its derivative would be lost
        return [.. order.Select(one => (one.parameter, one.Passing!.Value))];
    }

    /// <summary>A suffix with a number keeps the names of emitted adjoints apart from others.</summary>
    private static bool IsNamedAfter(IParameterSymbol adjoint, IParameterSymbol parameter) =>
        adjoint.Name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9') == parameter.Name + Adjoint || adjoint.Name == parameter.Name + Adjoint;

    /// <summary>What becomes of the parameter's argument, as its adjoint shows; null where the adjoint does not fit.</summary>
    private Passing? Fit(IParameterSymbol adjoint, IParameterSymbol parameter, HashSet<string> stored)
    {
        bool isReal = RealCarriers.IsReal(parameter.Type);
        RefKind kind = isReal && parameter.RefKind != RefKind.Out ? RefKind.Ref : RefKind.None;
        if (adjoint.RefKind != kind) return null;
        if (isReal) return Same(adjoint.Type, parameter.Type) ? Written(parameter) : null;
        bool isWritten = stored.Contains(parameter.Name);
        bool isOfOneType = Same(AdjointType(parameter.Type), ReadAdjointType(parameter.Type));
        if (isWritten && isOfOneType && IsResultAlone(parameter)) return null; // what is only written, and what is read too, look the same
        if (Same(adjoint.Type, AdjointType(parameter.Type))) return isWritten ? Passing.Ref : Passing.Value;
        return isWritten && Same(adjoint.Type, ReadAdjointType(parameter.Type)) ? Passing.Out : null;
    }

    /// <summary>Whether the emitted derivatives are not with respect to the parameter.</summary>
    private bool IsResultAlone(IParameterSymbol parameter) => IsEmitted
        && primal.GetAttributes().First(attribute => attribute.AttributeClass?.ToDisplayString() == DifferentiableAttribute.MetadataName) is var attribute
        && NamesIn(attribute) is { Count: > 0 } named && !named.Contains(parameter.Name);

    private static List<string> NamesIn(AttributeData attribute) =>
    [
        .. attribute.ConstructorArguments.Where(argument => argument is { Kind: TypedConstantKind.Array, IsNull: false })
            .SelectMany(argument => argument.Values).Select(value => value.Value).OfType<string>(),
    ];

    private ITypeSymbol AdjointType(ITypeSymbol type) => Viewed(type, "System.Span`1");

    /// <summary>Arrays and spans of reals as spans of a kind; anything else as it is.</summary>
    private ITypeSymbol Viewed(ITypeSymbol type, string spanName)
    {
        ITypeSymbol? element = type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : RealCarriers.SpanElement(type);
        return element is not null && RealCarriers.IsReal(element) && compilation.GetTypeByMetadataName(spanName) is { } span ? span.Construct(element) : type;
    }

    private static bool IsArrayOfReals(ITypeSymbol type) =>
        Types.Of(type) is StorageType { Kind: StorageKind.Array, CarriesReals: true } array && !Types.IsOfComposites(array);

    private static string? WhyNot(IParameterSymbol parameter)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out && !RealCarriers.IsReal(parameter.Type)) return "its parameter '" + parameter.Name + "' is written and no real number";
        bool fits = Types.Of(parameter.Type) is not (null or AggregateType or DelegateType) and var type && !(type is StorageType storage && Types.IsOfComposites(storage));
        return fits ? null : "its parameter '" + parameter.Name + "' is of type '" + Readable.Of(parameter.Type) + "'";
    }

    private static bool HasReals(IParameterSymbol parameter) => Types.CarriesReals(parameter.Type);

    private static bool IsReference(IParameterSymbol parameter) => parameter.RefKind is RefKind.Ref or RefKind.Out;

    private static bool IsWritten(IParameterSymbol parameter, HashSet<string> stored) => IsReference(parameter) || stored.Contains(parameter.Name);

    private static bool CanBeStoredInto(IParameterSymbol parameter) => Types.Of(parameter.Type) is StorageType { CarriesReals: true, Kind: not StorageKind.ReadOnlySpan };

    private static Passing Written(IParameterSymbol parameter) =>
        parameter.RefKind switch { RefKind.Ref => Passing.Ref, RefKind.Out => Passing.Out, _ => Passing.Value };

    private static bool Same(ITypeSymbol left, ITypeSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private static bool IsGeneric(INamedTypeSymbol? type) => type is not null && (type.Arity > 0 || IsGeneric(type.ContainingType));

    private static string Escaped(IMethodSymbol method) =>
        method.ToDisplayString(new SymbolDisplayFormat(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers));
}
