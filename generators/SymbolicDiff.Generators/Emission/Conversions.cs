using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>Which conversions C# makes by itself, so that they need not be printed.</summary>
internal static class Conversions
{
    /// <summary>
    /// Which of two operands that an operator brings to one type may be printed without their conversion. One of them always prints as the type
    /// that both have, so that <c>1 / 2</c> of reals never becomes a division of integers.
    /// </summary>
    public static (bool First, bool Second) Between(Expression first, Expression second)
    {
        if (first.Type.Equals(ValueType.Lanes) || second.Type.Equals(ValueType.Lanes)) return (true, true);
        if (!first.Type.Equals(second.Type)) return (false, false);
        bool convertsFirst = CanBeLeft(first), convertsSecond = CanBeLeft(second);
        if (!convertsFirst || !convertsSecond) return (convertsFirst, convertsSecond);
        return second is Constant && first is not Constant ? (true, false) : (false, true);
    }

    /// <summary>Whether the expression prints shorter, as a value of another type, where the position converts it.</summary>
    public static bool CanBeLeft(Expression expression) => expression switch
    {
        Constant constant => CSharpLiteral.DependsOnPosition(constant),
        Apply apply when apply.Primitive.Is(Primitive.Convert) => IsImplicit(apply.Operands[0].Type, apply.Type),
        Apply apply => GivesInteger(apply) && apply.Type is not ScalarType { Kind: ScalarKind.Generic },
        _ => false,
    };

    /// <summary>Whether the conversion is not printed.</summary>
    public static bool IsLeftOut(Apply conversion, bool converts)
    {
        ValueType from = conversion.Operands[0].Type;
        return from.Equals(conversion.Type) || (converts && IsImplicit(from, conversion.Type));
    }

    /// <summary>What is printed of the expression: conversions that are not printed taken off.</summary>
    public static Expression Leave(Expression expression, bool converts)
    {
        while (expression is Apply { Primitive.Form: PrimitiveForm.Conversion } conversion && IsLeftOut(conversion, converts))
            (expression, converts) = (conversion.Operands[0], false);
        return expression;
    }

    /// <summary>Whether the expression is a real number to the derivative and an <c>int</c> to C#.</summary>
    public static bool GivesInteger(Apply apply) => apply.Type.IsReal && apply.Primitive.Name is "sign" or "ilogB";

    /// <summary>Whether C# converts without a cast, and nothing about the precision has to be said aloud.</summary>
    public static bool IsImplicit(ValueType from, ValueType to)
    {
        if (to.Equals(ValueType.Lanes)) return from.Equals(ValueType.Double);
        if (from is not ScalarType { IsReal: false, Kind: not ScalarKind.Boolean and var source } || to is not ScalarType { Kind: var target }) return false;
        bool isUnsigned = source is ScalarKind.Byte or ScalarKind.UInt16 or ScalarKind.Char or ScalarKind.UInt32;
        return target switch
        {
            ScalarKind.Double or ScalarKind.Single => true,
            ScalarKind.Int32 => Size(source) < 4,
            ScalarKind.Int64 => Size(source) <= 4,
            ScalarKind.UInt32 => isUnsigned && Size(source) < 4,
            ScalarKind.UInt64 => isUnsigned,
            _ => false,
        };
    }

    /// <summary>Whether every value of the type is an <c>int</c>.</summary>
    public static bool FitsInt32(ValueType type) => type.Equals(ValueType.Int32) || IsImplicit(type, ValueType.Int32);

    private static int Size(ScalarKind kind) => kind switch
    {
        ScalarKind.SByte or ScalarKind.Byte => 1,
        ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char => 2,
        ScalarKind.Int32 or ScalarKind.UInt32 => 4,
        _ => 8,
    };
}
