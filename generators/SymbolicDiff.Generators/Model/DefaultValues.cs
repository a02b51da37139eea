using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicDiff.Generators.Model;

/// <summary>Default values of parameters as C# text that gives the same bits.</summary>
internal static class DefaultValues
{
    public static string? Of(IParameterSymbol parameter, TypeText types)
    {
        if (!parameter.HasExplicitDefaultValue) return null;
        object? value = parameter.ExplicitDefaultValue;
        return value switch
        {
            null => parameter.Type.IsReferenceType || IsNullable(parameter.Type) ? "null" : "default",
            double number => OfReal(number, "double"),
            float number => OfReal(number, "float"),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            _ when Underlying(parameter.Type) is { TypeKind: TypeKind.Enum } type => OfEnum(type, value, types),
            _ => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
        };
    }

    private static string OfEnum(ITypeSymbol type, object value, TypeText types)
    {
        var member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue && Equals(field.ConstantValue, value));
        return member is not null
            ? types.Of(type) + "." + Identifiers.Escape(member.Name)
            : "(" + types.Of(type) + ")(" + Convert.ToString(value, CultureInfo.InvariantCulture) + ")";
    }

    private static string OfReal(double value, string type)
    {
        if (double.IsNaN(value)) return type + ".NaN";
        if (double.IsInfinity(value)) return type + (value > 0 ? ".PositiveInfinity" : ".NegativeInfinity");
        if (value == 0 && BitConverter.DoubleToInt64Bits(value) != 0) return type == "float" ? "-0f" : "-0d";
        return type == "float" ? Shortest((float)value) + "f" : Shortest(value) + "d";
    }

    private static string Shortest(double value) =>
        Array.Find(["G15", "G16"], format => double.Parse(Text(value, format), CultureInfo.InvariantCulture).Equals(value)) is { } shorter
            ? Text(value, shorter)
            : Text(value, "G17");

    private static string Shortest(float value) =>
        Array.Find(["G7", "G8"], format => float.Parse(Text(value, format), CultureInfo.InvariantCulture).Equals(value)) is { } shorter
            ? Text(value, shorter)
            : Text(value, "G9");

    private static string Text(IFormattable value, string format) => value.ToString(format, CultureInfo.InvariantCulture);

    private static ITypeSymbol Underlying(ITypeSymbol type) => IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
