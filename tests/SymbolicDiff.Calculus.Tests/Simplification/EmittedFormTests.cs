using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Whole gradients as a reader sees them.</summary>
public sealed class EmittedFormTests
{
    [Fact]
    public void Logistic_loss()
    {
        var code = new Code("Loss");
        (Variable w, Variable b) = (code.Parameter("w", Code.Doubles), code.Real("b"));
        (Variable x, Variable y) = (code.Parameter("x", Code.Doubles), code.Real("y"));
        Variable h = code.Local("h", b);
        code.For("i", 0, w.Length, i => code.Increase(h, w.At(i) * x.At(i)));
        Variable p = code.Local("p", 1.0 / (1.0 + Exp(-h)));
        AssertBody(
            code.Returns(-(y * Call("log", p) + (1.0 - y) * Call("log", 1.0 - p))),
            """
            guard Buffer wGradient, w, x
            double h = b
            for i = 0; i < length(w); i += 1
                h += (w[i] * x[i])
            double p = (1.0 / (1.0 + exp((-h))))
            double loss = (-((y * log(p)) + ((1.0 - y) * log((1.0 - p)))))
            double hBar#1* = (p - y)
            for i#1 = 0; i#1 < length(w); i#1 += 1
                wGradient[i#1] = (hBar#1 * x[i#1])
            bGradient = hBar#1
            return loss
            """,
            "w",
            "b");
    }

    [Fact]
    public void Polynomial()
    {
        var code = new Code("Horner");
        (Variable a, Variable x) = (code.Parameter("a", Code.Doubles), code.Real("x"));
        Variable s = code.Local("s", 0.0);
        code.For("i", 0, a.Length, i => code.Set(s, s * x + a.At(i)));
        AssertBody(
            code.Returns(s),
            """
            guard Buffer aGradient, a
            double s = 0.0
            Tape<double> sTape = uninitialised rented Tape<double>(length(a))
            for i = 0; i < length(a); i += 1
                sTape[i] = s
                s = ((s * x) + a[i])
            double sBar* = 1.0
            double xBar* = 0.0
            for i#1 = (length(a) - 1); i#1 >= 0; i#1 += -1
                aGradient[i#1] = sBar
                xBar += (sBar * sTape[i#1])
                sBar = (sBar * x)
            xGradient = xBar
            return s
            """,
            "a",
            "x");
    }

    [Fact]
    public void Rosenbrock()
    {
        var code = new Code("Rosenbrock");
        Variable x = code.Parameter("x", Code.Doubles);
        Variable sum = code.Local("sum", 0.0);
        code.For("i", 0, x.Length - Constant.Of(1), i =>
        {
            Variable t = code.Local("t", x.At(i + Constant.Of(1)) - x.At(i) * x.At(i));
            Variable u = code.Local("u", 1.0 - x.At(i));
            code.Increase(sum, 100.0 * t * t + u * u);
        });
        AssertBody(
            code.Returns(sum),
            """
            guard Buffer xGradient, x
            if (length(x) <= 1)
                fill xGradient with 0.0
            double sum = 0.0
            double xGradientNext* = 0.0
            for i = 0; i < (length(x) - 1); i += 1
                double t = (x[(i + 1)] - (x[i] * x[i]))
                double u = (1.0 - x[i])
                sum += (((100.0 * t) * t) + (u * u))
                double tBar#1* = (200.0 * t)
                xGradient[i] = (xGradientNext - (((2.0 * tBar#1) * x[i]) + (2.0 * u)))
                xGradientNext = tBar#1
            if (length(x) > 1)
                xGradient[(length(x) - 1)] = xGradientNext
            return sum
            """,
            "x");
    }

    [Fact]
    public void Rectifier()
    {
        var code = new Code("Relu");
        Variable x = code.Real("x");
        AssertBody(
            code.Returns(new Conditional(x.IsGreater(0), x, Constant.Of(0.0))),
            """
            double relu = ((x > 0.0) ? x : 0.0)
            return relu, ((x > 0.0) ? 1.0 : 0.0)
            """,
            "x");
    }

    [Fact]
    public void Logistic_function()
    {
        var code = new Code("Sigmoid");
        Variable h = code.Real("h");
        AssertBody(
            code.Returns(1.0 / (1.0 + Exp(-h))),
            """
            double exp' = exp((-h))
            double sigmoid = (1.0 / (1.0 + exp))
            return sigmoid, ((sigmoid == 0.0) ? 0.0 : (sigmoid * (sigmoid * exp)))
            """,
            "h");
    }

    private static void AssertBody(Function primal, string expected, params string[] withRespectTo) =>
        Assert.Equal(expected.Replace("\r", ""), Gradients.Body(Gradients.Emitted(primal, withRespectTo)));
}
