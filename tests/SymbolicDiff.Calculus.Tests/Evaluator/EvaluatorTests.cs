using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

public class EvaluatorTests
{
    private static readonly double[] Reals = [0.0, -0.0, 1.5, -2.25, 1e300, double.NaN, double.PositiveInfinity, 300.7, -1e10];

    public static TheoryData<string, Delegate> Arithmetics => new()
    {
        { "+", (int a, int b) => unchecked(a + b) }, { "-", (int a, int b) => unchecked(a - b) }, { "*", (int a, int b) => unchecked(a * b) },
        { "&", (int a, int b) => a & b }, { "|", (int a, int b) => a | b }, { "^", (int a, int b) => a ^ b },
        { "<<", (int a, int b) => a << b }, { ">>", (int a, int b) => a >> b }, { ">>>", (int a, int b) => a >>> b },
        { "+", (long a, long b) => unchecked(a + b) }, { "*", (long a, long b) => unchecked(a * b) },
        { "+", (uint a, uint b) => unchecked(a + b) }, { "-", (uint a, uint b) => unchecked(a - b) }, { "/", (uint a, uint b) => b == 0 ? 0 : a / b },
        { "+", (double a, double b) => a + b }, { "%", (double a, double b) => a % b }, { "/", (double a, double b) => a / b },
        { "*", (float a, float b) => a * b }, { "/", (float a, float b) => a / b }, { "+", (float a, float b) => a + b },
    };

    [Theory]
    [MemberData(nameof(Arithmetics))]
    public void OperatorsAreThoseOfCSharp(string primitive, Delegate expected)
    {
        Type type = expected.Method.GetParameters()[0].ParameterType;
        object[] samples = type == typeof(double) ? [.. Reals.Cast<object>()]
            : type == typeof(float) ? [.. Reals.Select(real => (object)(float)real)]
            : type == typeof(int) ? [0, 1, -1, 7, int.MaxValue, int.MinValue, 35]
            : type == typeof(long) ? [0L, 1L, -1L, long.MaxValue, long.MinValue]
            : [0u, 1u, uint.MaxValue, 12u];
        foreach (object a in samples)
            foreach (object b in samples)
                if (primitive != "/" || type != typeof(uint) || !b.Equals(0u))
                    Assert.Equal(expected.DynamicInvoke(a, b), Arithmetic.Binary(Primitive.All[primitive], a, b));
    }

    [Fact]
    public void ConversionsAreThoseOfCSharp()
    {
        foreach (double real in Reals)
        {
            Assert.Equal(unchecked((int)real), Conversions.To(ScalarKind.Int32, real, false));
            Assert.Equal(unchecked((byte)real), Conversions.To(ScalarKind.Byte, real, false));
            Assert.Equal(unchecked((ulong)real), Conversions.To(ScalarKind.UInt64, real, false));
            Assert.Equal((float)real, Conversions.To(ScalarKind.Single, real, false));
            Assert.Equal((double)(float)real, Conversions.To(ScalarKind.Double, (float)real, false));
        }

        Assert.Equal((byte)44, Conversions.To(ScalarKind.Byte, 300, false));
        Assert.Equal((double)ulong.MaxValue, Conversions.To(ScalarKind.Double, ulong.MaxValue, false));
        Assert.Throws<OverflowException>(() => Conversions.To(ScalarKind.Byte, 300, true));
        Assert.Throws<OverflowException>(() => Conversions.To(ScalarKind.Int32, 1e10, true));
        Assert.Throws<OverflowException>(() => Conversions.To(ScalarKind.Int64, ulong.MaxValue, true));
    }

    [Fact]
    public void CheckedArithmeticThrows()
    {
        Assert.Throws<OverflowException>(() => Arithmetic.Binary(Primitive.Add.WithChecked(true), int.MaxValue, 1));
        Assert.Throws<OverflowException>(() => Arithmetic.Unary(Primitive.Negate.WithChecked(true), int.MinValue));
        Assert.Equal(int.MinValue, Arithmetic.Binary(Primitive.Add, int.MaxValue, 1));
        Assert.Throws<DivideByZeroException>(() => Arithmetic.Binary(Primitive.Divide, 1, 0));
    }

    [Fact]
    public void SinglesRoundAfterEachOperation()
    {
        var code = new Code();
        Variable x = code.Parameter("x", ValueType.Single);
        Function function = code.Returns(x * x * x - x / 3, Sin(x), Call("round", x), Call("max", x, Number(0.1, ValueType.Single)));
        const float At = 1.1f;
        Assert.Equal([At * At * At - At / 3, MathF.Sin(At), MathF.Round(At), MathF.Max(At, 0.1f)], Evaluator.Run(function, At));
    }

    [Fact]
    public void FunctionsOfMathAreFoundByTheirOperands()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Function function = code.Returns(
            Call("logBase", x, Constant.Of(3.0)),
            Call("roundTo", x, Constant.Of(1)),
            new Apply(Primitive.All["sign"], ValueType.Int32, x),
            Call("scaleB", x, Constant.Of(3)),
            Call("sinCos.Cos", x),
            Call("fma", x, x, x));
        const double At = 2.345;
        object[] expected = [Math.Log(At, 3), Math.Round(At, 1), 1, Math.ScaleB(At, 3), Math.SinCos(At).Cos, Math.FusedMultiplyAdd(At, At, At)];
        Assert.Equal(expected, Evaluator.Run(function, At));
    }

    [Fact]
    public void ConditionsStopEarly()
    {
        var code = new Code();
        (Variable a, Variable i) = (code.Parameter("a", Code.Doubles), code.Parameter("i", ValueType.Int32));
        Expression isInside = i.IsLess(a.Length).And(a.At(i).IsGreater(0));
        Function function = code.Returns(new Conditional(isInside, a.At(i), Constant.Of(-1.0)));
        Assert.Equal([-1.0], Evaluator.Run(function, new[] { 1.0 }, 5));
        Assert.Equal([2.0], Evaluator.Run(function, new[] { 1.0, 2.0 }, 1));
    }

    [Fact]
    public void BoundsAreThoseOfCSharp()
    {
        var code = new Code();
        (Variable a, Variable s) = (code.Parameter("a", Code.Doubles), code.Parameter("s", Code.Span));
        Variable i = code.Parameter("i", ValueType.Int32);
        Function element = code.Returns(a.At(i));
        Assert.Throws<IndexOutOfRangeException>(() => Evaluator.Run(element, new double[2], new double[2], 2));
        Assert.Throws<NullReferenceException>(() => Evaluator.Run(element, null, new double[2], 0));
        Function view = element with { Body = new Block(new Return(s.View(i, Constant.Of(1)).At(0))) };
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluator.Run(view, new double[2], new double[2], 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => Evaluator.Run(view, new double[2], new double[2], -1));
        Assert.Equal([7.0], Evaluator.Run(view, new double[2], new[] { 1.0, 7.0 }, 1));
    }

    [Fact]
    public void ViewsNameTheSameMemoryAndReferencesAreWrittenBack()
    {
        var code = new Code();
        (Variable a, Variable r, Variable o) = (
            code.Parameter("a", Code.Doubles), code.Parameter("r", ValueType.Double, Passing.Ref), code.Parameter("o", ValueType.Int32, Passing.Out));
        Variable view = code.Local("view", a.View(Constant.Of(1)));
        code.Set(view.At(0), r);
        code.Add(new Copy(a, view.View(Constant.Of(0), Constant.Of(2))));
        code.Increase(r, a.At(2));
        code.Set(o, view.Length);
        Function function = code.Ends();
        double[] array = [1, 2, 3];
        Assert.Throws<ArgumentException>(() => Evaluator.Run(function, array, 5.0, null));
        object?[] arguments = [array, 5.0, null];
        Function fitting = function with { Body = new Block(function.Body.Statements.Where(statement => statement is not Copy).ToEquatableArray()) };
        Evaluator.Run(fitting, arguments);
        Assert.Equal([1, 5, 3], array);
        Assert.Equal([array, 8.0, 2], arguments);
    }

    [Fact]
    public void LoopsCountAsTheyAreWritten()
    {
        var code = new Code();
        (Variable from, Variable to) = (code.Parameter("from", ValueType.Int32), code.Parameter("to", ValueType.Int32));
        (Variable up, Variable down) = (code.Local("up", 0), code.Local("down", 0));
        code.For("i", from, to, i => code.Set(up, up * 10.0 + i), step: 2, inclusive: true);
        code.For("j", to, from, j => code.Set(down, down * 10.0 + j), step: -1);
        Function function = code.Returns(up, down);
        Assert.Equal([135, 5432], Evaluator.Run(function, 1, 5));
        Assert.Equal([0, 0], Evaluator.Run(function, 3, 2).Select(value => value is int and not 0 ? 1 : 0).Cast<object?>());
    }

    [Fact]
    public void ExternalsAreSuppliedAndEffectsKeepTheirOrder()
    {
        var code = new Code();
        Variable x = code.Real("x");
        var log = new List<object?>();
        External Log(Expression value) => new(EquatableArray.Of("Log(", ")"), EquatableArray.Of(value), ValueType.Boolean, HasEffects: true);
        code.Add(new Evaluate(Log(x)));
        code.Add(new Evaluate(Log(x + 1)));
        Function function = code.Returns((Expression)new External("this.scale", ValueType.Double) * x);
        var evaluator = new Evaluator(new Dictionary<string, Func<object?[], object?>>
        {
            ["Log({0})"] = operands =>
            {
                log.Add(operands[0]);
                return true;
            },
            ["this.scale"] = _ => 3.0,
        });
        Assert.Equal([6.0], evaluator.Call(function, 2.0));
        Assert.Equal([2.0, 3.0], log);
        Assert.Throws<MalformedProgramException>(() => Evaluator.Run(function, 2.0));
    }

    [Fact]
    public void GuardsRefuseWhatOverlapsOrHasAnotherShape()
    {
        var code = new Code();
        (Variable a, Variable b) = (code.Parameter("a", Code.Span), code.Parameter("b", Code.Doubles));
        Function Guarded(GuardKind kind) => code.Ends() with { Body = new Block(new Guard(kind, EquatableArray.Of<Expression>(a, b))) };
        double[] shared = [1, 2];
        Evaluator.Run(Guarded(GuardKind.Buffer), new double[2], shared);
        Evaluator.Run(Guarded(GuardKind.Shape), shared, shared);
        Assert.Throws<ArgumentException>(() => Evaluator.Run(Guarded(GuardKind.Buffer), shared, shared));
        Assert.Throws<ArgumentException>(() => Evaluator.Run(Guarded(GuardKind.Buffer), new double[3], shared));
        Assert.Throws<ArgumentException>(() => Evaluator.Run(Guarded(GuardKind.Shape), new double[3], shared));
        Assert.Throws<ArgumentException>(() => Evaluator.Run(Guarded(GuardKind.Distinct), new Span(shared, 1, 1), shared));
    }

    [Fact]
    public void BrokenPromisesAreErrors()
    {
        var unassigned = new Code();
        Variable a = unassigned.Local("a", ValueType.Double);
        Assert.Throws<MalformedProgramException>(() => Evaluator.Run(unassigned.Returns(a)));

        var moving = new Code();
        Variable n = moving.Parameter("n", ValueType.Int32);
        moving.For("i", 0, n, _ => moving.Set(n, n + 1));
        Assert.Throws<MalformedProgramException>(() => Evaluator.Run(moving.Ends(), 3));

        var endless = new Code();
        endless.While(Constant.True, () => endless.Local("b", 0));
        Assert.Throws<MalformedProgramException>(() => new Evaluator { StepLimit = 100 }.Call(endless.Ends()));
    }
}
