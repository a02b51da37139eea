using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Quaternion"/> compute, in the order in which they round.</summary>
internal static class QuaternionMembers
{
    public static Quaternion New(Vector3 vector, float scalar) => new(vector.X, vector.Y, vector.Z, scalar);

    public static Quaternion get_Identity() => new(0f, 0f, 0f, 1f);

    public static Quaternion get_Zero() => new(0f, 0f, 0f, 0f);

    public static Quaternion op_Addition(Quaternion left, Quaternion right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z, left.W + right.W);

    public static Quaternion Add(Quaternion left, Quaternion right) =>
        new(left.X + right.X, left.Y + right.Y, left.Z + right.Z, left.W + right.W);

    public static Quaternion op_Subtraction(Quaternion left, Quaternion right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z, left.W - right.W);

    public static Quaternion Subtract(Quaternion left, Quaternion right) =>
        new(left.X - right.X, left.Y - right.Y, left.Z - right.Z, left.W - right.W);

    public static Quaternion op_Multiply(Quaternion left, Quaternion right) => new(
        left.W * right.X + left.X * right.W + left.Y * right.Z - left.Z * right.Y,
        left.W * right.Y - left.X * right.Z + left.Y * right.W + left.Z * right.X,
        left.W * right.Z + left.X * right.Y - left.Y * right.X + left.Z * right.W,
        left.W * right.W - left.X * right.X - left.Y * right.Y - left.Z * right.Z);

    public static Quaternion Multiply(Quaternion left, Quaternion right) => left * right;

    public static Quaternion op_Multiply(Quaternion left, float right) =>
        new(left.X * right, left.Y * right, left.Z * right, left.W * right);

    public static Quaternion Multiply(Quaternion left, float right) =>
        new(left.X * right, left.Y * right, left.Z * right, left.W * right);

    public static Quaternion op_UnaryNegation(Quaternion value) => new(-value.X, -value.Y, -value.Z, -value.W);

    public static Quaternion Negate(Quaternion value) => new(-value.X, -value.Y, -value.Z, -value.W);

    public static Quaternion op_Division(Quaternion left, Quaternion right) => left * Inverse(right);

    public static Quaternion Divide(Quaternion left, Quaternion right) => left * Inverse(right);

    public static bool op_Equality(Quaternion left, Quaternion right) =>
        left.X == right.X && left.Y == right.Y && left.Z == right.Z && left.W == right.W;

    public static bool op_Inequality(Quaternion left, Quaternion right) =>
        left.X != right.X || left.Y != right.Y || left.Z != right.Z || left.W != right.W;

    public static Quaternion Concatenate(Quaternion first, Quaternion second) => second * first;

    public static Quaternion Conjugate(Quaternion value) => new(-value.X, -value.Y, -value.Z, value.W);

    public static float Dot(Quaternion left, Quaternion right) =>
        left.X * right.X + left.Y * right.Y + (left.Z * right.Z + left.W * right.W);

    public static float LengthSquared(Quaternion value) => Dot(value, value);

    public static float Length(Quaternion value) => MathF.Sqrt(LengthSquared(value));

    public static Quaternion Normalize(Quaternion value)
    {
        float length = Length(value);
        return new(value.X / length, value.Y / length, value.Z / length, value.W / length);
    }

    public static Quaternion Inverse(Quaternion value)
    {
        float square = LengthSquared(value);
        return square <= 1.1920929E-7f ? new(0f, 0f, 0f, 0f) : new(-value.X / square, -value.Y / square, -value.Z / square, value.W / square);
    }

    public static Quaternion CreateFromAxisAngle(Vector3 axis, float angle)
    {
        var (sin, cos) = MathF.SinCos(angle * 0.5f);
        return new(axis.X * sin, axis.Y * sin, axis.Z * sin, cos);
    }
}
