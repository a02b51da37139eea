using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.UserRules;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>
/// Runs the generator under hostile conditions: a culture with other signs, overflow checks, nullable; always twice, and the second time nothing may
/// be done again. Fails on any diagnostic that the test did not demand, of the compiler as of the generator.
/// </summary>
internal static class GeneratorHarness
{
    private static readonly string[] cachedSteps =
        [
            DifferentiableGenerator.Steps.Lowered, DifferentiableGenerator.Steps.Differentiated, DifferentiableGenerator.Steps.Problems,
            RulePipeline.Steps.Rules, RulePipeline.Steps.Compared,
        ];

    /// <summary>Runs over sources that nothing is wrong with.</summary>
    public static GeneratorRun Run(params string[] sources) => Run(new HarnessOptions(), sources);

    /// <summary>Runs over one source with the diagnostics that are demanded.</summary>
    public static GeneratorRun Run(string source, ExpectedDiagnostic[] expected) => Run(new HarnessOptions(), [source], expected);

    public static GeneratorRun Run(HarnessOptions options, string[] sources, params ExpectedDiagnostic[] expected)
    {
        using var culture = new HostileCulture();
        var compilation = options.Compile(sources);
        GeneratorDriver driver = options.Driver().RunGenerators(compilation);
        var first = driver.GetRunResult();
        driver = driver.RunGenerators(compilation.Clone());
        AssertNothingWasDone(driver.GetRunResult());
        var run = new GeneratorRun(compilation, first, options.Files, options.Libraries);
        run.AssertDiagnostics(expected);
        run.AssertQuietWithoutPragma();
        return run;
    }

    /// <summary>The errors of the generator and of the compiler, for sources that do not compile.</summary>
    public static IReadOnlyList<Diagnostic> Diagnostics(string source)
    {
        var options = new HarnessOptions();
        options.Driver().RunGeneratorsAndUpdateCompilation(options.Compile([source]), out Compilation output, out var found);
        return [.. found.Concat(output.GetDiagnostics()).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];
    }

    /// <summary>Every step behind the caching boundary found its input unchanged.</summary>
    public static void AssertNothingWasDone(GeneratorDriverRunResult result)
    {
        foreach (string name in cachedSteps)
            foreach (var reason in Reasons(result, name))
                Assert.True(reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, $"Step {name} was {reason}.");
    }

    /// <summary>The reasons that a step's outputs are there for.</summary>
    public static IReadOnlyList<IncrementalStepRunReason> Reasons(GeneratorDriverRunResult result, string step) =>
        result.Results[0].TrackedSteps.TryGetValue(step, out var steps)
            ? [.. steps.SelectMany(run => run.Outputs).Select(output => output.Reason)]
            : [];
}
