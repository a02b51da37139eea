using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.UserRules;

/// <summary>Rules and reverse derivatives of a library hold for those who use it.</summary>
public class ReferencedRuleTests
{
    private const string Head = "using System;\nusing SymbolicDiff;\n";

    private const string Library = Head + """
        [assembly: DerivativeRule(typeof(Numerics.Special), "softplus(x)", "1 / (1 + exp(-x))")]
        [assembly: DerivativeRule(typeof(Numerics.Special), "raise(x, n)", "n * x ^ (n - 1)")]
        namespace Numerics
        {
            public static class Special
            {
                [Derivative("cosine(x)")] public static double Sine(double x) => Math.Sin(x);
                [Derivative("-sine(x)")] public static double Cosine(double x) => Math.Cos(x);
                public static double Softplus(double x) => Math.Log(1 + Math.Exp(x));
                public static double Raise(double x, int n) => Math.Pow(x, n);
                [Derivative("slope(x)")] public static double Hidden(double x) => x * x;
                [Derivative("2")] internal static double Slope(double x) => 2 * x;

                public static double Norm(double[] v) => Math.Sqrt(v[0] * v[0] + v[1] * v[1]);

                [DerivativeOf(typeof(Special), "Norm")]
                public static double NormVjp(double[] v, double resultAdjoint, Span<double> vAdjoint)
                {
                    double norm = Norm(v);
                    for (int i = 0; i < v.Length; i++) vAdjoint[i] += resultAdjoint * v[i] / norm;
                    return norm;
                }
            }


            internal static class Names
            {
                [Derivative("3")] public static double Of(double x) => 3 * x;
            }
        }
        """;

    [Fact]
    public void A_rule_on_a_method_of_a_library_gives_right_numbers()
    {
        var run = Run("""
            [Differentiable(Emit = Derivatives.Gradient | Derivatives.Hessian | Derivatives.Jvp)]
            public static double F(double x) => Special.Sine(x * x) + Special.Softplus(x) * Special.Raise(x, 3);
            """);
        double sigmoid = 1 / (1 + Math.Exp(-2.0));
        Assert.Equal(4 * Math.Cos(4) + sigmoid * 8 + Math.Log(1 + Math.Exp(2)) * 12, (double)run.Invoke("Model", "FGradient", 2.0)!, 1e-12);
        Assert.Contains("Special.Cosine(", run.Text, StringComparison.Ordinal);
        double second = 2 * Math.Cos(4) - 16 * Math.Sin(4) + sigmoid * (1 - sigmoid) * 8 + 2 * sigmoid * 12 + Math.Log(1 + Math.Exp(2)) * 12;
        Assert.Equal(second, (double)run.Invoke("Model", "FHessian", 2.0)!, 1e-12);
    }

    [Fact]
    public void A_reverse_derivative_by_hand_of_a_library_is_called()
    {
        var run = Run("[Differentiable] public static double F(double[] v) => Special.Norm(v) * v[0];");
        Assert.Equal([3.0 * 3 / 5 + 5, 3.0 * 4 / 5], (double[])run.Invoke("Model", "FGradient", new[] { 3.0, 4.0 })!);
        Assert.Contains("Special.NormVjp(v, ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_here_comes_before_that_of_the_library()
    {
        var run = Run(
            "[Differentiable] public static double F(double x, double[] v) => Special.Sine(x) + Special.Norm(v);",
            """
            [assembly: DerivativeRule(typeof(Special), "sine(t)", "cos(t)")]
            public static class Here
            {
                [DerivativeOf(typeof(Special), "Norm")] internal static double Reverse(double[] v, double resultAdjoint, Span<double> vAdjoint) => Special.NormVjp(v, resultAdjoint, vAdjoint);
            }
            """);
        Assert.Contains("Math.Cos(x)", run.Text, StringComparison.Ordinal);
        Assert.Contains("Here.Reverse(v, ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Partials_may_call_what_has_a_rule_in_a_library() =>
        Assert.Contains("Special.Sine(x)", Run(
            "[Differentiable] public static double F(double x) => Here.Cosine(x);",
            "public static class Here { [Derivative(\"-Special.sine(x)\")] public static double Cosine(double x) => Math.Cos(x); }").Text, StringComparison.Ordinal);

    /// <summary>The library's internal <c>Numerics.Names.Of</c> has a rule; this one has the same name and none.</summary>
    [Fact]
    public void A_rule_is_not_taken_for_that_of_another_method_of_the_same_name()
    {
        var run = Run(
            "[Differentiable] public static double F(double x) => Names.Of(x);",
            "namespace Numerics { public static class Names { public static double Of(double x) => x * x; } }");
        Assert.Equal(6.0, run.Invoke("Model", "FGradient", 3.0));
    }

    /// <summary>What is internal in the library is not there for the compiler.</summary>
    [Fact]
    public void A_rule_that_calls_what_is_internal_is_refused_at_its_use() => GeneratorHarness.Run(
        Options(),
        [Model("[Differentiable] public static double F(double x) => Special.Hidden(x);")],
        Expected(
            "SD0306",
            "Special.Hidden(x)",
            "The rule of 'Numerics.Special.Hidden' that comes with the assembly 'Numerics' cannot be used here: expected a known function, found 'slope'; write a rule"));

    /// <summary>Only a library that was built without the generator can have these.</summary>
    [Fact]
    public void Mistakes_of_a_library_are_found_at_the_use_of_its_methods()
    {
        const string source = Head + """
            [assembly: DerivativeRule(typeof(Numerics.Bad), "nothing(x)", "1")]
            namespace Numerics
            {
                public static class Bad
                {
                    [Derivative("cos(t)")] public static double Sine(double x) => Math.Sin(x);
                    [Derivative("1")] public static double First(double[] x) => x[0];
                }
            }
            """;
        using var image = new MemoryStream();
        Assert.True(new HarnessOptions { Name = "Numerics" }.Compile([source]).Emit(image).Success);
        GeneratorHarness.Run(
            new HarnessOptions { Libraries = [image.ToArray()] },
            [Model("[Differentiable] public static double F(double x, double[] v) => x + v[0];\n[Differentiable] public static double G(double x, double[] v) => Bad.Sine(x) + Bad.First(v);")],
            Expected("SD0306", "Bad.Sine(x)", "found the unknown name 't'"),
            Expected("SD0120", "Bad.First(v)", "has no source in this compilation and no known derivative"));
    }

    private static GeneratorRun Run(string members, string others = "") => GeneratorHarness.Run(Options(), [Model(members), Head + "using Numerics;\n" + others]);

    private static string Model(string members) => Head + "using Numerics;\npublic static partial class Model\n{\n" + members + "\n}\n";

    private static HarnessOptions Options() => new() { Libraries = [Compiled] };

    private static byte[] Compiled { get; } = GeneratorHarness.Run(new HarnessOptions { Name = "Numerics" }, [Library]).Image();
}
