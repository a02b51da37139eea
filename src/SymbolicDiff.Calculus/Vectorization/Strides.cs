using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>How far the integers of a loop's body move from one iteration to the next.</summary>
internal sealed class Strides
{
    private static readonly Constant zero = Constant.Of(0);

    private readonly Dictionary<Variable, Expression> strides = [];

    public Strides(Variable counter) => strides.Add(counter, Constant.Of(1));

    /// <summary>Whether it is an integer that moves.</summary>
    public bool Moves(Variable variable) => strides.ContainsKey(variable);

    /// <summary>Takes a local of the body that is declared with an integer; false if that moves by another amount each time.</summary>
    public bool TryAdd(Variable local, Expression value)
    {
        if (Of(value) is not { } stride) return false;
        if (!stride.IsInteger(0)) strides[local] = stride;
        return true;
    }

    /// <summary>The distance, the same in each iteration; null where it is not.</summary>
    public Expression? Of(Expression value)
    {
        if (!value.Any(part => part is Variable variable && Moves(variable))) return zero;
        switch (value)
        {
            case Variable variable:
                return strides[variable];
            case Apply { Primitive.Name: "+" or "-" } sum when sum.Operands.Count == 2:
                return Of(sum.Operands[0]) is { } first && Of(sum.Operands[1]) is { } second ? Combined(sum, first, second) : null;
            case Apply { Primitive.Name: "*" } product:
                return Of(product.Operands[0]) is { } left && Of(product.Operands[1]) is { } right
                    ? right.IsInteger(0) ? Times(left, product.Operands[1]) : left.IsInteger(0) ? Times(right, product.Operands[0]) : null
                    : null;
            default:
                return null;
        }
    }

    private static Expression? Combined(Apply sum, Expression first, Expression second)
    {
        bool isPlus = sum.Primitive.Name == "+";
        if (second.IsInteger(0)) return first;
        if (first.IsInteger(0) && isPlus) return second;
        return first is Constant one && second is Constant other ? Constant.Of((int)(one.Bits + (isPlus ? other.Bits : -other.Bits))) : null;
    }

    private static Expression? Times(Expression stride, Expression factor) =>
        stride.IsInteger(1) ? factor
        : stride is Constant one && factor is Constant other ? Constant.Of((int)(one.Bits * other.Bits))
        : new Apply(Primitive.Multiply, ValueType.Int32, stride, factor);
}
