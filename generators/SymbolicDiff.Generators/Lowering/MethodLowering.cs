using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Analysis;
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
        var entities = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        LoweredMethod first = Lower(method, compilation, rules, opened, entities, out LoweringSession session, cancellation);
        LoweredMethod lowered = first;
        while (lowered is { Function: null, Diagnostics.Count: > 0 } && !(session.Created.IsSubsetOf(opened) && session.Changed.IsSubsetOf(entities)))
        {
            opened.UnionWith(session.Created);
            entities.UnionWith(session.Changed);
            lowered = Lower(method, compilation, rules, opened, entities, out session, cancellation);
        }

        bool isNearer = lowered is { Function: null, Diagnostics.Count: > 0 } && (entities.Count > 0 || opened.Any(type => Types.ListElement(type) is not null));
        return lowered.Function is null && !isNearer ? first : lowered;
    }

    /// <summary>
    /// The reverse derivatives written by hand that a function calls, directly or through each other, as far as they are in the language; named by their keys.
    /// </summary>
    public static EquatableArray<Function> Definitions(LoweredMethod lowered, Compilation compilation, MethodRules rules, CancellationToken cancellation)
    {
        var found = new List<Function>();
        var met = new HashSet<string>(lowered.Definitions, StringComparer.Ordinal);
        var pending = new Queue<string>(lowered.Definitions);
        while (pending.Count > 0)
        {
            string key = pending.Dequeue();
            if (MethodKeys.Find(key, compilation) is not IMethodSymbol method) continue;
            LoweredMethod definition = Lower(method, compilation, rules, cancellation);
            if (definition.Function is not { } function || !Depth.IsModerate(function) || function.Callees.Count > 0) continue; // what calls itself would need records
            found.Add(function with { Name = key });
            foreach (string called in definition.Definitions)
                if (met.Add(called)) pending.Enqueue(called);
        }

        return found.ToEquatableArray();
    }

    /// <summary>
    /// With the objects of some classes taken apart, and those of some of them entities; what else is made is objects of code outside, which no derivative goes
    /// through.
    /// </summary>
    private static LoweredMethod Lower(
        IMethodSymbol method,
        Compilation compilation,
        MethodRules rules,
        IEnumerable<INamedTypeSymbol> opened,
        IEnumerable<INamedTypeSymbol> entities,
        out LoweringSession session,
        CancellationToken cancellation)
    {
        LoweringSession current = session = new LoweringSession(compilation, method, rules, cancellation);
        session.Opened.UnionWith(opened);
        session.Entities.UnionWith(entities);
        MethodBody? body = session.BodyOf(method);
        if (body is null || session.IsBroken || rules.IsBroken(MethodKeys.Of(method))) return new LoweredMethod(null, EquatableArray<LoweringDiagnostic>.Empty);

        Function function;
        try
        {
            var lowering = new FunctionLowering(session, method, body);
            string key = MethodKeys.Of(method);
            function = rules.Find(key) is { } rule ? lowering.LowerByRule(rule)
                : rules.FindCallee(key) is { } callee ? lowering.LowerByDerivative(callee)
                : lowering.LowerItself() ?? lowering.Lower();
            var writes = RecursiveWrites.Of(function with { Callees = Callees(session) });
            function = GivenArrays.Copied(writes.Function, name => Refuse(current, name));
            session.Writes = writes;
        }
        catch (Exception failure) when (failure is not OperationCanceledException && (session.Nested.Count > 0 || session.HasCompilerErrors()))
        {
            return new LoweredMethod(null, session.EmittedCalls().ToEquatableArray()) { Nested = session.Nested }; // the compiler speaks
        }

        if (session.IsBroken || session.Nested.Count > 0) return new LoweredMethod(null, session.EmittedCalls().ToEquatableArray()) { Nested = session.Nested };
        session.ReportLostDerivatives(function);
        if (session.Diagnostics.Count > 0 && session.HasCompilerErrors()) return new LoweredMethod(null, EquatableArray<LoweringDiagnostic>.Empty);
        EquatableArray<LoweringDiagnostic> diagnostics = Consequences.Without(session.Diagnostics, session.Target).ToEquatableArray();
        bool isRefused = session.Diagnostics.Any(diagnostic => Refusal.IsError(diagnostic.Id));
        return new LoweredMethod(isRefused ? null : function, diagnostics) { Definitions = session.Definitions };
    }

    private static void Refuse(LoweringSession session, string recursive)
    {
        IMethodSymbol method = session.Recursion.MethodOf(recursive);
        session.Report(Refusal.Recursion, method.Locations[0], method.ToDisplayString(), "the array that it gives may be one that it is given, and one of them is written");
    }

    /// <summary>The methods that call themselves, each a function of its own.</summary>
    private static EquatableArray<Function> Callees(LoweringSession session)
    {
        var callees = new List<Function>();
        while (session.Recursion.Next() is { } method)
        {
            session.Active.Clear();
            callees.Add(FunctionLowering.LowerRecursive(session, method) with { Name = method.Name });
        }

        return callees.ToEquatableArray();
    }
}
