using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>A method with the rules of the user's; of those that match, the first one counts.</summary>
internal sealed class MethodRule(MethodDeclaration declaration, EquatableArray<string> uses, string definition)
    : RuledMethod(declaration.Callee, declaration.Types, declaration.Result, declaration.IsInstance)
{
    private readonly List<Rule> rules = [];

    public override string Definition => definition;

    public override EquatableArray<string> Uses => uses;

    public void Add(Rule rule) => rules.Add(rule);

    public RuleMatch? Match(Apply call, Expression result, Func<Expression, Expression> build)
    {
        foreach (Rule rule in rules)
            if (rule.Match(call, result, build) is { } match) return match;
        return null;
    }
}
