using SymbolicDiff.Calculus.Differentiation;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

public class ReverseModeTests
{
    [Fact]
    public void RowsThatBecomeCopiesPassTheirAdjointsOn()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable rows = code.New("rows", Code.Jagged, Constant.Of(2));
        code.Set(rows.At(0), new CopyOf(p, Code.Doubles));
        code.Set(rows.At(1), new CopyOf(rows.At(0), Code.Doubles));
        GivesWhatForwardModeGives(code.Returns(rows.At(0).At(1) * rows.At(1).At(0)), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void StorageThatBecomesItsOwnCopyInALoop()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable t = code.Local("t", p);
        code.For("i", 0, Constant.Of(1), _ => code.Set(t, new CopyOf(t, Code.Doubles)));
        GivesWhatForwardModeGives(code.Returns(p.At(1)), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void StorageThatBecomesACopyInALoopAfterAWrite()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable s = code.New("s", Code.Doubles, Constant.Of(1));
        code.For("i", Constant.Of(3), Constant.Of(-1), _ =>
        {
            code.Set(s.At(0), Constant.Of(0.0));
            code.Set(s, new CopyOf(p, Code.Doubles));
        }, step: -2);
        GivesWhatForwardModeGives(code.Returns(s.At(2)), p, new[] { 2.0, 3.0, 4.0 });
    }

    [Fact]
    public void StorageThatBecomesItsOwnCopyAndIsWrittenInALoop()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable s = code.New("s", Code.Doubles, p.Length);
        code.For("i", Constant.Of(1), Constant.Of(3), _ =>
        {
            code.Set(s, new CopyOf(s, Code.Doubles));
            code.Set(s.At(1), p.At(1) + s.At(1));
        }, inclusive: true);
        GivesWhatForwardModeGives(code.Returns(s.At(1)), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void StorageThatIsDeclaredAndBecomesItsOwnCopyInAnUncountedLoop()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable k = code.Local("k", 0);
        code.While(k.IsLess(2), () =>
        {
            Variable t = code.Local("t", p);
            code.Set(t, new CopyOf(t, Code.Doubles));
            code.Increase(k, Constant.Of(1));
        });
        GivesWhatForwardModeGives(code.Returns(p.At(1)), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void AnElementIsReadAgainAtTheIndexThatItWasStoredAt()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable m = code.New("m", Code.Matrix, Constant.Of(3), Constant.Of(2));
        Variable k = code.Local("k", 0);
        Variable total = code.Local("total", 0.0);
        code.For("i", 0, Constant.Of(3), i =>
        {
            Variable v = code.Local("v", p.At(k));
            code.Set(k, Constant.Of(1) - k);
            code.Set(m.At(i, k), v);
            code.Increase(total, v * v);
        });
        GivesWhatForwardModeGives(code.Returns(total + m.At(1, 0)), p, new[] { 0.2, 0.3 });
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(2)]
    public void RecordsOfLoopsThatDoNotRunAreEmpty(int n)
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable limit = code.Parameter("n", ValueType.Int32);
        Variable y = code.Local("y", x * 1.0);
        code.For("i", 0, limit, i => code.For("j", i, limit, _ => code.Set(y, Sin(y) * x)));
        code.For("i", limit, Constant.Of(-1), _ => code.Set(y, Sin(y) * x), step: -2, inclusive: true);
        GivesWhatForwardModeGives(code.Returns(y), x, 0.7, n);
    }

    [Fact]
    public void TripleTriangularLoopsInsideBranches()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable n = code.Parameter("n", ValueType.Int32);
        Variable y = code.Local("y", x * 1.0);
        code.For("i", 0, n, i => code.If(y.IsLess(0.8), () => code.For("j", i, n, j =>
            code.If(
                i.IsLess(1),
                () => code.For("k", Constant.Of(2), j, _ => code.Set(y, Sin(y) + x * y), step: -1, inclusive: true),
                () => code.Increase(y, x * y)))));
        GivesWhatForwardModeGives(code.Returns(y), x, 0.3, 3);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void NestsThatDoNotRunNeedNoMemory(bool isDecidedInside)
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable n = code.Parameter("n", ValueType.Int32);
        Variable y = code.Local("y", x * 1.0);
        void Nest() => code.For("i", 0, Constant.Of(3), _ =>
            code.If(isDecidedInside ? n.IsLess(3) : Constant.True, () =>
                code.For("j", 0, n, _ => code.For("k", 0, n, _ => code.Set(y, Sin(y) * x)))));
        if (isDecidedInside) Nest();
        else code.If(n.IsLess(3), Nest);
        Function function = code.Returns(y);
        GivesWhatForwardModeGives(function, x, 0.7, 100_000);
        GivesWhatForwardModeGives(function, x, 0.7, 2);
    }

    [Fact]
    public void AMatrixParameterThatIsAssignedAnew()
    {
        var code = new Code();
        Variable m = code.Parameter("m", Code.Matrix);
        Variable first = code.Local("first", m);
        code.Set(m, new CopyOf(m, Code.Matrix));
        code.Set(m.At(0, 1), m.At(0, 0) * m.At(1, 1));
        GivesWhatForwardModeGives(code.Returns(m.At(0, 1) * first.At(0, 1)), m, new[,] { { 2.0, 3.0 }, { 5.0, 7.0 } });
    }

    [Fact]
    public void ASpanOnTheStackThatIsAssignedAnew()
    {
        var code = new Code();
        Variable p = code.Parameter("p", Code.Doubles);
        Variable s = code.Local("s", new Allocate(Code.Span, EquatableArray.Of<Expression>(Constant.Of(2)), Lifetime.Stack));
        code.Set(s.At(0), p.At(1) * p.At(1));
        Variable first = code.Local("first", s.At(0) * 1.0);
        code.Set(s, p.View(Constant.Of(0), Constant.Of(2)));
        GivesWhatForwardModeGives(code.Returns(s.At(0) * first), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void AnOutParameterIsTheResultOfAFunctionWithoutOne()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable y = code.Parameter("y", ValueType.Double, Passing.Out);
        code.Set(y, x);
        code.For("i", 0, Constant.Of(3), _ => code.Set(y, Sin(y) * x));
        Function gradient = Derivatives.Of(Flattening.ToNormalForm(code.Ends()), EquatableArray.Of("x"), Emitted.Gradient).Last();
        object?[] results = Evaluator.Run(gradient, 0.7, null);
        double Value(double at) => Math.Sin(Math.Sin(Math.Sin(at) * at) * at) * at;
        Assert.Equal(Value(0.7), (double)results[0]!, 15);
        Assert.Equal((Value(0.7 + 1e-5) - Value(0.7 - 1e-5)) / 2e-5, (double)results[1]!, 9);
    }

    [Fact]
    public void AReferenceParameterIsItsOwnResult()
    {
        var code = new Code();
        Variable x = code.Parameter("x", ValueType.Double, Passing.Ref);
        code.For("i", 0, Constant.Of(2), _ => code.Set(x, x * x));
        Function gradient = Derivatives.Of(Flattening.ToNormalForm(code.Ends()), EquatableArray.Of("x"), Emitted.Gradient).Last();
        Assert.Equal([81.0, 108.0], Evaluator.Run(gradient, 3.0));
    }

    private static void GivesWhatForwardModeGives(Function function, Variable independent, params object?[] arguments)
    {
        var sample = new Sample(function, EquatableArray.Of(independent), arguments);
        Validator.Require(function, normalForm: false);
        Assert.Equal(default, ProgramChecks.Forward(sample));
        Assert.Equal(default, ProgramChecks.Reverse(sample, Gradients.Unsimplified));
        Assert.Equal(default, ProgramChecks.Reverse(sample, Gradients.Simplified));
    }
}
