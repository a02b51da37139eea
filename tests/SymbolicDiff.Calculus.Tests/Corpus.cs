using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>A program with independent parameters and arguments.</summary>
public sealed record Sample(Function Function, EquatableArray<Variable> WithRespectTo, object?[] Arguments);

/// <summary>Small programs, one for each thing that a differentiation must get right.</summary>
internal static class Corpus
{
    public static readonly IReadOnlyDictionary<string, Func<Sample>> All = new Dictionary<string, Func<Sample>>
    {
        ["straight line"] = StraightLine,
        ["reused variable"] = ReusedVariable,
        ["parameter overwritten"] = ParameterOverwritten,
        ["result reused"] = ResultReused,
        ["conditional value"] = ConditionalValue,
        ["branch"] = Branch,
        ["sum of products"] = SumOfProducts,
        ["product loop"] = ProductLoop,
        ["loop downwards"] = LoopDownwards,
        ["while"] = WhileLoop,
        ["nested loops"] = NestedLoops,
        ["in place"] = InPlace,
        ["recurrence in an array"] = Recurrence,
        ["alias"] = Alias,
        ["chosen alias"] = ChosenAlias,
        ["swapped buffers"] = SwappedBuffers,
        ["views"] = Views,
        ["copies"] = Copies,
        ["matrix"] = MatrixProduct,
        ["jagged rows"] = JaggedRows,
        ["rows from parameters"] = RowsFromParameters,
        ["returned array"] = ReturnedArray,
        ["two results"] = TwoResults,
        ["written parameter"] = WrittenParameter,
        ["out and ref"] = OutAndRef,
        ["written and returned"] = WrittenAndReturned,
        ["constant parameter aliased"] = ConstantAliased,
        ["integer index"] = IntegerIndex,
        ["conversions"] = Conversions,
        ["stack"] = StackOfReals,
        ["tape"] = Tape,
        ["square root at zero"] = SquareRoot,
        ["independent of its input"] = Independent,
        ["reciprocals of distances"] = Reciprocals,
    };

    private static readonly double[] Numbers = [0.7, -1.3, 2.1, 0.4, -0.6];

    private static Sample Of(Function function, EquatableArray<Variable> withRespectTo, params object?[] arguments) =>
        new(function, withRespectTo, arguments);

    private static EquatableArray<Variable> To(params Variable[] variables) => EquatableArray.Of(variables);

    private static double[] Reals(int count, int from = 0) => [.. Enumerable.Range(from, count).Select(i => Numbers[i % 5] + 0.1 * (i / 5))];

    private static Sample StraightLine()
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Real("x"), code.Real("y"));
        Variable a = code.Local("a", Sin(x * y) + x / (2 + Cos(y)));
        return Of(code.Returns(Exp(a) * a - Tanh(y)), To(x, y), 0.7, 1.2);
    }

    private static Sample ReusedVariable()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable a = code.Local("a", x);
        code.Set(a, a * a + x);
        code.Set(a, Exp(-a));
        code.Increase(a, a * x);
        code.Decrease(a, Sin(a));
        code.Increase(a, Exp(x));
        return Of(code.Returns(a), To(x), 0.6);
    }

    private static Sample ParameterOverwritten()
    {
        var code = new Code();
        (Variable x, Variable c) = (code.Real("x"), code.Real("c"));
        code.Set(x, x * x * c);
        code.Set(c, c * x);
        return Of(code.Returns(x * c), To(x), 0.6, 1.5);
    }

    private static Sample ResultReused()
    {
        var code = new Code();
        (Variable x, Variable a) = (code.Real("x"), code.Parameter("a", Code.Doubles));
        code.Set(x, Exp(x));
        code.Set(a.At(0), Exp(a.At(1)));
        code.Increase(a.At(1), Tanh(x) * a.At(0));
        return Of(code.Returns(x * a.At(0) + a.At(1)), To(x, a), 0.6, Reals(2));
    }

    private static Sample ConditionalValue()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable a = code.Local("a", new Conditional(x.IsGreater(0), x * x, Sin(x)) * x);
        code.Set(a, new Conditional(a.IsGreater(100), a, a * new Conditional(a.IsLess(1), a, 3.0 * x)));
        return Of(code.Returns(a), To(x), 0.6);
    }

    private static Sample Branch()
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Real("x"), code.Real("y"));
        Variable a = code.Local("a", ValueType.Double);
        code.If(x.IsLess(y), () => code.Set(a, x * y), () => code.Set(a, x - y));
        code.If(a.IsGreater(0), () =>
        {
            Variable b = code.Local("b", a * a);
            code.If(b.IsLess(0.5).Or(y.IsGreater(1)), () => code.Set(a, b + a));
        });
        return Of(code.Returns(a), To(x, y), 0.6, 1.1);
    }

    private static Sample SumOfProducts()
    {
        var code = new Code();
        (Variable w, Variable b, Variable x) = (code.Parameter("w", Code.Doubles), code.Real("b"), code.Parameter("x", Code.ReadOnly));
        Variable h = code.Local("h", b);
        code.For("i", 0, w.Length, i => code.Increase(h, w.At(i) * x.At(i)));
        return Of(code.Returns(1.0 / (1 + Exp(-h))), To(w, b), Reals(4), 0.3, Reals(4, 1));
    }

    private static Sample ProductLoop()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable v = code.Local("v", 1.0);
        code.For("i", 0, x.Length, i =>
        {
            Variable t = code.Local("t", v * x.At(i));
            code.Set(v, Sin(t) + t * 0.5);
        });
        return Of(code.Returns(v), To(x), Reals(5));
    }

    private static Sample LoopDownwards()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable v = code.Local("v", 0.0);
        code.For("i", x.Length - 1, Constant.Of(0), i => code.Set(v, v * x.At(i) + x.At(i)), step: -2, inclusive: true);
        return Of(code.Returns(v), To(x), Reals(5));
    }

    private static Sample WhileLoop()
    {
        var code = new Code();
        Variable x = code.Real("x");
        (Variable v, Variable n) = (code.Local("v", x), code.Local("n", 0));
        code.While(n.IsLess(10).And(v.IsLess(7)), () =>
        {
            code.Set(v, v * 1.5 + Sin(v));
            code.Increase(n, Constant.Of(1));
        });
        return Of(code.Returns(v * n.To(ValueType.Double)), To(x), 0.8);
    }

    private static Sample NestedLoops()
    {
        var code = new Code();
        (Variable x, Variable n) = (code.Parameter("x", Code.Doubles), code.Parameter("n", ValueType.Int32));
        Variable s = code.Local("s", 0.1);
        code.For("k", 0, n, k =>
        {
            Variable p = code.Local("p", 1.0);
            code.For("i", 0, x.Length, i => code.If(i.IsLess(k + 2), () => code.Set(p, p * x.At(i) + s), () => code.Set(p, p - x.At(i))));
            code.Set(s, Tanh(s + p * 0.3));
        });
        return Of(code.Returns(s), To(x), Reals(4), 3);
    }

    private static Sample InPlace()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable a = code.Local("a", new CopyOf(x, Code.Doubles));
        code.For("i", 1, a.Length, i => code.Set(a.At(i), a.At(i) * a.At(i - 1)));
        code.For("i", 0, a.Length - 1, i => code.Decrease(a.At(i), Sin(a.At(i + 1))));
        return Of(code.Returns(a.At(0) * a.At(3)), To(x), Reals(4));
    }

    private static Sample Recurrence()
    {
        var code = new Code();
        Variable x = code.Real("x");
        Variable a = code.New("a", Code.Doubles, Constant.Of(6));
        code.Set(a.At(0), x);
        code.Set(a.At(1), x * x);
        code.For("i", 2, a.Length, i => code.Set(a.At(i), Sin(a.At(i - 1)) + a.At(i - 2) * x));
        return Of(code.Returns(a.At(5)), To(x), 0.9);
    }

    private static Sample Alias()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable a = code.Local("a", new CopyOf(x, Code.Doubles));
        Variable b = code.Local("b", a);
        code.Set(b.At(0), a.At(1) * a.At(2));
        code.Set(a.At(1), b.At(0) * a.At(0));
        return Of(code.Returns(a.At(0) + b.At(1) * b.At(2)), To(x), Reals(3));
    }

    private static Sample ChosenAlias()
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Parameter("x", Code.Doubles), code.Parameter("y", Code.Doubles));
        var fresh = new Allocate(Code.Doubles, EquatableArray.Of<Expression>(Constant.Of(2)));
        Variable a = code.Local("a", new Conditional(x.At(0).IsGreater(0), x, fresh));
        Variable b = code.Local("b", new Conditional(x.At(0).IsLess(0), x, y));
        return Of(code.Returns(a.At(0) * a.At(1) + b.At(0) * a.At(1)), To(x, y), Reals(2), Reals(2, 2));
    }

    private static Sample SwappedBuffers()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        (Variable a, Variable b) = (code.Local("a", new CopyOf(x, Code.Doubles)), code.New("b", Code.Doubles, x.Length));
        code.For("k", 0, Constant.Of(3), k =>
        {
            code.For("i", 0, a.Length, i => code.Set(b.At(i), a.At(i) * a.At((i + 1) % a.Length)));
            Variable c = code.Local("c", a);
            code.Set(a, b);
            code.Set(b, c);
        });
        return Of(code.Returns(a.At(0) + 2.0 * b.At(1)), To(x), Reals(3));
    }

    private static Sample Views()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Span);
        Variable tail = code.Local("tail", x.View(Constant.Of(1)));
        Variable a = code.New("a", Code.Doubles, Constant.Of(4));
        Variable head = code.Local("head", a.View(Constant.Of(0), Constant.Of(2)));
        code.Set(head.At(1), tail.At(0) * tail.At(1));
        code.Add(new Copy(tail.View(Constant.Of(0), Constant.Of(2)), a.View(Constant.Of(2))));
        code.Set(head, a.View(Constant.Of(1), Constant.Of(3)));
        code.Set(head.At(2), head.At(0) * head.At(1));
        return Of(code.Returns(a.At(1) + a.At(3) * x.At(0)), To(x), Reals(4));
    }

    private static Sample Copies()
    {
        var code = new Code();
        (Variable x, Variable c) = (code.Parameter("x", Code.Doubles), code.Parameter("c", Code.Doubles));
        Variable a = code.New("a", Code.Doubles, Constant.Of(4));
        Variable first = code.Local("first", x.At(0));
        code.Add(new Fill(a, first));
        code.Add(new Copy(x, a));
        Variable s = code.Local("s", a.At(0) * a.At(3));
        code.Add(new Copy(c, a));
        code.Set(a.At(3), a.At(3) * a.At(1));
        code.Add(new Fill(a.View(Constant.Of(1), Constant.Of(1)), Constant.Of(2.0)));
        return Of(code.Returns(s + a.At(3) * a.At(1) + a.At(0)), To(x), Reals(3), Reals(2));
    }

    private static Sample MatrixProduct()
    {
        var code = new Code();
        (Variable m, Variable x) = (code.Parameter("m", Code.Matrix), code.Parameter("x", Code.Doubles));
        Variable y = code.New("y", Code.Doubles, m.LengthOf(0));
        Variable n = code.New("n", Code.Matrix, m.LengthOf(0), m.LengthOf(1));
        code.For("i", 0, m.LengthOf(0), i => code.For("j", 0, m.LengthOf(1), j =>
        {
            code.Set(n.At(i, j), m.At(i, j) * x.At(j));
            code.Increase(y.At(i), n.At(i, j) * x.At(i));
        }));
        return Of(code.Returns(y.At(0) * y.At(1)), To(m, x), new double[,] { { 0.3, 1.2, -0.4 }, { 0.9, -0.2, 1.1 } }, Reals(3));
    }

    private static Sample JaggedRows()
    {
        var code = new Code();
        Variable m = code.Parameter("m", Code.Jagged);
        Variable n = code.Local("n", new CopyOf(m, Code.Jagged));
        Variable s = code.Local("s", 0.0);
        code.Set(n.At(0), new CopyOf(m.At(1), Code.Doubles));
        code.For("i", 0, n.Length, i =>
        {
            Variable row = code.Local("row", n.At(i));
            code.For("j", 0, row.Length, j => code.Set(s, Sin(s + row.At(j)) * n.At(0).At(0)));
        });
        return Of(code.Returns(s), To(m), (object)new double[][] { [0.3, 0.6], [1.1, -0.7, 0.2] });
    }

    private static Sample RowsFromParameters()
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Parameter("x", Code.Doubles), code.Parameter("y", Code.Doubles));
        Variable m = code.New("m", Code.Jagged, Constant.Of(2));
        code.Set(m.At(0), x);
        code.Set(m.At(1), y);
        return Of(code.Returns(m.At(0).At(1) * m.At(1).At(0) + x.At(0)), To(x, y), Reals(2), Reals(2, 2));
    }

    private static Sample ReturnedArray()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable a = code.New("a", Code.Doubles, x.Length);
        code.For("i", 0, x.Length, i => code.Set(a.At(i), Exp(x.At(i)) * x.At(0)));
        return Of(code.Returns(a), To(x), Reals(3));
    }

    private static Sample TwoResults()
    {
        var code = new Code();
        (Variable x, Variable n) = (code.Real("x"), code.Parameter("n", ValueType.Int32));
        return Of(code.Returns(x * x, n, Sin(x) * n.To(ValueType.Double)), To(x), 0.4, 3);
    }

    private static Sample WrittenParameter()
    {
        var code = new Code();
        (Variable x, Variable r, Variable s) = (code.Parameter("x", Code.Doubles), code.Parameter("r", Code.Span), code.Parameter("s", Code.Doubles));
        code.For("i", 0, x.Length, i =>
        {
            code.Set(r.At(i), x.At(i) * x.At(i) * s.At(0));
            code.Set(x.At(i), Sin(x.At(i)));
            code.Increase(s.At(i), x.At(i));
        });
        return Of(code.Ends(), To(x), Reals(3), Reals(4), Reals(3, 2));
    }

    private static Sample OutAndRef()
    {
        var code = new Code();
        Variable x = code.Real("x");
        (Variable y, Variable z, Variable w) = (
            code.Parameter("y", ValueType.Double, Passing.Ref),
            code.Parameter("z", ValueType.Double, Passing.Out),
            code.Parameter("w", ValueType.Double, Passing.Ref));
        code.Set(z, x * y);
        code.Set(y, y * y + z);
        code.Increase(w, y);
        return Of(code.Ends(), To(x, y), 0.7, 1.2, null, 0.5);
    }

    private static Sample WrittenAndReturned()
    {
        var code = new Code();
        (Variable x, Variable c) = (code.Parameter("x", Code.Doubles), code.Parameter("c", Code.Doubles));
        code.Set(x.At(0), x.At(0) * x.At(1));
        code.Set(c.At(0), c.At(0) * x.At(0));
        return Of(code.Returns(x.At(0) * c.At(0)), To(x), Reals(2), Reals(2, 2));
    }

    private static Sample ConstantAliased()
    {
        var code = new Code();
        (Variable x, Variable c) = (code.Parameter("x", Code.Doubles), code.Parameter("c", Code.Doubles));
        Variable a = code.Local("a", c);
        code.If(x.At(0).IsGreater(0), () => code.Set(a, x));
        return Of(code.Returns(a.At(0) * a.At(1) + c.At(0)), To(x), Reals(2), Reals(2, 2));
    }

    private static Sample IntegerIndex()
    {
        var code = new Code();
        (Variable x, Variable at) = (code.Parameter("x", Code.Doubles), code.Parameter("at", new StorageType(StorageKind.Array, ValueType.Int32)));
        Variable s = code.Local("s", 0.0);
        code.For("i", 0, at.Length, i => code.Increase(s, x.At(at.At(i)) * x.At(x.At(i).To(ValueType.Int32))));
        return Of(code.Returns(s), To(x), (object)new[] { 0.3, 1.4, 2.6 }, new[] { 2, 0, 2 });
    }

    private static Sample Conversions()
    {
        var code = new Code();
        (Variable x, Variable n) = (code.Real("x"), code.Parameter("n", ValueType.Int64));
        Variable k = code.Local("k", (x * 3.0).To(ValueType.Int32));
        return Of(code.Returns(x * k.To(ValueType.Double) + n.To(ValueType.Double) / x), To(x), 0.9, 3L);
    }

    private static Sample StackOfReals()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        var stackType = new StorageType(StorageKind.Stack, ValueType.Double);
        Variable stack = code.Local("kept", new Allocate(stackType, EquatableArray<Expression>.Empty, Lifetime.Rented));
        Variable v = code.Local("v", 0.5);
        code.For("i", 0, x.Length, i =>
        {
            code.Add(new Push(stack, v));
            code.Set(v, Sin(v) * x.At(i));
        });
        code.For("i", 0, x.Length, i =>
        {
            Variable old = code.Variables.New("old", ValueType.Double, Role.Source);
            code.Add(new Pop(stack, old));
            code.Set(v, v * x.At(i) + old);
        });
        return Of(code.Returns(v), To(x), Reals(4));
    }

    private static Sample Tape()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable tape = code.Local("tape", new Allocate(
            new StorageType(StorageKind.Tape, ValueType.Double), EquatableArray.Of(x.Length), Lifetime.Rented, Initialised: false));
        code.For("i", 0, x.Length, i => code.Set(tape.At(i), x.At(i) * x.At(0)));
        return Of(code.Returns(tape.At(0) * tape.At(2)), To(x), Reals(3));
    }

    // The tangent of the square is zero at zero: the infinite partial of the square root must not make it NaN.
    private static Sample SquareRoot()
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Real("x"), code.Real("y"));
        return Of(code.Returns(Call("sqrt", x * x) * 0.0 + Call("sqrt", y)), To(y), 0.0, 1.3);
    }

    private static Sample Independent()
    {
        var code = new Code();
        (Variable x, Variable y) = (code.Parameter("x", Code.Doubles), code.Real("y"));
        return Of(code.Returns(x.At(1) * 2.0), To(x, y), Reals(2), 0.3);
    }

    private static Sample Reciprocals()
    {
        var code = new Code();
        Variable x = code.Parameter("x", Code.Doubles);
        Variable energy = code.Local("energy", 0.0);
        code.For("i", 0, x.Length, i => code.For("j", 0, i, j =>
        {
            Variable d = code.Local("d", x.At(i) - x.At(j));
            code.Increase(energy, 1.0 / (d * d + 1.0));
        }));
        return Of(code.Returns(energy), To(x), Reals(4));
    }
}
