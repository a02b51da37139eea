using System.Globalization;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>Every public method of the running framework that computes with reals is differentiated right, or refused by its name.</summary>
public sealed class CompletenessTests(CompletenessTests.Everything everything) : IClassFixture<CompletenessTests.Everything>
{
    /// <summary>What takes reals to integers, text and back, where a derivative would be lost.</summary>
    private static readonly string[] Refused =
        ["ConvertToInteger", "ConvertToIntegerNative", "GetHashCode", "GetTypeCode", "ToString", "TryFormat", "TryParse"];

    public static TheoryData<int> Methods => new(Enumerable.Range(0, RealMethod.All.Count));

    [Fact]
    public void What_is_refused_is_known() => Assert.Equal(
        Refused,
        RealMethod.All.Where(method => everything.Problems(method).Count > 0).Select(method => method.Method.Name).Distinct().Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Methods))]
    public void Each_method_is_differentiated_or_refused(int number)
    {
        RealMethod method = RealMethod.All[number];
        var problems = everything.Problems(method);
        if (problems.Count > 0) AssertNamed(problems, method.Method.Name);
        else AssertDifferences(method);
    }

    private static void AssertNamed(IReadOnlyList<Diagnostic> problems, string name) => Assert.All(problems, problem =>
    {
        string message = problem.GetMessage(CultureInfo.InvariantCulture);
        Assert.StartsWith("SD01", problem.Id, StringComparison.Ordinal);
        Assert.Contains("." + name, message, StringComparison.Ordinal);
        Assert.Contains("Gradients.Stop", message, StringComparison.Ordinal);
    });

    private void AssertDifferences(RealMethod method)
    {
        double[] point = new double[][] { [0.6, 0.45, 2.5], [1.3, 0.45, 2.5] }.First(point => double.IsFinite(everything.Value(method, point)));
        var gradient = everything.Gradient(method, point);
        (double step, double precision) = method.IsEstimate ? (0.05, 2e-2) : method.IsCoarse ? (5e-3, 1e-3) : (1e-3, 1e-6);
        for (int i = 0; i < point.Length; i++)
        {
            double At(int steps) => everything.Value(method, [.. point.Select((x, k) => k == i ? x + steps * step : x)]);
            double expected = (At(-2) - 8 * At(-1) + 8 * At(1) - At(2)) / (12 * step);
            Assert.True(Math.Abs(gradient[i] - expected) <= precision * Math.Max(1, Math.Abs(expected)), $"{method} by {i}: differences {expected:R}, gradient {gradient[i]:R}");
        }
    }

    /// <summary>One run of the generator over all methods.</summary>
    public sealed class Everything
    {
        private readonly GeneratorRun run;
        private readonly ILookup<int, Diagnostic> problems;

        public Everything()
        {
            using var culture = new HostileCulture();
            const string head = "using System; using System.Globalization; using SymbolicDiff; public static partial class M {";
            string[] lines = [head, .. RealMethod.All.Select(method => method.Source), "}"];
            var options = new HarnessOptions();
            var compilation = options.Compile([string.Join("\n", lines)]);
            Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
            var result = options.Driver().RunGenerators(compilation).GetRunResult();
            Assert.Null(result.Results[0].Exception);
            problems = result.Diagnostics.ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line - 1);
            run = new GeneratorRun(compilation, result);
        }

        internal IReadOnlyList<Diagnostic> Problems(RealMethod method) => [.. problems[method.Number]];

        internal double Value(RealMethod method, double[] point) => ToDouble(run.Invoke("M", method.Name, Arguments(method, point)));

        internal double[] Gradient(RealMethod method, double[] point)
        {
            var gradient = (System.Runtime.CompilerServices.ITuple)run.Invoke("M", method.Name + "Gradient", Arguments(method, point))!;
            return [.. Enumerable.Range(0, gradient.Length).Select(i => ToDouble(gradient[i]))];
        }

        private static object[] Arguments(RealMethod method, double[] point) => [.. point.Select(x => method.IsSingle ? (object)(float)x : x)];

        private static double ToDouble(object? real) => Convert.ToDouble(real, CultureInfo.InvariantCulture);
    }
}
