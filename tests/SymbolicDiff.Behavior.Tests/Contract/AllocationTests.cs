namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>The overload with buffers allocates nothing the primal does not.</summary>
public sealed class AllocationTests
{
    [Fact]
    public void LossAllocatesNothing()
    {
        double[] w = new double[50];
        double[] x = new double[50];
        double[] gradient = new double[50];
        AssertNothing(() => Shapes.LossValueAndGradient(w, 0.5, x, 1, gradient, out _));
    }

    [Fact]
    public void ALoopWithATapeAllocatesNothing()
    {
        double[] a = [.. Enumerable.Range(1, 100).Select(i => i * 0.01)];
        double[] gradient = new double[100];
        AssertNothing(() => Shapes.NeedsATapeValueAndGradient(a, gradient));
        AssertNothing(() => Shapes.ProductOfElementsValueAndGradient(a, gradient));
    }

    [Fact]
    public void WritingTheInputAllocatesNothing()
    {
        double[] a = [1, 1, 1];
        double[] b = [1, 1, 1];
        double[] byA = new double[3];
        double[] byB = new double[3];
        AssertNothing(() => Shapes.WritesItsInputValueAndGradient(a, b, byA, byB));
    }

    [Fact]
    public void ForwardModeOfScalarsAllocatesNothing() => AssertNothing(() => Shapes.ProductJvp(2, 3, 1, 0));

    [Fact]
    public void JacobiansOfWhatIsWrittenAllocateNothing()
    {
        double[] x = [1, 2, 3];
        double[] y = new double[3];
        double[] byScale = new double[3];
        double[] byShift = new double[3];
        AssertNothing(() => Shapes.AffineValueAndJacobian(1.5, 0.5, x, y, byScale, byShift));
        Assert.Equal(x, byScale);
        Assert.Equal([1, 1, 1], byShift);
    }

    [Fact]
    public void JacobiansOfNewArraysAllocateWhatTheMethodDoes()
    {
        double[] byRate = new double[100];
        double[] byStart = new double[100];
        long primal = Bytes(() => Shapes.Growth(0.1, 2, 100));
        Assert.Equal(primal, Bytes(() => Shapes.GrowthValueAndJacobian(0.1, 2, 100, byRate, byStart)));
    }

    private static long Bytes(Action call)
    {
        for (int i = 0; i < 50; i++) call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++) call();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void AssertNothing(Action call) => Assert.Equal(0, Bytes(call));
}
