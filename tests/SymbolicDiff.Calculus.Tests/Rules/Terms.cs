using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>Terms written in the rule language, and their values.</summary>
internal static class Terms
{
    private static readonly ExpressionEvaluator Evaluator = new(new Dictionary<string, Func<object?[], object?>>());

    /// <summary>The text as an expression of doubles; every name in it is a variable.</summary>
    public static Expression Of(string text)
    {
        var syntax = (RewriteSyntax)RuleGrammar.Read(new RuleFile("test", $"exact: if true then {text} else {text} => 0"))[0];
        RewriteRule rule = new RuleBinder("test").Bind(syntax with { Replacement = ((IfTerm)syntax.Head).WhenTrue, Head = syntax.Head });
        return ((Conditional)rule.Pattern.Expression).WhenTrue.Substitute(variable => Variable(variable.Name, variable.Type));
    }

    public static Variable Variable(string name, ValueType? type = null) => new(name, 0, type ?? ValueType.Double, Role.Source);

    /// <summary>The same expression in the precision of float.</summary>
    public static Expression InSingle(Expression expression) => expression switch
    {
        Variable { Type.IsReal: true } variable => variable with { Type = ValueType.Single },
        Constant { Type.IsReal: true } constant => Constant.Of((float)constant.Real),
        Apply { Type.IsReal: true } apply => new Apply(apply.Primitive, ValueType.Single, apply.Operands.Select(InSingle).ToEquatableArray()),
        _ => expression.MapChildren(InSingle),
    };

    public static object? Evaluate(Expression expression, Dictionary<Variable, object?> values) => Evaluator.Evaluate(expression, values);

    public static double Value(Expression expression, params (string Name, object Value)[] values) => System.Convert.ToDouble(
        Evaluate(expression, values.ToDictionary(pair => Variable(pair.Name), pair => (object?)pair.Value)),
        System.Globalization.CultureInfo.InvariantCulture);

    public static IEnumerable<Variable> VariablesOf(Expression expression) => expression.DescendantsAndSelf().OfType<Variable>().Distinct();
}
