using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>Rules for whole trees.</summary>
public class CompositeTests
{
    [Theory]
    [InlineData(0.5, -0.2350037122015945)]
    [InlineData(-40, -4.248354255291589e-18)]
    [InlineData(40, -4.248354255291589e-18)]
    [InlineData(700, -9.859676543759770e-305)]
    [InlineData(-700, -9.859676543759770e-305)]
    [InlineData(800, 0)]
    [InlineData(-800, 0)]
    public void TheLogisticFunctionIsRightInBothTails(double x, double expected)
    {
        Expression tree = Terms.Of("1 / (exp(t) + 1)").Substitute(_ => Terms.Of("x * 1.5"));
        RuleMatch match = RuleBook.Default.Composite(tree, Terms.Variable("result"))!;
        Assert.Equal([Terms.Of("x * 1.5")], match.Operands);
        double partial = Terms.Value(match.Partials.Single().Value, ("x", x / 1.5), ("result", 1 / (1 + Math.Exp(x))));
        Assert.Equal(expected, partial, Math.Abs(expected) * 1e-12);
    }

    [Fact]
    public void CrossEntropyThroughTheLogisticFunctionIsADifference()
    {
        Expression tree = Terms.Of("y * log(1 / (1 + exp(u))) + (1 - y) * log(1 - 1 / (1 + exp(u)))");
        RuleMatch match = RuleBook.Default.Composite(tree, Terms.Variable("result"))!;
        Assert.Equal([Terms.Variable("y"), Terms.Variable("u")], match.Operands);
        Assert.Equal([Terms.Of("-u"), Terms.Of("1 / (1 + exp(u)) - y")], match.Partials.Select(partial => partial.Value));
    }

    [Fact]
    public void OtherTreesAreNone()
    {
        Assert.Null(RuleBook.Default.Composite(Terms.Of("1 / (2 + exp(u))"), Terms.Variable("result")));
        Assert.Null(RuleBook.Default.Composite(Terms.Variable("u"), Terms.Variable("result")));
        Assert.Null(RuleBook.Default.Composite(Terms.Of("y * log(1 / (1 + exp(u))) + (1 - y) * log(1 - 1 / (1 + exp(v)))"), Terms.Variable("result")));
    }
}
