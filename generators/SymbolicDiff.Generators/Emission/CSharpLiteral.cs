using System.Globalization;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>The only place where a number becomes C# text.</summary>
internal static class CSharpLiteral
{
    /// <summary>Above it a number of an integer's value is written with a decimal point or an exponent.</summary>
    private const double LargestPlain = 1e9;

    private static readonly CultureInfo invariant = CultureInfo.InvariantCulture;

    /// <summary>
    /// The constant as C#. Where the position <paramref name="converts"/> implicitly to the constant's type, a real number of an integer's value is
    /// written as an integer and suffixes are left out.
    /// </summary>
    public static string Of(Constant constant, bool converts = false)
    {
        if (constant.Type is not ScalarType { Kind: var kind } scalar)
            throw new InvalidOperationException("A constant is a number or a truth value, not " + constant.Type);
        long bits = constant.Bits;
        return kind switch
        {
            ScalarKind.Double => OfDouble(constant.Real, bits, converts),
            ScalarKind.Single => OfSingle((float)constant.Real, (int)bits, converts),
            ScalarKind.Generic => OfGeneric(constant.Real, bits, scalar.Name!),
            ScalarKind.Boolean => bits != 0 ? "true" : "false",
            ScalarKind.Int32 => bits == int.MinValue ? "int.MinValue" : Of(bits),
            ScalarKind.Int64 when bits == long.MinValue => "long.MinValue",
            ScalarKind.Int64 => Of(bits) + (converts && bits is > int.MinValue and <= int.MaxValue ? "" : "L"),
            ScalarKind.UInt32 => unchecked((uint)bits).ToString(invariant) + "u",
            ScalarKind.UInt64 => unchecked((ulong)bits).ToString(invariant) + "ul",
            ScalarKind.Char => "'\\u" + ((int)bits).ToString("x4", invariant) + "'",
            _ => "(" + CSharpTypes.Keyword(kind) + ")" + Of(bits),
        };
    }

    public static string Of(long value) => value.ToString(invariant);

    /// <summary>Whether the text begins with a minus sign.</summary>
    public static bool IsNegative(Constant constant) => Of(constant)[0] == '-';

    /// <summary>Whether the literal is shorter, and of another type, where the position converts it.</summary>
    public static bool DependsOnPosition(Constant constant) => Of(constant, converts: true) != Of(constant);

    private static string OfDouble(double value, long bits, bool converts)
    {
        if (double.IsNaN(value)) return OfNaN(bits);
        if (double.IsInfinity(value)) return value > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity";
        if (value == 0) return bits != 0 ? "-0.0" : converts ? "0" : "0.0";
        if (Math.Abs(value) == double.MaxValue) return value > 0 ? "double.MaxValue" : "double.MinValue";
        string text = Shortest(
            precision => value.ToString(precision, invariant),
            candidate => BitConverter.DoubleToInt64Bits(double.Parse(candidate, NumberStyles.Float, invariant)) == bits,
            first: 15);
        if (text.IndexOfAny(['.', 'e']) >= 0) return text;
        return converts && Math.Abs(value) < LargestPlain ? text : text + ".0";
    }

    private static string OfGeneric(double value, long bits, string type)
    {
        if (double.IsNaN(value)) return type + ".NaN";
        if (double.IsInfinity(value)) return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        if (Math.Abs(value) is 0 or 1) return (bits < 0 ? "-" : "") + type + (value == 0 ? ".Zero" : ".One");
        return type + ".CreateChecked(" + OfDouble(value, bits, converts: true) + ")";
    }

    private static string OfSingle(float value, int bits, bool converts)
    {
        if (float.IsNaN(value)) return OfSingleNaN(bits);
        if (float.IsInfinity(value)) return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        if (value == 0) return bits != 0 ? "-0f" : converts ? "0" : "0f";
        if (Math.Abs(value) == float.MaxValue) return value > 0 ? "float.MaxValue" : "float.MinValue";
        string text = Shortest(
            precision => value.ToString(precision, invariant),
            candidate => BitsOf(float.Parse(candidate, NumberStyles.Float, invariant)) == bits,
            first: 7);
        return converts && text.IndexOfAny(['.', 'e']) < 0 && Math.Abs(value) < LargestPlain ? text : text + "f";
    }

    private static string OfNaN(long bits) =>
        bits == BitConverter.DoubleToInt64Bits(double.NaN) ? "double.NaN" : "global::System.BitConverter.Int64BitsToDouble(" + Of(bits) + ")";

    private static string OfSingleNaN(int bits) =>
        bits == BitsOf(float.NaN) ? "float.NaN" : "global::System.BitConverter.Int32BitsToSingle(" + Of(bits) + ")";

    private static int BitsOf(float value) => BitConverter.ToInt32(BitConverter.GetBytes(value), 0);

    /// <summary>The first of three precisions that gives the same bits back; the last one always does. "R" would not on .NET Framework.</summary>
    private static string Shortest(Func<string, string> print, Func<string, bool> isSame, int first)
    {
        string text = "";
        for (int digits = first; digits < first + 3; digits++)
        {
            text = print("G" + digits.ToString(invariant));
            if (isSame(text)) break;
        }

        return WithPlainExponent(text);
    }

    /// <summary><c>1E-07</c> is written <c>1e-7</c>.</summary>
    private static string WithPlainExponent(string text)
    {
        int e = text.IndexOf('E');
        if (e < 0) return text;
        string digits = text.Substring(e + 1).TrimStart('+', '-').TrimStart('0');
        return text.Substring(0, e) + "e" + (text[e + 1] == '-' ? "-" : "") + digits;
    }
}
