using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Which parameters to differentiate with respect to, and whether that can be done.</summary>
internal static class WithRespectToChecks
{
    /// <summary>The wrt parameters in the order of the parameters; problems are added to <paramref name="diagnostics"/>.</summary>
    public static IReadOnlyList<IParameterSymbol> Resolve(IMethodSymbol method, DifferentiableAttribute attribute, List<Diagnostic> diagnostics, Compilation compilation)
    {
        var composites = new CompositeTypes(compilation, method.ContainingType, Readable.Of);
        if (attribute.Names.Count > 0) return Named(method, attribute, diagnostics, composites);
        IParameterSymbol[] carriers =
            [.. method.Parameters.Where(parameter => parameter.RefKind != RefKind.Out && RealCarriers.Of(parameter.Type) != Reals.None)];
        if (carriers.Length == 0 && Whole(method) is { } whole) diagnostics.Add(Diagnostic.Create(TargetDiagnostics.MayBeWhole, attribute.Location, method.Name, whole));
        else if (carriers.Length == 0) diagnostics.Add(Diagnostic.Create(TargetDiagnostics.NoRealParameter, attribute.Location, method.Name));
        foreach (var parameter in carriers)
            if (Problem(parameter, attribute.Location, composites) is { } problem) diagnostics.Add(problem);
        return carriers;
    }

    /// <summary>A type parameter of which there are parameters, and that may stand for whole numbers.</summary>
    private static string? Whole(IMethodSymbol method) =>
        method.Parameters.Select(parameter => RealCarriers.InnermostElement(parameter.Type)).FirstOrDefault(GenericReals.MayBeWhole)?.Name;

    private static List<IParameterSymbol> Named(IMethodSymbol method, DifferentiableAttribute attribute, List<Diagnostic> diagnostics, CompositeTypes composites)
    {
        var chosen = new List<IParameterSymbol>();
        for (int i = 0; i < attribute.Names.Count; i++)
        {
            string name = attribute.Names[i];
            var location = attribute.LocationOfName(i);
            var parameter = method.Parameters.FirstOrDefault(candidate => candidate.Name == name);
            if (parameter is null) diagnostics.Add(Unknown(method, name, location));
            else if (chosen.Contains(parameter, SymbolEqualityComparer.Default))
                diagnostics.Add(Diagnostic.Create(TargetDiagnostics.NamedTwice, location, method.Name, name));
            else
            {
                chosen.Add(parameter);
                if (Problem(parameter, location, composites) is { } problem) diagnostics.Add(problem);
            }
        }

        chosen.Sort((left, right) => left.Ordinal.CompareTo(right.Ordinal));
        return chosen;
    }

    private static Diagnostic Unknown(IMethodSymbol method, string name, Location location)
    {
        var carriers = method.Parameters.Where(parameter => RealCarriers.Of(parameter.Type) != Reals.None).Select(parameter => parameter.Name);
        string? nearest = NearestName.Of(name, carriers);
        return Diagnostic.Create(
            TargetDiagnostics.UnknownParameter,
            location,
            ImmutableDictionary<string, string?>.Empty.Add(TargetDiagnostics.Suggestion, nearest),
            method.Name,
            name,
            nearest is null ? "" : "; did you mean '" + nearest + "'?");
    }

    private static Diagnostic? Problem(IParameterSymbol parameter, Location location, CompositeTypes composites)
    {
        string method = parameter.ContainingSymbol.Name;
        string type = Readable.Of(parameter.Type);
        if (parameter.RefKind == RefKind.Out)
            return Diagnostic.Create(TargetDiagnostics.NoReals, location, method, parameter.Name, "an out parameter brings no value into the method");
        return RealCarriers.Of(parameter.Type) switch
        {
            Reals.None when RealCarriers.InnermostElement(parameter.Type) is var element && GenericReals.MayBeWhole(element) =>
                Diagnostic.Create(TargetDiagnostics.MayBeWhole, location, method, element.Name),
            Reals.None =>
                Diagnostic.Create(TargetDiagnostics.NoReals, location, method, parameter.Name, "its type '" + type + "' carries no real numbers"),
            Reals.Composite when parameter.RefKind is not (RefKind.None or RefKind.In) =>
                Diagnostic.Create(TargetDiagnostics.UnsupportedParameter, location, method, parameter.Name, "ref " + type),
            Reals.Composite when !composites.CanMake(parameter.Type) =>
                Diagnostic.Create(TargetDiagnostics.UnmadeType, location, method, parameter.Name, type),
            Reals.Storage when RealCarriers.InnermostElement(parameter.Type) is var element && !RealCarriers.IsReal(element) && composites.Of(element) is not { IsReplaceable: true } =>
                Diagnostic.Create(TargetDiagnostics.UnmadeType, location, method, parameter.Name, Readable.Of(element)),
            Reals.Unsupported => Diagnostic.Create(TargetDiagnostics.UnsupportedParameter, location, method, parameter.Name, type),
            Reals.Storage when parameter.RefKind is not (RefKind.None or RefKind.In) =>
                Diagnostic.Create(TargetDiagnostics.UnsupportedParameter, location, method, parameter.Name, "ref " + type),
            _ => null,
        };
    }
}
