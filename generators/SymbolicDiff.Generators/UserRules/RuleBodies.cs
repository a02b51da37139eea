using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Lowering;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>The bodies of methods with rules, to compare the rules with.</summary>
internal static class RuleBodies
{
    /// <summary>The body where it is in the language as far as values go; null otherwise: then there is nothing to compare with.</summary>
    public static Function? Lower(IMethodSymbol method, Compilation compilation, CancellationToken cancellation)
    {
        if (!method.IsStatic || method.IsAbstract || method.IsExtern || method.IsAsync) return null;
        try
        {
            return MethodLowering.Lower(method, compilation, cancellation).Function is { } body && Depth.IsModerate(body) ? body : null;
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            return null; // the rule replaces the body, so what is wrong with the body must not stop the rule
        }
    }
}
