using System.Diagnostics;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Tests.Harness;
using SymbolicDiff.Generators.UserRules;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Rules are compared with the values of their methods: no right rule is doubted, and wrong ones are found.</summary>
public class RuleCheckTests
{
    [Fact]
    public void No_right_rule_is_doubted()
    {
        Assert.True(RuleCorpus.Read(RuleCorpus.Right).Count >= 100);
        GeneratorHarness.Run(Source(RuleCorpus.Right));
    }

    [Fact]
    public void Every_wrong_rule_is_found()
    {
        var options = new HarnessOptions();
        var entries = RuleCorpus.Read(RuleCorpus.Wrong);
        Assert.Equal(40, entries.Count);
        var found = options.Driver().RunGenerators(options.Compile([Source(RuleCorpus.Wrong)])).GetRunResult().Diagnostics;
        Assert.All(found, diagnostic => Assert.Equal("SD0304", diagnostic.Id));
        string messages = string.Join("\n", found.Select(diagnostic => diagnostic.ToString()));
        Assert.All(entries.Select((entry, i) => (entry, i)), pair =>
            Assert.True(messages.Contains($"'M.F{pair.i}'", StringComparison.Ordinal), pair.entry.ToString()));
    }

    [Fact]
    public void The_warning_names_the_point_and_both_numbers() => GeneratorHarness.Run(
        """
        using System;
        using SymbolicDiff;
        public static class Special
        {
            [Derivative("cos(x) * y", "cos(x)")]
            public static double Wave(double x, double y) => Math.Sin(x) * y;
        }
        """,
        [Expected("SD0304", "Derivative(\"cos(x) * y\", \"cos(x)\")",
            "At x = 0.71, y = 0.34875 the rule of 'Special.Wave' gives 0.758362 for the derivative with respect to 'y', but the values of the method have the slope 0.651834")]);

    [Fact]
    public void A_rule_is_compared_in_less_than_a_millisecond()
    {
        var compared = Compared(Source(RuleCorpus.Right)).Concat(Compared(Source(RuleCorpus.Wrong))).ToList();
        var taken = new List<double>();
        do taken.Add(MillisecondsOf(compared) / compared.Count); // the first runs are not compiled yet, and others may use the machine
        while (taken[^1] >= 1 && taken.Count < 60);
        Assert.True(taken[^1] < 1, $"{taken.Min()} ms a rule");
    }

    private static double MillisecondsOf(List<ComparedRule> compared)
    {
        var watch = Stopwatch.StartNew();
        foreach (var rule in compared) RuleComparison.Compare(rule, CancellationToken.None);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static IEnumerable<ComparedRule> Compared(string source)
    {
        var compilation = new HarnessOptions().Compile([source]);
        var methods = compilation.GetTypeByMetadataName("M")!.GetMembers().OfType<IMethodSymbol>().Where(method => method.Name.StartsWith('F'));
        var read = RuleReading.Read(compilation, methods, [], CancellationToken.None);
        return RuleComparison.Of(read, MethodRules.Of(read.Declarations));
    }

    private static string Source(string corpus) =>
        "using System;\nusing SymbolicDiff;\npublic static class M\n{\n"
        + string.Join("\n", RuleCorpus.Read(corpus).Select((entry, i) => RuleCorpus.Method("F" + i, entry))) + "\n}\n";
}
