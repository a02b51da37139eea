using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Mistakes in rules are reported where they are, and what cannot have a rule is refused.</summary>
public class RuleDiagnosticsTests
{
    private const string Head = "using System;\nusing SymbolicDiff;\n";

    public static TheoryData<string, string> Attributes => new()
    {
        { "[Derivative(\"cosine(x)\")]", "cosine" },
        { "[Derivative(\"cos(t)\")]", "t" },
        { "[Derivative(\"cos(x\")]", "x" },
        { "[Derivative(\"cos(x) +* 2\")]", "*" },
        { "[Derivative(\"pow(x)\")]", "pow" },
        { "[Derivative(\"1\", \"2 * x\")]", "1" },
        { "[Derivative(@\"cos(x) \"\" y\")]", "\"\"" },
        { "[Derivative(\"\\u0063os(x) * y\")]", "y" },
        { "[Derivative(\"1 +\\n 2 * y\")]", "y" },
        { "[Derivative(@\"1 +\n 2 * y\")]", "y" },
        { "[Derivative(\"\"\"cos(x) * y\"\"\")]", "y" },
        { "[Derivative(\"\"\"\n    if x > 0\n\n      then 1 * y else x\n    \"\"\")]", "y" },
        { "[Derivative(\"cos(x)\" + \" * y\")]", "y" },
        { "[Derivative(\"cos(x)\" + (\" * \" + \"co\") + \"sine(x)\")]", "co" },
        { "[Derivative(\"cos(x\" + @\"\")]", "x" },
        { "[Derivative(Text)]", "y" },
        { "[Derivative(Special.Text)]", "y" },
        { "[Derivative(\"2 * \" + Text)]", "y" },
        { "[Derivative(Halves)]", "z" },
        { "[Derivative(nameof(x) + \"+ y\")]", "y" },
        { "[Derivative($\"{Halves}\")]", "$\"{Halves}\"" },
        { "[Derivative(new[] { \"y\" })]", "y" },
        { "[Derivative(new string[] { \"y\" })]", "y" },
        { "[Derivative([\"1 * y\"])]", "y" },
        { "[Derivative(partials: \"y\")]", "y" },
        { "[Derivative(\"2 * u where u = y\")]", "y" },
    };

    [Theory]
    [MemberData(nameof(Attributes))]
    public void A_mistake_is_reported_inside_the_string(string attribute, string at) => GeneratorHarness.Run(
        Head + "public static class Special { const string Text = \"cos(y)\", Halves = \"x / 2\" + \" * z\";\n" + attribute + " public static double Sine(double x) => Math.Sin(x); }",
        [Expected("SD0300", at, "it is written as in [Derivative(\"cos(x)\")]")]);

    [Fact]
    public void The_message_says_what_was_expected() => GeneratorHarness.Run(
        Head + "public static class Special { [Derivative(\"cosh(x) * f(x)\")] public static double Sine(double x) => Math.Sin(x); }",
        [Expected("SD0300", "f", "The rule of 'Special.Sine' has a mistake: expected a known function, found 'f'; it is written as in [Derivative(\"cos(x)\")]")]);

    [Fact]
    public void The_number_of_partials_is_that_of_the_real_parameters() => GeneratorHarness.Run(
        Head + "public static class Special { [Derivative(\"y\", \"x\", \"1\")] public static double F(double x, int n, double y) => x * y;\n"
        + "[Derivative] public static double G(double x) => x;\n"
        + "[Derivative(\"y\")] public static double H(double x, int n, double y) => x * y; }",
        [
            Expected("SD0300", "x", "expected 0, for 'n' is no real number"),
            Expected("SD0300", "Derivative", "expected 1 partial derivative, one for each of 'x', found 0"),
            Expected("SD0300", "y", "expected 2 partial derivatives, one for each of 'x', 'y', found 1"),
        ]);

    [Fact]
    public void Where_a_rule_has_a_mistake_nothing_is_said_of_its_calls() => GeneratorHarness.Run(
        Head + "public static partial class M { [Derivative(\"cos(t)\")] public static double Sine(double x) { System.Threading.Thread.Sleep(0); return x; }\n"
        + "[Differentiable] public static double F(double x) => Sine(x); }",
        [Expected("SD0300", "t", "expected a variable of the rule, found the unknown name 't'")]);

    [Theory]
    [InlineData("public static int F(double x) => 1;", "its result, of type 'int', is no real number")]
    [InlineData("public static double F(int n) => n;", "it has no real parameter")]
    [InlineData("public static double F(double[] x) => x[0];", "its parameter 'x' holds many real numbers")]
    [InlineData("public static double F(ref double x) => x;", "its parameter 'x' is written")]
    [InlineData("public static double F<T>(double x) => x;", "it is generic")]
    [InlineData("public static double F(float x) => x;", "it mixes 'double' and 'float'")]
    [InlineData("public virtual double F(double x) => x;", "it may be overridden")]
    [InlineData("public static double F(double x, Func<double> f) => x;", "its parameter 'f' is a delegate")]
    public void What_cannot_have_a_rule_is_refused(string method, string reason) => GeneratorHarness.Run(
        Head + "public class M { [Derivative(\"1\")] " + method + " }",
        [Expected("SD0302", "Derivative(\"1\")", "'F' cannot have a rule: " + reason)]);

    [Fact]
    public void A_rule_of_the_assembly_names_a_method() => GeneratorHarness.Run(
        Head + """
        [assembly: DerivativeRule(typeof(Special), "sin", "cos(x)")]
        [assembly: DerivativeRule(typeof(Special), "cosine(x)", "cos(x)")]
        [assembly: DerivativeRule(typeof(Special), "sine(x, y)", "cos(x)", "1")]
        [assembly: DerivativeRule(typeof(Special), "sine(2)", "cos(x)")]
        [assembly: DerivativeRule(typeof(Math), "sin(x)", "cos(x)")]
        public static class Special { public static double Sine(double x) => Math.Sin(x); }
        """,
        [
            Expected("SD0301", "sin", "There is no method for the rule of 'sin': expected a method with names for its parameters"),
            Expected("SD0301", "cosine", "'Special' has no method 'cosine'; a rule names a method and its parameters, as in [assembly: DerivativeRule(typeof(Special)"),
            Expected("SD0301", "sine", "'Special.Sine' takes 1 parameters"),
            Expected("SD0300", "2", "expected the name of a parameter"),
            Expected("SD0302", "DerivativeRule(typeof(Math), \"sin(x)\", \"cos(x)\")", "it is a function of the rule language and has a rule there"),
        ]);

    [Fact]
    public void Named_arguments_may_stand_in_any_order() => GeneratorHarness.Run(
        Head + """
        [assembly: DerivativeRule(method: "sine(x)", partials: new[] { "cos(t)" }, type: typeof(Special))]
        public static class Special { public static double Sine(double x) => Math.Sin(x); }
        """,
        [Expected("SD0300", "t", "found the unknown name 't'")]);

    [Fact]
    public void There_is_one_rule_a_method() => GeneratorHarness.Run(
        Head + """
        [assembly: DerivativeRule(typeof(Special), "sine(x)", "cos(x)")]
        public static class Special { [Derivative("cos(x)")] public static double Sine(double x) => Math.Sin(x); }
        """,
        [Expected("SD0303", "DerivativeRule(typeof(Special), \"sine(x)\", \"cos(x)\")", "'Special.Sine' has a rule already; keep one of them")]);

    [Fact]
    public void A_mistake_in_a_file_is_reported_in_the_file() => GeneratorHarness.Run(
        new HarnessOptions
        {
            Files =
            [
                new TextFile("a.rules", "# comment\nSpecial.Sine(x):\n    cosine(x)\n\nSpecial.Tangent(x): 1\nSine(x): 1\nOther.Sine(x): 1\nsin(x): 1\n"),
                new TextFile("b.rules", "  indented\n"),
                new TextFile("c.rules", "Special.Wave(x): 1 +\nexact: x * 1 => x\nSpecial.Wave(x): cos(x)\n"),
                new TextFile("d.txt", "no rules"),
            ],
        },
        [Head + "public static class Special { public static double Sine(double x) => Math.Sin(x); public static double Wave(double x) => Math.Sin(x); }"],
        Expected("SD0300", "cosine", "The rule of 'Special.Sine' has a mistake: expected a known function, found 'cosine'; it is written as in 'Special.erf(x)"),
        Expected("SD0301", "Special.Tangent", "'Special' has no method 'Tangent'"),
        Expected("SD0301", "Sine", "expected a method with its type"),
        Expected("SD0301", "Other.Sine", "found no type 'Other'"),
        Expected("SD0301", "sin", "expected a method with its type"),
        Expected("SD0300", " ", "expected a rule at the left margin, found an indented line"),
        Expected("SD0300", "+", "expected a term, found the end of the rule"),
        Expected("SD0301", "exact", "expected a method with its type"));

    [Fact]
    public void A_name_that_means_two_methods_is_refused() => GeneratorHarness.Run(
        Head + """
        public static class A { [Derivative("1")] public static double F(double x) => x; }
        public static class B { [Derivative("1")] public static double F(double x) => x; }
        public static class C { [Derivative("F(x)")] public static double G(double x) => x; [Derivative("A.f(x)")] public static double H(double x) => x * x / 2; }
        """,
        [Expected("SD0300", "F", "expected the name of one method, found 'F', which is A.F or B.F")]);

    [Fact]
    public void What_a_partial_calls_must_be_accessible() => GeneratorHarness.Run(
        Head + """
        public static class Special
        {
            [Derivative("Slope(x)")] public static double F(double x) => x * x;
            [Derivative("2")] private static double Slope(double x) => 2 * x;
        }

        public static partial class M { [Differentiable] public static double G(double x) => Special.F(x); }
        """,
        [Expected("SD0126", "Special.F(x)", "'Special.Slope(double)' is not accessible from 'M'")]);

    [Fact]
    public void No_rule_for_a_case_is_refused() => GeneratorHarness.Run(
        new HarnessOptions { Files = [new TextFile("a.rules", "Special.F(x, p) when p == 2: 2 * x, 0\n")] },
        [Head + "public static partial class Special { public static double F(double x, double p) => Math.Pow(x, p);\n"
            + "[Differentiable] public static double G(double x) => F(x, 3); }"],
        Expected("SD0022", "G", "has no derivative rule"));
}
