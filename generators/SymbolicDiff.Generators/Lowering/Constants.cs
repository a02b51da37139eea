using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Constants of the compiler as constants of the intermediate representation.</summary>
internal static class Constants
{
    private static readonly SymbolDisplayFormat Escaping = new(miscellaneousOptions: SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    public static Expression Of(object? value, ITypeSymbol? type)
    {
        if (value is null) return new External("null", NullOf(type));
        if (type is { TypeKind: TypeKind.Enum }) return Enumeration(value, (INamedTypeSymbol)type);
        return value switch
        {
            double number => Constant.Of(number),
            float number => Constant.Of(number),
            bool truth => Constant.Of(truth),
            char character => new Constant(new ScalarType(ScalarKind.Char), character),
            string text => new External(SymbolDisplay.FormatLiteral(text, quote: true), new OpaqueType("string")),
            decimal number => new External(number.ToString(CultureInfo.InvariantCulture) + "m", new OpaqueType("decimal")),
            _ => new Constant(Types.Scalar(type!) ?? ValueType.Int64, Bits(value)),
        };
    }

    private static ValueType NullOf(ITypeSymbol? type) =>
        type is IArrayTypeSymbol && Types.Of(type) is StorageType array ? array : new OpaqueType(type?.ToDisplayString(Types.Qualified) ?? "object");

    private static long Bits(object value) => value is ulong wide ? unchecked((long)wide) : Convert.ToInt64(value, CultureInfo.InvariantCulture);

    private static External Enumeration(object value, INamedTypeSymbol type)
    {
        string name = type.ToDisplayString(Types.Qualified);
        IFieldSymbol? member = type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(
            field => field.HasConstantValue && Equals(field.ConstantValue, value));
        string text = member is null
            ? $"(({name})({Convert.ToString(value, CultureInfo.InvariantCulture)}))"
            : name + "." + member.ToDisplayString(Escaping);
        return new External(text, new OpaqueType(name));
    }
}
