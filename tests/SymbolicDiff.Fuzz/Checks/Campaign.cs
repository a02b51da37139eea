using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Fuzz.Programs;

namespace SymbolicDiff.Fuzz.Checks;

/// <summary>A program that fails, and why.</summary>
internal sealed record Failure(Sample Sample, IReadOnlyList<string> Reasons);

/// <summary>Runs many programs, a batch in one compilation.</summary>
internal static class Campaign
{
    private const int BatchSize = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The failures among programs from one seed on, in the order of the seeds.</summary>
    public static IEnumerable<Failure> Run(int seed, int programs) => Enumerable.Range(seed, programs).Chunk(BatchSize)
        .AsParallel().AsOrdered().WithMergeOptions(ParallelMergeOptions.NotBuffered)
        .SelectMany(seeds => Check([.. seeds.Select(SampleWriter.Write)]).ToList());

    /// <summary>What is wrong with a program is found with the program alone; the others go on together.</summary>
    private static IEnumerable<Failure> Check(IReadOnlyList<Sample> samples)
    {
        Compiled compiled = Compiled.Of(samples);
        if (compiled.HasProblems && samples.Count > 1)
        {
            foreach (IReadOnlyList<Sample> part in samples.GroupBy(compiled.Concerns).SelectMany(group => group.Key ? group.Select(sample => new[] { sample }) : [[.. group]]))
                foreach (Failure failure in Check(part)) yield return failure;
        }
        else if (compiled.HasProblems)
        {
            string? refusal = samples[0].ToVariantText() is null ? null : compiled.RefusalOfVariant;
            if (refusal is not null) Counts.Add($"{samples[0].Variation!.Name}: not, for {refusal}");
            IReadOnlyList<Failure> failures = refusal is not null ? [.. Check([samples[0] with { Variation = null }])]
                : samples[0].HasNested && compiled.Problems.Any(IsOfNested)
                ? [.. Check([samples[0] with { HasNested = false }])]
                : (samples[0].HasSeconds || samples[0].HasJacobian) && compiled.Problems.All(IsOfRepeated)
                ? [.. Check([samples[0].WithoutRepeated()])]
                : [new Failure(samples[0], [.. compiled.Problems])];
            foreach (Failure failure in failures) yield return failure;
        }
        else
        {
            foreach (Sample sample in samples)
                if (Failures(sample, compiled) is { Count: > 0 } reasons) yield return new Failure(sample, reasons);
            System.Runtime.Loader.AssemblyLoadContext.GetLoadContext(compiled.Assembly!)!.Unload();
        }
    }

    /// <summary>Second derivatives and Jacobians are refused where a program writes to the caller's memory or calls itself.</summary>
    private static bool IsOfRepeated(string problem) => problem.StartsWith("SD0025", StringComparison.Ordinal) || problem.StartsWith("SD0028", StringComparison.Ordinal);

    /// <summary>A derivative that names other memory in each iteration is not followed, nor is one that calls itself or is refused itself.</summary>
    private static bool IsOfNested(string problem) =>
        problem.StartsWith("SD0019 at 'Slope'", StringComparison.Ordinal) || problem.StartsWith("SD0127", StringComparison.Ordinal);

    private static IReadOnlyList<string> Failures(Sample sample, Compiled compiled)
    {
        var checking = Task.Run(() => Checker.Failures(sample, compiled));
        return checking.Wait(Patience) ? checking.Result : ["does not end"];
    }

    /// <summary>A program of few lines that fails in the same way: a compiler's message stays the same message, a wrong number a wrong number.</summary>
    public static Failure Shrink(Failure failure)
    {
        string kind = KindOf(failure.Reasons[0]);
        IReadOnlyList<string> last = failure.Reasons;
        bool Fails(Sample candidate)
        {
            Compiled compiled = Compiled.Of([candidate]);
            IReadOnlyList<string> reasons = compiled.HasProblems ? [.. compiled.Problems] : Failures(candidate, compiled);
            if (reasons.Count == 0 || KindOf(reasons[0]) != kind) return false;
            last = reasons;
            return true;
        }

        Sample small = Shrinker.Shrink(failure.Sample, Fails);
        return new Failure(small, last);
    }

    /// <summary>The failing program as it can be copied into the tests.</summary>
    public static string Text(Failure failure)
    {
        string source = CSharpSyntaxTree.ParseText(failure.Sample.ToText()).GetRoot().NormalizeWhitespace().ToFullString();
        IEnumerable<string> points = failure.Sample.Parameters.Select(parameter => $"// {parameter.Name}: {string.Join(" | ", parameter.Points.Select(Show))}");
        return $"// seed {failure.Sample.Seed}\n{string.Join('\n', failure.Reasons.Take(4).Select(reason => "// " + reason.ReplaceLineEndings(" ")))}\n{string.Join('\n', points)}\n{source}\n";
    }

    private static string Show(object argument) => argument switch
    {
        PairValue pair => FormattableString.Invariant($"({pair.X}, {pair.Y})"),
        PairValues pairs => string.Join(' ', pairs.Items.Select(Show)),
        _ => string.Join(' ', Behavior.Tests.Harness.Reals.Of(argument) is { Length: > 0 } reals
            ? reals.Select(real => real.ToString("R", System.Globalization.CultureInfo.InvariantCulture))
            : [argument.ToString()!]),
    };

    private static string KindOf(string reason)
    {
        string[] words = reason.Split(' ');
        return words[0].StartsWith("CS", StringComparison.Ordinal) || words[0].StartsWith("SD", StringComparison.Ordinal) ? words[0]
            : words[0] == "throws" ? string.Join(' ', words.Take(2))
            : "numbers";
    }
}
