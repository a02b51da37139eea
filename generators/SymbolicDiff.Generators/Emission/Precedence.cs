using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Emission;

/// <summary>How tightly C# binds an expression; the higher, the tighter.</summary>
internal enum Precedence
{
    Lowest,
    Conditional,
    OrElse,
    AndAlso,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}

internal static class Operators
{
    private static readonly Dictionary<Primitive, Precedence> levels = new()
    {
        [Primitive.Multiply] = Precedence.Multiplicative,
        [Primitive.Divide] = Precedence.Multiplicative,
        [Primitive.Remainder] = Precedence.Multiplicative,
        [Primitive.Add] = Precedence.Additive,
        [Primitive.Subtract] = Precedence.Additive,
        [Primitive.ShiftLeft] = Precedence.Shift,
        [Primitive.ShiftRight] = Precedence.Shift,
        [Primitive.UnsignedShiftRight] = Precedence.Shift,
        [Primitive.Less] = Precedence.Relational,
        [Primitive.LessOrEqual] = Precedence.Relational,
        [Primitive.Greater] = Precedence.Relational,
        [Primitive.GreaterOrEqual] = Precedence.Relational,
        [Primitive.Equal] = Precedence.Equality,
        [Primitive.NotEqual] = Precedence.Equality,
        [Primitive.And] = Precedence.And,
        [Primitive.Xor] = Precedence.Xor,
        [Primitive.Or] = Precedence.Or,
        [Primitive.AndAlso] = Precedence.AndAlso,
        [Primitive.OrElse] = Precedence.OrElse,
    };

    public static Precedence Of(Primitive infix) => levels[infix.WithChecked(false)];

    public static bool Is(this Primitive primitive, Primitive other) => primitive.Name == other.Name;

    /// <summary>Whether operands of different numeric types are brought to one type by the operator itself.</summary>
    public static bool PromotesOperands(Primitive infix) => Of(infix) is not (Precedence.Shift or Precedence.AndAlso or Precedence.OrElse);

    /// <summary>Whether the operator gives the same result however it is grouped.</summary>
    public static bool IsAssociative(Primitive infix) => infix.Is(Primitive.AndAlso) || infix.Is(Primitive.OrElse);
}
