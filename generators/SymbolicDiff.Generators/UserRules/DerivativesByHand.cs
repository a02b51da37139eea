using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>One registration of a derivative that was written by hand, and, for the editor alone, where it stands and what is wrong with it.</summary>
internal sealed record DerivativeByHand(MethodCallee? Method, Location Place, Diagnostic? Mistake);

/// <summary>Reads the methods that are registered as reverse derivatives of others.</summary>
internal static class DerivativesByHand
{
    public static ImmutableArray<DerivativeByHand> Read(GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        var method = (IMethodSymbol)attributed.TargetSymbol;
        return attributed.Attributes.Where(attribute => attribute.ConstructorArguments.Length == 2)
            .Select(attribute => Read(method, attribute, attributed, cancellation)).ToImmutableArray();
    }

    /// <summary>What is registered, as values; a method with several derivatives has none.</summary>
    public static EquatableArray<MethodCallee> Of(ImmutableArray<DerivativeByHand> found) =>
        found.Select(one => one.Method).OfType<MethodCallee>()
            .GroupBy(method => method.Key, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => group.Count() == 1 ? group.First() : new MethodCallee(group.Key, null))
            .ToEquatableArray();

    /// <summary>The method that a derivative of another assembly is registered for; null where it does not fit, which was said there.</summary>
    public static (IMethodSymbol Method, Callee Callee)? Find(IMethodSymbol vjp, AttributeData attribute, Compilation compilation)
    {
        if (attribute.ConstructorArguments.Length != 2 || !vjp.IsStatic) return null;
        if (attribute.ConstructorArguments[0].Value is not INamedTypeSymbol type || attribute.ConstructorArguments[1].Value is not string name) return null;
        foreach (IMethodSymbol method in type.GetMembers(name).OfType<IMethodSymbol>())
        {
            var signature = new VjpSignature(method, compilation);
            if (signature.WhyNot() is null && KnownMethods.Find(method) is null && signature.Read(vjp) is { } callee) return (method, callee);
        }

        return null;
    }

    public static void Report(SourceProductionContext output, ImmutableArray<DerivativeByHand> found)
    {
        foreach (var one in found)
            if (one.Mistake is not null) output.ReportDiagnostic(one.Mistake);
        foreach (var group in found.Where(one => one.Method?.Callee is not null).GroupBy(one => one.Method!.Key, StringComparer.Ordinal))
            foreach (var second in group.OrderBy(one => one.Place.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(one => one.Place.SourceSpan.Start).Skip(1))
                output.ReportDiagnostic(Diagnostic.Create(RuleDiagnostics.Second, second.Place, second.Method!.Callee!.Name, "a reverse derivative already"));
    }

    private static DerivativeByHand Read(
        IMethodSymbol vjp, AttributeData attribute, GeneratorAttributeSyntaxContext attributed, CancellationToken cancellation)
    {
        var place = attribute.ApplicationSyntaxReference?.GetSyntax(cancellation).GetLocation() ?? attributed.TargetNode.GetLocation();
        if (attribute.ConstructorArguments[0].Value is not INamedTypeSymbol type || attribute.ConstructorArguments[1].Value is not string name)
            return new DerivativeByHand(null, place, null); // the compiler speaks
        string of = type.Name + "." + name;
        DerivativeByHand Refused(IMethodSymbol? primal, string reason) => new(
            primal is null ? null : new MethodCallee(MethodKeys.Of(primal), null), place, Diagnostic.Create(RuleDiagnostics.ByHand, place, vjp.Name, of, reason));

        List<IMethodSymbol> methods = [.. type.GetMembers(name).OfType<IMethodSymbol>()];
        if (methods.Count == 0) return Refused(null, "'" + Readable.Of(type) + "' has no method '" + name + "'");
        if (!vjp.IsStatic) return Refused(null, "it is not static");
        var compilation = attributed.SemanticModel.Compilation;
        List<IMethodSymbol> able = [.. methods.Where(method => new VjpSignature(method, compilation).WhyNot() is null)];
        foreach (IMethodSymbol method in able)
        {
            if (new VjpSignature(method, compilation).Read(vjp) is not { } callee) continue;
            if (KnownMethods.Find(method) is not null) return Refused(null, "'" + of + "' is a function of the rule language and has a rule there");
            return new DerivativeByHand(new MethodCallee(MethodKeys.Of(method), callee), place, null);
        }

        IMethodSymbol nearest = able.FirstOrDefault() ?? methods[0];
        var signature = new VjpSignature(nearest, compilation);
        return Refused(nearest, signature.WhyNot() is { } reason ? "of '" + of + "', " + reason : "expected '" + signature.Expected(vjp.Name) + "'");
    }
}
