using System.Numerics;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>C#'s operators on boxed numbers, each in its operands' own type.</summary>
internal static class Arithmetic
{
    public static Type TypeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Double => typeof(double),
        ScalarKind.Single => typeof(float),
        ScalarKind.SByte => typeof(sbyte),
        ScalarKind.Byte => typeof(byte),
        ScalarKind.Int16 => typeof(short),
        ScalarKind.UInt16 => typeof(ushort),
        ScalarKind.Int32 => typeof(int),
        ScalarKind.UInt32 => typeof(uint),
        ScalarKind.Int64 => typeof(long),
        ScalarKind.UInt64 => typeof(ulong),
        ScalarKind.Char => typeof(char),
        ScalarKind.Boolean => typeof(bool),
        _ => throw new MalformedProgramException("Unknown scalar " + kind),
    };

    public static object Boxed(Constant constant) => ((ScalarType)constant.Type).Kind switch
    {
        ScalarKind.Double => BitConverter.Int64BitsToDouble(constant.Bits),
        ScalarKind.Single => BitConverter.Int32BitsToSingle((int)constant.Bits),
        ScalarKind.Boolean => constant.Bits != 0,
        var kind => Conversions.To(kind, constant.Bits, isChecked: false),
    };

    public static object Unary(Primitive primitive, object operand) => (primitive.Name, operand) switch
    {
        ("!", bool value) => !value,
        (_, int value) => UnaryInteger(primitive, value),
        (_, long value) => UnaryInteger(primitive, value),
        (_, uint value) => UnaryInteger(primitive, value),
        (_, ulong value) => UnaryInteger(primitive, value),
        ("neg", double value) => -value,
        ("neg", float value) => -value,
        _ => throw Refused(primitive, operand),
    };

    public static object Binary(Primitive primitive, object? left, object? right) => (left, right) switch
    {
        (double a, double b) => BinaryNumber(primitive, a, b),
        (float a, float b) => BinaryNumber(primitive, a, b),
        (int a, int b) => BinaryInteger(primitive, a, b),
        (int a, _) when IsShift(primitive) => Shift(primitive, a, right),
        (long a, long b) => BinaryInteger(primitive, a, b),
        (long a, _) when IsShift(primitive) => Shift(primitive, a, right),
        (uint a, uint b) => BinaryInteger(primitive, a, b),
        (uint a, _) when IsShift(primitive) => Shift(primitive, a, right),
        (ulong a, ulong b) => BinaryInteger(primitive, a, b),
        (ulong a, _) when IsShift(primitive) => Shift(primitive, a, right),
        (byte a, byte b) => BinaryInteger(primitive, a, b),
        (sbyte a, sbyte b) => BinaryInteger(primitive, a, b),
        (short a, short b) => BinaryInteger(primitive, a, b),
        (ushort a, ushort b) => BinaryInteger(primitive, a, b),
        (char a, char b) => BinaryInteger(primitive, a, b),
        (bool a, bool b) => BinaryBoolean(primitive, a, b),
        _ when primitive.Name is "==" => Equals(left, right),
        _ when primitive.Name is "!=" => !Equals(left, right),
        _ => throw Refused(primitive, left, right),
    };

    private static bool IsShift(Primitive primitive) => primitive.Name is "<<" or ">>" or ">>>";

    private static object UnaryInteger<T>(Primitive primitive, T value)
        where T : IBinaryInteger<T> => primitive.Name switch
        {
            "neg" => primitive.Checked ? checked(-value) : unchecked(-value),
            "~" => ~value,
            _ => throw Refused(primitive, value),
        };

    private static object BinaryNumber<T>(Primitive primitive, T a, T b)
        where T : INumber<T> => primitive.Name switch
        {
            "+" => primitive.Checked ? checked(a + b) : unchecked(a + b),
            "-" => primitive.Checked ? checked(a - b) : unchecked(a - b),
            "*" => primitive.Checked ? checked(a * b) : unchecked(a * b),
            "/" => a / b,
            "%" => a % b,
            "==" => a == b,
            "!=" => a != b,
            "<" => a < b,
            "<=" => a <= b,
            ">" => a > b,
            ">=" => a >= b,
            _ => throw Refused(primitive, a, b),
        };

    private static object BinaryInteger<T>(Primitive primitive, T a, T b)
        where T : IBinaryInteger<T> => primitive.Name switch
        {
            "&" => a & b,
            "|" => a | b,
            "^" => a ^ b,
            "max" => T.Max(a, b),
            "min" => T.Min(a, b),
            "<<" or ">>" or ">>>" => Shift(primitive, a, b),
            _ => BinaryNumber(primitive, a, b),
        };

    private static object Shift<T>(Primitive primitive, T value, object? count)
        where T : IBinaryInteger<T> => (primitive.Name, count) switch
        {
            ("<<", int by) => value << by,
            (">>", int by) => value >> by,
            (">>>", int by) => value >>> by,
            _ => throw Refused(primitive, value, count),
        };

    private static object BinaryBoolean(Primitive primitive, bool a, bool b) => primitive.Name switch
    {
        "&" => a & b,
        "|" => a | b,
        "^" or "!=" => a ^ b,
        "==" => a == b,
        _ => throw Refused(primitive, a, b),
    };

    private static MalformedProgramException Refused(Primitive primitive, params object?[] operands) =>
        new($"{primitive} does not take {string.Join(", ", operands.Select(operand => operand?.GetType().Name ?? "null"))}.");
}
