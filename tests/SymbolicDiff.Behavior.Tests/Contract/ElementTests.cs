using SymbolicDiff.Behavior.Tests.Composites;

namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Arrays and spans of structures keep the contract: what shares memory is refused, what is no real is left alone.</summary>
public sealed class ElementTests
{
    private static Vec3[] New(params double[] x) => [.. x.Select(first => new Vec3(first, 10 * first, 0))];

    [Fact]
    public void TheSameArrayTwiceIsRefusedWhereItIsWritten()
    {
        Vec3[] p = New(3);
        Refused("p", () => Elements.WritesGradient(p, p));
        Refused("p", () => Elements.WritesJvp(p, p, new Vec3[1]));
        Refused("p", () => Elements.WritesVjp(p, p, 1, new Vec3[1]));
        Assert.Equal(3, p[0].X);
        Assert.Equal(30 * 3, Elements.ReadsGradient(p, p)[0].X);
        Assert.Equal(25, Elements.WritesGradient(New(2), New(5))[0].X);
    }

    [Fact]
    public void ABufferThatIsAnInputIsRefused()
    {
        Vec3[] p = New(3), q = New(4), both = New(1, 2, 3);
        Refused("pGradient", () => Elements.ReadsValueAndGradient(p, q, p));
        Refused("pGradient", () => Elements.ReadsValueAndGradient(p, q, q));
        Refused("pGradient", () => Elements.ReadsValueAndGradient(p, q, new Vec3[2]));
        Refused("pGradient", () => Composites.Elements.FilledAndClearedValueAndGradient(both, 1, both.AsSpan(), out _));
        Assert.Throws<ArgumentNullException>("p", () => Elements.ReadsGradient(null!, q));
        Assert.Equal(3, p[0].X);
    }

    [Fact]
    public void AReferenceToAMemberIsRefused()
    {
        Vec3[] p = New(3, 4);
        Refused("r", () => Elements.WritesBesideAReferenceGradient(p, ref p[1].Z));
        Refused("r", () => Elements.WritesBesideAReferenceJvp(p, ref p[0].X, new Vec3[2]));
        Assert.Equal(3, p[0].X);
        double apart = 7;
        Assert.Equal(7 * 2 * 30, Elements.WritesBesideAReferenceGradient(p, ref apart)[0].X);
    }

    [Fact]
    public void AStaticThatIsAParameterIsRefused()
    {
        Vec3[] before = Elements.Cache;
        Refused("p", () => Elements.WritesBesideAStaticGradient(before));
        Assert.Equal(1, Elements.Cache[0].X);
        Assert.Equal(20, Elements.WritesBesideAStaticGradient(New(2))[0].X);
    }

    [Fact]
    public void RowsThatAreOneArrayAreRefused()
    {
        Vec3[] row = New(3);
        Refused("p", () => Elements.WritesRowsGradient([row, row]));
        Refused("rows", () => Elements.WritesBesideARowGradient([New(1), row], row));
        Assert.Equal(3, row[0].X);
        Vec3[][] gradient = Elements.WritesRowsGradient([New(3), New(4)]);
        Assert.Equal(40 * 4, gradient[0][0].X);
        Assert.Equal(3 * 40, gradient[1][0].X);
    }

    [Fact]
    public void AGridHasItsShape()
    {
        var grid = new (double u, double v)[2, 2];
        grid[0, 1].v = 5;
        Refused("gridGradient", () => Elements.GridValueAndGradient(grid, new (double, double)[1, 4]));
        Assert.Equal(5, Elements.GridGradient(grid)[0, 0].u);
    }

    [Fact]
    public void MembersThatAreNoRealsAreWhatThePrimalMakesOfThem()
    {
        Charge[] charges = [new(3, 1, 2)], tangents = [new(1, 9, 0)];
        Assert.Equal(2 * 2 * 2 * 2 * 3, Elements.SignsJvp(charges, tangents).tangent);
        Assert.Equal(2, charges[0].Sign);
        Charge[] adjoints = [new(1, 9, 0)];
        Elements.SignsVjp([new(3, 1, 2)], 1, adjoints);
        Assert.Equal(2 + 48, adjoints[0].Amount);
        Assert.Equal(9, adjoints[0].Sign);
        Assert.Equal(0, Elements.SignsGradient([new(3, 1, 2)])[0].Sign);
    }

    private static void Refused(string parameter, Action call) => Assert.Equal(parameter, Assert.Throws<ArgumentException>(call).ParamName);
}
