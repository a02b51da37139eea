using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>Methods of every kind and place get derivatives that compile without warnings and run.</summary>
public class DeclarationTests
{
    [Theory]
    [InlineData("static partial class M { [Differentiable] internal static double F(double x) => x * x; }")]
    [InlineData("partial struct M { [Differentiable] public static double F(double x) { return x * x; } [Differentiable] public readonly double G(double x) => x; }")]
    [InlineData("readonly ref partial struct M { private readonly double a; public M(double a) => this.a = a; [Differentiable] public static double F(double x) => x * x; [Differentiable] public double G(double x) => a * x; }")]
    [InlineData("partial record M(double A) { [Differentiable] public static double F(double x) => x * x; [Differentiable] public double G(double x) => A * x; }")]
    [InlineData("partial record struct M(int N) { [Differentiable] private static double F(double x) => x * x; [Differentiable] public double G(double x) => N * x; }")]
    [InlineData("partial interface M { [Differentiable] static double F(double x) => x * x; [Differentiable] sealed double G(double x) => 3 * x; }")]
    [InlineData("abstract partial class M { [Differentiable] protected virtual double G(double x) => x; [Differentiable] private protected static double F(double x) => x * x; }")]
    [InlineData("static partial class M { [Differentiable] public static partial double F(double x = 1); public static partial double F(double x) => x * x; }")]
    public void Kinds_of_types(string type)
    {
        var run = GeneratorHarness.Run("using SymbolicDiff;\nnamespace Demo;\n" + type);
        if (!type.Contains("ref partial", StringComparison.Ordinal)) Assert.Equal(6.0, run.Invoke("Demo.M", "FGradient", 3.0)); // reflection calls no ref struct
    }

    [Fact]
    public void Nested_and_generic_types_and_methods()
    {
        var run = GeneratorHarness.Run(
            "using SymbolicDiff;\nnamespace Demo;\npublic partial class Outer<T> where T : class\n{\n    public static partial class @event<U>\n    {\n"
            + "        [Differentiable(nameof(@class))] public static double F<V>(double @class, T? t, U u, V v) where V : struct => @class * @class;\n    }\n}\n");
        Assert.Contains("FGradient<V>(double @class, T? t, U u, V v)", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Overloads()
    {
        var run = GeneratorHarness.Run(
            "using SymbolicDiff;\npublic static partial class M\n{\n    [Differentiable] public static double F(double x) => x * x;\n"
            + "    [Differentiable] public static float F(float x) => x * x;\n    [Differentiable] public static double F(double[] x) => x[0] * x[0];\n}\n");
        Assert.Equal(6.0, run.Invoke("M", "FGradient", 3.0));
        Assert.Equal(6f, run.Invoke("M", "FGradient", 3f));
        Assert.Equal(new[] { 6.0 }, run.Invoke("M", "FGradient", new[] { 3.0 }));
    }

    [Fact]
    public void Parameters_of_every_passing()
    {
        var run = GeneratorHarness.Run(
            "using System;\nusing SymbolicDiff;\npublic enum Mode { Plain, Twice }\npublic static partial class M\n{\n"
            + "    [Differentiable(nameof(x), nameof(w))] public static double F(in double x, ReadOnlySpan<double> w, ref int calls, out int length, Mode mode = Mode.Twice, params int[] rest)\n"
            + "    {\n        calls++;\n        length = w.Length;\n        double s = 0;\n        foreach (double v in w) s += v * x;\n        return mode == Mode.Twice ? 2 * s : s + rest.Length;\n    }\n}\n");
        Assert.Contains("Mode mode = Mode.Twice, params int[] rest)", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_of_the_framework_that_the_user_has_taken()
    {
        var run = GeneratorHarness.Run(
            "using SymbolicDiff;\nnamespace Demo;\npublic class Tape;\npublic class Array;\npublic static partial class M\n{\n    public static class Math { public static double Exp(double x) => x; }\n"
            + "    public const int Guard = 1, Span = 2;\n    [Differentiable(nameof(w))] public static double F(double[] w, double MathF)\n"
            + "    {\n        double v = 1;\n        for (int i = 0; i < w.Length; i++) v *= System.Math.Exp(v * w[i]) + MathF;\n        return v;\n    }\n}\n");
        var gradient = (double[])run.Invoke("Demo.M", "FGradient", new[] { 0.0, 0.0 }, 0.0)!;
        Assert.Equal([1.0, 1.0], gradient);
    }

    [Fact]
    public void Old_languages_and_no_nullable()
    {
        var options = new HarnessOptions { Language = LanguageVersion.CSharp7_3, Nullable = NullableContextOptions.Disable };
        var run = GeneratorHarness.Run(options, [
            "using SymbolicDiff; namespace Demo { public static partial class M { [Differentiable(\"w\")] public static double F(double[] w, object o) "
            + "{ double v = 1; for (int i = 0; i < w.Length; i++) v *= System.Math.Sin(v * w[i]); return v; } } }"]);
        Assert.Equal([System.Math.Cos(0.5)], (double[])run.Invoke("Demo.M", "FGradient", new[] { 0.5 }, null)!);
    }

    [Fact]
    public void Unchecked_projects_get_the_same_numbers()
    {
        const string source = "using SymbolicDiff;\npublic static partial class M { [Differentiable(\"w\")] public static double F(double[] w, int seed) { int h = seed; double s = 0; for (int i = 0; i < w.Length; i++) { h = unchecked(h * 31 + i); s += w[i] * (h & 7); } return s; } }";
        var expected = (double[])GeneratorHarness.Run(source).Invoke("M", "FGradient", new double[3], int.MaxValue)!;
        Assert.Equal(expected, (double[])GeneratorHarness.Run(new HarnessOptions { CheckOverflow = false }, [source]).Invoke("M", "FGradient", new double[3], int.MaxValue)!);
    }
}
