using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Tests.Rules;

/// <summary>One case at least for each rewrite rule, and what the rules promise about values.</summary>
public class SimplificationRulesTests
{
    private static readonly double[] Hostile =
    [
        0.0, -0.0, 1, -1, 0.1, -3.7, double.Epsilon, -double.Epsilon, 2.2250738585072014e-308, double.MaxValue, double.MinValue, 1e300, -1e-300,
        double.PositiveInfinity, double.NegativeInfinity, double.NaN, 9007199254740993, 4503599627370496.5,
    ];

    public static TheoryData<string, string> Exact => new()
    {
        { "x * 1", "x" },
        { "1 * x", "x" },
        { "x / 1", "x" },
        { "x - 0", "x" },
        { "x + -0", "x" },
        { "pow(x, 0)", "1" },
        { "max(sin(x), sin(x))", "sin(x)" },
        { "min(x, x)", "x" },
        { "-(-x)", "x" },
        { "x * -1", "-x" },
        { "x / -1", "-x" },
        { "x + -y", "x - y" },
        { "-x + y", "y - x" },
        { "x - -y", "x + y" },
        { "-x * -y", "x * y" },
        { "-x / -y", "x / y" },
        { "abs(-x)", "abs(x)" },
        { "abs(abs(x))", "abs(x)" },
        { "if !(!(x < y)) then x else y", "if x < y then x else y" },
        { "if !(x < y) then x else y", "if x < y then y else x" },
        { "if x < x then y else x", "x" },
        { "if x > x then y else x", "x" },
        { "if true then x else y", "x" },
        { "2 + 3 * 4", "14" },
        { "sqrt(2) / 1", "1.4142135623730951" },
    };

    public static TheoryData<string, string> Algebraic => new()
    {
        { "if x < y then z else z", "z" },
        { "x * (if y < z then 1 else sin(z))", "if y < z then x else x * sin(z)" },
        { "x * (if y > z then 1 else if y < z then 0 else 0.5)", "if y > z then x else if y < z then 0 else 0.5 * x" },
        { "-(if y < z then 1 else z)", "if y < z then -1 else -z" },
        { "x * 0", "0" },
        { "x * nan + 1", "nan" },
        { "-0 * x", "0" },
        { "0 / x", "0" },
        { "x + 0", "x" },
        { "x - -0", "x" },
        { "0 - x", "-x" },
        { "sin(x) - sin(x)", "0" },
        { "x / x", "1" },
        { "x / y * y", "x" },
        { "x * y / y", "x" },
        { "y * x / y", "x" },
        { "x / (x * y)", "1 / y" },
        { "x / y * (y / z)", "x / z" },
        { "x / y * (y * z)", "x * z" },
        { "(x / (1 - p) - y / p) * (p * (1 - p))", "x * p - y * (1 - p)" },
        { "(1 - y) * p - y * (1 - p)", "p - y" },
        { "((1 - y) / (1 - p) + -(y / p)) * (p * (1 - p))", "p - y" },
        { "x * (1 / y)", "x / y" },
        { "x * (1 / y / z)", "x / y / z" },
        { "x * (3 / y)", "3 * x / y" },
        { "x * (0.5 / y)", "0.5 * x / y" },
        { "x + y - y", "x" },
        { "x + (y - x)", "y" },
        { "x - (x + y)", "-y" },
        { "x - (x - y)", "y" },
        { "x - y - x", "-y" },
        { "x + x", "2 * x" },
        { "x + 3 * x", "4 * x" },
        { "2 * x + 3 * x", "5 * x" },
        { "3 * x - x", "2 * x" },
        { "x - 3 * x", "-2 * x" },
        { "5 * x - 3 * x", "2 * x" },
        { "x * 3", "3 * x" },
        { "2 * (3 * x)", "6 * x" },
        { "2 * x * 3", "6 * x" },
        { "2 * x * (3 * y)", "6 * (x * y)" },
        { "3 * x * y", "3 * (x * y)" },
        { "x * (3 * y)", "3 * (x * y)" },
        { "6 * x / 3", "2 * x" },
        { "3 * x / 4", "0.75 * x" },
        { "x / 2", "0.5 * x" },
        { "3 / (2 * x)", "1.5 / x" },
        { "3 * -x", "-3 * x" },
        { "-(3 * x)", "-3 * x" },
        { "-(3 / x)", "-3 / x" },
        { "3 / -x", "-3 / x" },
        { "x + 2 + 3", "x + 5" },
        { "x - 2 + 3", "x + 1" },
        { "x + 2 - 5", "x - 3" },
        { "x - 2 - 3", "x - 5" },
        { "2 - x + 3", "5 - x" },
        { "x * -y", "-(x * y)" },
        { "-x / y", "-(x / y)" },
        { "x / -y", "-(x / y)" },
        { "-(x - y)", "y - x" },
        { "-x - y", "-(x + y)" },
        { "x + -3", "x - 3" },
        { "x - -3", "x + 3" },
        { "x + -3 * y", "x - 3 * y" },
        { "x - -3 * y", "x + 3 * y" },
        { "x + -3 / y", "x - 3 / y" },
        { "x - -3 / y", "x + 3 / y" },
        { "pow(x, 1)", "x" },
        { "pow(x, 2)", "x * x" },
        { "pow(x, 3)", "x * x * x" },
        { "pow(x, 4)", "x * x * x * x" },
        { "pow(x, -1)", "1 / x" },
        { "pow(x, -2)", "1 / (x * x)" },
        { "pow(x, -3)", "1 / (x * x * x)" },
        { "pow(x, 0.5)", "sqrt(x)" },
        { "pow(x, -0.5)", "1 / sqrt(x)" },
        { "pow(x, 1.5)", "x * sqrt(x)" },
        { "pow(x, 2.5)", "x * x * sqrt(x)" },
        { "exp(log(x))", "x" },
        { "log(exp(x))", "x" },
        { "sqrt(x) * sqrt(x)", "x" },
        { "sqrt(x * x)", "abs(x)" },
        { "abs(x) * abs(x)", "x * x" },
    };

    [Theory]
    [MemberData(nameof(Exact))]
    public void ExactRulesApplyAlways(string before, string after)
    {
        Assert.Equal(Terms.Of(after), TermRewriter.Rewrite(Terms.Of(before), algebraic: false));
        Assert.Equal(Terms.InSingle(Terms.Of(after)).Type, TermRewriter.Rewrite(Terms.InSingle(Terms.Of(before)), algebraic: true).Type);
    }

    [Theory]
    [MemberData(nameof(Algebraic))]
    public void AlgebraicRulesApplyToDerivatives(string before, string after)
    {
        Assert.Equal(Printer.Print(Terms.Of(after)), Printer.Print(TermRewriter.Rewrite(Terms.Of(before), algebraic: true)));
        Assert.Equal(Terms.InSingle(Terms.Of(after)), TermRewriter.Rewrite(Terms.InSingle(Terms.Of(before)), algebraic: true));
    }

    [Theory]
    [MemberData(nameof(Algebraic))]
    public void AlgebraicRulesKeepOrdinaryValues(string before, string after)
    {
        (string, object)[] values = [("x", 1.7), ("y", 0.6), ("z", 2.9), ("p", 0.3)];
        double expected = Terms.Value(Terms.Of(before), values);
        double found = Terms.Value(Terms.Of(after), values);
        bool isNear = found.Equals(expected) || Math.Abs(found - expected) <= 1e-14 * Math.Max(1, Math.Abs(expected));
        Assert.True(isNear, $"expected {expected:R}, found {found:R}");
    }

    [Fact]
    public void EveryRuleHasACase()
    {
        var seen = new HashSet<string>();
        foreach (object[] row in Exact.Concat(Algebraic))
            foreach (Expression part in Terms.Of((string)row[0]).DescendantsAndSelf())
                if (FirstRule(Folded(part)) is { } first) seen.Add(first.Source);
        Assert.Equal([], RuleBook.Default.Simplifications.Select(rule => rule.Source).Except(seen));
    }

    [Fact]
    public void ExactRulesKeepEveryBit()
    {
        foreach (RewriteRule rule in RuleBook.Default.Simplifications.Where(rule => !rule.IsAlgebraic && rule.Pattern.Expression.Type.IsReal))
        {
            if (rule.Pattern.Variables.Any(variable => variable.Type == ValueType.Boolean)) continue;
            Expression before = rule.Pattern.Expression;
            Expression after = rule.Apply(before, form => form)!;
            foreach (double[] point in Points(rule.Pattern.Variables.Count))
            {
                var values = rule.Pattern.Variables.ToDictionary(variable => variable, variable => (object?)point[variable.Number]);
                double expected = (double)Terms.Evaluate(before, values)!;
                double found = (double)Terms.Evaluate(after, values)!;
                Assert.True(SameBits(expected, found), $"{rule.Source} at {string.Join(", ", point)}: {expected} became {found}");
            }
        }
    }

    [Theory]
    [InlineData("x + 0")]
    [InlineData("x - x")]
    [InlineData("x / x")]
    [InlineData("x * 0")]
    [InlineData("-(x - y)")]
    [InlineData("pow(x, 2)")]
    [InlineData("x + y - y")]
    [InlineData("2 * x * 3")]
    [InlineData("exp(log(x))")]
    [InlineData("if !(x < y) == true then x else y", true)]
    [InlineData("3 * x * 1e200")]
    [InlineData("0 / (0 * 1)")]
    public void WhatCouldChangeAValueIsLeftAlone(string text, bool isInvalid = false)
    {
        if (isInvalid) Assert.Throws<RuleException>(() => Terms.Of(text));
        else Assert.Equal(text == "0 / (0 * 1)" ? Terms.Of("0 / 0") : Terms.Of(text), TermRewriter.Rewrite(Terms.Of(text), algebraic: false));
    }

    [Theory]
    [InlineData("1 - x + 0.1")]
    [InlineData("x + 1 - 0.1")]
    [InlineData("x + 1e16 + 1")]
    [InlineData("2 * (3 - x)")]
    public void SmallDifferencesKeepTheirDigits(string text) =>
        Assert.Equal(Terms.Of(text), TermRewriter.Rewrite(Terms.Of(text), algebraic: true));

    private static RewriteRule? FirstRule(Expression expression) => Pattern.RootOf(expression) is { } root
        ? RuleBook.Default.RewritesOf(root, algebraic: true).FirstOrDefault(rule => rule.Apply(expression, form => form) is not null)
        : null;

    private static Expression Folded(Expression expression) => expression.MapChildren(child => TermRewriter.Rewrite(child, algebraic: false));

    private static IEnumerable<double[]> Points(int count) => count == 0
        ? [[]]
        : Points(count - 1).SelectMany(point => Hostile.Select(value => (double[])[.. point, value]));

    private static bool SameBits(double x, double y) =>
        BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) || double.IsNaN(x) && double.IsNaN(y);
}
