using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>From a method's body, as the compiler understands it, to a function in normal form. Called methods with source are inlined.</summary>
public static class MethodLowering
{
    public static LoweredMethod Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation) =>
        Lower(method, compilation, MethodRules.None, cancellation);

    /// <summary>As above; methods with rules are operations, and a rule of the method itself replaces its body.</summary>
    public static LoweredMethod Lower(IMethodSymbol method, Compilation compilation, MethodRules rules, CancellationToken cancellation)
    {
        method = method.PartialImplementationPart ?? method;
        var opened = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        LoweredMethod first = Lower(method, compilation, rules, opened, out ISet<INamedTypeSymbol> created, cancellation);
        LoweredMethod lowered = first;
        while (lowered is { Function: null, Diagnostics.Count: > 0 } && !created.IsSubsetOf(opened))
        {
            opened.UnionWith(created);
            lowered = Lower(method, compilation, rules, opened, out created, cancellation);
        }

        return lowered.Function is null ? first : lowered;
    }

    /// <summary>With the objects of some classes taken apart; what else is made is objects of code outside, which no derivative goes through.</summary>
    private static LoweredMethod Lower(
        IMethodSymbol method,
        Compilation compilation,
        MethodRules rules,
        IEnumerable<INamedTypeSymbol> opened,
        out ISet<INamedTypeSymbol> created,
        CancellationToken cancellation)
    {
        var session = new LoweringSession(compilation, method, rules, cancellation);
        session.Opened.UnionWith(opened);
        created = session.Created;
        MethodBody? body = session.BodyOf(method);
        if (body is null || session.IsBroken || rules.IsBroken(MethodKeys.Of(method))) return new LoweredMethod(null, EquatableArray<LoweringDiagnostic>.Empty);

        Function function;
        try
        {
            var lowering = new FunctionLowering(session, method, body);
            function = rules.Find(MethodKeys.Of(method)) is { } rule ? lowering.LowerByRule(rule) : lowering.Lower();
        }
        catch (Exception failure) when (failure is not OperationCanceledException && session.HasCompilerErrors())
        {
            return new LoweredMethod(null, EquatableArray<LoweringDiagnostic>.Empty); // the compiler speaks
        }

        if (session.IsBroken) return new LoweredMethod(null, session.EmittedCalls().ToEquatableArray());
        session.ReportLostDerivatives(function);
        if (session.Diagnostics.Count > 0 && session.HasCompilerErrors()) return new LoweredMethod(null, EquatableArray<LoweringDiagnostic>.Empty);
        EquatableArray<LoweringDiagnostic> diagnostics = session.Diagnostics.ToEquatableArray();
        bool isRefused = session.Diagnostics.Any(diagnostic => Refusal.IsError(diagnostic.Id));
        return new LoweredMethod(isRefused ? null : function, diagnostics);
    }
}
