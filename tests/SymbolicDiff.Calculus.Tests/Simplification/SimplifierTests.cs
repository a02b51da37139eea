using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Simplification;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Simplification;

public sealed class SimplifierTests
{
    public static TheoryData<string> Samples => [.. Corpus.All.Keys];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(0, 40)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void Gradients_of_the_corpus_keep_their_meaning(string name)
    {
        Sample sample = Corpus.All[name]();
        if (sample.Function.Results.Count != 1 || !sample.Function.Results[0].Type.IsReal) return;
        if (Unsimplified(sample) is not { } before) return;
        object?[] arguments = Gradients.Arguments(sample.Function, sample.WithRespectTo, sample.Arguments);
        Oracle.Check(before, Oracle.Simplified(before), sample.Arguments.Length, arguments);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Primals_and_tangents_of_the_corpus_keep_their_meaning(string name)
    {
        Sample sample = Corpus.All[name]();
        Function normal = Flattening.ToNormalForm(sample.Function);
        if (normal.Results.Count > 0) Oracle.Check(normal, Oracle.Simplified(normal), sample.Arguments.Length, sample.Arguments);
        Function forward = ForwardMode.Differentiate(normal, sample.WithRespectTo, "F");
        if (forward.Results.Count == 0 || ForwardMode.Dependents(normal, sample.WithRespectTo).Count > 0) return;
        object?[] arguments = [.. sample.Arguments, .. sample.WithRespectTo.Select(variable => sample.Arguments[Differences.IndexOf(sample.Function, variable)])];
        Oracle.Check(forward, Oracle.Simplified(forward), sample.Arguments.Length, arguments);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_programs_keep_their_meaning(int group)
    {
        for (int seed = 10 * group; seed < 10 * (group + 1); seed++)
        {
            Sample sample = RandomPrograms.Of(seed);
            Function normal = Flattening.ToNormalForm(sample.Function);
            Oracle.Check(normal, Oracle.Simplified(normal), sample.Arguments.Length, sample.Arguments);
            Function before = Gradients.Unsimplified(sample.Function, sample.WithRespectTo);
            Function after = Oracle.Simplified(before);
            object?[] arguments = Gradients.Arguments(sample.Function, sample.WithRespectTo, sample.Arguments);
            Oracle.Check(before, after, sample.Arguments.Length, arguments);
            Oracle.Check(before, Simplifier.Simplify(after), sample.Arguments.Length, arguments);
        }
    }

    public static TheoryData<string> LongPrograms => ["sum", "statements", "product", "branches", "loops"];

    [Theory]
    [MemberData(nameof(LongPrograms))]
    public void Time_is_linear_in_size(string shape)
    {
        TimeOf(shape, 200);
        double small = TimeOf(shape, 1000);
        double large = TimeOf(shape, 4000);
        Assert.True(large < 12 * small + 300, $"{small} ms, {large} ms");
    }

    private static double TimeOf(string shape, int size)
    {
        Sample sample = LongProgram(shape, size);
        Function before = Gradients.Unsimplified(sample.Function, sample.WithRespectTo);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Simplifier.Simplify(before);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static Sample LongProgram(string shape, int size)
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Real("x"), code.Real("y"));
        Variable a = code.Parameter("a", Code.Doubles);
        Variable r = code.Local("r", x);
        switch (shape)
        {
            case "sum":
                Expression sum = x;
                for (int i = 0; i < size; i++) sum += a.At(i) * y;
                code.Set(r, sum);
                break;
            case "product":
                Expression product = x;
                for (int i = 0; i < size; i++) product *= y;
                code.Set(r, product);
                break;
            case "statements":
                for (int i = 0; i < size; i++) code.Set(r, Sin(code.Local("t", r * x + a.At(i % 7))));
                break;
            case "branches":
                for (int i = 0; i < size / 4; i++) code.If(r.IsGreater(i), () => code.Set(r, r * x), () => code.Increase(r, y));
                break;
            case "loops":
                for (int i = 0; i < size / 8; i++) code.For("i", 0, a.Length, counter => code.Increase(r, a.At(counter) * y * r));
                break;
        }

        return new Sample(code.Returns(r), EquatableArray.Of(x, y, a), []);
    }

    private static Function? Unsimplified(Sample sample)
    {
        try
        {
            return Gradients.Unsimplified(sample.Function, sample.WithRespectTo);
        }
        catch (RefusedException)
        {
            return null;
        }
    }
}
