using SymbolicDiff.Calculus.Differentiation;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

public class ForwardModeTests
{
    public static TheoryData<string> Names => [.. Corpus.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void GivesTheDifferences(string name)
    {
        Sample sample = Corpus.All[name]();
        Differences.CheckForward(sample.Function, sample.WithRespectTo, sample.Arguments);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void IsClosed(string name)
    {
        Sample sample = Corpus.All[name]();
        Function forward = ForwardMode.Differentiate(sample.Function, sample.WithRespectTo, "First");
        Validator.Require(Flattening.ToNormalForm(forward), normalForm: true);
        Function second = ForwardMode.Differentiate(forward, sample.WithRespectTo, "Second");
        Validator.Require(second, normalForm: false);
    }
}
