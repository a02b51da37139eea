using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Vector2"/> compute, in the order in which they round.</summary>
internal static class Vector2Members
{
    public static Vector2 New(float value) => new(value, value);

    public static Vector2 Create(float value) => new(value, value);

    public static Vector2 Create(float x, float y) => new(x, y);

    public static Vector2 get_Zero() => new(0f, 0f);

    public static Vector2 get_One() => new(1f, 1f);

    public static Vector2 get_UnitX() => new(1f, 0f);

    public static Vector2 get_UnitY() => new(0f, 1f);

    public static Vector2 op_Addition(Vector2 left, Vector2 right) => new(left.X + right.X, left.Y + right.Y);

    public static Vector2 Add(Vector2 left, Vector2 right) => new(left.X + right.X, left.Y + right.Y);

    public static Vector2 op_Subtraction(Vector2 left, Vector2 right) => new(left.X - right.X, left.Y - right.Y);

    public static Vector2 Subtract(Vector2 left, Vector2 right) => new(left.X - right.X, left.Y - right.Y);

    public static Vector2 op_Multiply(Vector2 left, Vector2 right) => new(left.X * right.X, left.Y * right.Y);

    public static Vector2 Multiply(Vector2 left, Vector2 right) => new(left.X * right.X, left.Y * right.Y);

    public static Vector2 op_Division(Vector2 left, Vector2 right) => new(left.X / right.X, left.Y / right.Y);

    public static Vector2 Divide(Vector2 left, Vector2 right) => new(left.X / right.X, left.Y / right.Y);

    public static Vector2 op_Multiply(Vector2 left, float right) => new(left.X * right, left.Y * right);

    public static Vector2 op_Multiply(float left, Vector2 right) => new(left * right.X, left * right.Y);

    public static Vector2 Multiply(Vector2 left, float right) => new(left.X * right, left.Y * right);

    public static Vector2 Multiply(float left, Vector2 right) => new(left * right.X, left * right.Y);

    public static Vector2 op_Division(Vector2 left, float right) => new(left.X / right, left.Y / right);

    public static Vector2 Divide(Vector2 left, float right) => new(left.X / right, left.Y / right);

    public static Vector2 op_UnaryNegation(Vector2 value) => new(-value.X, -value.Y);

    public static Vector2 Negate(Vector2 value) => new(-value.X, -value.Y);

    public static Vector2 op_UnaryPlus(Vector2 value) => value;

    public static bool op_Equality(Vector2 left, Vector2 right) => left.X == right.X && left.Y == right.Y;

    public static bool op_Inequality(Vector2 left, Vector2 right) => left.X != right.X || left.Y != right.Y;

    public static Vector2 Abs(Vector2 value) => new(MathF.Abs(value.X), MathF.Abs(value.Y));

    public static Vector2 SquareRoot(Vector2 value) => new(MathF.Sqrt(value.X), MathF.Sqrt(value.Y));

    public static Vector2 Min(Vector2 left, Vector2 right) => new(MathF.Min(left.X, right.X), MathF.Min(left.Y, right.Y));

    public static Vector2 Max(Vector2 left, Vector2 right) => new(MathF.Max(left.X, right.X), MathF.Max(left.Y, right.Y));

    public static Vector2 Clamp(Vector2 value, Vector2 min, Vector2 max) => Min(Max(value, min), max);

    public static Vector2 FusedMultiplyAdd(Vector2 left, Vector2 right, Vector2 addend) =>
        new(MathF.FusedMultiplyAdd(left.X, right.X, addend.X), MathF.FusedMultiplyAdd(left.Y, right.Y, addend.Y));

    public static Vector2 MultiplyAddEstimate(Vector2 left, Vector2 right, Vector2 addend) =>
        new(float.MultiplyAddEstimate(left.X, right.X, addend.X), float.MultiplyAddEstimate(left.Y, right.Y, addend.Y));

    public static float Dot(Vector2 left, Vector2 right) => left.X * right.X + left.Y * right.Y + 0f;

    public static float Sum(Vector2 value) => value.X + value.Y + 0f;

    public static float LengthSquared(Vector2 value) => value.X * value.X + value.Y * value.Y;

    public static float Length(Vector2 value) => MathF.Sqrt(LengthSquared(value));

    public static float DistanceSquared(Vector2 left, Vector2 right) => LengthSquared(left - right);

    public static float Distance(Vector2 left, Vector2 right) => Length(left - right);

    public static Vector2 Normalize(Vector2 value) => value / Length(value);

    public static Vector2 Lerp(Vector2 from, Vector2 to, float amount) => new(
        float.MultiplyAddEstimate(from.X, 1f - amount, to.X * amount),
        float.MultiplyAddEstimate(from.Y, 1f - amount, to.Y * amount));

    public static Vector2 Lerp(Vector2 from, Vector2 to, Vector2 amount) => new(
        float.MultiplyAddEstimate(from.X, 1f - amount.X, to.X * amount.X),
        float.MultiplyAddEstimate(from.Y, 1f - amount.Y, to.Y * amount.Y));

    public static float Cross(Vector2 left, Vector2 right) => left.X * right.Y - left.Y * right.X;

    public static Vector2 Reflect(Vector2 value, Vector2 normal)
    {
        float product = Dot(value, normal);
        float twice = product + product;
        return new(float.MultiplyAddEstimate(-twice, normal.X, value.X), float.MultiplyAddEstimate(-twice, normal.Y, value.Y));
    }

    public static Vector2 Transform(Vector2 value, Matrix3x2 matrix) => new(
        float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X) + matrix.M31,
        float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X) + matrix.M32);

    public static Vector2 TransformNormal(Vector2 value, Matrix3x2 matrix) => new(
        float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X),
        float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X));

    public static Vector2 Transform(Vector2 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X) + matrix.M41,
        float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X) + matrix.M42);

    public static Vector2 TransformNormal(Vector2 value, Matrix4x4 matrix) => new(
        float.MultiplyAddEstimate(matrix.M21, value.Y, matrix.M11 * value.X),
        float.MultiplyAddEstimate(matrix.M22, value.Y, matrix.M12 * value.X));
}
