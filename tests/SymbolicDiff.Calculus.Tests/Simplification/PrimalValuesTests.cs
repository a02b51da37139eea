using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Calculus.Simplification;
using SymbolicDiff.Calculus.Tests.Precision;
using Terms = SymbolicDiff.Calculus.Tests.Rules.Terms;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Algebraic rules are for derivatives: a primal value is left as it was written, whatever rule would apply to it.</summary>
public sealed class PrimalValuesTests
{
    public static TheoryData<string> AlgebraicRules => [.. RuleBook.Default.Simplifications.Where(rule => rule.IsAlgebraic).Select(rule => rule.Source)];

    [Theory]
    [MemberData(nameof(AlgebraicRules))]
    public void PrimalValuesAreLeftAlone(string source)
    {
        RewriteRule rule = RuleBook.Default.Simplifications.Single(candidate => candidate.Source == source);
        foreach (Expression left in AccuracyCorpus.Instances(rule).Take(3))
        {
            Expression[] kept = [left, TermRewriter.Rewrite(left, algebraic: false)];
            foreach (Role role in new[] { Role.Source, Role.Temporary }) Assert.Contains(Simplified(left, role), kept);
            Assert.NotEqual(left, TermRewriter.Rewrite(left, algebraic: true));
        }
    }

    /// <summary>What is returned for the value, which a variable of the role holds.</summary>
    private static Expression Simplified(Expression value, Role role)
    {
        var code = new Code();
        foreach (Variable variable in Terms.VariablesOf(value)) code.Parameter(variable.Name, variable.Type);
        Variable holder = code.Variables.New("held", value.Type, role);
        code.Add(new Declare(holder, value));
        Function simplified = Simplifier.Simplify(code.Returns(holder));
        Expression returned = ((Return)simplified.Body.Statements[^1]).Values[0];
        return returned is Variable local && simplified.Body.Statements.OfType<Declare>().FirstOrDefault(declare => declare.Variable.Equals(local)) is { Value: { } kept }
            ? kept
            : returned;
    }
}
