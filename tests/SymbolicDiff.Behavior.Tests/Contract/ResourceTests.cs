using System.Numerics;

namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Memory that derivatives rent is as much as the README says, and is given back whatever happens; calls share nothing.</summary>
[Collection(nameof(Alone))]
public sealed class ResourceTests
{
    private const int Iterations = 10_000_000;

    /// <summary>The pool's arrays have lengths of powers of two.</summary>
    private static readonly long rounded = (long)BitOperations.RoundUpToPowerOf2(Iterations);

    [Fact]
    public void TenMillionIterationsRecordOneNumberEach()
    {
        double gradient = 0;
        var (_, peak, kept) = PoolWatch.Of(() => gradient = Resources.CountedGradient(0.5, Iterations));
        Assert.InRange(peak, Iterations, rounded);
        Assert.Equal(0, kept);
        Assert.InRange(Math.Abs(gradient), 0, 1e-9); // the fixed point attracts
    }

    [Fact]
    public void SinglePrecisionIsRecordedAsSuch()
    {
        Resources.CountedInSinglePrecisionGradient(0.5f, 10);
        var (_, peak, kept) = PoolWatch.Of(() => Resources.CountedInSinglePrecisionGradient(0.5f, Iterations));
        Assert.InRange(peak, Iterations, rounded);
        Assert.Equal(0, kept);
    }

    /// <summary>While it grows, a stack holds the memory from before, too: half as much.</summary>
    [Fact]
    public void AnUnknownNumberOfIterationsRecordsOneNumberEach()
    {
        var (_, peak, kept) = PoolWatch.Of(() => Resources.UncountedGradient(0.5, Iterations));
        Assert.InRange(peak, Iterations, rounded + rounded / 2);
        Assert.Equal(0, kept);
    }

    [Fact]
    public void SumsRecordNothing() => Assert.Equal((0, 0, 0), PoolWatch.Of(() => Resources.SummedGradient(0.5, Iterations)));

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void WhatIsRentedIsReturnedWhenThePrimalThrows(int stop)
    {
        double[] v = [0.9, 0.8, 0.9, 1.1, 1.2, 0.9, 1.3, 1.1], direction = [1, 2, 3, 4, 5, 6, 7, 8], gradient = new double[8], product = new double[8];
        AssertReturned(() => Resources.StoppedGradient(v, stop));
        AssertReturned(() => Resources.StoppedValueAndGradient(v, stop, gradient));
        AssertReturned(() => Resources.StoppedVjp(v, stop, 1, gradient));
        AssertReturned(() => Resources.StoppedHessian(v, stop));
        AssertReturned(() => Resources.StoppedHessianVectorProduct(v, stop, direction, gradient, product));
        AssertThrows(() => Resources.StoppedJvp(v, stop, direction));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(7)]
    public void WhatIsRentedIsReturnedWhenTheReverseSweepThrows(int stop)
    {
        double[] v = [0.9, 0.8, 0.9, 1.1, 1.2, 0.9, 1.3, 1.1], gradient = new double[8];
        AssertReturned(() => Resources.StoppedOnTheWayBackGradient(v, stop));
        AssertReturned(() => Resources.StoppedOnTheWayBackValueAndGradient(v, stop, gradient));
        AssertReturned(() => Resources.StoppedOnTheWayBackVjp(v, stop, 1, gradient));
        AssertReturned(() => Resources.StoppedOnTheWayBackJacobian(v, stop));
    }

    [Fact]
    public void AfterAnExceptionTheNextCallIsRight()
    {
        double[] v = [0.9, 0.8, 0.9, 1.1];
        double[] before = Resources.StoppedGradient(v, -1);
        for (int i = 0; i < 3; i++) AssertThrows(() => Resources.StoppedGradient(v, i));
        Assert.Equal(before, Resources.StoppedGradient(v, -1));
    }

    [Fact]
    public void ConcurrentCallsGiveWhatOneGives()
    {
        double[][] points = [.. Enumerable.Range(0, 64).Select(i => Enumerable.Range(0, 5 + i % 7).Select(j => 0.7 + 0.01 * i + 0.05 * j).ToArray())];
        double[][] gradients = [.. points.Select(v => Resources.StoppedGradient(v, -1))];
        double[][,] hessians = [.. points.Select(v => Resources.StoppedHessian(v, -1))];
        double[] derivatives = [.. points.Select(v => Resources.UncountedGradient(v[0], 100))];
        Parallel.For(0, 16 * points.Length, new ParallelOptions { MaxDegreeOfParallelism = 8 }, call =>
        {
            int i = call % points.Length;
            Assert.Equal(gradients[i], Resources.StoppedGradient(points[i], -1));
            Assert.Equal(derivatives[i], Resources.UncountedGradient(points[i][0], 100));
            if (call % 4 == 0) Assert.Equal(hessians[i], Resources.StoppedHessian(points[i], -1));
            if (call % 5 == 0) Assert.Throws<InvalidOperationException>(() => Resources.StoppedGradient(points[i], 1));
        });
    }

    [Fact]
    public void OfNoElements()
    {
        double[] none = [];
        Assert.Empty(Resources.OfFewElementsGradient(none));
        Assert.Equal(1, Resources.OfFewElementsValueAndGradient(none, []));
        Assert.Equal(1, Resources.OfFewElementsVjp(none, 2, []));
        Assert.Equal((1, 0), Resources.OfFewElementsJvp(none, []));
        Assert.Equal(new double[1, 0], Resources.OfFewElementsJacobian(none));
        Assert.Equal(new double[0, 0], Resources.OfFewElementsHessian(none));
        Assert.Empty(Resources.OfFewElementsHessianVectorProduct(none, []));
        Assert.Empty(Resources.OfFewElementsHessianDiagonal(none));
        Assert.Empty(Resources.OfFewElementsSparseJacobian(none).values);
        Assert.Equal(new double[0, 0], Resources.ToFewElementsJacobian(none));
        Assert.Empty(Resources.ToFewElementsVjp(none, [], []));
        Assert.Empty(Resources.ToFewElementsJvp(none, []).tangent);
        Assert.Empty(Resources.ToFewElementsSparseJacobian(none).values);
    }

    /// <summary>(1 + x²)·(x + sin 1)</summary>
    [Fact]
    public void OfOneElement()
    {
        double[] one = [0.5], gradient = [9];
        double value = 1.25 * (0.5 + Math.Sin(1)), slope = 0.5 + Math.Sin(1) + 1.25, second = 3.5 + 2 * Math.Sin(1) - 0.5;
        Assert.Equal(value, Resources.OfFewElementsValueAndGradient(one, gradient), 1e-14);
        Assert.Equal(slope, gradient[0], 1e-14);
        Assert.Equal(slope, Assert.Single(Resources.OfFewElementsGradient(one)), 1e-14);
        Assert.Equal(slope, Resources.OfFewElementsJvp(one, [1]).tangent, 1e-14);
        Assert.Equal(slope, Resources.OfFewElementsJacobian(one)[0, 0], 1e-14);
        Assert.Equal(second, Resources.OfFewElementsHessian(one)[0, 0], 1e-14);
        Assert.Equal(2 * second, Assert.Single(Resources.OfFewElementsHessianVectorProduct(one, [2])), 1e-14);
        Assert.Equal(second, Assert.Single(Resources.OfFewElementsHessianDiagonal(one)), 1e-14);
        Assert.Equal(slope, Assert.Single(Resources.OfFewElementsSparseJacobian(one).values), 1e-14);
        Assert.Equal(1, Resources.ToFewElementsJacobian(one)[0, 0]);
        Assert.Equal(1, Assert.Single(Resources.ToFewElementsSparseJacobian(one).values));
    }

    private static void AssertReturned(Func<object?> call)
    {
        AssertThrows(call); // what is pooled beside the arrays is there from now on
        var (rentals, _, kept) = PoolWatch.Of(() => AssertThrows(call));
        Assert.NotEqual(0, rentals);
        Assert.Equal(0, kept);
    }

    private static void AssertThrows(Func<object?> call) =>
        Assert.Equal("stopped", Assert.Throws<InvalidOperationException>(() => _ = call()).Message);
}
