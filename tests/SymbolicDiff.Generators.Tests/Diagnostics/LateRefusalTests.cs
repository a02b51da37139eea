using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Diagnostics;

/// <summary>Refusals from behind the caching boundary speak of what the user wrote.</summary>
public class LateRefusalTests
{
    [Fact]
    public void SD0019_names_the_parameter() => Run(
        "public static double F(ReadOnlySpan<double> x) { double s = 0; while (x.Length > 0) { s += x[0] * x[0]; x = x[1..]; } return s; }",
        Expected("SD0019", "x", "In 'F' the span 'x' is assigned again"));

    [Fact]
    public void SD0019_names_the_rows_that_the_gradient_records() => Run(
        "public static double F(double x) { double[][] rows = [[x], [x * x]]; double s = 0; for (int i = 0; s < 9; i++) { double[] r = rows[i % 2]; s += r[0] * x; rows[i % 2] = [r[0] * x]; } return s; }\n"
        + "[Differentiable] public static double G(double x) => FGradient(x) * x;",
        Expected("SD0019", "G", "In 'G' the span 'rBar' is assigned again"));

    [Fact]
    public void SD0020_names_the_storage() => Run(
        "public static double F(double x, double[] v) { double[] s = x > 0 ? v : Cache; return x * s[0]; }",
        Expected("SD0020", "F", "('Model.Cache')"));

    private static void Run(string method, ExpectedDiagnostic expected) => GeneratorHarness.Run(
        "using System;\nusing SymbolicDiff;\npublic static partial class Model { static readonly double[] Cache = new double[3];\n[Differentiable] " + method + " }",
        [expected]);
}
