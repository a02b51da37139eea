using Xunit.Abstractions;
using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Simplification;

public sealed class LookTests(ITestOutputHelper output)
{
    [Fact]
    public void Look()
    {
        Show(LossPrimal(), "w", "b");
        var c = new Code("Sigmoid"); var h = c.Real("h");
        Show(c.Returns(1.0 / (1.0 + Exp(-h))), "h");
        c = new Code("ExpSin"); var x = c.Real("x");
        Show(c.Returns(Exp(Sin(x * x))), "x");
        c = new Code("Quad"); x = c.Real("x"); var y = c.Real("y"); var z = c.Real("z");
        var f = c.Local("f", x * y + z);
        Show(c.Returns((f - (-4.0 + 0 * x)) * (f + 4)), "x", "y", "z");
        c = new Code("Relu"); x = c.Real("x");
        Show(c.Returns(new Conditional(x.IsGreater(0), x, Constant.Of(0.0))), "x");
        c = new Code("Poly"); var a = c.Parameter("a", Code.Doubles); x = c.Real("x");
        var s = c.Local("s", 0.0);
        c.For("i", 0, a.Length, i => c.Set(s, s * x + a.At(i)));
        Show(c.Returns(s), "a", "x");
        c = new Code("Rosen"); var v = c.Parameter("x", Code.Doubles);
        s = c.Local("sum", 0.0);
        c.For("i", 0, v.Length - Constant.Of(1), i => { var t = c.Local("t", v.At(i + Constant.Of(1)) - v.At(i) * v.At(i)); var u = c.Local("u", 1.0 - v.At(i)); c.Increase(s, 100.0 * t * t + u * u); });
        Show(c.Returns(s), "x");
        c = new Code("Affine"); var w = c.Parameter("w", Code.Matrix); v = c.Parameter("x", Code.Doubles);
        var zz = c.New("z", Code.Doubles, w.LengthOf(0));
        c.For("i", 0, w.LengthOf(0), i => { var q = c.Local("q", 0.0); c.For("j", 0, w.LengthOf(1), j => c.Increase(q, w.At(i, j) * v.At(j))); c.Set(zz.At(i), Tanh(q)); });
        s = c.Local("sum", 0.0);
        c.For("i", 0, zz.Length, i => c.Increase(s, zz.At(i) * zz.At(i)));
        Show(c.Returns(s), "w", "x");
        c = new Code("Branchy"); x = c.Real("x"); y = c.Real("y"); var r = c.Local("r", 0.0);
        c.If(x.IsGreater(0), () => c.Set(r, x * y), () => { c.Set(r, Sin(x)); c.If(y.IsGreater(1), () => c.Increase(r, y)); });
        c.Set(r, r * r);
        Show(c.Returns(r), "x", "y");
        c = new Code("Scaled"); v = c.Parameter("x", Code.Doubles); y = c.Real("y"); var m = c.Local("m", 0.0); c.For("i", 0, v.Length, i => c.Increase(m, v.At(i) * y)); Show(c.Returns(m * m), "x", "y");
        c = new Code("Straight"); v = c.Parameter("x", Code.Doubles);
        Show(c.Returns(v.At(0) * v.At(1) + Sin(v.At(2))), "x");
    }

    internal static Function LossPrimal()
    {
        var c = new Code("Loss");
        var w = c.Parameter("w", Code.Doubles); var b = c.Real("b"); var x = c.Parameter("x", Code.Doubles); var y = c.Real("y");
        var h = c.Local("h", b);
        c.For("i", 0, w.Length, i => c.Increase(h, w.At(i) * x.At(i)));
        var p = c.Local("p", 1.0 / (1.0 + Exp(-h)));
        return c.Returns(-(y * Call("log", p) + (1.0 - y) * Call("log", 1.0 - p)));
    }

    private void Show(Function primal, params string[] wrt) => output.WriteLine(Printer.Print(Gradients.Emitted(primal, wrt)));
}
