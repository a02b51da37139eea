using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Vector3"/> compute, in the order in which they round.</summary>
internal static class Vector3Members
{
    public static Vector3 New(float value) => new(value, value, value);

    public static Vector3 New(Vector2 value, float z) => new(value.X, value.Y, z);

    public static Vector3 Create(float value) => new(value, value, value);

    public static Vector3 Create(float x, float y, float z) => new(x, y, z);

    public static Vector3 get_Zero() => new(0f, 0f, 0f);

    public static Vector3 get_One() => new(1f, 1f, 1f);

    public static Vector3 get_UnitX() => new(1f, 0f, 0f);

    public static Vector3 get_UnitY() => new(0f, 1f, 0f);

    public static Vector3 get_UnitZ() => new(0f, 0f, 1f);

    public static Vector3 op_Addition(Vector3 left, Vector3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Vector3 Add(Vector3 left, Vector3 right) => new(left.X + right.X, left.Y + right.Y, left.Z + right.Z);

    public static Vector3 op_Subtraction(Vector3 left, Vector3 right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    public static Vector3 Subtract(Vector3 left, Vector3 right) => new(left.X - right.X, left.Y - right.Y, left.Z - right.Z);

    public static Vector3 op_Multiply(Vector3 left, Vector3 right) => new(left.X * right.X, left.Y * right.Y, left.Z * right.Z);

    public static Vector3 Multiply(Vector3 left, Vector3 right) => new(left.X * right.X, left.Y * right.Y, left.Z * right.Z);

    public static Vector3 op_Division(Vector3 left, Vector3 right) => new(left.X / right.X, left.Y / right.Y, left.Z / right.Z);

    public static Vector3 Divide(Vector3 left, Vector3 right) => new(left.X / right.X, left.Y / right.Y, left.Z / right.Z);

    public static Vector3 op_Multiply(Vector3 left, float right) => new(left.X * right, left.Y * right, left.Z * right);

    public static Vector3 op_Multiply(float left, Vector3 right) => new(left * right.X, left * right.Y, left * right.Z);

    public static Vector3 Multiply(Vector3 left, float right) => new(left.X * right, left.Y * right, left.Z * right);

    public static Vector3 Multiply(float left, Vector3 right) => new(left * right.X, left * right.Y, left * right.Z);

    public static Vector3 op_Division(Vector3 left, float right) => new(left.X / right, left.Y / right, left.Z / right);

    public static Vector3 Divide(Vector3 left, float right) => new(left.X / right, left.Y / right, left.Z / right);

    public static Vector3 op_UnaryNegation(Vector3 value) => new(-value.X, -value.Y, -value.Z);

    public static Vector3 Negate(Vector3 value) => new(-value.X, -value.Y, -value.Z);

    public static Vector3 op_UnaryPlus(Vector3 value) => value;

    public static bool op_Equality(Vector3 left, Vector3 right) => left.X == right.X && left.Y == right.Y && left.Z == right.Z;

    public static bool op_Inequality(Vector3 left, Vector3 right) => left.X != right.X || left.Y != right.Y || left.Z != right.Z;

    public static Vector3 Abs(Vector3 value) => new(MathF.Abs(value.X), MathF.Abs(value.Y), MathF.Abs(value.Z));

    public static Vector3 SquareRoot(Vector3 value) => new(MathF.Sqrt(value.X), MathF.Sqrt(value.Y), MathF.Sqrt(value.Z));

    public static Vector3 Min(Vector3 left, Vector3 right) =>
        new(MathF.Min(left.X, right.X), MathF.Min(left.Y, right.Y), MathF.Min(left.Z, right.Z));

    public static Vector3 Max(Vector3 left, Vector3 right) =>
        new(MathF.Max(left.X, right.X), MathF.Max(left.Y, right.Y), MathF.Max(left.Z, right.Z));

    public static Vector3 Clamp(Vector3 value, Vector3 min, Vector3 max) => Min(Max(value, min), max);

    public static Vector3 FusedMultiplyAdd(Vector3 left, Vector3 right, Vector3 addend) => new(
        MathF.FusedMultiplyAdd(left.X, right.X, addend.X),
        MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y),
        MathF.FusedMultiplyAdd(left.Z, right.Z, addend.Z));

    public static Vector3 MultiplyAddEstimate(Vector3 left, Vector3 right, Vector3 addend) => new(
        float.MultiplyAddEstimate(left.X, right.X, addend.X),
        float.MultiplyAddEstimate(left.Y, right.Y, addend.Y),
        float.MultiplyAddEstimate(left.Z, right.Z, addend.Z));

    public static float Dot(Vector3 left, Vector3 right) => left.X * right.X + left.Y * right.Y + (left.Z * right.Z + 0f);

    public static float Sum(Vector3 value) => value.X + value.Y + (value.Z + 0f);

    public static float LengthSquared(Vector3 value) => value.X * value.X + value.Y * value.Y + value.Z * value.Z;

    public static float Length(Vector3 value) => MathF.Sqrt(LengthSquared(value));

    public static float DistanceSquared(Vector3 left, Vector3 right) => LengthSquared(left - right);

    public static float Distance(Vector3 left, Vector3 right) => Length(left - right);

    public static Vector3 Normalize(Vector3 value) => value / Length(value);

    public static Vector3 Lerp(Vector3 from, Vector3 to, float amount) => new(
        float.MultiplyAddEstimate(from.X, 1f - amount, to.X * amount),
        float.MultiplyAddEstimate(from.Y, 1f - amount, to.Y * amount),
        float.MultiplyAddEstimate(from.Z, 1f - amount, to.Z * amount));

    public static Vector3 Lerp(Vector3 from, Vector3 to, Vector3 amount) => new(
        float.MultiplyAddEstimate(from.X, 1f - amount.X, to.X * amount.X),
        float.MultiplyAddEstimate(from.Y, 1f - amount.Y, to.Y * amount.Y),
        float.MultiplyAddEstimate(from.Z, 1f - amount.Z, to.Z * amount.Z));

    public static Vector3 Cross(Vector3 left, Vector3 right) =>
        new(left.Y * right.Z - left.Z * right.Y, left.Z * right.X - left.X * right.Z, left.X * right.Y - left.Y * right.X);

    public static Vector3 Reflect(Vector3 value, Vector3 normal)
    {
        float product = Dot(value, normal);
        float twice = product + product;
        return new(
            float.MultiplyAddEstimate(-twice, normal.X, value.X),
            float.MultiplyAddEstimate(-twice, normal.Y, value.Y),
            float.MultiplyAddEstimate(-twice, normal.Z, value.Z));
    }

    public static Vector3 Transform(Vector3 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M31, value.Z, float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X)) + matrix.M41,
        float.MultiplyAddEstimate(matrix.M32, value.Z, float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X)) + matrix.M42,
        float.MultiplyAddEstimate(matrix.M33, value.Z, float.MultiplyAddEstimate(matrix.M23, value.Y, matrix.M13 * value.X)) + matrix.M43);

    public static Vector3 TransformNormal(Vector3 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M31, value.Z, float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X)),
        float.MultiplyAddEstimate(matrix.M32, value.Z, float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X)),
        float.MultiplyAddEstimate(matrix.M33, value.Z, float.MultiplyAddEstimate(matrix.M23, value.Y, matrix.M13 * value.X)));
}
