namespace SymbolicDiff.Behavior.Tests.Conventions;

/// <summary>What is infinite on the way and overwritten, where the modes differ.</summary>
public sealed class OverwrittenTests
{
    [Fact]
    public void ForwardModeHasTheDerivativeAndReverseModeNaN()
    {
        Case tested = Cases.Get(typeof(Singularities), nameof(Singularities.InfinityOverwritten));
        Assert.Equal(1.0, tested.Primal([1.0]).Value);
        Assert.Equal(1, tested.Jvp([1.0], [1]).Tangent);
        Assert.Equal(double.NaN, Assert.Single(tested.Gradient([1.0]).Gradient));
    }
}
