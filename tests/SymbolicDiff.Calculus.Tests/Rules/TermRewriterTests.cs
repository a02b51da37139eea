using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>How rules are applied: in what order, how often, how deep.</summary>
public class TermRewriterTests
{
    [Theory]
    [InlineData("resultBar * (2 * x) * 3", "6 * (resultBar * x)")]
    [InlineData("bar * (0.5 / r)", "0.5 * bar / r")]
    [InlineData("-(bar * -(q / y))", "bar * (q / y)")]
    [InlineData("bar * (1 / y) * y", "bar")]
    [InlineData("2 * x * (1 * y) * (0 + 4)", "8 * (x * y)")]
    [InlineData("a * (-1 * (b * -3))", "3 * (a * b)")]
    [InlineData("-(y / p) + (1 - y) / (1 - p)", "(1 - y) / (1 - p) - y / p")]
    [InlineData("x * 1 + 0 * y", "x")]
    [InlineData("1e-200 * (1e200 * x)", "1e-200 * (1e200 * x)")]
    public void RulesWorkTogether(string before, string after) =>
        Assert.Equal(Printer.Print(Terms.Of(after)), Printer.Print(TermRewriter.Rewrite(Terms.Of(before), algebraic: true)));

    [Theory]
    [InlineData(5)]
    [InlineData(50)]
    public void WhatStandsInAnExpressionIsSimplifiedHoweverLargeThatIs(int depth)
    {
        Expression before = Terms.Of("2 * x * (1 * y) * (0 + 4)"), after = Terms.Of("8 * (x * y)");
        for (int i = 0; i < depth; i++)
            (before, after) = (new Apply(Primitive.Sin, ValueType.Double, before), new Apply(Primitive.Sin, ValueType.Double, after));
        Assert.Equal(Printer.Print(after), Printer.Print(TermRewriter.Rewrite(before, algebraic: true)));
    }

    [Fact]
    public void FractionsAreNotMadeDecimals()
    {
        Expression third = new Apply(Primitive.Divide, ValueType.Double, Constant.Of(1.0), Constant.Of(3.0));
        Assert.Equal(third, TermRewriter.Rewrite(third, algebraic: true));
        Expression quarter = new Apply(Primitive.Divide, ValueType.Double, Constant.Of(1.0), Constant.Of(4.0));
        Assert.Equal(Constant.Of(0.25), TermRewriter.Rewrite(quarter, algebraic: true));
    }

    [Fact]
    public void ConstantsAreComputedInTheirOwnPrecision()
    {
        Expression sum = new Apply(Primitive.Add, ValueType.Single, Constant.Of(0.1f), Constant.Of(0.2f));
        Assert.Equal(Constant.Of(0.1f + 0.2f), TermRewriter.Rewrite(sum, algebraic: false));
        Expression quotient = new Apply(Primitive.Divide, ValueType.Single, Constant.Of(2f), Constant.Of(3f));
        Assert.Equal(Constant.Of(2f / 3f), TermRewriter.Rewrite(quotient, algebraic: false));
        Expression third = new Apply(Primitive.Divide, ValueType.Double, Constant.Of(2.0), Constant.Of(3.0));
        Assert.Equal(Constant.Of(2 / 3.0), TermRewriter.Rewrite(third, algebraic: false));
        Expression narrowed = new Apply(Primitive.Convert, ValueType.Single, Constant.Of(0.1));
        Assert.Equal(Constant.Of(0.1f), TermRewriter.Rewrite(narrowed, algebraic: false));
        Expression widened = new Apply(Primitive.Convert, ValueType.Double, Constant.Of(7));
        Assert.Equal(Constant.Of(7.0), TermRewriter.Rewrite(widened, algebraic: false));
    }

    [Fact]
    public void WhatIsOfThePrimalAloneIsInactive()
    {
        var book = new RuleBook([new RuleFile("test", "algebraic: (x * y) * z => x * (y * z) when inactive(y) && inactive(z) && !inactive(x)")]);
        var rewriter = new TermRewriter(book, algebraic: true);
        (Expression bar, Expression a, Expression b) = (new Variable("bar", 0, ValueType.Double, Role.Derivative), Terms.Variable("a"), Terms.Of("sin(b)"));
        var gradient = new Element(new Variable("g", 0, new StorageType(StorageKind.Span, ValueType.Double), Role.Contract), Constant.Of(0));
        Assert.Equal(Product(bar, Product(a, b)), rewriter.Rewrite(Product(Product(bar, a), b)));
        Assert.Equal(Product(gradient, Product(a, b)), rewriter.Rewrite(Product(Product(a, gradient), b)));
        foreach (Expression kept in new[] { Product(Product(a, a), b), Product(Product(bar, bar), b), Product(Product(bar, a), bar) })
            Assert.Same(kept, rewriter.Rewrite(kept));

        static Expression Product(Expression x, Expression y) => new Apply(Primitive.Multiply, ValueType.Double, x, y);
    }

    [Fact]
    public void ZerosKeepTheirSigns()
    {
        Expression minusZero = new Apply(Primitive.Multiply, ValueType.Double, Constant.Of(-0.0), Constant.Of(2.0));
        Assert.Equal(Constant.Of(-0.0), TermRewriter.Rewrite(minusZero, algebraic: false));
        Expression plusZero = new Apply(Primitive.Add, ValueType.Double, Terms.Variable("x"), Constant.Of(0.0));
        Assert.Same(plusZero, TermRewriter.Rewrite(plusZero, algebraic: false));
    }

    [Fact]
    public void IntegersAreLeftToTheCompiler()
    {
        Expression i = Terms.Variable("i", ValueType.Int32);
        Expression difference = new Apply(Primitive.Subtract, ValueType.Int32, i, i);
        Expression product = new Apply(Primitive.Multiply, ValueType.Int32, i, Constant.Of(1));
        Assert.Same(difference, TermRewriter.Rewrite(difference, algebraic: true));
        Assert.Same(product, TermRewriter.Rewrite(product, algebraic: true));
    }

    [Fact]
    public void IndicesAndConditionsAreSimplifiedToo()
    {
        var storage = new Variable("w", 0, new StorageType(StorageKind.Array, ValueType.Double), Role.Source);
        Expression read = new Element(storage, Terms.Variable("i", ValueType.Int32));
        Expression term = new Apply(Primitive.Multiply, ValueType.Double, read, Constant.Of(1.0));
        Assert.Same(read, TermRewriter.Rewrite(term, algebraic: false));
        Assert.Equal(Terms.Of("if x < y then x else y"), TermRewriter.Rewrite(Terms.Of("if x * 1 < y / 1 then x else y"), algebraic: false));
    }

    [Theory]
    [InlineData("exact: x + y => y + x")]
    [InlineData("exact: sin(x) => sin(sin(x))")]
    [InlineData("exact: x + y => (x + y) * (y + x)")]
    [InlineData("exact: sin(x) => cos(x)\nexact: cos(x) => sin(x)")]
    public void RulesThatNeverEndAreStopped(string rules)
    {
        var book = new RuleBook([new RuleFile("test", rules)]);
        Expression before = Terms.Of("sin(x + y) + sin(x * (y + x))");
        Expression after = new TermRewriter(book, algebraic: true).Rewrite(before);
        Assert.Equal(after, new TermRewriter(book, algebraic: true).Rewrite(before));
        Assert.InRange(ExpressionCost.Of(after), 1, 1_000_000);
    }

    [Theory]
    [InlineData(2_000)]
    [InlineData(20_000)]
    public void DeepTermsNeedNoDeepStack(int depth)
    {
        Expression x = Terms.Variable("x");
        Expression sum = x;
        Expression other = x;
        for (int i = 0; i < depth; i++)
        {
            sum = new Apply(Primitive.Add, ValueType.Double, sum, new Apply(Primitive.Multiply, ValueType.Double, x, Constant.Of(1.0)));
            other = new Apply(Primitive.Add, ValueType.Double, other, x);
        }

        Expression? simplified = null;
        Expression? difference = null;
        OnSmallStack(() =>
        {
            simplified = TermRewriter.Rewrite(sum, algebraic: false);
            difference = TermRewriter.Rewrite(new Apply(Primitive.Subtract, ValueType.Double, sum, other), algebraic: true);
        });
        Assert.Equal(depth, ExpressionCost.Of(simplified!));
        Assert.Equal(Constant.Of(0.0), difference);
    }

    [Fact]
    public void SharedTermsAreRewrittenOnce()
    {
        Expression shared = Terms.Of("x * 1 + y");
        for (int i = 0; i < 60; i++) shared = new Apply(Primitive.Multiply, ValueType.Double, shared, shared);
        Expression rewritten = TermRewriter.Rewrite(shared, algebraic: false);
        Assert.Same(((Apply)rewritten).Operands[0], ((Apply)rewritten).Operands[1]);
    }

    [Fact]
    public void WhatIsSimpleAlreadyIsGivenBack()
    {
        Expression simple = Terms.Of("sin(x) * y + z / x");
        Assert.Same(simple, TermRewriter.Rewrite(simple, algebraic: true));
    }

    [Fact]
    public void CostIsThatOfThePrimitives()
    {
        Assert.Equal(Primitive.Sin.Cost + Primitive.Multiply.Cost + Primitive.Add.Cost, ExpressionCost.Of(Terms.Of("sin(x) * y + z")));
        Assert.Equal(0, ExpressionCost.Of(Terms.Variable("x")));
    }

    private static void OnSmallStack(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() => failure = Record.Exception(action), 128 * 1024);
        thread.Start();
        thread.Join();
        Assert.Null(failure);
    }
}
