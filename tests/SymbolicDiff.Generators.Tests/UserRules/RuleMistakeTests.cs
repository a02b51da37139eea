using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Mistakes that one makes in rules, where they are said to be, and what is said to have been expected.</summary>
public class RuleMistakeTests
{
    public static TheoryData<string, string, string> Mistakes => new()
    {
        { "cos(x))", ")", "expected an operator or the end of the string (the next partial is a string of its own), found ')'" },
        { "cos x", "x", "expected an operator or the end of the string (the next partial is a string of its own), found 'x'" },
        { "2x", "x", "expected an operator or the end of the string (the next partial is a string of its own), found 'x'" },
        { "x**2", "*", "expected a term, found '*2'" },
        { "x y", "y", "expected an operator or the end of the string (the next partial is a string of its own), found 'y'" },
        { "cos(x),", ",", "expected an operator or the end of the string (the next partial is a string of its own), found ','" },
        { "Math.Cos(x)", "Math.Cos", "expected a known function, such as 'cos', found 'Math.Cos'" },
        { "Cos(x)", "Cos", "expected a known function, such as 'cos', found 'Cos'" },
        { "sinn(x)", "sinn", "expected a known function, found 'sinn'" },
        { "x²", "²", "expected an operator or the end of the string (the next partial is a string of its own), found '²'" },
        { "2·x", "·", "expected an operator or the end of the string (the next partial is a string of its own), found '·x'" },
        { "1,5 * x", ",", "expected an operator or the end of the string (the next partial is a string of its own), found ',5'" },
        { "1.5e * x", "e", "expected an operator or the end of the string (the next partial is a string of its own), found 'e'" },
        { ".5*x", ".5", "expected a term, found '.5*x'" },
        { "1.", ".", "expected an operator or the end of the string (the next partial is a string of its own), found '.'" },
        { "if x > 0 then 1", "1", "expected 'else', found the end of the rule" },
        { "if x > 0 1 else 0", "1", "expected 'then', found '1'" },
        { "x > 0 ? 1 : 0", "?", "expected an operator or the end of the string (the next partial is a string of its own), found '?'" },
        { "if x > 0 && then 1 else 0", "then", "expected a term, found 'then'" },
        { "if x = 0 then 1 else 0", "=", "expected 'then', found '='" },
        { "x > 0", ">", "expected a real number, found a condition" },
        { "if x then 1 else 0", "x", "expected a condition, found a real number" },
        { "where u = x: u", "where", "expected a term, found 'where'" },
        { "u where u = x, u = 2", "u", "expected a new name, found 'u' again" },
        { "u where u", "u", "expected '=', found the end of the rule" },
        { "u where v = 1", "u", "expected a variable of the rule, found the unknown name 'u'" },
        { "x when x > 0", "when", "expected an operator or the end of the string (the next partial is a string of its own), found 'when'" },
        { "result result", "result", "expected an operator or the end of the string (the next partial is a string of its own), found 'result'" },
        { "Result", "Result", "expected a variable of the rule, such as 'result', found the unknown name 'Result'" },
        { "return cos(x);", "cos", "expected an operator or the end of the string (the next partial is a string of its own), found 'cos(x);'" },
        { "cos(x);", ";", "expected an operator or the end of the string (the next partial is a string of its own), found ';'" },
        { "sqrt()", ")", "expected a term, found ')'" },
        { "atan2(x)", "atan2", "expected 2 operands of 'atan2', found 1" },
        { "max(x, 1, 2)", "max", "expected 2 operands of 'max', found 3" },
        { "cos(x", "x", "expected ')', found the end of the rule" },
        { "e^x*", "*", "expected a term, found the end of the rule" },
        { "!x", "x", "expected a condition, found a real number" },
        { "x && 1", "x", "expected a condition, found a real number" },
        { "1e999", "1e999", "expected a number in the range of 'double', or 'inf'" },
        { "singular", "singular", "expected a term, found 'singular'" },
        { "1 singular singular", "singular", "expected an operator or the end of the string (the next partial is a string of its own), found 'singular'" },
        { "then", "then", "expected a term, found 'then'" },
        { "double", "double", "expected a variable of the rule, found the unknown name 'double'" },
        { "x_", "x_", "expected a variable of the rule, found the unknown name 'x_'" },
        { "y", "y", "expected a variable of the rule, found the unknown name 'y'" },
        { "cos(x) # comment", "#", "expected an operator or the end of the string (the next partial is a string of its own), found '#'" },
        { "\"cos\"", "\\\"", "expected a term, found '\"cos\"'" },
        { "[x]", "[", "expected a term, found '[x]'" },
        { "{x}", "{", "expected a term, found '{x}'" },
        { "x!", "!", "expected an operator or the end of the string (the next partial is a string of its own), found '!'" },
        { "sin^2(x)", "(", "expected an operator or the end of the string (the next partial is a string of its own), found '(x)'" },
        { "|x|", "|", "expected a term, found '|x|'" },
        { "π", "π", "expected a term, found 'π'" },
        { "x == 1", "=", "expected a real number, found a condition" },
        { "erf(x)", "erf", "expected a known function, found 'erf'" },
        { "length(x)", "length", "expected a known function, found 'length'" },
        { "inactive(x)", "inactive", "expected a known function, found 'inactive', which is a condition and stands after 'when'" },
        { "constant(x)", "constant", "expected a known function, found 'constant', which is a condition and stands after 'when'" },
        { "pow(x; 2)", ";", "expected ')', found ';'" },
        { "1 - result ^ 2 ^", "^", "expected a term, found the end of the rule" },
        { "x = 2", "=", "expected an operator or the end of the string (the next partial is a string of its own), found '='" },
        { "1 / / x", "/", "expected a term, found '/'" },
        { "∞", "∞", "expected a term, found '∞'" },
        { "1_000 * x", "_000", "expected an operator or the end of the string (the next partial is a string of its own), found '_000'" },
        { "0x10", "x10", "expected an operator or the end of the string (the next partial is a string of its own), found 'x10'" },
        { "1f", "f", "expected an operator or the end of the string (the next partial is a string of its own), found 'f'" },
        { "1.0d", "d", "expected an operator or the end of the string (the next partial is a string of its own), found 'd'" },
        { "result(x)", "result", "expected a known function or an operator, found 'result', which is a variable of the rule" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void It_is_said_what_was_expected(string rule, string at, string problem)
    {
        string literal = Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(rule, quote: true);
        GeneratorHarness.Run(
            "using System;\nusing SymbolicDiff;\npublic static class Special { [Derivative(" + literal + ")] public static double Sine(double x) => Math.Sin(x); }",
            [Expected("SD0300", at, "The rule of 'Special.Sine' has a mistake: " + problem + "; it is written as in [Derivative(\"cos(x)\")], one term for each real parameter")]);
    }
}
