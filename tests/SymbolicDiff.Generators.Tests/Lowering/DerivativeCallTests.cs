using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>Calls that are differentiated by a reverse derivative: written by hand, or emitted in another assembly.</summary>
public sealed class DerivativeCallTests
{
    private const string Head = "using System;\nusing SymbolicDiff;\n";

    private const string Library = Head + """
        namespace Physics
        {
            public static partial class Springs
            {
                [Differentiable(nameof(x), nameof(k), Emit = Derivatives.Gradient | Derivatives.Vjp)]
                public static double Energy(double[] x, double k, double rest)
                {
                    double energy = 0;
                    for (int i = 0; i + 1 < x.Length; i++) energy += k * (x[i + 1] - x[i] - rest) * (x[i + 1] - x[i] - rest) / 2;
                    return energy;
                }

                [Differentiable] public static double Square(double x) => x * x;

                [Differentiable(Emit = Derivatives.Vjp)]
                public static double Scale(double[] x, double factor)
                {
                    for (int i = 0; i < x.Length; i++) x[i] *= factor;
                    return x[0];
                }

                [Differentiable(Emit = Derivatives.Vjp)]
                public static void Scaled(double[] x, double factor, double[] y)
                {
                    for (int i = 0; i < x.Length; i++) y[i] = x[i] * factor;
                }

                [Differentiable(nameof(x), Emit = Derivatives.Vjp)]
                public static void Squares(double[] x, double[] y)
                {
                    for (int i = 0; i < x.Length; i++) y[i] = x[i] * x[i];
                }

                [Differentiable(nameof(x), Emit = Derivatives.Vjp)]
                public static void Table(double x, double[,] y) => y[0, 0] = x * x;

                [Differentiable(Emit = Derivatives.Vjp)]
                public static void Step(ref double x, double speed, double[] forces, out double energy)
                {
                    x += speed * speed;
                    energy = x * forces[0];
                    forces[0] *= x;
                }

                [Differentiable(Emit = Derivatives.Vjp)]
                public static double Split(double x, out double rest)
                {
                    rest = x * x;
                    return x * 3;
                }

                [Differentiable(nameof(x), Emit = Derivatives.Vjp)]
                public static double Worked(double[] x, double[] work)
                {
                    work[0] = x[0] * x[0];
                    return work[0] * x[1];
                }

                [Differentiable(Emit = Derivatives.Vjp)] public static double[] Pair(double x) => new[] { x, x * x };

                [Differentiable(Emit = Derivatives.Vjp)] public static double[] Same(double[] x) => x;

                [Differentiable(Emit = Derivatives.Vjp)] public static (double First, double Second) Both(double x) => (x, x * x);

                public static double Cube(double x) => x * x * x;
            }

            public sealed partial class Damper
            {
                private readonly double damping;

                public Damper(double damping) => this.damping = damping;

                [Differentiable(Emit = Derivatives.Vjp)] public double Force(double speed) => -damping * speed * Math.Abs(speed);
            }
        }
        """;

    [Fact]
    public void A_method_of_another_assembly_is_differentiated_by_its_emitted_derivative()
    {
        string text = Run("""
            [Differentiable(nameof(x), nameof(k))]
            public static double Total(double[] x, double k) => Physics.Springs.Energy(x, k * k, 0.5) + Physics.Springs.Energy(x.AsSpan(1).ToArray(), 2, 1);

            [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp)]
            public static double Damped(Physics.Damper damper, double speed) => damper.Force(speed * speed) * speed;
            """);
        Assert.Contains("Springs.EnergyVjp(x, product, 0.5, 1.0, xGradient, ref productBar);", text);
        Assert.Contains("damper.ForceVjp(product, speed, ref productBar);", text);
        Assert.Contains("double force = damper.ForceVjp(product, 1.0, ref speedBar);", text);
    }

    [Fact]
    public void Emitted_derivatives_of_another_assembly_give_right_numbers()
    {
        var run = GeneratorHarness.Run(
            new HarnessOptions { Libraries = [Compiled()] },
            [Head + """
            public static partial class Model
            {
                [Differentiable(nameof(x), nameof(k), Emit = Derivatives.Gradient | Derivatives.Jvp)]
                public static double Total(double[] x, double k) => Physics.Springs.Energy(x, k * k, 0.5) * x[0];
            }
            """]);
        var gradient = ((double[] X, double K))run.Invoke("Model", "TotalGradient", new[] { 2.0, 3.0, 5.0 }, 1.5)!;
        // E = k²/2·((x₁ - x₀ - ½)² + (x₂ - x₁ - ½)²) = 2.25/2·(0.25 + 2.25), times x₀
        Assert.Equal([2.8125 - 2 * 2.25 * 0.5, 2 * 2.25 * (0.5 - 1.5), 2 * 2.25 * 1.5], gradient.X);
        Assert.Equal(2 * 1.5 * 2.5, gradient.K);
    }

    [Fact]
    public void Forward_mode_calls_the_reverse_derivative_once_and_gives_the_value_with_it()
    {
        string text = Run("[Differentiable(Emit = Derivatives.Jvp)] public static double F(double[] x, double k) => Physics.Springs.Energy(x, k, 1);");
        Assert.Contains("Springs.EnergyVjp(x, k, 1.0, 1.0, xBar.AsSpan(), ref kBar)", text);
        Assert.DoesNotContain("Springs.Energy(", text);
    }

    /// <summary>In an editor the other project is a compilation, whose source is not to be followed either.</summary>
    [Fact]
    public void A_project_is_to_an_editor_what_its_assembly_is_to_the_compiler()
    {
        var options = new HarnessOptions { Name = "Physics" };
        options.Driver().RunGeneratorsAndUpdateCompilation(options.Compile([Library]), out Compilation library, out _);
        const string members = "[Differentiable] public static double F(double[] x) => Physics.Springs.Energy(x, 2, 0.5) * x[0];";
        var compilation = new HarnessOptions().Compile([Model(members)]).AddReferences(library.ToMetadataReference());
        var result = options.Driver().RunGenerators(compilation).GetRunResult();
        Assert.Empty(result.Diagnostics);
        Assert.Equal(Run(members), string.Concat(result.GeneratedTrees.Select(tree => tree.ToString())));
    }

    [Fact]
    public void One_that_carries_no_derivative_is_refused() => Refused(
        "[Differentiable] public static double F(double x) => Physics.Springs.Cube(x);",
        Expected("SD0120", "x", "'Physics.Springs.Cube(double)' has no source in this compilation and no known derivative"));

    [Fact]
    public void One_whose_reverse_derivative_is_not_emitted_is_refused() => Refused(
        "[Differentiable] public static double F(double x) => Physics.Springs.Square(x);",
        Expected("SD0129", "x", "Emit = Derivatives.Gradient | Derivatives.Vjp"));

    /// <summary>Its emitted reverse derivative says what it writes.</summary>
    [Fact]
    public void One_that_gives_a_result_and_writes_its_arguments_has_one_adjoint_of_them()
    {
        double[] gradient = Gradient("double[] y = (double[])x.Clone(); double first = Physics.Springs.Scale(y, x[1]); return first * y[1];");
        Assert.Equal([27.0, 3 * 2 * 9.0], gradient); // x₀·x₁³
    }

    [Fact]
    public void One_that_only_writes_takes_the_adjoint_of_that()
    {
        double[] gradient = Gradient("var y = new double[2]; Physics.Springs.Scaled(x, x[0], y); y[0] *= 3; return y[0] * y[1];");
        Assert.Equal([9 * 4 * 3.0, 3 * 8.0], gradient); // 3·x₀³·x₁
    }

    /// <summary>The elements behind those that are written keep what they hold, and its derivative.</summary>
    [Fact]
    public void One_that_writes_a_part_leaves_the_adjoint_of_the_rest()
    {
        const string body = "double[] y = { x[0], x[1], x[0] * x[1] }; Physics.Springs.Squares(x, y); return y[0] * y[1] * y[2];";
        Assert.Equal([3 * 4 * 27.0, 3 * 8 * 9.0], Gradient(body)); // (x₀·x₁)³
        string members = "[Differentiable(Emit = Derivatives.Jvp)] public static double F(double a, double b)\n{\ndouble[] x = { a, b };\n" + body + "\n}";
        var run = GeneratorHarness.Run(new HarnessOptions { Libraries = [Compiled()] }, [Model(members)]);
        Assert.Equal((216.0, 3 * 4 * 27.0 - 3 * 8 * 9.0), run.Invoke("Model", "FJvp", 2.0, 3.0, 1.0, -1.0));
    }

    [Fact]
    public void References_and_storage_that_are_written_are_followed_through_the_derivative_of_another_assembly()
    {
        const string body = """
            double position = x[0];
            double[] forces = { x[1], 5 };
            double sum = 0;
            for (int n = 0; n < 2; n++)
            {
                Physics.Springs.Step(ref position, x[1], forces, out double energy);
                sum += energy;
            }

            return sum + forces[0];
            """;
        double[] gradient = Gradient(body);
        // p₁ = a + b², p₂ = a + 2b²: p₁b + p₂p₁b + b·p₁·p₂
        var (a, b) = (2.0, 3.0);
        var (p, q) = (a + b * b, a + 2 * b * b);
        Assert.Equal(b + 2 * b * (p + q), gradient[0], 1e-12);
        Assert.Equal(p + 2 * b * b + 2 * (p * q + b * (2 * b * q + p * 4 * b)), gradient[1], 1e-12);
    }

    [Fact]
    public void Forward_mode_follows_what_is_written_real_by_real()
    {
        var run = GeneratorHarness.Run(
            new HarnessOptions { Libraries = [Compiled()] },
            [Model("""
                [Differentiable(Emit = Derivatives.Jvp)]
                public static double F(double a, double b)
                {
                    double[] forces = { b, a };
                    Physics.Springs.Step(ref a, b, forces, out double energy);
                    return energy * forces[0] + a * forces[1];
                }
                """)]);
        // p = a + b², (p·b)² + p·a
        var (a, b, da, db) = (2.0, 3.0, 0.5, -1.0);
        var (p, dp) = (a + b * b, da + 2 * b * db);
        var (value, tangent) = ((double, double))run.Invoke("Model", "FJvp", a, b, da, db)!;
        Assert.Equal(p * b * p * b + p * a, value, 1e-12);
        Assert.Equal(2 * p * b * (dp * b + p * db) + dp * a + p * da, tangent, 1e-12);
    }

    [Theory]
    [InlineData("Physics.Springs.Split(x[0], out double rest)", "'Physics.Springs.Split(double, out double)' is differentiable")]
    [InlineData("Physics.Springs.Worked(x, new double[1])", "'Physics.Springs.Worked(double[], double[])' is differentiable")]
    public void One_whose_derivative_knows_no_adjoint_of_what_it_writes_is_refused(string call, string message) => Refused(
        "[Differentiable] public static double F(double[] x) => " + call + ";", Expected("SD0129", call, message));

    [Fact]
    public void One_whose_derivative_does_not_show_whether_it_reads_what_it_writes_is_refused() => Refused(
        "[Differentiable] public static double F(double x) { var y = new double[1, 1]; Physics.Springs.Table(x, y); return y[0, 0]; }",
        Expected("SD0129", "Physics.Springs.Table(x, y)", "'Physics.Springs.Table(double, double[*,*])' is differentiable"));

    [Theory]
    [InlineData("double a = x; Swap(ref a, ref a); return a;", "ref a")]
    [InlineData("double[] v = { x, x }; Swap(ref v[0], ref v[1]); return v[0];", "ref v[0]")]
    [InlineData("double a = x; Swap(ref a, ref kept); return a;", "ref kept")]
    public void A_reference_that_may_be_seen_during_the_call_is_refused(string body, string argument) => GeneratorHarness.Run(
        Head + """
        public static partial class M
        {
            public static double kept;

            public static void Swap(ref double a, ref double b) => (a, b) = (b, a);

            [DerivativeOf(typeof(M), "Swap")]
            public static void SwapVjp(ref double a, ref double b, ref double aAdjoint, ref double bAdjoint)
            {
                (aAdjoint, bAdjoint) = (bAdjoint, aAdjoint);
                Swap(ref a, ref b);
            }

            [Differentiable] public static double F(double x) {
        """ + body + " }\n}",
        [Expected("SD0141", argument, "The call of 'M.Swap' is differentiated by its reverse derivative, which '" + argument + "' is in the way of")]);

    /// <summary>What is written must not be what is read by another name.</summary>
    [Fact]
    public void Storage_that_a_call_writes_and_reads_by_two_arguments_is_found_out()
    {
        var run = GeneratorHarness.Run(
            new HarnessOptions { Libraries = [Compiled()] },
            [Model("[Differentiable] public static double F(double[] x) { var y = (double[])x.Clone(); Physics.Springs.Scaled(y, 2, y); return y[0]; }")]);
        Assert.Throws<ArgumentException>(() => run.Invoke("Model", "FGradient", new[] { 2.0, 3.0 }));
    }

    [Fact]
    public void One_that_gives_a_tuple_is_refused() => Refused(
        "[Differentiable] public static double F(double x) => Physics.Springs.Both(x).Second;",
        Expected("SD0129", "Physics.Springs.Both(x)", "a real result, an array of them, or nothing but what it writes"));

    [Fact]
    public void One_that_gives_an_array_is_undone_by_a_call_with_the_adjoint_of_that()
    {
        var run = GeneratorHarness.Run(
            new HarnessOptions { Libraries = [Compiled()] },
            [Model("[Differentiable] public static double F(double x) { double[] p = Physics.Springs.Pair(x * x); p[0] *= 3; return p[0] * p[1]; }")]);
        Assert.Contains("Physics.Springs.PairVjp(", run.Text, StringComparison.Ordinal);
        Assert.Equal(3 * 6 * Math.Pow(2, 5), run.Invoke("Model", "FGradient", 2.0)); // 3·x⁶
    }

    /// <summary>The array that is given must be a new one: its adjoint is memory of its own.</summary>
    [Fact]
    public void One_that_gives_its_own_argument_is_found_out()
    {
        var run = GeneratorHarness.Run(
            new HarnessOptions { Libraries = [Compiled()] },
            [Model("[Differentiable] public static double F(double[] x) { double[] y = Physics.Springs.Same(x); return y[0] * x[0]; }")]);
        Assert.Throws<ArgumentException>(() => run.Invoke("Model", "FGradient", new[] { 2.0, 3.0 }));
    }

    [Fact]
    public void An_argument_without_an_adjoint_must_be_constant() => Refused(
        "[Differentiable] public static double F(double[] x, double rest) => Physics.Springs.Energy(x, 1, rest);",
        Expected("SD0132", "rest", "The reverse derivative of 'Springs.Energy' has no adjoint for 'rest'"));

    [Fact]
    public void Second_derivatives_through_a_call_are_refused() => Refused(
        "[Differentiable(Emit = Derivatives.Hessian)] public static double F(double[] x) => Physics.Springs.Energy(x, 1, 2);",
        Expected("SD0028", "F", "'Springs.Energy' is called and not followed, and has a first derivative only"));

    [Fact]
    public void One_by_hand_is_followed_for_second_derivatives()
    {
        var run = GeneratorHarness.Run(
            Head + """
            public static partial class M
            {
                public static double Cube(double x) => (double)((decimal)x * (decimal)x * (decimal)x);

                [DerivativeOf(typeof(M), "Cube")]
                public static double CubeVjp(double x, double resultAdjoint, ref double xAdjoint)
                {
                    xAdjoint += resultAdjoint * 3 * x * x;
                    return Cube(x);
                }

                [Differentiable(Emit = Derivatives.Hessian)] public static double F(double x) => Cube(x) * x;
            }
            """);
        Assert.Equal(12 * 4.0, run.Invoke("M", "FHessian", 2.0));
    }

    [Fact]
    public void One_by_hand_that_is_not_in_the_language_has_no_second_derivative() => GeneratorHarness.Run(
        Head + """
        using System.Linq;
        public static partial class M
        {
            public static double Cube(double x) => x * x * x;

            [DerivativeOf(typeof(M), "Cube")]
            public static double CubeVjp(double x, double resultAdjoint, ref double xAdjoint)
            {
                xAdjoint += new[] { 3 * resultAdjoint, 4 * resultAdjoint }.OrderBy(Math.Abs).First() * x * x;
                return Cube(x);
            }

            [Differentiable(Emit = Derivatives.Hessian)] public static double F(double x) => Cube(x);
        }
        """,
        [Expected("SD0028", "F", "'M.Cube' is called and not followed, and has a first derivative only")]);

    [Theory]
    [InlineData("double HVjp(double x, double resultAdjoint, double xAdjoint)")]
    [InlineData("double HVjp(double x, double[] y, double resultAdjoint, ref double xAdjoint, double[] yAdjoint)")]
    [InlineData("double HVjp(double x, double[] y, int n, double resultAdjoint, Span<double> yAdjoint, ref double xAdjoint)")]
    [InlineData("float HVjp(double x, double[] y, int n, double resultAdjoint, ref double xAdjoint, Span<double> yAdjoint)")]
    public void A_derivative_by_hand_has_the_signature_of_the_contract(string signature) => GeneratorHarness.Run(
        Head + "public static class M { public static double H(double x, double[] y, int n) => x;\n[DerivativeOf(typeof(M), \"H\")] public static " + signature + " => 0; }",
        [Expected(
            "SD0305",
            "DerivativeOf(typeof(M), \"H\")",
            "expected 'static double HVjp(double x, double[] y, int n, double resultAdjoint, ref double xAdjoint, Span<double> yAdjoint)'")]);

    [Theory]
    [InlineData("public static double F<T>(double x) => x;", "static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "of 'M.F', it is generic")]
    [InlineData("public static double[] F(double x) => new[] { x };", "static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "expected 'static double[] FVjp(double x, ReadOnlySpan<double> resultAdjoint, ref double xAdjoint)'")]
    [InlineData("public static (double, double) F(double x) => (x, x);", "static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "is neither a real number nor an array of them")]
    [InlineData("public static void F(double x, out double y) => y = x;", "static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "expected 'static void FVjp(double x, out double y, double yAdjoint, ref double xAdjoint)'")]
    [InlineData("public static void F(double[] x, ref double y) => y = x[0];", "static void FVjp(double[] x, ref double y, double yAdjoint, Span<double> xAdjoint) { }", "expected 'static void FVjp(double[] x, ref double y, Span<double> xAdjoint, ref double yAdjoint)'")]
    [InlineData("public static double F(double x, ref double y) => y = x;", "static double FVjp(double x, ref double y, double resultAdjoint, ref double xAdjoint) => x;", "expected 'static double FVjp(double x, ref double y, double resultAdjoint, ref double xAdjoint, ref double yAdjoint)'")]
    [InlineData("public static void F(double x) { }", "static void FVjp(double x, ref double xAdjoint) { }", "of 'M.F', it returns and writes nothing")]
    [InlineData("public static void F(double x, out int n) => n = 1;", "static void FVjp(double x, out int n, ref double xAdjoint) => n = 1;", "its parameter 'n' is written and no real number")]
    [InlineData("public static double F(double x, double[][] y) => x;", "static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "expected 'static double FVjp(double x, double[][] y, double resultAdjoint, ref double xAdjoint, double[][] yAdjoint)'")]
    [InlineData("public static double G(double x) => x;", "static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "'M' has no method 'F'")]
    [InlineData("public static double F(double x) => x;", "double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;", "it is not static")]
    public void What_cannot_have_a_derivative_by_hand_is_refused(string primal, string vjp, string reason) => GeneratorHarness.Run(
        Head + "public class M { " + primal + "\n[DerivativeOf(typeof(M), \"F\")] public " + vjp + " }",
        [Expected("SD0305", "DerivativeOf(typeof(M), \"F\")", reason)]);

    [Fact]
    public void There_is_one_derivative_by_hand_a_method() => GeneratorHarness.Run(
        Head + """
        public static partial class M
        {
            public static double F(double x) => x;
            [DerivativeOf(typeof(M), "F")] public static double FVjp(double x, double resultAdjoint, ref double xAdjoint) => x;
            [DerivativeOf(typeof(M), "F")] public static double FReverse(double x, double resultAdjoint, ref double xAdjoint) => x;
        }
        """,
        [Expected("SD0303", "DerivativeOf(typeof(M), \"F\")", "'M.F' has a reverse derivative already")]);

    /// <summary>The gradient of a method with the body, at (2, 3).</summary>
    private static double[] Gradient(string body)
    {
        var run = GeneratorHarness.Run(
            new HarnessOptions { Libraries = [Compiled()] }, [Model("[Differentiable] public static double F(double[] x)\n{\n" + body + "\n}")]);
        return (double[])run.Invoke("Model", "FGradient", new[] { 2.0, 3.0 })!;
    }

    private static string Run(string members) =>
        string.Concat(GeneratorHarness.Run(new HarnessOptions { Libraries = [Compiled()] }, [Model(members)]).Files.Values);

    private static void Refused(string members, params ExpectedDiagnostic[] expected) =>
        GeneratorHarness.Run(new HarnessOptions { Libraries = [Compiled()] }, [Model(members)], expected);

    private static string Model(string members) => Head + "public static partial class Model\n{\n" + members + "\n}\n";

    /// <summary>The library as another project builds it, with its derivatives.</summary>
    private static byte[] Compiled() => GeneratorHarness.Run(new HarnessOptions { Name = "Physics" }, [Library]).Image();
}
