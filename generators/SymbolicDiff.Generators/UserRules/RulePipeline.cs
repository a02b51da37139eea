using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Pipeline;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>The steps that read the rules of the user's and compare them with the methods.</summary>
internal static class RulePipeline
{
    /// <summary>Reports what is wrong with the rules, and gives what they mean: that is a function of their values alone.</summary>
    public static IncrementalValueProvider<MethodRules> Register(IncrementalGeneratorInitializationContext context)
    {
        var methods = AttributedMethods.Find(context.SyntaxProvider, RuleReading.OfMethod)
            .Select(static (attributed, _) => (IMethodSymbol)attributed.TargetSymbol)
            .Collect();

        var files = context.AdditionalTextsProvider
            .Where(RuleFileText.Is)
            .Select(RuleFileText.Read)
            .Collect();

        var found = context.CompilationProvider.Combine(methods).Combine(files)
            .Select(static (all, cancellation) => RuleReading.Read(all.Left.Left, all.Left.Right, all.Right, cancellation));

        var byHand = AttributedMethods.Find(context.SyntaxProvider, RuleReading.ByHand)
            .SelectMany(DerivativesByHand.Read)
            .Collect();
        context.RegisterSourceOutput(byHand, DerivativesByHand.Report);

        var rules = found
            .Select(static (read, _) => (read.Declarations, read.ByHand))
            .Combine(byHand.Select(static (registrations, _) => DerivativesByHand.Of(registrations)))
            .Select(static (all, _) => MethodRules.Of(all.Left.Declarations, all.Right, all.Left.ByHand))
            .WithTrackingName(Steps.Rules);

        var differences = found.Combine(rules)
            .SelectMany(static (pair, _) => RuleComparison.Of(pair.Left, pair.Right))
            .Select(RuleComparison.Compare)
            .WithTrackingName(Steps.Compared)
            .Where(static difference => difference is not null)
            .Collect();

        context.RegisterSourceOutput(
            found.Combine(rules).Combine(differences),
            static (output, all) => RuleOutputs.Report(output, all.Left.Left, all.Left.Right, all.Right));
        return rules;
    }

    /// <summary>The names of the steps, for tests.</summary>
    internal static class Steps
    {
        public const string Rules = nameof(Rules);
        public const string Compared = nameof(Compared);
    }
}
