namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>A structure with a type parameter and members of other kinds.</summary>
public struct Pair<T>
{
    public T First;
    public T Second;
    public bool IsSet;
    public string? Name;

    public readonly void Deconstruct(out T second, out T first)
    {
        second = Second;
        first = First;
    }
}

/// <summary>Where copies of elements and the elements themselves are easily taken for each other.</summary>
public static partial class ElementTraps
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6; 7 8 9")]
    public static double EvaluatedOnce(Vec3[] p)
    {
        var q = (Vec3[])p.Clone();
        int i = 0;
        q[i++].X += q[i].Y;
        q[i++].Scale(q[i].X);
        q[Next(ref i)] = q[0] + q[i];
        q[i = 0].Y *= q[1].X;
        return i + q[0].Dot(q[1]) * q[2].X;

        static int Next(ref int k) => --k;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6")]
    public static double CopiesKeepTheirValue(Vec3[] p)
    {
        var q = (Vec3[])p.Clone();
        Vec3 before = q[0];
        Vec3[] same = q;
        same[0].X = 9 * p[1].X;
        double s = before.X * q[0].X + Changed(q[0], q) * Get(q, 1).Y;
        Get(q, 0).Scale(100);
        s += Get(q, 0).X * Bumped(q) + q[0].X;
        return s;

        static double Changed(Vec3 v, Vec3[] all)
        {
            all[0].X *= 2;
            return v.X * all[0].X;
        }

        static Vec3 Get(Vec3[] all, int i) => all[i];

        static double Bumped(Vec3[] all)
        {
            all[0].X += all[1].Z;
            return all[0].X;
        }
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6")]
    public static double ReferencesSeeChanges(Vec3[] p)
    {
        var q = (Vec3[])p.Clone();
        Span<Vec3> s = q.AsSpan();
        s[0].Scale(s[1].X);
        s[^1].Scale(2);
        ref double a = ref q[0].X;
        ref double b = ref s[0].Y;
        (a, b) = (b, a * a);
        return Seen(in q[0], q) + Both(ref q[1].X, ref s[1].X) + s[1].Z;

        static double Seen(in Vec3 v, Vec3[] all)
        {
            all[0].X *= 3;
            return v.X * all[0].Y;
        }

        static double Both(ref double x, ref double y)
        {
            x *= 2;
            y += x;
            return x * y;
        }
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6", 1, 1)]
    [Point("1 2 3; 4 5 6", 1, 0)]
    public static double ReadsWhatItWrites(Vec3[] p, int i, int j)
    {
        var q = (Vec3[])p.Clone();
        q[i] = new Vec3(q[j].Y, q[j].X, q[i].X * q[j].Z);
        q[j] = q[i];
        (q[i].X, q[j].Y) = (q[j].Y * q[i].Z, q[i].X);
        var lines = new Line[] { new(q[i].X, q[j].Y), new(q[i].Z, 1) };
        lines[j] = new Line(lines[i].Offset * lines[j].Slope, lines[j].Slope);
        return q[0].X * q[0].Y * q[0].Z + q[1].X * q[1].Y + lines[0].At(lines[1].Slope);
    }

    [Differentiable(Emit = OfReal)]
    [Point(1.5, 3)]
    public static double LocalsOnly(double x, int n)
    {
        var p = new Body[n];
        for (int i = 0; i < n; i++)
        {
            p[i].Mass = x + i;
            p[i].Position = new Vec3(x * i, x, 1);
            p[i].Velocity.Y = i > 0 ? p[i - 1].Position.X * x : x;
        }

        double s = 0;
        for (int i = 0; i < n; i++) s += p[i].Kinetic + p[i].Position.Length;
        return s;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3; 4 5 6", 0.5)]
    public static double Generic(Vec3[] p, double x)
    {
        var pairs = new Pair<double>[p.Length];
        for (int i = 0; i < p.Length; i++) pairs[i] = new Pair<double> { First = p[i].X * x, Second = p[i].Y, IsSet = i > 0, Name = "n" + i };
        double s = 0;
        foreach (Pair<double> pair in pairs) s += pair.IsSet ? pair.First * pair.Second : pair.Second;
        foreach (var (second, first) in pairs) s += second * second * first;
        (double b, double a) = pairs[1];
        return s + a * a * b + pairs[0].Name!.Length;
    }

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp)]
    [Point("1 2 3; 4 5 6", 0.5)]
    public static double Choices(Vec3[] p, double x)
    {
        Vec3 chosen = x > 0 ? p[0] : p[1];
        Vec3[] row = x > 1 ? p : [p[1], x * p[0]];
        double s = p[1] is { X: > 3, Y: var y } ? y * row[1].X : 0;
        switch (row.Length)
        {
            case 2: s += chosen.Dot(row[0]); break;
        }

        return s * p[1].X;
    }

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp)]
    [Point("1 2 3; 4 5 6; 7 8 9", 2)]
    public static double Recorded(Vec3[] p, int n)
    {
        var q = (Vec3[])p.Clone();
        for (int step = 0; step < n; step++)
        {
            for (int i = 0; i < q.Length; i++)
            {
                double length = q[i].Length;
                q[i].X = Math.Sin(q[i].X) * length;
                if (q[i].X > q[i].Y) q[i].Y *= q[i].X;
                q[i].Z += q[(i + 1) % q.Length].X * q[i].Z;
            }
        }

        return q[0].Dot(q[1]) + q[2].Z;
    }

    [Differentiable(Emit = Modes.Both)]
    [Throws("1 2 3; 4 5 6", 2)]
    [Throws("1 2 3; 4 5 6", -1)]
    [Point("1 2 3; 4 5 6", 1)]
    public static double OutOfRange(Vec3[] p, int i)
    {
        Vec3 unread = p[i];
        return p[0].X * p[0].X;
    }
}
