using System.Globalization;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>The language of the rule files.</summary>
public class RuleGrammarTests
{
    [Theory]
    [InlineData("-x^2", "-(x^2)")]
    [InlineData("2^3^2", "2^(3^2)")]
    [InlineData("x^-1 * y", "(x^(-1)) * y")]
    [InlineData("x - y - z", "(x - y) - z")]
    [InlineData("x / y / z", "(x / y) / z")]
    [InlineData("x + y * z % u", "x + ((y * z) % u)")]
    [InlineData("-x * y", "(-x) * y")]
    [InlineData("2 * x ^ y", "2 * (x ^ y)")]
    [InlineData("if x < y && y < z || z == x then 1 else 0", "if (((x < y) && (y < z)) || (z == x)) then 1 else 0")]
    [InlineData("if x < y == y < z then 1 else 0", "if x < (y == y) < z then 1 else 0", false)]
    [InlineData("if x < 0 then 1 else if y < 0 then 2 else 3", "if x < 0 then 1 else (if y < 0 then 2 else 3)")]
    [InlineData("if !(x < y) then 1 else 2", "if (!(x < y)) then 1 else 2")]
    [InlineData("sin(x) + atan2(y, x)", "(sin(x)) + (atan2((y), (x)))")]
    [InlineData("x^2", "pow(x, 2)")]
    [InlineData("x\n  + y # the sum\n\n  + z", "x + y + z")]
    public void OperatorsBindAsInCSharpAndPowersTightest(string text, string same, bool isValid = true)
    {
        if (isValid) Assert.Equal(Terms.Of(same), Terms.Of(text));
        else Assert.Throws<RuleException>(() => Terms.Of(text));
    }

    [Theory]
    [InlineData("1", 1)]
    [InlineData("1.5", 1.5)]
    [InlineData("1e-30", 1e-30)]
    [InlineData("2.5E+3", 2500)]
    [InlineData("6.02e23", 6.02e23)]
    [InlineData("0.1", 0.1)]
    [InlineData("-0.5", -0.5)]
    [InlineData("pi", Math.PI)]
    [InlineData("inf", double.PositiveInfinity)]
    [InlineData("-inf", double.NegativeInfinity)]
    [InlineData("nan", double.NaN)]
    [InlineData("e", Math.E)]
    [InlineData("log2e", 1.4426950408889634)]
    public void NumbersAreReadTheSameInEveryCulture(string text, double expected)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            foreach (CultureInfo culture in new[] { CultureInfo.InvariantCulture, Hostile(), new CultureInfo("fa-IR") })
            {
                CultureInfo.CurrentCulture = culture;
                var constant = (Constant)Terms.Of(text);
                Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(constant.Real));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void TheShippedRulesReadTheSameInAHostileCulture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = Hostile();
            var book = new RuleBook([RuleFile.Embedded("derivatives.rules"), RuleFile.Embedded("simplifications.rules")]);
            var tanh = new Apply(Primitive.Tanh, ValueType.Double, Terms.Variable("x"));
            Assert.Equal(RuleBook.Default.Partials(tanh, Terms.Variable("r"))!, book.Partials(tanh, Terms.Variable("r"))!);
            Assert.Equal(RuleBook.Default.Simplifications.Select(rule => rule.Source), book.Simplifications.Select(rule => rule.Source));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("sin(x) cos(x)", 1, 8, "':'")]
    [InlineData("sin(x): ", 1, 8, "a term")]
    [InlineData("sin(x): cos(x) +", 1, 17, "a term")]
    [InlineData("sin(x): cos(x", 1, 14, "')'")]
    [InlineData("sin(x): cos(x))", 1, 15, "the end of the rule")]
    [InlineData("\n# a comment\nsin(x): cos(x)\ncos(x): -sin(x) @", 4, 17, "the end of the rule")]
    [InlineData("sin(x):\n    if x > 0 then 1", 2, 20, "'else'")]
    [InlineData("exact: x * 1 = x", 1, 14, "'=>'")]
    [InlineData("exact: x * 1 => ", 1, 16, "a term")]
    [InlineData("sin(x) where = 2: 1", 1, 14, "a name")]
    [InlineData("sin(x): 1.", 1, 10, "operator")]
    [InlineData("  sin(x): 1", 1, 1, "left margin")]
    [InlineData("x: 1", 1, 1, "function or an operator")]
    [InlineData("sin(x): erf(x)", 1, 9, "known function, found 'erf'")]
    [InlineData("sin(x): cos(x, 1)", 1, 9, "1 operand of 'cos', found 2")]
    [InlineData("sin(x): cos(y)", 1, 13, "unknown name 'y'")]
    [InlineData("sin(x): 1, 2", 1, 9, "1 partial derivative, found 2")]
    [InlineData("x * y:\n  y", 2, 3, "2 partial derivatives, found 1")]
    [InlineData("sin(x): x > 0", 1, 11, "a real number, found a condition")]
    [InlineData("sin(x): if x then 1 else 0", 1, 12, "a condition, found a real number")]
    [InlineData("sin(x) where x = 2: x", 1, 14, "a new name")]
    [InlineData("sin(x) where u = v: u", 1, 18, "unknown name 'v'")]
    [InlineData("sin(x): length(x)", 1, 9, "known function")]
    [InlineData("exact: sin(x) => result", 1, 18, "unknown name 'result'")]
    [InlineData("exact: sin(x) => x when constant(x, x)", 1, 25, "1 operand of 'constant'")]
    [InlineData("exact: sin(x) => x < 1", 1, 20, "a real number")]
    [InlineData("exact: sin(x) => x when inactive(x, x)", 1, 25, "1 operand of 'inactive'")]
    [InlineData("sin(x) when inactive(x): 1", 1, 13, "found 'inactive', which only simplifications may ask")]
    public void AMistakeIsReportedWhereItIs(string text, int line, int column, string expected)
    {
        var mistake = Assert.Throws<RuleException>(() => new RuleBook([new RuleFile("my.rules", text)]));
        Assert.Equal((line, column), (mistake.Line, mistake.Column));
        Assert.Contains(expected, mistake.Problem, StringComparison.Ordinal);
        Assert.StartsWith($"my.rules({line},{column}): expected ", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void DefinitionsBuildOnEachOther()
    {
        var book = new RuleBook([new RuleFile("test", "atan2(y, x) where u = x * x, v = u + y * y: x / v, -y / v")]);
        var apply = new Apply(Primitive.All["atan2"], ValueType.Double, Terms.Variable("a"), Terms.Variable("b"));
        Assert.Equal(
            [Terms.Of("b / (b * b + a * a)"), Terms.Of("-a / (b * b + a * a)")],
            book.Partials(apply, Terms.Variable("r"))!.Select(partial => partial.Value));
    }

    [Fact]
    public void TheFirstRuleWhoseConditionIsKnownCounts()
    {
        var book = new RuleBook([new RuleFile("test", "sin(x) when x > 2: 1\nsin(x) when constant(x): 2\nsin(x): 3 singular\n")]);
        Partial Of(Expression operand) => book.Partials(new Apply(Primitive.Sin, ValueType.Double, operand), Terms.Variable("r"))![0];
        Assert.Equal(new Partial(Constant.Of(1.0), false), Of(Constant.Of(2.5)));
        Assert.Equal(new Partial(Constant.Of(2.0), false), Of(Constant.Of(1.5)));
        Assert.Equal(new Partial(Constant.Of(3.0), true), Of(Terms.Variable("x")));
        Assert.Null(book.Partials(new Apply(Primitive.Cos, ValueType.Double, Terms.Variable("x")), Terms.Variable("r")));
    }

    private static CultureInfo Hostile()
    {
        var culture = (CultureInfo)new CultureInfo("sv-SE").Clone();
        culture.NumberFormat.NegativeSign = "\u2212";
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }
}
