using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Pipeline;
using SymbolicDiff.Generators.Tests.Harness;
using static SymbolicDiff.Generators.Tests.Harness.ExpectedDiagnostic;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>What happens when a part of the generator fails or refuses: the method is named, and the others are served.</summary>
public class FailureTests
{
    private const string Two =
        "using SymbolicDiff;\nstatic partial class M\n{\n    [Differentiable] public static double Bad(double x) { double[] rows = { x }; return rows[0]; }\n"
        + "    [Differentiable] public static double Good(double x) => x;\n}\n";

    private static readonly Stages stages = SignatureStages.Make();

    [Fact]
    public void SD9999_lowering_fails() =>
        Run(stages with { Lower = (method, compilation, rules, cancellation) => method.Name == "Bad" ? throw new NotSupportedException("two\nlines") : stages.Lower(method, compilation, rules, cancellation) },
            Expected("SD9999", "Bad", "'Bad' cannot be differentiated because of a failure inside SymbolicDiff while reading it: NotSupportedException: two lines"));

    [Fact]
    public void SD9999_differentiation_fails() =>
        Run(Differentiating(() => throw new InvalidOperationException("reason")),
            Expected("SD9999", "Bad", "'Bad' cannot be differentiated because of a failure inside SymbolicDiff while differentiating it: InvalidOperationException: reason"));

    [Fact]
    public void SD9999_emission_fails() =>
        Run(stages with { Emit = (model, functions) => model.Method.Name == "Bad" ? throw new InvalidOperationException("reason") : stages.Emit(model, functions) },
            Expected("SD9999", "Bad", "InvalidOperationException: reason"));

    [Fact]
    public void SD0023_the_stack_ends() =>
        Run(Differentiating(() => throw new InsufficientExecutionStackException()), Expected("SD0023", "Bad", "'Bad' is nested too deeply"));

    [Fact]
    public void SD0018_result_does_not_depend_on_a_parameter()
    {
        var options = new HarnessOptions
        {
            Generator = new DifferentiableGenerator(stages with { IndependentOf = (primal, names) => primal.Name == "Bad" ? names : EquatableArray<string>.Empty }),
        };
        var run = GeneratorHarness.Run(options, [Two], Expected("SD0018", "x", "The result of 'Bad' does not depend on 'x'"));
        Assert.Equal(2, run.Files.Count);
    }

    [Theory]
    [InlineData(Refusal.ReassignedSpan, "SD0019", "rows", "In 'Bad' the span 'rows' is assigned again")]
    [InlineData(Refusal.ActiveExternalStorage, "SD0020", "rows", "In 'Bad' values that depend on the parameters meet storage that is no parameter or local ('rows')")]
    [InlineData(Refusal.ReplacedRows, "SD0021", "rows", "In 'Bad' a row of the jagged array 'rows' is replaced")]
    [InlineData(Refusal.NoRule, "SD0022", "Bad", "In 'Bad' the operation 'Gamma' has no derivative rule")]
    [InlineData(Refusal.Checkpoint, "SD0033", "Bad", "In 'Bad' a loop with checkpoints cannot run again from one: Bad")]
    [InlineData(Refusal.NotOneResult, "SD0024", "Bad", "'Bad' asks for a derivative, which is made for a single real result, but its result is what it writes to its parameters")]
    [InlineData(Refusal.NoResult, "SD0010", "Bad", "'Bad' computes no real number: its result is 'void'")]
    [InlineData(Refusal.RepeatedSweep, "SD0025", "Bad", "The derivative of 'Bad' would follow its statements more than once")]
    public void Refusals_of_differentiation_stand_at_the_variable(Refusal refusal, string id, string at, string message) =>
        Run(Differentiating(() => throw new RefusedException(refusal, refusal == Refusal.NoRule ? "Gamma" : at)), Expected(id, at, message));

    [Fact]
    public void Every_refusal_has_a_descriptor()
    {
        foreach (var refusal in Enum.GetValues<Refusal>())
            Assert.NotNull(Generators.Diagnostics.LateRefusals.Describe("F", new RefusedException(refusal, "x")));
    }

    private static Stages Differentiating(Func<EquatableArray<Function>> bad) => stages with
    {
        Differentiate = (primal, names, what, cancellation) => primal.Name == "Bad" ? bad() : stages.Differentiate(primal, names, what, cancellation),
    };

    private static void Run(Stages failing, params ExpectedDiagnostic[] expected)
    {
        var run = GeneratorHarness.Run(new HarnessOptions { Generator = new DifferentiableGenerator(failing) }, [Two], expected);
        Assert.Contains("GoodCopy", run.Text, StringComparison.Ordinal);
    }
}
