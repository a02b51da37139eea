using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Evaluation;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>Rules of the user's methods: values, closed under differentiation.</summary>
public sealed class MethodRulesTests
{
    private static readonly EquatableArray<MethodDeclaration> circle = EquatableArray.Of(
        Method("Sine", "cosine(x)"), Method("Cosine", "-Trig.Sine(x)"), Method("Other", "1"));

    [Fact]
    public void Derivatives_of_any_order_follow_rules_that_call_each_other()
    {
        MethodRules rules = MethodRules.Of(circle);
        Assert.Empty(rules.Mistakes);
        Function function = Calling(rules.Find("Sine")!);
        var expected = new Func<double, double>[] { Math.Sin, Math.Cos, x => -Math.Sin(x), x => -Math.Cos(x), Math.Sin };
        for (int order = 0; order < expected.Length; order++)
        {
            Assert.Equal(expected[order](0.7), Evaluate(function, 0.7), 1e-15);
            Function tangents = ForwardMode.Differentiate(function, EquatableArray.Of(function.Parameters[0].Variable), "F");
            Validator.Require(tangents, normalForm: false);
            function = Calculus.Simplification.Simplifier.Simplify(DerivativeAlone(tangents));
        }
    }

    [Fact]
    public void A_method_is_compared_by_the_rules_that_it_can_reach()
    {
        Primitive sine = MethodRules.Of(circle).Find("Sine")!;
        Assert.Equal(sine, MethodRules.Of(circle).Find("Sine"));
        Assert.Equal(sine, MethodRules.Of(EquatableArray.Of(circle[0], circle[1], Method("Other", "2"))).Find("Sine"));
        Assert.NotEqual(sine, MethodRules.Of(EquatableArray.Of(circle[0], Method("Cosine", "-sin(x)"), circle[2])).Find("Sine"));
        Assert.Equal(["Cosine", "Sine"], sine.Ruled!.Uses);
    }

    [Fact]
    public void What_has_a_mistake_is_not_found()
    {
        MethodRules rules = MethodRules.Of(EquatableArray.Of(Method("Sine", "cosine(x)"), Method("Other", "sin(y)")));
        Assert.Equal(["Other: (1,5) expected a variable of the rule, found the unknown name 'y'", "Sine: (1,1) expected a known function, found 'cosine'"],
            rules.Mistakes.Select(mistake => $"{mistake.Method.Key}: ({mistake.Line},{mistake.Column}) {mistake.Problem}"));
        Assert.True(rules.Find("Sine") is null && rules.IsBroken("Sine"));
        Assert.False(MethodRules.None.IsBroken("Sine"));
    }

    [Fact]
    public void The_precision_is_that_of_the_method()
    {
        var single = Method("Half", "result * 0.5") with { Types = EquatableArray.Of<ValueType>(ValueType.Single), Result = ValueType.Single };
        Primitive half = MethodRules.Of(EquatableArray.Of(single)).Find("Half")!;
        var x = new Variable("x", 0, ValueType.Single, Role.Source);
        Partial partial = Assert.Single(RuleBook.Default.Partials(new Apply(half, ValueType.Single, x), x)!);
        Assert.Equal(new Apply(Primitive.Multiply, ValueType.Single, Constant.Of(0.5f), x), partial.Value);
    }

    private static MethodDeclaration Method(string name, params string[] partials) => new(
        name, "Demo.Trig." + name, "global::Demo.Trig." + name, EquatableArray.Of("x"), EquatableArray.Of<ValueType>(ValueType.Double), ValueType.Double, false,
        new RuleText(RuleForm.Partials, "attribute", 0, EquatableArray.Of(partials)));

    private static Function Calling(Primitive method)
    {
        var x = new Variable("x", 0, ValueType.Double, Role.Source);
        var y = new Variable("y", 0, ValueType.Double, Role.Temporary);
        return new Function("F", EquatableArray.Of(new Parameter(x, Passing.Value)), EquatableArray.Of(new Result(null, ValueType.Double)),
            new Block(new Declare(y, new Apply(method, ValueType.Double, x)), new Return(y)));
    }

    /// <summary>The tangent for the direction 1 as the only result.</summary>
    private static Function DerivativeAlone(Function tangents)
    {
        Parameter direction = tangents.Parameters[1];
        var values = ((Return)tangents.Body.Statements[^1]).Values;
        var statements = tangents.Body.Statements.SkipLast(1).Prepend(new Declare(direction.Variable, Constant.Of(1.0))).Append(new Return(values[1]));
        return new Function("F", EquatableArray.Of(tangents.Parameters[0]), EquatableArray.Of(new Result(null, ValueType.Double)), new Block(statements.ToEquatableArray()));
    }

    private static double Evaluate(Function function, double x)
    {
        ScalarProgram.Evaluation Native(Primitive called) => called.Ruled!.Name == "Sine" ? point => Math.Sin(point[0]) : point => Math.Cos(point[0]);
        return ScalarProgram.Of(function, Native, new Budget(100))([x]);
    }
}
