using SymbolicDiff.Behavior.Tests.Composites;

namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Arrays of structures that are reached by two ways, or hold more than reals.</summary>
public static partial class Elements
{
    public static Vec3[] Cache { get; set; } = [new(1, 2, 3)];

    [Differentiable(nameof(p), Emit = Both | Derivatives.Vjp)]
    public static double Writes(Vec3[] p, Vec3[] q)
    {
        p[0].X *= q[0].X;
        return p[0].X * q[0].X;
    }

    [Differentiable(nameof(p), Emit = Both)]
    public static double Reads(Vec3[] p, Vec3[] q) => p[0].X * q[0].X * p[0].Y;

    [Differentiable(nameof(p), Emit = Both)]
    public static double WritesBesideAReference(Vec3[] p, ref double r)
    {
        p[0].X *= r;
        r = 2;
        return p[0].X * r * p[0].Y;
    }

    [Differentiable(nameof(p), Emit = Both)]
    public static double WritesBesideAStatic(Vec3[] p)
    {
        double s = Cache[0].X * p[0].X;
        p[0].X = 5;
        return s * p[0].Y + Cache[0].X;
    }

    [Differentiable(nameof(p), Emit = Both)]
    public static double WritesRows(Vec3[][] p)
    {
        p[0][0].X *= p[1][0].Y;
        return p[0][0].X * p[1][0].X;
    }

    [Differentiable(nameof(rows), Emit = Both)]
    public static double WritesBesideARow(Vec3[][] rows, Vec3[] p)
    {
        p[0].X *= 2;
        return p[0].X * rows[0][0].X * rows[0][0].Y;
    }

    [Differentiable(nameof(grid), Emit = Both)]
    public static double Grid((double u, double v)[,] grid) => grid[0, 0].u * grid[0, 1].v;

    [Differentiable(nameof(c), Emit = Both | Derivatives.Vjp)]
    public static double Signs(Charge[] c)
    {
        double s = 0;
        for (int i = 0; i < c.Length; i++)
        {
            c[i] = new Charge(2 * c[i].Amount, c[i].Sign + 1, c[i].Weight);
            s += c[i].Signed * c[i].Amount;
        }

        return s;
    }
}
