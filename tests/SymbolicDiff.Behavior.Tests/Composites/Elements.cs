namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Arrays and spans of structures and tuples.</summary>
public static partial class Elements
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian
        | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    private const Derivatives OfMany = Derivatives.Vjp | Derivatives.Jvp | Derivatives.Jacobian;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3 0.1 0.2 0.3 2 7; 0 -1 2 -0.3 0.4 0.1 3 8; 4 1 0.5 0.2 0.2 -0.6 0.5 9")]
    public static double Energy(Body[] bodies)
    {
        double e = 0;
        for (int i = 0; i < bodies.Length; i++)
        {
            e += bodies[i].Kinetic;
            for (int j = i + 1; j < bodies.Length; j++)
            {
                Vec3 d = bodies[i].Position + -1.0 * bodies[j].Position;
                e -= bodies[i].Mass * bodies[j].Mass / d.Length;
            }
        }

        return e;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 0 -1 2", "0.5 1.5; 2 3")]
    public static double ThroughALocal(Span<Vec3> p, (double x, double y)[] q)
    {
        var r = new Vec3[p.Length];
        for (int i = 0; i < p.Length; i++)
        {
            r[i] = p[i];
            r[i].Scale(q[i].x);
            r[i] = r[i] + 2.0 * p[i];
            r[i].X += q[i].y;
        }

        double s = 0;
        foreach (Vec3 v in r) s += v.Dot(v);
        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("2 1 3; 4 -1 5")]
    public static double ReadOnlyMembers(Charge[] charges)
    {
        double s = 0;
        foreach (Charge c in charges) s += c.Signed * c.Amount * c.Weight;
        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("2 1 3; 4 -1 5", 0.5)]
    public static double WritesReadOnlyMembers(Charge[] charges, double x)
    {
        var own = new Charge[charges.Length];
        for (int i = 0; i < own.Length; i++) own[i] = new Charge(charges[i].Amount * x, charges[i].Sign, charges[i].Weight);
        own[0] = own[1];
        own[1] = new Charge(own[0].Amount * own[0].Amount, own[0].Sign + 1, own[0].Weight * 2);
        return own[0].Signed * x + own[1].Signed * own[1].Weight;
    }

    [Differentiable(Emit = OfReal)]
    [Point("2 3; 4 5; 1 -1", 0.5)]
    public static double With(ReadOnlySpan<Line> lines, double x)
    {
        Line[] own = lines.ToArray();
        for (int i = 1; i < own.Length; i++) own[i] = own[i] with { Offset = own[i - 1].At(x), Slope = own[i].Slope * own[i - 1].Offset };
        return own[^1].At(x) * own[0].Slope;
    }

    [Differentiable(Emit = OfReal)]
    [Point("2 3 4; 5 6 7", 0.5)]
    public static double BehindAProperty(Edge[] edges, double x)
    {
        var own = (Edge[])edges.Clone();
        own[0].Line = new Line(x, edges[1].Line.Slope);
        own[1].Length *= own[0].Line.At(edges[0].Line.Offset);
        double s = 0;
        for (int i = 0; i < own.Length; i++) s += own[i].Line.At(x) * own[i].Length;
        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6; 7 8 9")]
    public static double Swaps(Vec3[] p)
    {
        var q = new Vec3[p.Length];
        p.CopyTo(q, 0);
        for (int i = 0, j = q.Length - 1; i < j; i++, j--) (q[i], q[j]) = (q[j], q[i]);
        (q[0].X, q[1]) = (q[1].Y, new Vec3(q[0].X, q[1].X, q[0].Z));
        return q[0].X * q[0].Y + q[1].X * q[1].Y * q[1].Z + q[2].Z * q[2].Z;
    }

    [Differentiable(Emit = OfReal)]
    [Point("0.1 0.2 0.3; 0.4 0.5 0.6; 0.7 0.8 0.9", 1)]
    public static double References(Vec3[] p, int k)
    {
        Vec3[] q = [p[0], p[1], p[2]];
        ref Vec3 v = ref q[k];
        k = 0;
        v.X *= q[k].Y;
        v = v + q[k];
        foreach (ref Vec3 w in q.AsSpan(1)) w.Scale(w.X);
        Add(ref v, in q[2]);
        return v.Dot(q[1]) + q[k].X * v.Z;

        static void Add(ref Vec3 target, in Vec3 source)
        {
            target.X += source.X * target.Y;
            target.Y += source.Y * target.X;
        }
    }

    [Differentiable(Emit = OfReal | Derivatives.SparseJacobian)]
    [Entries(6)]
    [Point("1 2; 3 4; 5 6")]
    public static double Tuples((double x, double y)[] p)
    {
        double area = 0;
        for (int i = 0; i < p.Length; i++)
        {
            var (x, y) = p[i];
            (double nextX, double nextY) = p[(i + 1) % p.Length];
            area += x * nextY - nextX * y;
        }

        return 0.5 * area * area;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2; 3 4; 5 6", "1 2 3; 4 5 6")]
    public static double Deconstructed((double x, double y)[] p, Vec3[] q)
    {
        double s = 0;
        foreach (var (x, y) in p) s += x * x * y;
        foreach ((double x, _) in p) s *= x;
        return s * q[1].Y;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6/7 8 9")]
    public static double Rows(Vec3[][] rows)
    {
        double s = 0;
        foreach (Vec3[] row in rows)
        {
            for (int i = 0; i < row.Length; i++) s += row[i].Dot(rows[0][0]) * row[i].Z;
        }

        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2; 3 4/5 6; 7 8", 0.5)]
    public static double Grid((double u, double v)[,] grid, double x)
    {
        var own = new (double u, double v)[grid.GetLength(0), grid.GetLength(1)];
        for (int i = 0; i < grid.GetLength(0); i++)
            for (int j = 0; j < grid.GetLength(1); j++)
                own[i, j] = (grid[i, j].u * x, grid[i, j].v + (j > 0 ? own[i, j - 1].u : x));
        double s = 0;
        foreach ((double u, double v) in own) s += u * u * v;
        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6; 7 8 9", 0.5)]
    public static double CalledMethods(Vec3[] p, double x)
    {
        var q = new Vec3[p.Length];
        Fill(q, p, x);
        return Sum(q.AsSpan(1)) * Sum(p);

        static void Fill(Span<Vec3> to, ReadOnlySpan<Vec3> from, double factor)
        {
            for (int i = 0; i < to.Length; i++) to[i] = factor * from[i];
        }

        static double Sum(ReadOnlySpan<Vec3> all)
        {
            Vec3 sum = default;
            for (int i = 0; i < all.Length; i++) sum += all[i];
            return sum.X * sum.Y + sum.Z;
        }
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6", 0.5)]
    public static double FilledAndCleared(Vec3[] p, double x)
    {
        var q = new Vec3[4];
        Array.Fill(q, x * p[0]);
        q[1] = p[1];
        q.AsSpan(2, 1).Clear();
        Array.Copy(q, 1, q, 2, 2);
        q.AsSpan(0, 1).Fill(p[1]);
        double s = 0;
        foreach (Vec3 v in q) s += v.X * v.Y + v.Z * x;
        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1.5 0.5 3; 2 0.25 4")]
    public static double SettableProperties(Gauss[] g)
    {
        var own = new Gauss[2];
        own[0] = g[1];
        own[0].Mean *= g[0].Deviation;
        own[1] = new Gauss { Mean = own[0].Mean, Deviation = g[0].Mean, Count = g[0].Count };
        own[1].Count++;
        return own[0].Mean * own[0].Count + own[1].Mean * own[1].Deviation * own[1].Count;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3 0.1 0.2 0.3 2 7; 0 -1 2 -0.3 0.4 0.1 3 8", 0.1)]
    public static double Simulated(Body[] bodies, double dt)
    {
        var own = (Body[])bodies.Clone();
        for (int step = 0; step < 3; step++)
        {
            foreach (ref Body b in own.AsSpan()) b.Position += dt * b.Velocity;
            for (int i = 0; i < own.Length; i++)
                for (int j = 0; j < own.Length; j++)
                    if (i != j && own[i].Kind != own[j].Kind) own[i].Push(own[j].Position + -1.0 * own[i].Position, dt);
        }

        return own[0].Position.Length + own[1].Kinetic;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6")]
    public static double WhileIterating(Vec3[] p)
    {
        var q = (Vec3[])p.Clone();
        int i = 0;
        while (q[i].X < 40)
        {
            q[i].X *= 1.5 + 0.1 * q[i].Y;
            q[i] = new Vec3(q[i].X, q[i].Z, q[i].Y);
        }

        return q[0].X * q[0].Y;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6; 7 8 9", "2 0 1")]
    public static double Permuted(Vec3[] p, int[] order)
    {
        double s = 0;
        for (int i = 0; i < order.Length; i++) s += p[order[i]].X * p[i].Y + p[order[order[i]]].Z * p[i].X;
        return s;
    }

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp)]
    [Point("1 2 3; 4 5 6", 0.5)]
    public static double ReplacedArray(Vec3[] p, double x)
    {
        Vec3[] q = p;
        double s = q[0].X * q[1].Y;
        if (s > 0) q = [new Vec3(x, x * x, p[0].Z), p[1]];
        return s + q[0].X * q[0].Y * q[1].Z;
    }

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp)]
    [Point("1 2 3; 4 5 6", 0.5)]
    public static double NewRows(Vec3[] p, double x)
    {
        var rows = new Vec3[2][];
        for (int i = 0; i < rows.Length; i++)
        {
            rows[i] = new Vec3[p.Length];
            for (int j = 0; j < p.Length; j++) rows[i][j] = (x + i) * p[j];
        }

        return rows[0][1].Dot(rows[1][0]);
    }

    [Differentiable(Emit = Derivatives.Gradient | Derivatives.Jvp | Derivatives.Vjp)]
    [Point("1 2 3; 4 5 6", 0.5)]
    public static double WritesItsParameter(Vec3[] p, double x)
    {
        p[0] = x * p[1] + p[0];
        p[1].Y = p[0].X;
        return p[0].Dot(p[1]);
    }

    [Differentiable(Emit = Modes.Both)]
    [Point("1 2 3 0.1 0.2 0.3 2 7; 0 -1 2 -0.3 0.4 0.1 3 8")]
    public static double SquareOfForces(Body[] bodies)
    {
        Body[] gradient = EnergyGradient(bodies);
        double s = 0;
        foreach (Body b in gradient) s += b.Position.Dot(b.Position) + b.Mass * b.Mass;
        return s;
    }

    [Differentiable(nameof(p), Emit = OfMany)]
    [Point("1 2 3; 4 5 6", "0.5 0.25 0; 1 1 2", 0.1)]
    public static void Step(Vec3[] p, Vec3[] v, double dt)
    {
        for (int i = 0; i < p.Length; i++) p[i] += dt * v[i];
    }

    [Differentiable(Emit = OfMany)]
    [Point("1 2 3")]
    public static Line[] Lines(double[] x)
    {
        var lines = new Line[x.Length];
        for (int i = 0; i < x.Length; i++) lines[i] = new Line(x[i], x[i] * x[i]);
        lines[0] = lines[0] with { Slope = 3 * x[1] };
        return lines;
    }

    [Differentiable(Emit = OfMany)]
    [Point("1 2; 3 4", 0.5, "7 7 7; 7 7 7")]
    public static void Points(ReadOnlySpan<(double x, double y)> from, double t, Span<Vec3> to)
    {
        for (int i = 0; i < from.Length; i++) to[i] = new Vec3(from[i].x * t, from[i].y, t);
    }
}
