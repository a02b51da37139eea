namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Memory that is reached by two ways and written by one of them is right or refused, in both modes and in every form.</summary>
public sealed class AliasTests : IDisposable
{
    private readonly double[] cache = Aliased.Cache;
    private readonly double[][] rows = Aliased.Rows;

    public void Dispose()
    {
        Aliased.Cache = cache;
        Aliased.Rows = rows;
    }

    [Fact]
    public void AParameterIsAStaticThatIsRead()
    {
        Aliased.Cache = [1, 2];
        Refused("a", () => Aliased.WritesBesideAStaticGradient(Aliased.Cache, 2));
        Refused("a", () => Aliased.WritesBesideAStaticValueAndGradient(Aliased.Cache, 2));
        Refused("a", () => Aliased.WritesBesideAStaticJvp(Aliased.Cache, 2, 1));
        Assert.Equal([1, 2], Aliased.Cache);
        Assert.Equal(8, Aliased.WritesBesideAStaticGradient([1], 2));
    }

    [Fact]
    public void AParameterIsAStaticThatIsWritten()
    {
        Aliased.Cache = [1, 2];
        Refused("a", () => Aliased.WritesAStaticGradient(Aliased.Cache));
        Refused("a", () => Aliased.WritesAStaticJvp(Aliased.Cache, new double[2]));
        Assert.Equal([1, 2], Aliased.Cache);
        Assert.Equal([3 * 2, 1], Aliased.WritesAStaticGradient([1, 2]));
    }

    [Fact]
    public void ABufferIsAStaticThatIsRead()
    {
        Aliased.Cache = [1, 2];
        Refused("aGradient", () => Aliased.ReadsAStaticValueAndGradient([3, 4], Aliased.Cache));
        Assert.Equal([1, 2], Aliased.Cache);
        Assert.Equal([2, 2], Aliased.ReadsAStaticGradient(Aliased.Cache));
    }

    [Fact]
    public void TwoConstantParametersAreOneArray()
    {
        double[] a = [1, 2];
        Refused("a", () => Aliased.WritesBesideAParameterGradient(a, a, 2));
        Refused("a", () => Aliased.WritesBesideAParameterJvp(a, a, 2, 1));
        Assert.Equal([1, 2], a);
    }

    [Fact]
    public void AParameterIsARowOfAStatic()
    {
        Refused("a", () => Aliased.WritesARowOfAStaticGradient(Aliased.Rows[1], 2));
        Refused("a", () => Aliased.WritesARowOfAStaticJvp(Aliased.Rows[1], 2, 1));
        Assert.Equal(16, Aliased.WritesARowOfAStaticGradient([1, 2], 2));
    }

    [Fact]
    public void AReplacedParameterWasAStatic()
    {
        Refused("aGiven", () => Aliased.WritesAReplacedParameterGradient(Aliased.Cache, 2));
        Refused("aGiven", () => Aliased.WritesAReplacedParameterJvp(Aliased.Cache, 2, 1));
    }

    [Fact]
    public void TwoArraysOfIndicesMayBeOne()
    {
        int[] p = [0];
        double[] gradient = Aliased.MovesAnIndexGradient([2, 7], p, p);
        Assert.Equal([2 * 2 * 7, 4], gradient);
        int[] q = [0];
        var (value, tangent) = Aliased.MovesAnIndexJvp([2, 7], q, q, [1, 0]);
        Assert.Equal((28, 28), (value, tangent));
    }

    [Fact]
    public void AParameterIsAField()
    {
        double[] own = [1, 2];
        var instance = new AliasedThroughAnInstance(own);
        Refused("a", () => instance.WritesBesideAFieldGradient(own, 2));
        Refused("a", () => instance.WritesBesideAFieldJvp(own, 2, 1));
        Assert.Equal(4, instance.WritesBesideAFieldGradient([1], 2));
    }

    [Fact]
    public void TwoFieldsAreOneArray()
    {
        double[] own = [1, 2];
        Assert.Equal(20, new AliasedThroughAnInstance(own).WritesOneOfTwoFieldsGradient(2));
        own[0] = 1;
        Assert.Equal((20, 20), new AliasedThroughAnInstance(own).WritesOneOfTwoFieldsJvp(2, 1));
    }

    [Fact]
    public void AParameterOverlapsASpanInAField()
    {
        double[] memory = [1, 2, 3];
        Refused("a", () => new AliasedThroughASpan(memory.AsSpan(0, 2)).WritesBesideASliceGradient(memory, 2));
        Assert.Equal(4, new AliasedThroughASpan(memory.AsSpan(0, 1)).WritesBesideASliceGradient(memory.AsSpan(1), 2));
    }

    [Fact]
    public void AReferenceIsAnElement()
    {
        double[] a = [1, 2];
        Refused("x", () => Aliased.WritesBesideAReferenceGradient(ref a[0], a));
        Refused("x", () => Aliased.WritesBesideAReferenceJvp(ref a[1], a, 1));
        Refused("x", () => Aliased.WritesBesideAnInParameterGradient(in a[0], a));
        Refused("x", () => Aliased.WritesBesideAnInParameterJvp(in a[0], a, [1, 1]));
        Assert.Equal([1, 2], a);
        double x = 3;
        Assert.Equal(11, Aliased.WritesBesideAReferenceGradient(ref x, a));
    }

    [Fact]
    public void AReferenceIsAnElementOfAStatic()
    {
        double x = 3;
        Aliased.Cache = [2, 5];
        Refused("x", () => Aliased.WritesAReferenceBesideAStaticGradient(ref Aliased.Cache[0]));
        Refused("x", () => Aliased.WritesAReferenceBesideAStaticJvp(ref Aliased.Cache[0], 1));
        Assert.Equal(2 + 2 * 2 * 3, Aliased.WritesAReferenceBesideAStaticGradient(ref x));
    }

    [Fact]
    public void TwoReferencesAreOneVariable()
    {
        double x = 3, y = 1;
        Refused("x", () => { double one = 3; Aliased.TwoReferencesGradient(ref one, ref one); });
        Refused("x", () => { double one = 3; Aliased.TwoReferencesJvp(ref one, ref one, 1); });
        Assert.Equal(11, Aliased.TwoReferencesGradient(ref x, ref y));
        Refused("p", () => { int one = 0; Aliased.TwoIndicesByReferenceGradient([2, 7], ref one, ref one); });
        Refused("p", () => { int one = 0; Aliased.TwoIndicesByReferenceJvp([2, 7], ref one, ref one, [1, 0]); });
    }

    [Fact]
    public void AResultIsAnElement()
    {
        double[] x = [1, 2];
        Refused("r", () => Aliased.ResultByReferenceValueAndGradient(x, out x[1], new double[2]));
        Refused("r", () => Aliased.ResultByReferenceJvp(x, out x[1], [1, 1], out _));
        Assert.Equal([2, 4], Aliased.ResultByReferenceGradient([1, 2], out x[1]));
    }

    [Fact]
    public void TwoResultsAreOneVariable()
    {
        Refused("p", () => { double one; Aliased.TwoResultsGradient(3, out one, out one); });
        Refused("p", () => { double one; Aliased.TwoResultsJvp(3, out one, out one, 1); });
        Assert.Equal(5 * 27, Aliased.TwoResultsGradient(3, out _, out double q));
        Assert.Equal(5, q);
    }

    [Fact]
    public void AReferenceIsAScalarField()
    {
        var instance = new AliasedThroughAnInstance([1]);
        Refused("x", () => instance.WritesBesideAScalarFieldGradient(ref instance.Scale));
        Refused("x", () => instance.WritesBesideAScalarFieldJvp(ref instance.Scale, 1));
        Refused("r", () => instance.ResultBesideAScalarFieldGradient(3, out instance.Scale));
        double x = 3;
        instance = new AliasedThroughAnInstance([1]);
        Assert.Equal(2 + 2 * 6, instance.WritesBesideAScalarFieldGradient(ref x));
        Assert.Equal(2 * 6, instance.ResultBesideAScalarFieldGradient(3, out _));
    }

    [Fact]
    public void AListIsAnArray()
    {
        double[] a = [2, 3];
        Refused("a", () => Aliased.WritesBesideAListGradient(a, a, 2));
        Refused("a", () => Aliased.WritesBesideAListJvp(a, a, 2, 1));
        Assert.Equal([2, 3], a);
        Assert.Equal(4 * 2 + 2, Aliased.WritesBesideAListGradient(a, [2.0], 2));
        double[] list = [1, 1];
        Refused("aGradient", () => Aliased.ReadsAListValueAndGradient(a, list, list));
        Assert.Equal([8, 8], Aliased.ReadsAListGradient([2, 2], [2.0]));
    }

    [Fact]
    public void AGradientIsPutIntoAnElement()
    {
        double[] a = [2, 3], gradient = new double[2];
        double value = Aliased.ReadsElementsBesideScalarsValueAndGradient(a, 5, 7, gradient, out a[1], out double y);
        Assert.Equal((5 * 2 + 7 * 9, 9, 2), (value, y, a[1]));
        Assert.Equal([5, 7 * 2 * 3], gradient);
    }

    private static void Refused(string parameter, Action call) => Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
