using System.Numerics;

namespace SymbolicDiff.Behavior.Tests.Composites;

/// <summary>The vectors, quaternions and matrices of the framework, as parameters, locals and elements.</summary>
public static partial class Numerics
{
    private const Derivatives OfReal = Modes.Both | Derivatives.Vjp | Derivatives.Jacobian | Derivatives.Hessian
        | Derivatives.HessianVectorProduct | Derivatives.HessianDiagonal;

    private static readonly Vector3 Gravity = new(0.1f, -9.81f, 0.2f);

    private static Vector3 Wind => new(0.5f, 0.25f, 1f);

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", "-0.5 0.25 4")]
    public static float Spring(Vector3 a, Vector3 b)
    {
        float stretch = Vector3.Distance(a, b) - 1.5f;
        return 0.5f * stretch * stretch;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", "-0.5 0.25 4", 0.5f)]
    public static float Operators(Vector3 a, Vector3 b, float t)
    {
        Vector3 c = a * t + b / a - 2f * (b - Vector3.One);
        c += Vector3.UnitY;
        c *= 0.5f;
        c.X -= t;
        return Vector3.Dot(-c, a * b) + c.LengthSquared() / b.Y;
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", "-0.5 0.25 4")]
    public static float Products(Vector3 a, Vector3 b) => Vector3.Dot(Vector3.Cross(a, b), Vector3.Normalize(a + b)) + Vector3.Reflect(a, b).Y;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", "-0.5 0.25 4", 0.25f)]
    public static float Chosen(Vector3 a, Vector3 b, float t) =>
        Vector3.Sum(Vector3.Lerp(a, b, t) * Vector3.Max(a, b)) + Vector3.SquareRoot(Vector3.Abs(Vector3.Min(a, b))).Z + Vector3.Clamp(a, b, Vector3.Zero).X;

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3", 2f)]
    public static float Made(Vector3 a, float t)
    {
        var plane = new Vector2(a.X, t);
        var deep = new Vector3(plane, a.Z) { Y = a.Y * t };
        return new Vector4(deep, t).Length() * new Vector3(t).Length() + Vector2.Dot(plane, plane);
    }

    [Differentiable(Emit = OfReal)]
    [Point("1 2", "0.5 -3", 0.25f)]
    public static float Plane(Vector2 a, Vector2 b, float t) =>
        Vector2.Distance(a, b) * Vector2.Lerp(a, b, t).X + Vector2.Reflect(a, Vector2.Normalize(b)).Y + Vector2.Dot(a, b) / b.LengthSquared();

    [Differentiable(Emit = OfReal)]
    [Point("1 2 3 4", "0.5 -3 2 1", 0.25f)]
    public static float Homogeneous(Vector4 a, Vector4 b, float t) =>
        Vector4.Distance(a, b) * Vector4.Lerp(a, b, t).W + Vector4.Dot(Vector4.Normalize(a), b) - (a * b).Z;

    [Differentiable(Emit = Modes.Both)]
    [Point("1 2 3", 2f)]
    public static float Outside(Vector3 v, float t) => Vector3.Dot(v, Gravity) * t + Wind.Y * v.X + Vector3.Dot(Wind, v) * Gravity.Z;

    [Differentiable(nameof(v), Emit = Modes.Both)]
    [Point("1 2 3", "-0.5 0.25 4", 2f)]
    public static float Constant(Vector3 v, Vector3 target, float mass) => mass * Vector3.DistanceSquared(v, target) + (target == v ? v.X : v.Y);

    [Differentiable(Emit = OfReal)]
    [Point("0 0 0; 1 0.5 0.25; 2 0.25 -1", 2f)]
    public static float Chain(Vector3[] p, float stiffness)
    {
        float energy = 0;
        for (int i = 1; i < p.Length; i++)
        {
            float stretch = (p[i] - p[i - 1]).Length() - 1f;
            energy += 0.5f * stiffness * stretch * stretch;
        }

        return energy - Vector3.Dot(Gravity, p[^1]);
    }

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp)]
    [Point("0.5 1 2; 1 0.5 0.25", "0.25 1 -1; 1 2 3", 0.125f)]
    public static float Steps(Vector3[] positions, Vector3[] velocities, float dt)
    {
        var moved = new Vector3[positions.Length];
        for (int step = 0; step < 3; step++)
        {
            for (int i = 0; i < positions.Length; i++)
            {
                velocities[i] += dt * (Gravity - velocities[i] * velocities[i].Length());
                moved[i] = positions[i] + dt * velocities[i];
                positions[i] = moved[i];
            }
        }

        float sum = 0;
        foreach (Vector3 place in moved) sum += place.LengthSquared();
        return sum;
    }

    [Differentiable(Emit = Modes.Both | Derivatives.Vjp)]
    [Point("0.5 1 2; 1 0.5 0.25")]
    public static float Spread(ReadOnlySpan<Vector3> p)
    {
        Vector3 mean = Vector3.Zero;
        foreach (Vector3 x in p) mean += x;
        mean /= p.Length;
        float sum = 0;
        foreach (Vector3 x in p) sum += Vector3.DistanceSquared(x, mean);
        return sum;
    }

    [Differentiable(Emit = OfReal)]
    [Point("0.5 1 2 0.25", "1 0.5 0.25 3", 0.5f)]
    public static float Rotations(Quaternion a, Quaternion b, float angle)
    {
        Quaternion c = Quaternion.Normalize(a * b) + Quaternion.CreateFromAxisAngle(new Vector3(a.X, b.Y, 1f), angle);
        return Quaternion.Dot(Quaternion.Inverse(c), a) + Quaternion.Conjugate(c).X * Quaternion.Concatenate(a, b).Y + (c / b - Quaternion.Identity * 2f).Z;
    }

    [Differentiable(nameof(v), nameof(angle), Emit = Modes.Both)]
    [Point("0.5 1 2", 0.5f, "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16")]
    public static float Placed(Vector3 v, float angle, Matrix4x4 camera)
    {
        Matrix4x4 model = Matrix4x4.CreateRotationX(angle) * Matrix4x4.CreateTranslation(v.Z, angle, 1f);
        return Vector3.Sum(Vector3.Transform(v, model * camera)) * 0.01f + Vector3.TransformNormal(v, model).Y;
    }

    [Differentiable(Emit = Modes.Both)]
    [Point("1 2 0.5 4 5 -1 7 1 0.25 2 3 1 1 0.5 2 3", "0.5 1 2 1")]
    public static float Transformed(Matrix4x4 m, Vector4 v) =>
        0.1f * m.GetDeterminant() + Vector4.Dot(Vector4.Transform(v, Matrix4x4.Transpose(m) - Matrix4x4.Identity), v) + m.Translation.Y * m.M12;

    [Differentiable(Emit = Modes.Both)]
    [Point("1 2 0.5 4 5 -1", "0.5 1")]
    public static float Affine(Matrix3x2 m, Vector2 v)
    {
        Matrix3x2 moved = m * Matrix3x2.CreateScale(v) + Matrix3x2.CreateTranslation(v.X, 2f) * 0.5f;
        return Vector2.Transform(v, moved).X + Vector2.TransformNormal(v, m).Y * m.GetDeterminant();
    }
}
