using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Matrix4x4"/> compute, in the order in which they round.</summary>
internal static class Matrix4x4Members
{
    public static Matrix4x4 get_Identity() => new(
        1f, 0f, 0f, 0f,
        0f, 1f, 0f, 0f,
        0f, 0f, 1f, 0f,
        0f, 0f, 0f, 1f);

    public static Matrix4x4 op_Addition(Matrix4x4 left, Matrix4x4 right) => new(
        left.M11 + right.M11, left.M12 + right.M12, left.M13 + right.M13, left.M14 + right.M14,
        left.M21 + right.M21, left.M22 + right.M22, left.M23 + right.M23, left.M24 + right.M24,
        left.M31 + right.M31, left.M32 + right.M32, left.M33 + right.M33, left.M34 + right.M34,
        left.M41 + right.M41, left.M42 + right.M42, left.M43 + right.M43, left.M44 + right.M44);

    public static Matrix4x4 Add(Matrix4x4 left, Matrix4x4 right) => new(
        left.M11 + right.M11, left.M12 + right.M12, left.M13 + right.M13, left.M14 + right.M14,
        left.M21 + right.M21, left.M22 + right.M22, left.M23 + right.M23, left.M24 + right.M24,
        left.M31 + right.M31, left.M32 + right.M32, left.M33 + right.M33, left.M34 + right.M34,
        left.M41 + right.M41, left.M42 + right.M42, left.M43 + right.M43, left.M44 + right.M44);

    public static Matrix4x4 op_Subtraction(Matrix4x4 left, Matrix4x4 right) => new(
        left.M11 - right.M11, left.M12 - right.M12, left.M13 - right.M13, left.M14 - right.M14,
        left.M21 - right.M21, left.M22 - right.M22, left.M23 - right.M23, left.M24 - right.M24,
        left.M31 - right.M31, left.M32 - right.M32, left.M33 - right.M33, left.M34 - right.M34,
        left.M41 - right.M41, left.M42 - right.M42, left.M43 - right.M43, left.M44 - right.M44);

    public static Matrix4x4 Subtract(Matrix4x4 left, Matrix4x4 right) => new(
        left.M11 - right.M11, left.M12 - right.M12, left.M13 - right.M13, left.M14 - right.M14,
        left.M21 - right.M21, left.M22 - right.M22, left.M23 - right.M23, left.M24 - right.M24,
        left.M31 - right.M31, left.M32 - right.M32, left.M33 - right.M33, left.M34 - right.M34,
        left.M41 - right.M41, left.M42 - right.M42, left.M43 - right.M43, left.M44 - right.M44);

    public static Matrix4x4 op_Multiply(Matrix4x4 left, Matrix4x4 right)
    {
        Vector4 first = Vector4.Transform(new Vector4(left.M11, left.M12, left.M13, left.M14), right);
        Vector4 second = Vector4.Transform(new Vector4(left.M21, left.M22, left.M23, left.M24), right);
        Vector4 third = Vector4.Transform(new Vector4(left.M31, left.M32, left.M33, left.M34), right);
        Vector4 fourth = Vector4.Transform(new Vector4(left.M41, left.M42, left.M43, left.M44), right);
        return new(
            first.X, first.Y, first.Z, first.W,
            second.X, second.Y, second.Z, second.W,
            third.X, third.Y, third.Z, third.W,
            fourth.X, fourth.Y, fourth.Z, fourth.W);
    }

    public static Matrix4x4 Multiply(Matrix4x4 left, Matrix4x4 right) => left * right;

    public static Matrix4x4 op_Multiply(Matrix4x4 left, float right) => new(
        left.M11 * right, left.M12 * right, left.M13 * right, left.M14 * right,
        left.M21 * right, left.M22 * right, left.M23 * right, left.M24 * right,
        left.M31 * right, left.M32 * right, left.M33 * right, left.M34 * right,
        left.M41 * right, left.M42 * right, left.M43 * right, left.M44 * right);

    public static Matrix4x4 Multiply(Matrix4x4 left, float right) => new(
        left.M11 * right, left.M12 * right, left.M13 * right, left.M14 * right,
        left.M21 * right, left.M22 * right, left.M23 * right, left.M24 * right,
        left.M31 * right, left.M32 * right, left.M33 * right, left.M34 * right,
        left.M41 * right, left.M42 * right, left.M43 * right, left.M44 * right);

    public static Matrix4x4 op_UnaryNegation(Matrix4x4 value) => new(
        -value.M11, -value.M12, -value.M13, -value.M14,
        -value.M21, -value.M22, -value.M23, -value.M24,
        -value.M31, -value.M32, -value.M33, -value.M34,
        -value.M41, -value.M42, -value.M43, -value.M44);

    public static Matrix4x4 Negate(Matrix4x4 value) => new(
        -value.M11, -value.M12, -value.M13, -value.M14,
        -value.M21, -value.M22, -value.M23, -value.M24,
        -value.M31, -value.M32, -value.M33, -value.M34,
        -value.M41, -value.M42, -value.M43, -value.M44);

    public static Matrix4x4 Transpose(Matrix4x4 matrix) => new(
        matrix.M11, matrix.M21, matrix.M31, matrix.M41,
        matrix.M12, matrix.M22, matrix.M32, matrix.M42,
        matrix.M13, matrix.M23, matrix.M33, matrix.M43,
        matrix.M14, matrix.M24, matrix.M34, matrix.M44);

    public static Vector3 get_Translation(Matrix4x4 matrix) => new(matrix.M41, matrix.M42, matrix.M43);

    public static Matrix4x4 CreateTranslation(float x, float y, float z) => new(
        1f, 0f, 0f, 0f,
        0f, 1f, 0f, 0f,
        0f, 0f, 1f, 0f,
        x, y, z, 1f);

    public static Matrix4x4 CreateTranslation(Vector3 position) => CreateTranslation(position.X, position.Y, position.Z);

    public static Matrix4x4 CreateScale(float x, float y, float z) => new(
        x, 0f, 0f, 0f,
        0f, y, 0f, 0f,
        0f, 0f, z, 0f,
        0f, 0f, 0f, 1f);

    public static Matrix4x4 CreateScale(Vector3 scales) => CreateScale(scales.X, scales.Y, scales.Z);

    public static Matrix4x4 CreateScale(float scale) => CreateScale(scale, scale, scale);

    public static Matrix4x4 CreateRotationX(float angle)
    {
        var (sin, cos) = MathF.SinCos(angle);
        return new(
            1f, 0f, 0f, 0f,
            0f, cos, sin, 0f,
            0f, -sin, cos, 0f,
            0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateRotationY(float angle)
    {
        var (sin, cos) = MathF.SinCos(angle);
        return new(
            cos, 0f, -sin, 0f,
            0f, 1f, 0f, 0f,
            sin, 0f, cos, 0f,
            0f, 0f, 0f, 1f);
    }

    public static Matrix4x4 CreateRotationZ(float angle)
    {
        var (sin, cos) = MathF.SinCos(angle);
        return new(
            cos, sin, 0f, 0f,
            -sin, cos, 0f, 0f,
            0f, 0f, 1f, 0f,
            0f, 0f, 0f, 1f);
    }

    public static float GetDeterminant(Matrix4x4 matrix)
    {
        float a = matrix.M33 * matrix.M44 - matrix.M34 * matrix.M43;
        float b = matrix.M32 * matrix.M44 - matrix.M34 * matrix.M42;
        float c = matrix.M32 * matrix.M43 - matrix.M33 * matrix.M42;
        float d = matrix.M31 * matrix.M44 - matrix.M34 * matrix.M41;
        float e = matrix.M31 * matrix.M43 - matrix.M33 * matrix.M41;
        float f = matrix.M31 * matrix.M42 - matrix.M32 * matrix.M41;
        return matrix.M11 * (matrix.M22 * a - matrix.M23 * b + matrix.M24 * c)
            - matrix.M12 * (matrix.M21 * a - matrix.M23 * d + matrix.M24 * e)
            + matrix.M13 * (matrix.M21 * b - matrix.M22 * d + matrix.M24 * f)
            - matrix.M14 * (matrix.M21 * c - matrix.M22 * e + matrix.M23 * f);
    }
}
