using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Model;
using SymbolicDiff.Generators.Pipeline;
using SymbolicDiff.Generators.UserRules;

namespace SymbolicDiff.Generators;

/// <summary>Emits derivatives beside methods that carry <c>[Differentiable]</c>.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class DifferentiableGenerator : IIncrementalGenerator
{
    private readonly TargetReading reading;
    private readonly Differentiating differentiating;

    public DifferentiableGenerator()
        : this(Stages.Default)
    {
    }

    internal DifferentiableGenerator(Stages stages) => (reading, differentiating) = (new TargetReading(stages), new Differentiating(stages));

    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var rules = RulePipeline.Register(context);

        // Runs at every edit: it follows calls into other files. What it gives is a value, but for the places of diagnostics.
        var targets = AttributedMethods.Find(context.SyntaxProvider, DifferentiableAttribute.MetadataName)
            .Combine(rules)
            .Combine(ProjectArithmetic.Register(context))
            .Select(reading.Read)
            .WithTrackingName(Steps.Targets);

        // The caching boundary: from here on a step runs only if the value has changed.
        var lowered = targets
            .SelectMany(static (target, _) => target.Lowered is { } value ? [value] : Array.Empty<LoweredTarget>())
            .WithTrackingName(Steps.Lowered);

        var files = lowered
            .Select(differentiating.Differentiate)
            .WithTrackingName(Steps.Differentiated);

        var problems = files
            .Where(static file => file.Problems.Count > 0)
            .Collect()
            .WithTrackingName(Steps.Problems);

        context.RegisterSourceOutput(files, Outputs.AddSource);
        context.RegisterSourceOutput(targets.Combine(problems), static (output, pair) => Outputs.Report(output, pair.Left, pair.Right));
    }

    /// <summary>The names of the steps, for tests.</summary>
    internal static class Steps
    {
        public const string Targets = nameof(Targets);
        public const string Lowered = nameof(Lowered);
        public const string Differentiated = nameof(Differentiated);
        public const string Problems = nameof(Problems);
    }
}
