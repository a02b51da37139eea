using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Calculus.Simplification;
using Xunit.Abstractions;
using Terms = SymbolicDiff.Calculus.Tests.Rules.Terms;

namespace SymbolicDiff.Calculus.Tests.Precision;

/// <summary>
/// Simplification never makes a derivative less accurate: where the plain one is right to a few units in the last place, the simplified one is
/// at most two units worse.
/// </summary>
public class AccuracyTests(ITestOutputHelper output)
{
    private const int LeastPoints = 10_000;

    [Fact]
    public void RulesLoseNothing() => Check(
        RuleBook.Default.Simplifications.Where(rule => rule.IsAlgebraic).SelectMany(rule => AccuracyCorpus.Of(rule).Select(found => (rule.Source, found))), 8);

    [Fact]
    public void RationalFormsLoseNothing() =>
        Check(Enumerable.Range(0, 400).Select(seed => ($"seed {seed}", AccuracyCorpus.Rational(seed))), 16);

    [Fact]
    public void FunctionsLoseNothing() => Check(
        RealArithmetic.Unary.Keys.Where(AccuracyCorpus.HasRule).SelectMany(function =>
            AccuracyCorpus.Compositions(function).Select(expression => (function, AccuracyCorpus.Of(expression)))), 4);

    [Fact]
    public void ProgramsLoseNothing() => Check(Programs(), 3, 500);

    [Theory]
    [InlineData("a + (1 - x)", "a + (1 - x)")]
    [InlineData("3 / x * (1 - x)", "3 * (1 - x) / x")]
    [InlineData("a + (b - c) - a", "b - c")]
    [InlineData("(a + (b - x)) - (c - x)", "a + b - c")]
    [InlineData("(y / (1 - x) - (y + x)) + (x + z)", "z - (y - y / (1 - x))")]
    [InlineData("(a / b + c) * b", "a + b * c")]
    [InlineData("0.1 * (x - y) + x", "0.1 * (x - y) + x")]
    public void SumsAreTakenApartOnlyWhereTermsCancel(string before, string after)
    {
        Expression simplified = Simplifier.Simplify(Terms.Of(before));
        Assert.Equal(Printer.Print(Terms.Of(after)), Printer.Print(simplified));
    }

    private static IEnumerable<(string, AccuracyCase)> Programs()
    {
        foreach (Features features in new[] { Features.Scalars, Features.Loops, Features.Storage | Features.Loops })
        {
            for (int seed = 0; seed < 18; seed++)
            {
                Sample sample = RandomProgram.Generate(seed, features);
                if (ProgramChecks.IsModerate(sample)) yield return ($"{features} {seed}", AccuracyCorpus.Gradient(sample, AccuracyCorpus.Moderate));
            }
        }
    }

    private void Check(IEnumerable<(string Name, AccuracyCase Case)> corpus, int places, int least = LeastPoints)
    {
        int total = 0;
        var problems = new List<string>();
        foreach (var (name, found) in corpus)
        {
            (int points, string? problem) = found.Judge(new Random(17), places);
            total += points;
            if (problem is not null) problems.Add(name + " " + problem);
        }

        output.WriteLine($"{total} points");
        Assert.True(problems.Count == 0, $"{problems.Count} lose accuracy.\n\n" + string.Join("\n\n", problems.Take(10)));
        Assert.True(total >= least, $"Only {total} points are compared.");
    }
}
