using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>What a rule gives as 0 at a zero of a factor is a guard, not a branch.</summary>
public class GuardsInRulesTests
{
    [Theory]
    [InlineData("if x == 0 then 0 else x * y", true)]
    [InlineData("if x == 0 then 0 else -(y * x / z)", true)]
    [InlineData("if x == 0 then 0 else y / x", false)]
    [InlineData("if x == 0 then 0 else x + y", false)]
    [InlineData("if x == 0 then 1 else x * y", false)]
    [InlineData("if x == 1 then 0 else x * y", false)]
    [InlineData("if x < 0 then 0 else x * y", false)]
    public void AFactorsZeroIsAGuard(string term, bool isGuard) => Assert.Equal(isGuard, ((Conditional)Terms.Of(term)).IsGuard);

    [Fact]
    public void ThePartialOfAPowerIsGuardedAtExponentZero()
    {
        (Variable x, Variable p) = (Terms.Variable("x"), Terms.Variable("p"));
        Expression partial = RuleBook.Default.Partials(new Apply(Primitive.Pow, ValueType.Double, x, p), Terms.Variable("result"))![0].Value;
        Assert.True(((Conditional)partial).IsGuard);
    }
}
