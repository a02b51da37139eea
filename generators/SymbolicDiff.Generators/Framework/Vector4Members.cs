using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Vector4"/> compute, in the order in which they round.</summary>
internal static class Vector4Members
{
    public static Vector4 New(float value) => new(value, value, value, value);

    public static Vector4 New(Vector2 value, float z, float w) => new(value.X, value.Y, z, w);

    public static Vector4 New(Vector3 value, float w) => new(value.X, value.Y, value.Z, w);

    public static Vector4 Create(float value) => new(value, value, value, value);

    public static Vector4 Create(float x, float y, float z, float w) => new(x, y, z, w);

    public static Vector4 get_Zero() => new(0f, 0f, 0f, 0f);

    public static Vector4 get_One() => new(1f, 1f, 1f, 1f);

    public static Vector4 get_UnitX() => new(1f, 0f, 0f, 0f);

    public static Vector4 get_UnitY() => new(0f, 1f, 0f, 0f);

    public static Vector4 get_UnitZ() => new(0f, 0f, 1f, 0f);

    public static Vector4 get_UnitW() => new(0f, 0f, 0f, 1f);

    public static Vector4 op_Addition(Vector4 left, Vector4 right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z, left.W + right.W);

    public static Vector4 Add(Vector4 left, Vector4 right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z, left.W + right.W);

    public static Vector4 op_Subtraction(Vector4 left, Vector4 right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z, left.W - right.W);

    public static Vector4 Subtract(Vector4 left, Vector4 right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z, left.W - right.W);

    public static Vector4 op_Multiply(Vector4 left, Vector4 right) =>
        new(left.X * right.X, left.Y * right.Y, left.Z * right.Z, left.W * right.W);

    public static Vector4 Multiply(Vector4 left, Vector4 right) =>
        new(left.X * right.X, left.Y * right.Y, left.Z * right.Z, left.W * right.W);

    public static Vector4 op_Division(Vector4 left, Vector4 right) =>
        new(left.X / right.X, left.Y / right.Y, left.Z / right.Z, left.W / right.W);

    public static Vector4 Divide(Vector4 left, Vector4 right) =>
        new(left.X / right.X, left.Y / right.Y, left.Z / right.Z, left.W / right.W);

    public static Vector4 op_Multiply(Vector4 left, float right) =>
        new(left.X * right, left.Y * right, left.Z * right, left.W * right);

    public static Vector4 op_Multiply(float left, Vector4 right) =>
        new(left * right.X, left * right.Y, left * right.Z, left * right.W);

    public static Vector4 Multiply(Vector4 left, float right) =>
        new(left.X * right, left.Y * right, left.Z * right, left.W * right);

    public static Vector4 Multiply(float left, Vector4 right) =>
        new(left * right.X, left * right.Y, left * right.Z, left * right.W);

    public static Vector4 op_Division(Vector4 left, float right) =>
        new(left.X / right, left.Y / right, left.Z / right, left.W / right);

    public static Vector4 Divide(Vector4 left, float right) =>
        new(left.X / right, left.Y / right, left.Z / right, left.W / right);

    public static Vector4 op_UnaryNegation(Vector4 value) => new(-value.X, -value.Y, -value.Z, -value.W);

    public static Vector4 Negate(Vector4 value) => new(-value.X, -value.Y, -value.Z, -value.W);

    public static Vector4 op_UnaryPlus(Vector4 value) => value;

    public static bool op_Equality(Vector4 left, Vector4 right) =>
        left.X == right.X && left.Y == right.Y && left.Z == right.Z && left.W == right.W;

    public static bool op_Inequality(Vector4 left, Vector4 right) =>
        left.X != right.X || left.Y != right.Y || left.Z != right.Z || left.W != right.W;

    public static Vector4 Abs(Vector4 value) =>
        new(MathF.Abs(value.X), MathF.Abs(value.Y), MathF.Abs(value.Z), MathF.Abs(value.W));

    public static Vector4 SquareRoot(Vector4 value) =>
        new(MathF.Sqrt(value.X), MathF.Sqrt(value.Y), MathF.Sqrt(value.Z), MathF.Sqrt(value.W));

    public static Vector4 Min(Vector4 left, Vector4 right) =>
        new(MathF.Min(left.X, right.X), MathF.Min(left.Y, right.Y), MathF.Min(left.Z, right.Z), MathF.Min(left.W, right.W));

    public static Vector4 Max(Vector4 left, Vector4 right) =>
        new(MathF.Max(left.X, right.X), MathF.Max(left.Y, right.Y), MathF.Max(left.Z, right.Z), MathF.Max(left.W, right.W));

    public static Vector4 Clamp(Vector4 value, Vector4 min, Vector4 max) => Min(Max(value, min), max);

    public static Vector4 FusedMultiplyAdd(Vector4 left, Vector4 right, Vector4 addend) => new(
        MathF.FusedMultiplyAdd(left.X, right.X, addend.X),
        MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y),
        MathF.FusedMultiplyAdd(left.Z, right.Z, addend.Z),
        MathF.FusedMultiplyAdd(left.W, right.W, addend.W));

    public static Vector4 MultiplyAddEstimate(Vector4 left, Vector4 right, Vector4 addend) => new(
        float.MultiplyAddEstimate(left.X, right.X, addend.X),
        float.MultiplyAddEstimate(left.Y, right.Y, addend.Y),
        float.MultiplyAddEstimate(left.Z, right.Z, addend.Z),
        float.MultiplyAddEstimate(left.W, right.W, addend.W));

    public static float Dot(Vector4 left, Vector4 right) =>
        left.X * right.X + left.Y * right.Y + (left.Z * right.Z + left.W * right.W);

    public static float Sum(Vector4 value) => value.X + value.Y + (value.Z + value.W);

    public static float LengthSquared(Vector4 value) =>
        value.X * value.X + value.Y * value.Y + (value.Z * value.Z + value.W * value.W);

    public static float Length(Vector4 value) => MathF.Sqrt(LengthSquared(value));

    public static float DistanceSquared(Vector4 left, Vector4 right) => LengthSquared(left - right);

    public static float Distance(Vector4 left, Vector4 right) => Length(left - right);

    public static Vector4 Normalize(Vector4 value) => value / Length(value);

    public static Vector4 Lerp(Vector4 from, Vector4 to, float amount) => new(
        float.MultiplyAddEstimate(from.X, 1f - amount, to.X * amount),
        float.MultiplyAddEstimate(from.Y, 1f - amount, to.Y * amount),
        float.MultiplyAddEstimate(from.Z, 1f - amount, to.Z * amount),
        float.MultiplyAddEstimate(from.W, 1f - amount, to.W * amount));

    public static Vector4 Lerp(Vector4 from, Vector4 to, Vector4 amount) => new(
        float.MultiplyAddEstimate(from.X, 1f - amount.X, to.X * amount.X),
        float.MultiplyAddEstimate(from.Y, 1f - amount.Y, to.Y * amount.Y),
        float.MultiplyAddEstimate(from.Z, 1f - amount.Z, to.Z * amount.Z),
        float.MultiplyAddEstimate(from.W, 1f - amount.W, to.W * amount.W));

    public static Vector4 Transform(Vector2 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X) + matrix.M41,
        float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X) + matrix.M42,
        float.MultiplyAddEstimate(matrix.M23, value.Y, matrix.M13 * value.X) + matrix.M43,
        float.MultiplyAddEstimate(matrix.M24, value.Y, matrix.M14 * value.X) + matrix.M44);

    public static Vector4 Transform(Vector3 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M31, value.Z, float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X)) + matrix.M41,
        float.MultiplyAddEstimate(matrix.M32, value.Z, float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X)) + matrix.M42,
        float.MultiplyAddEstimate(matrix.M33, value.Z, float.MultiplyAddEstimate(matrix.M23, value.Y, matrix.M13 * value.X)) + matrix.M43,
        float.MultiplyAddEstimate(matrix.M34, value.Z, float.MultiplyAddEstimate(matrix.M24, value.Y, matrix.M14 * value.X)) + matrix.M44);

    public static Vector4 Transform(Vector4 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M41, value.W,
            float.MultiplyAddEstimate(matrix.M31, value.Z, float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X))),
        float.MultiplyAddEstimate(matrix.M42, value.W,
            float.MultiplyAddEstimate(matrix.M32, value.Z, float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X))),
        float.MultiplyAddEstimate(matrix.M43, value.W,
            float.MultiplyAddEstimate(matrix.M33, value.Z, float.MultiplyAddEstimate(matrix.M23, value.Y, matrix.M13 * value.X))),
        float.MultiplyAddEstimate(matrix.M44, value.W,
            float.MultiplyAddEstimate(matrix.M34, value.Z, float.MultiplyAddEstimate(matrix.M24, value.Y, matrix.M14 * value.X))));
}
