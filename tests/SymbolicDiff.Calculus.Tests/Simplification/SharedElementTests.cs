using static SymbolicDiff.Calculus.Tests.Operators;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>An element that is added to and read under another name or index: the additions to its adjoint keep their order with the reads.</summary>
public sealed class SharedElementTests
{
    private readonly Code code = new();

    [Fact]
    public void A_view_of_the_element()
    {
        Variable p = code.Parameter("p", Code.Doubles);
        Variable v = code.Local("v", p.View(Constant.Of(0), Constant.Of(2)));
        code.Decrease(p.At(1), v.At(1));
        Gives([0, 0], code.Returns(v.At(1)), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void An_index_that_is_not_known()
    {
        Variable p = code.Parameter("p", Code.Doubles);
        Variable n = code.Parameter("n", ValueType.Int32);
        code.Decrease(p.At(1), p.At(n));
        Gives([0, 0], code.Returns(p.At(n)), p, new[] { 2.0, 3.0 }, 1);
    }

    [Fact]
    public void An_index_that_is_computed()
    {
        Variable p = code.Parameter("p", Code.Doubles);
        Variable n = code.Parameter("n", ValueType.Int32);
        code.Increase(p.At(2), p.At((n + 2) % 3));
        Gives([0, 0, 2], code.Returns(p.At((n + 2) % 3)), p, new[] { 2.0, 3.0, 4.0 }, 0);
    }

    [Fact]
    public void Another_name_of_the_array()
    {
        Variable p = code.Parameter("p", Code.Doubles);
        Variable t = code.Local("t", p);
        code.Increase(p.At(1), t.At(1));
        Gives([0, 2], code.Returns(t.At(1)), p, new[] { 2.0, 3.0 });
    }

    [Fact]
    public void Two_uses_of_another_name_of_the_array()
    {
        Variable p = code.Parameter("p", Code.Doubles);
        Variable s = code.Local("s", p);
        code.Decrease(s.At(1), s.At(1));
        Gives([0, 0], code.Returns(s.At(1)), p, new[] { 2.0, 3.0 });
    }

    private static void Gives(double[] expected, Function function, Variable independent, params object?[] arguments)
    {
        EquatableArray<Variable> withRespectTo = EquatableArray.Of(independent);
        foreach (Function gradient in new[] { Tests.Gradients.Unsimplified(function, withRespectTo), Tests.Gradients.Simplified(function, withRespectTo) })
            Assert.Equal(expected, Tests.Gradients.Run(function, gradient, withRespectTo, arguments).Gradient);
    }
}
