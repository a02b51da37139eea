using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Tests;

public class TraversalTests
{
    private static readonly Variable X = new("x", 0, ValueType.Double, Role.Source);
    private static readonly Variable I = new("i", 0, ValueType.Int32, Role.Source);
    private static readonly Variable V = new("v", 0, new StorageType(StorageKind.Array, ValueType.Double), Role.Source);
    private static readonly External Next = new(EquatableArray.Of("Next(", ")"), EquatableArray.Of<Expression>(X), ValueType.Double, HasEffects: true);
    private static readonly External Pi = new("Math.PI", ValueType.Double);

    [Fact]
    public void WhatIsKnownOfAnExpressionIsNotKnownOfItsCopies()
    {
        var sum = new Apply(Primitive.Add, ValueType.Double, X, Pi);
        Assert.False(sum.HasEffects());
        Apply other = sum with { Operands = EquatableArray.Of<Expression>(X, Next) };
        Assert.True(other.HasEffects());
        Assert.False((other with { Operands = EquatableArray.Of<Expression>(X, X) }).HasEffects());
        Assert.True(sum.MapChildren(part => part.Equals(X) ? Next : part).HasEffects());
        Assert.False((Next with { HasEffects = false }).HasEffects());
    }

    [Fact]
    public void WhatIsKnownMakesNoDifferenceBetweenEqualExpressions()
    {
        var asked = new Conditional(Constant.True, X, Next);
        var fresh = new Conditional(Constant.True, X, Next);
        Assert.True(asked.HasEffects());
        Assert.Equal(fresh, asked);
        Assert.Equal(fresh.GetHashCode(), asked.GetHashCode());
        Assert.NotEqual<Expression>(new ZerosLike(V, (StorageType)V.Type), new CopyOf(V, (StorageType)V.Type));
    }

    [Fact]
    public void ReadsStandInTheOrderOfEvaluation()
    {
        var element = new Element(V, I);
        Assert.Equal([V, I, X], new Assign(element, AssignmentKind.Set, X).Reads());
        Assert.Equal([element, X], new Assign(element, AssignmentKind.Add, X).Reads());
        Assert.Equal([X], new Assign(X, AssignmentKind.Set, X).Reads());
        Assert.Equal([V, V], new Guard(GuardKind.Distinct, EquatableArray.Of<Expression>(V, V)).Reads());
        Assert.Empty(new Declare(X, null).Reads());
        Reads reads = new Assign(element, AssignmentKind.Set, X).Reads();
        Assert.Equal(3, reads.Count);
        Assert.Equal([V, I, X], [reads[0], reads[1], reads[2]]);
        Assert.True(reads.Any(read => read.Equals(I)));
        Assert.False(reads.All(read => read.Equals(I)));
    }

    [Fact]
    public void ExternalCodeIsFoundWhereverItStands()
    {
        var inside = new Apply(Primitive.Multiply, ValueType.Double, X, new Apply(Primitive.Exp, ValueType.Double, Next));
        Assert.Equal([Next], new Declare(X, inside).Externals());
        Assert.Equal([Pi, Next], new Return(EquatableArray.Of<Expression>(Pi, X, inside)).Externals());
        Assert.Empty(new Declare(X, new Apply(Primitive.Exp, ValueType.Double, X)).Externals());
    }
}
