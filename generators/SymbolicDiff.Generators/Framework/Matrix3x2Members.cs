using System;
using System.Numerics;

namespace SymbolicDiff.Framework;

/// <summary>What the members of <see cref="Matrix3x2"/> compute, in the order in which they round.</summary>
internal static class Matrix3x2Members
{
    public static Matrix3x2 get_Identity() => new(
        1f, 0f,
        0f, 1f,
        0f, 0f);

    public static Matrix3x2 op_Addition(Matrix3x2 left, Matrix3x2 right) => new(
        left.M11 + right.M11, left.M12 + right.M12,
        left.M21 + right.M21, left.M22 + right.M22,
        left.M31 + right.M31, left.M32 + right.M32);

    public static Matrix3x2 Add(Matrix3x2 left, Matrix3x2 right) => new(
        left.M11 + right.M11, left.M12 + right.M12,
        left.M21 + right.M21, left.M22 + right.M22,
        left.M31 + right.M31, left.M32 + right.M32);

    public static Matrix3x2 op_Subtraction(Matrix3x2 left, Matrix3x2 right) => new(
        left.M11 - right.M11, left.M12 - right.M12,
        left.M21 - right.M21, left.M22 - right.M22,
        left.M31 - right.M31, left.M32 - right.M32);

    public static Matrix3x2 Subtract(Matrix3x2 left, Matrix3x2 right) => new(
        left.M11 - right.M11, left.M12 - right.M12,
        left.M21 - right.M21, left.M22 - right.M22,
        left.M31 - right.M31, left.M32 - right.M32);

    public static Matrix3x2 op_Multiply(Matrix3x2 left, Matrix3x2 right) => new(
        left.M11 * right.M11 + left.M12 * right.M21, left.M11 * right.M12 + left.M12 * right.M22,
        left.M21 * right.M11 + left.M22 * right.M21, left.M21 * right.M12 + left.M22 * right.M22,
        left.M31 * right.M11 + left.M32 * right.M21 + right.M31, left.M31 * right.M12 + left.M32 * right.M22 + right.M32);

    public static Matrix3x2 Multiply(Matrix3x2 left, Matrix3x2 right) => left * right;

    public static Matrix3x2 op_Multiply(Matrix3x2 left, float right) => new(
        left.M11 * right, left.M12 * right,
        left.M21 * right, left.M22 * right,
        left.M31 * right, left.M32 * right);

    public static Matrix3x2 Multiply(Matrix3x2 left, float right) => new(
        left.M11 * right, left.M12 * right,
        left.M21 * right, left.M22 * right,
        left.M31 * right, left.M32 * right);

    public static Matrix3x2 op_UnaryNegation(Matrix3x2 value) => new(
        -value.M11, -value.M12,
        -value.M21, -value.M22,
        -value.M31, -value.M32);

    public static Matrix3x2 Negate(Matrix3x2 value) => new(
        -value.M11, -value.M12,
        -value.M21, -value.M22,
        -value.M31, -value.M32);

    public static Vector2 get_Translation(Matrix3x2 matrix) => new(matrix.M31, matrix.M32);

    public static Matrix3x2 CreateTranslation(float x, float y) => new(
        1f, 0f,
        0f, 1f,
        x, y);

    public static Matrix3x2 CreateTranslation(Vector2 position) => CreateTranslation(position.X, position.Y);

    public static Matrix3x2 CreateScale(float x, float y) => new(
        x, 0f,
        0f, y,
        0f, 0f);

    public static Matrix3x2 CreateScale(Vector2 scales) => CreateScale(scales.X, scales.Y);

    public static Matrix3x2 CreateScale(float scale) => CreateScale(scale, scale);

    public static float GetDeterminant(Matrix3x2 matrix) => matrix.M11 * matrix.M22 - matrix.M21 * matrix.M12;
}
