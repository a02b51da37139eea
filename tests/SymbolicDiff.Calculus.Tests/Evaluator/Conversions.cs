namespace SymbolicDiff.Calculus.Tests;

/// <summary>
/// C#'s explicit numeric conversions between boxed numbers. One arm of each switch is an object, so that each arm keeps its own type.
/// </summary>
internal static class Conversions
{
    public static object To(ScalarKind target, object value, bool isChecked) => value switch
    {
        double real => FromReal(target, real, isChecked),
        float real => target == ScalarKind.Single ? (object)real : FromReal(target, real, isChecked),
        ulong integer => FromUnsigned(target, integer, isChecked),
        char integer => FromSigned(target, integer, isChecked),
        bool truth => target == ScalarKind.Boolean ? (object)truth : throw new MalformedProgramException("A truth value is converted."),
        _ => FromSigned(target, Convert.ToInt64(value), isChecked),
    };

    private static object FromReal(ScalarKind target, double value, bool isChecked) => target switch
    {
        ScalarKind.Double => (object)value,
        ScalarKind.Single => (float)value,
        ScalarKind.SByte => isChecked ? checked((sbyte)value) : unchecked((sbyte)value),
        ScalarKind.Byte => isChecked ? checked((byte)value) : unchecked((byte)value),
        ScalarKind.Int16 => isChecked ? checked((short)value) : unchecked((short)value),
        ScalarKind.UInt16 => isChecked ? checked((ushort)value) : unchecked((ushort)value),
        ScalarKind.Int32 => isChecked ? checked((int)value) : unchecked((int)value),
        ScalarKind.UInt32 => isChecked ? checked((uint)value) : unchecked((uint)value),
        ScalarKind.Int64 => isChecked ? checked((long)value) : unchecked((long)value),
        ScalarKind.UInt64 => isChecked ? checked((ulong)value) : unchecked((ulong)value),
        ScalarKind.Char => isChecked ? checked((char)value) : unchecked((char)value),
        _ => throw new MalformedProgramException("A number is converted to " + target),
    };

    private static object FromSigned(ScalarKind target, long value, bool isChecked) => target switch
    {
        ScalarKind.Double => (object)(double)value,
        ScalarKind.Single => (float)value,
        ScalarKind.SByte => isChecked ? checked((sbyte)value) : unchecked((sbyte)value),
        ScalarKind.Byte => isChecked ? checked((byte)value) : unchecked((byte)value),
        ScalarKind.Int16 => isChecked ? checked((short)value) : unchecked((short)value),
        ScalarKind.UInt16 => isChecked ? checked((ushort)value) : unchecked((ushort)value),
        ScalarKind.Int32 => isChecked ? checked((int)value) : unchecked((int)value),
        ScalarKind.UInt32 => isChecked ? checked((uint)value) : unchecked((uint)value),
        ScalarKind.Int64 => value,
        ScalarKind.UInt64 => isChecked ? checked((ulong)value) : unchecked((ulong)value),
        ScalarKind.Char => isChecked ? checked((char)value) : unchecked((char)value),
        _ => throw new MalformedProgramException("A number is converted to " + target),
    };

    private static object FromUnsigned(ScalarKind target, ulong value, bool isChecked) => target switch
    {
        ScalarKind.Double => (object)(double)value,
        ScalarKind.Single => (float)value,
        ScalarKind.UInt64 => value,
        _ => FromSigned(target, isChecked ? checked((long)value) : unchecked((long)value), isChecked),
    };
}
