namespace SymbolicDiff.Calculus.Tests;

public class PrinterTests
{
    [Fact]
    public void PrintsOneStatementALine()
    {
        var code = new Code();
        (Variable x, Variable a) = (code.Real("x"), code.Parameter("a", Code.Doubles));
        Variable s = code.Local("s", -0.0);
        code.For("i", a.Length - 1, Constant.Of(0), Body, step: -1, inclusive: true);
        void Body(Variable i) => code.If(a.At(i).IsLess(x), () => code.Increase(s, a.At(i) * x), () => code.Set(a.At(i), Constant.Of(2.0)));
        const string Expected = """
            F(double x, double[] a) : (double)
                double s = -0.0
                for i = (length(a) - 1); i >= 0; i += -1
                    if (a[i] < x)
                        s += (a[i] * x)
                    else
                        a[i] = 2.0
                return s

            """;
        Assert.Equal(Expected.ReplaceLineEndings("\n"), Printer.Print(code.Returns(s)));
    }
}
