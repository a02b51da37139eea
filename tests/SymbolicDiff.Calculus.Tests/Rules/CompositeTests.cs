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

    [Theory]
    [InlineData(3, -4, 0.6, -0.8)]
    [InlineData(0, 0, 0, 0)]
    public void ALengthHasAGradientAtZero(double x, double y, double byX, double byY)
    {
        RuleMatch match = RuleBook.Default.Composite(Terms.Of("sqrt(x * x + y * y)"), Terms.Variable("result"))!;
        Assert.Equal([Terms.Variable("x"), Terms.Variable("y")], match.Operands);
        (string, object)[] values = [("x", x), ("y", y), ("result", Math.Sqrt(x * x + y * y))];
        Assert.Equal([byX, byY], match.Partials.Select(partial => Terms.Value(partial.Value, values)));
        Assert.Single(RuleBook.Default.Composite(Terms.Of("sqrt(x * x)"), Terms.Variable("result"))!.Partials);
    }

    [Fact]
    public void PartialsShareThePartsOfTheTree()
    {
        Expression tree = Terms.Of("1 / (1 + exp(u))");
        Expression exponential = tree.DescendantsAndSelf().First(part => part is Apply { Primitive.Name: "exp" });
        Partial partial = RuleBook.Default.Composite(tree, Terms.Variable("result"))!.Partials[0];
        Assert.Contains(partial.Value.DescendantsAndSelf(), part => ReferenceEquals(part, exponential));
        Assert.True(RuleBook.Default.CompositeDepth >= 3);
    }

    [Fact]
    public void OtherTreesAreNone()
    {
        foreach (string text in new[] { "u", "1 / (2 + exp(u))", "sqrt(u * v)" })
            Assert.Null(RuleBook.Default.Composite(Terms.Of(text), Terms.Variable("result")));
    }
}
