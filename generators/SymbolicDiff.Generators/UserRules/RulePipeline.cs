using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>The steps that read the rules of the user's.</summary>
internal static class RulePipeline
{
    /// <summary>The rules as they are found at each edit, and what they mean: that is a function of their values alone.</summary>
    public static (IncrementalValueProvider<ReadRules> Found, IncrementalValueProvider<MethodRules> Rules) Of(IncrementalGeneratorInitializationContext context)
    {
        var methods = context.SyntaxProvider
            .ForAttributeWithMetadataName(RuleReading.OfMethod, static (_, _) => true, static (attributed, _) => (IMethodSymbol)attributed.TargetSymbol)
            .Collect();

        var files = context.AdditionalTextsProvider
            .Where(RuleFileText.Is)
            .Select(RuleFileText.Read)
            .Collect();

        var found = context.CompilationProvider.Combine(methods).Combine(files)
            .Select(static (all, cancellation) => RuleReading.Read(all.Left.Left, all.Left.Right, all.Right, cancellation));

        var rules = found
            .Select(static (read, _) => read.Declarations)
            .Select(static (declarations, _) => MethodRules.Of(declarations))
            .WithTrackingName(Steps.Rules);
        return (found, rules);
    }

    /// <summary>The names of the steps, for tests.</summary>
    internal static class Steps
    {
        public const string Rules = nameof(Rules);
    }
}
