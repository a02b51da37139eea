using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>Methods of a size that nobody writes but another generator: they are served or refused, and never end the compiler.</summary>
public class LargeMethodTests
{
    [Fact]
    public void A_sum_of_2000_terms() => Served("return " + Repeat(" + ", 2000, i => $"{i} * x * y") + ";");

    [Fact]
    public void Nested_calls() => Served("return " + Repeat("", 200, _ => "Math.Sin(") + "x * y" + new string(')', 200) + ";");

    [Fact]
    public void Statements_in_a_row() => Served("double s = x;" + Repeat("", 1000, _ => " s += Math.Sin(s) * y;") + " return s;");

    [Fact]
    public void Nested_branches() =>
        Served("double s = x;" + Repeat("", 60, i => $" if (x > {i}) {{ s *= y;") + new string('}', 60) + " return s;");

    [Fact]
    public void A_condition_of_2000_terms() => Served("double s = x; if (" + Repeat(" + ", 2000, _ => "x * y") + " > 1) s *= y; return s;");

    [Fact]
    public void A_chain_of_60_calls() => Served("return G0(x, y);", Chain(60));

    [Fact]
    public void SD0023_a_chain_of_1000_calls() => Refused("SD0023", "'F' is nested too deeply", "return G0(x, y);", Chain(1000));

    [Fact]
    public void SD0023_jumps_that_put_thousands_of_blocks_inside_each_other() =>
        Refused("SD0023", "'F' is nested too deeply", "double s = x;" + Repeat("", 3000, i => $" if (s > {i}) return s * y; s += x;") + " return s;");

    [Theory]
    [InlineData("x * y")]
    [InlineData("x")]
    public void SD0124_calls_that_double_at_each_level(string leaf)
    {
        const int depth = 25;
        string methods = Repeat("\n", depth, i => $"    static double G{i}(double x, double y) => {(i == depth - 1 ? leaf : $"G{i + 1}(x, y) + G{i + 1}(y, x)")};");
        Refused("SD0124", "'F' grows beyond", "return G0(x, y);", methods);
    }

    [Fact]
    public void SD0124_calls_without_a_statement_that_double_at_each_level()
    {
        const int depth = 25;
        string methods = Repeat("\n", depth, i => $"    static void G{i}() {{ {(i == depth - 1 ? "" : $"G{i + 1}(); G{i + 1}();")} }}");
        Refused("SD0124", "'F' grows beyond", "G0(); return x * y;", methods);
    }

    private static string Chain(int length) =>
        Repeat("\n", length, i => $"    static double G{i}(double x, double y) => {(i == length - 1 ? "x * y" : $"G{i + 1}(x * y, y) + x")};");

    private static void Served(string body, string methods = "") => Assert.Contains("FGradient", GeneratorHarness.Run(Source(body, methods)).Text, StringComparison.Ordinal);

    private static void Refused(string id, string message, string body, string methods = "") =>
        GeneratorHarness.Run(Source(body, methods), [Expected(id, "F", message)]);

    private static string Source(string body, string methods) =>
        "using System;\nusing SymbolicDiff;\npublic static partial class M\n{\n    [Differentiable] public static double F(double x, double y)\n    {\n        "
        + body + "\n    }\n\n" + methods + "\n}\n";

    private static string Repeat(string separator, int count, Func<int, string> part) => string.Join(separator, Enumerable.Range(0, count).Select(part));
}
