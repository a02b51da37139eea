using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Pipeline;

public class HintNameTests
{
    [Fact]
    public void Methods_that_are_easily_confused_get_files_of_their_own()
    {
        var run = Run(
            "namespace A { partial class M { [Differentiable] double F(double x) => x; [Differentiable] double F(float x) => x; [Differentiable] double F(double x, int n) => x; } }",
            "namespace B { partial class Mm { [Differentiable] double F(double x) => x; [Differentiable] double f(double x) => x; } partial class MM { [Differentiable] double F(double x) => x; } }",
            "namespace B { partial class M<T> { [Differentiable] double F(double x) => x; [Differentiable(\"x\")] double F<U>(double x, U u) => x; [Differentiable(\"x\")] double F<U>(double x, T u) => x; } }",
            "namespace B.M_ { partial class M { partial class F { [Differentiable] double G(double x) => x; } } partial class MF { [Differentiable] double G(double x) => x; } }",
            "partial class M { [Differentiable] double F(double x) => x; [Differentiable] double F(in float[] x) => x[0]; partial class Ä { [Differentiable] double F(double x) => x; } partial class Ö { [Differentiable] double F(double x) => x; } }");
        Assert.Equal(15, run.Files.Count);
        Assert.All(run.Files.Keys, name => Assert.Matches("^[A-Za-z0-9_.`+]+\\.[0-9a-f]{8}\\.g\\.cs$", name));
    }

    [Fact]
    public void Names_stay_short()
    {
        string longest = new('N', 400);
        var run = Run($"namespace {longest} {{ partial class {longest} {{ [Differentiable] double {longest}A(double x) => x; [Differentiable] double {longest}B(double x) => x; }} }}");
        Assert.All(run.Files.Keys, name => Assert.InRange(name.Length, 1, 200));
        Assert.Equal(2, run.Files.Count);
    }

    [Fact]
    public void Names_read_as_the_method() =>
        Assert.StartsWith("Demo.Outer.Model`1.Loss.", Assert.Single(Run("namespace Demo; partial class Outer { partial class Model<T> { [Differentiable] double Loss(double x) => x; } }").Files.Keys), StringComparison.Ordinal);

    private static GeneratorRun Run(params string[] sources) =>
        GeneratorHarness.Run(SignatureStages.Options(), [.. sources.Select(source => "using SymbolicDiff;\n" + source)]);
}
