namespace SymbolicDiff.Behavior.Tests.Rules;

public sealed partial class RuledTests
{
    [Differentiable(Emit = Both), Point(0.6)]
    public static double Erf(double x) => Special.Erf(x);

    [Differentiable(Emit = Both), Point(0.6)]
    public static double Counted(double x) => Special.Counted(x);

    [Fact]
    public void TheRuleIsUsedAndNotTheBody() =>
        Assert.Equal(2 / Math.Sqrt(Math.PI) * Math.Exp(-(0.6 * 0.6)), ErfGradient(0.6), 1e-15);

    [Fact]
    public void TheMethodIsCalledOnceForTheValue()
    {
        Special.Calls.Clear();
        Assert.Equal((9.0, 6.0), CountedValueAndGradient(3));
        Assert.Equal([3], Special.Calls);
    }
}
