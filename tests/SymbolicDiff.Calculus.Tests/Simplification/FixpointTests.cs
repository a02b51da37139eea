using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>What the simplification costs, counted.</summary>
public class FixpointTests
{
    private static readonly Variable x = new("x", 0, ValueType.Double, Role.Source);

    [Fact]
    public void WhatNothingChangesInStaysTheSameInstance()
    {
        Function simplified = Simplifier.Simplify(Straight(20));
        Function again = Simplifier.Simplify(simplified);
        Assert.Same(simplified, again);
    }

    [Fact]
    public void CostGrowsWithTheSize()
    {
        long half = Cost(Straight(1000));
        long whole = Cost(Straight(2000));
        Assert.True(whole < 2.6 * half, $"{half} bytes for half the size, {whole} for the whole");
    }

    [Fact]
    public void IsCancelledBetweenPasses() =>
        Assert.Throws<OperationCanceledException>(() => Simplifier.Simplify(Straight(20), new CancellationToken(canceled: true)));

    [Fact]
    public void DepthIsFoundWithoutRecursion()
    {
        Assert.True(Depth.IsModerate(Nested(Depth.MostBlocks - 1, 1)));
        Assert.False(Depth.IsModerate(Nested(Depth.MostBlocks, 1)));
        Assert.False(Depth.IsModerate(Nested(1_000_000, 1)));
        Assert.True(Depth.IsModerate(Nested(1, Depth.MostOperations - 1)));
        Assert.False(Depth.IsModerate(Nested(1, 1_000_000)));
    }

    private static long Cost(Function function)
    {
        Simplifier.Simplify(function);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Simplifier.Simplify(function);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    /// <summary>Sines of each other, each with an accumulated derivative.</summary>
    private static Function Straight(int length)
    {
        var builder = new BlockBuilder(new VariableSource());
        Variable xBar = builder.Variables.New("xBar", ValueType.Double, Role.Derivative);
        builder.Add(new Declare(xBar, Constant.Of(0.0)));
        Variable last = x;
        for (int i = 0; i < length; i++)
        {
            last = builder.Local(new Apply(Primitive.Sin, ValueType.Double, last));
            builder.Add(new Assign(xBar, AssignmentKind.Add, new Apply(Primitive.Multiply, ValueType.Double, last, x)));
        }

        builder.Add(new Return(EquatableArray.Of<Expression>(last, xBar)));
        return Function(builder.ToBlock(), 2);
    }

    private static Function Nested(int blocks, int operations)
    {
        Expression deep = x;
        for (int i = 0; i < operations; i++) deep = new Apply(Primitive.Add, ValueType.Double, deep, x);
        var block = new Block(new If(new Apply(Primitive.Less, ValueType.Boolean, x, x), new Block(new Declare(x, deep)), Block.Empty));
        for (int i = 1; i < blocks; i++) block = new Block(new While(Constant.True, block));
        return Function(block, 0);
    }

    private static Function Function(Block body, int results) => new(
        "F",
        EquatableArray.Of(new Parameter(x, Passing.Value)),
        Enumerable.Range(0, results).Select(_ => new Result(null, ValueType.Double)).ToEquatableArray(),
        body);
}
