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
        IEnumerable<object?> directions = sample.WithRespectTo.Select(variable => sample.Arguments[Differences.IndexOf(sample.Function, variable)]);
        object?[] arguments = [.. sample.Arguments, .. directions];
        Oracle.Check(forward, Oracle.Simplified(forward), sample.Arguments.Length, arguments);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Random_programs_keep_their_meaning(int group)
    {
        for (int seed = 5 * group; seed < 5 * (group + 1); seed++)
        {
            Sample sample = RandomPrograms.Of(seed);
            Function normal = Flattening.ToNormalForm(sample.Function);
            Oracle.Check(normal, Oracle.Simplified(normal), sample.Arguments.Length, sample.Arguments);
            Function before = Gradients.Unsimplified(sample.Function, sample.WithRespectTo);
            Function after = Oracle.Simplified(before);
            object?[] arguments = Gradients.Arguments(sample.Function, sample.WithRespectTo, sample.Arguments);
            Oracle.Check(before, after, sample.Arguments.Length, arguments);
            Oracle.Check(before, Simplifier.Simplify(after), sample.Arguments.Length, arguments);
            Oracle.Check(before, Oracle.Arranged(after), sample.Arguments.Length, arguments);
            Oracle.Check(before, Simplifier.WithRecordBlocks(Oracle.Arranged(after)), sample.Arguments.Length, arguments);
        }
    }

    public static TheoryData<string> LongPrograms => ["sum", "statements", "product", "branches", "loops"];

    [Theory]
    [MemberData(nameof(LongPrograms))]
    public void Work_is_linear_in_size(string shape)
    {
        WorkOn(shape, 500);
        double small = WorkOn(shape, 500);
        double large = WorkOn(shape, 4000);
        Assert.True(large < 24 * small, $"{small} bytes, {large} bytes");
    }

    [Fact]
    public void Deep_trees_do_not_exhaust_the_stack()
    {
        var code = new Code();
        (Variable x, Variable n) = (code.Real("x"), code.Parameter("n", ValueType.Int32));
        Expression deep = n;
        for (int i = 0; i < 2000; i++) deep += Constant.Of(1);
        Variable r = code.Local("r", x);
        code.If(deep.IsGreater(0), () => code.Set(r, r * x));
        Sample sample = new(code.Returns(r), EquatableArray.Of(x), [1.5, 1]);
        Function before = Gradients.Unsimplified(sample.Function, sample.WithRespectTo);
        Function after = Simplifier.Simplify(before);
        Oracle.Check(before, after, 2, [1.5, 1, null]);
    }

    // What is allocated measures the work, whatever else the machine does; the number of rounds may differ by a few.
    private static double WorkOn(string shape, int size)
    {
        Sample sample = LongProgram(shape, size);
        Function before = Gradients.Unsimplified(sample.Function, sample.WithRespectTo);
        long start = GC.GetAllocatedBytesForCurrentThread();
        Simplifier.Simplify(before);
        return GC.GetAllocatedBytesForCurrentThread() - start;
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
