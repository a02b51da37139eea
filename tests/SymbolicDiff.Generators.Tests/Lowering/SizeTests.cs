using System.Diagnostics;
using System.Text;

namespace SymbolicDiff.Generators.Tests.Lowering;

public class SizeTests
{
    [Fact]
    public void LongSums() => Lowered.Check(
        "public static double F(double x) => " + string.Join(" + ", Enumerable.Range(0, 2000).Select(i => $"{i}.5 * x")) + ";", [1.5]);

    [Fact]
    public void DeepParentheses()
    {
        var text = new StringBuilder("x");
        for (int i = 0; i < 500; i++) text.Insert(0, i % 2 == 0 ? "(1 + " : "(x * ").Append(')');
        Lowered.Check("public static double F(double x) => " + text + ";", [0.5]);
    }

    [Fact]
    public void ManyGuards() => Lowered.Check(
        "public static double F(double x) { " + string.Concat(Enumerable.Range(0, 300).Select(i => $"if (x < {-i}) return x * {i}; x += 1; ")) + " return x; }", [0.5], [-100.0]);

    [Fact]
    public void NestedChoicesAreLinear()
    {
        var text = new StringBuilder("x += 1;");
        for (int i = 0; i < 60; i++) text.Insert(0, $"if (x > {i}) {{ x -= 1; if (x < -{i}) return x; }} else {{ ").Append(" }");
        var watch = Stopwatch.StartNew();
        Lowered.Check("public static double F(double x) { " + text + " return x; }", [0.5], [70.0]);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), watch.Elapsed.ToString());
    }
}
