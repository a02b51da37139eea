using SymbolicDiff.Behavior.Tests.Kinds;

namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Guards of the caller's buffers in the forms beside the gradient.</summary>
public sealed class FormBufferTests
{
    private static readonly double[] X = [0.5, 1.5, -2];

    [Fact]
    public void AdjointsOfAnotherLengthThrowBeforeAnythingIsWritten()
    {
        double a = 7;
        double[] adjoint = [7, 7, 7];
        Assert.Throws<ArgumentException>(() => Products.WavesVjp(X, 0.7, [1, 1], adjoint, ref a));
        Assert.Throws<ArgumentException>(() => Products.WavesVjp(X, 0.7, [1, 1, 1], new double[2], ref a));
        Assert.Throws<ArgumentException>(() => Products.WavesVjp(X, 0.7, adjoint, adjoint, ref a));
        Assert.Throws<ArgumentException>(() => Products.WavesVjp(X, 0.7, [1, 1, 1], X, ref a));
        Assert.Throws<ArgumentNullException>(() => Products.OuterVjp(X, X, null!, new double[3], new double[3]));
        Assert.Equal(7, a);
        Assert.Equal([7, 7, 7], adjoint);
        Assert.Equal([0.5, 1.5, -2], X);
    }

    [Fact]
    public void TangentsOfAnotherLengthThrow() => Assert.Throws<ArgumentException>(() => Products.WavesJvp(X, 0.7, [1, 1], 1));

    [Fact]
    public void JacobianBuffersOfAnotherLengthThrowBeforeAnythingIsWritten()
    {
        double[] ofX = [.. Enumerable.Repeat(7.0, 9)];
        double[] ofA = [7, 7, 7];
        Assert.Throws<ArgumentException>(() => Products.WavesValueAndJacobian(X, 0.7, new double[8], ofA));
        Assert.Throws<ArgumentException>(() => Products.WavesValueAndJacobian(X, 0.7, ofX, new double[2]));
        Assert.Throws<ArgumentException>(() => Products.WavesValueAndJacobian(X, 0.7, ofX, ofX.AsSpan(2, 3)));
        Assert.Throws<ArgumentNullException>(() => Products.WavesValueAndJacobian(null!, 0.7, ofX, ofA));
        Assert.Throws<ArgumentNullException>(() => Products.WavesJacobian(null!, 0.7));
        Assert.All(ofX.Concat(ofA), element => Assert.Equal(7, element));
    }

    [Fact]
    public void SecondDerivativesCheckTheirBuffers()
    {
        double[] gradient = new double[3];
        double[] product = new double[3];
        Assert.Throws<ArgumentException>(() => Seconds.RosenbrockHessianVectorProduct(X, [1, 0], gradient, product));
        Assert.Throws<ArgumentException>(() => Seconds.RosenbrockHessianVectorProduct(X, [1, 0, 0], gradient, gradient));
        Assert.Throws<ArgumentException>(() => Seconds.RosenbrockHessianVectorProduct(X, gradient, gradient, product));
        Assert.Throws<ArgumentException>(() => Seconds.RosenbrockHessianVectorProduct(X, product, gradient, product));
        Assert.Throws<ArgumentException>(() => Seconds.RosenbrockHessianVectorProduct(X, [1, 0, 0], X, product));
        Assert.Throws<ArgumentNullException>(() => Seconds.RosenbrockHessian(null!));
        Assert.Throws<ArgumentNullException>(() => Seconds.RosenbrockHessianDiagonal(null!));
    }

    [Fact]
    public void AdjointsAreAddedTo()
    {
        double b = 3;
        double[] w = [10, 20];
        double value = Products.NeuronVjp([0.3, -0.7], 0.1, [2, -1], 2, w, ref b);
        double slope = 2 * (1 - value * value);
        Assert.Equal(3 + slope, b, 12);
        Assert.Equal(10 + 2 * slope, w[0], 12);
        Assert.Equal(20 - slope, w[1], 12);
    }

    [Fact]
    public void ValueAndJacobianAndTheProductAllocateNothing()
    {
        double[] p = [0.5, 0.25], q = [1.5, -2], ofQ = new double[8], ofP = new double[8], ofH = new double[4];
        double[] gradient = new double[3], product = new double[3], direction = [1, 0, 0];
        AssertNoAllocation(() => Products.LeapfrogValueAndJacobian(q, p, 0.125, ofQ, ofP, ofH));
        AssertNoAllocation(() => Seconds.RosenbrockHessianVectorProduct(X, direction, gradient, product));
    }

    private static void AssertNoAllocation(Action call)
    {
        for (int i = 0; i < 50; i++) call();
        long before = GC.GetAllocatedBytesForCurrentThread();
        call();
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
