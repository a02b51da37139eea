using System.Globalization;
using Xunit.Abstractions;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>
/// Random programs: forward mode against differences, reverse mode against forward mode, and forward over reverse against differences of the gradient,
/// both before and after simplification. The environment variables SYMBOLICDIFF_PROGRAMS and SYMBOLICDIFF_SEED ask for more of them.
/// </summary>
public class RandomProgramTests(ITestOutputHelper output)
{
    private static readonly int Count = Number("SYMBOLICDIFF_PROGRAMS", 40);
    private static readonly int FirstSeed = Number("SYMBOLICDIFF_SEED", 1);

    public static TheoryData<Features> Kinds =>
    [
        Features.Scalars, Features.Loops, Features.Storage, Features.Storage | Features.Loops, Features.Storage | Features.Aliases,
        Features.Storage | Features.Loops | Features.Aliases, Features.All, Features.All | Features.Singles,
    ];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ForwardModeGivesTheDifferences(Features features) => Check(features | Features.AnyResult, ProgramChecks.Forward);

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ReverseModeGivesWhatForwardModeGives(Features features) =>
        Check(features, sample => ProgramChecks.Reverse(sample, Gradients.Unsimplified));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void SimplifiedReverseModeGivesWhatForwardModeGives(Features features) =>
        Check(features, sample => ProgramChecks.Reverse(sample, Gradients.Simplified));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ForwardOverReverseGivesTheDifferencesOfTheGradient(Features features) =>
        Check(features, sample => ProgramChecks.ForwardOverReverse(sample, Gradients.Unsimplified));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void ForwardOverSimplifiedReverseGivesTheDifferencesOfTheGradient(Features features) =>
        Check(features, sample => ProgramChecks.ForwardOverReverse(sample, Gradients.OneByOne));

    private void Check(Features features, Func<Sample, Verdict> judge)
    {
        (int conclusive, int refused) = (0, 0);
        var failures = new List<string>();
        for (int seed = FirstSeed; seed < FirstSeed + Count && failures.Count < 3; seed++)
        {
            Sample sample = RandomProgram.Generate(seed, features);
            if (!ProgramChecks.IsModerate(sample)) continue;
            conclusive++;
            Verdict verdict = judge(sample);
            if (verdict.IsRefused) refused++;
            if (verdict.Problem is not { } found) continue;
            string kind = Kind(found);
            // A smaller program may reach the infinite slopes that this one only comes near to.
            Sample small = found.Contains("NaN", StringComparison.Ordinal)
                ? sample
                : Shrinker.Shrink(sample, candidate => judge(candidate).Problem is { } other && Kind(other) == kind);
            failures.Add(string.Create(CultureInfo.InvariantCulture, $"seed {seed}: {judge(small).Problem}\n{Describe(small)}"));
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{conclusive} programs, {refused} refused"));
        Assert.True(failures.Count == 0, string.Join("\n\n", failures));
        Assert.True(conclusive > Count / 2, $"Only {conclusive} of {Count} programs have moderate values.");
        Assert.True(refused <= MostRefused(features) * conclusive, $"{refused} of {conclusive} programs are refused.");
    }

    // Spans that are named anew in each iteration, and rows of parameters that are replaced, are refused.
    private static double MostRefused(Features features) => features.HasFlag(Features.Aliases) && features.HasFlag(Features.Loops) ? 0.05 : 0;

    private static string Kind(string problem) => problem.Split(':', '\n')[0];

    private static string Describe(Sample sample) => Printer.Print(sample.Function)
        + "wrt " + string.Join(", ", sample.WithRespectTo) + " at "
        + string.Join("; ", sample.Arguments.Select(argument => argument is Array ? $"[{string.Join(", ", Values.Reals(argument))}]" : argument));

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
