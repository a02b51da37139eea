namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>Fields and a constructor that keeps its arguments.</summary>
public struct Vec3(double x, double y, double z)
{
    public double X = x;
    public double Y = y;
    public double Z = z;

    public readonly double Dot(Vec3 other) => X * other.X + Y * other.Y + Z * other.Z;

    public readonly double Length => Math.Sqrt(Dot(this));

    public void Scale(double factor)
    {
        X *= factor;
        Y *= factor;
        Z *= factor;
    }

    public static Vec3 operator +(Vec3 left, Vec3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Vec3 operator *(double factor, Vec3 vector) => new(factor * vector.X, factor * vector.Y, factor * vector.Z);
}

/// <summary>Settable auto-properties, and no constructor.</summary>
public struct Gauss
{
    public double Mean { get; set; }

    public double Deviation { get; set; }

    public int Count { get; set; }
}

/// <summary>Properties that only a constructor sets.</summary>
public readonly record struct Line(double Slope, double Offset)
{
    public double At(double x) => Slope * x + Offset;
}

/// <summary>Structures inside, one of single precision.</summary>
public record struct Segment(Vec3 From, Vec3 To, float Weight);

/// <summary>An array and a number.</summary>
public struct Affine
{
    public double[] W;
    public double B;
}

/// <summary>A constructor alone gives the members their values, one of which is no real.</summary>
public readonly struct Charge(double amount, int sign, float weight)
{
    public double Amount { get; } = amount;

    public int Sign { get; } = sign;

    public float Weight { get; } = weight;

    public double Signed => Sign * Amount;
}

/// <summary>Structures inside, and members that carry no reals.</summary>
public struct Body
{
    public Vec3 Position;
    public Vec3 Velocity;
    public double Mass;
    public int Kind;

    public readonly double Kinetic => 0.5 * Mass * Velocity.Dot(Velocity);

    public void Push(Vec3 force, double dt) => Velocity += dt / Mass * force;
}

/// <summary>A structure behind a property, whose members can only be replaced with it.</summary>
public record struct Edge(Line Line, double Length);
