using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>What evaluating an expression can do besides giving a value.</summary>
internal static class Purity
{
    public static bool HasEffects(this Expression expression) => expression.Acts;

    /// <summary>Whether a value depends on memory or on what only external code knows.</summary>
    public static bool ReadsMemory(this Expression expression) => expression.Any(part => part is Element or CopyOf or External);

    public static bool MayThrow(this Expression expression) => expression.Any(ThrowsItself);

    /// <summary>Whether the form itself, its operands evaluated, may throw.</summary>
    public static bool ThrowsItself(this Expression expression) => expression switch
    {
        Constant or Variable or Conditional or Column => false,
        Element { Storage.Type: StorageType { Kind: StorageKind.Tape } } or Allocate { Lifetime: Lifetime.Rented } => false,
        Allocate allocate => !allocate.Lengths.All(length => length is Constant { Bits: >= 0 }),
        Apply apply => ThrowsItself(apply),
        External external => external.HasEffects || external.Operands.Count > 0 || external.Text.Count > 1,
        _ => true,
    };

    private static bool ThrowsItself(Apply apply) => apply.Primitive.Form switch
    {
        PrimitiveForm.Length => apply.Operands[0].Type is StorageType { Kind: StorageKind.Array },
        PrimitiveForm.Function => !apply.Type.IsReal || apply.Primitive.Name is "sign" or "clamp" or "roundTo" or "roundToMode",
        PrimitiveForm.Method => true,
        _ => apply.Primitive.Checked || DividesIntegers(apply),
    };

    private static bool DividesIntegers(Apply apply) =>
        apply.Primitive.Name is "/" or "%" && !apply.Type.IsReal && apply.Operands[1] is not Constant { Bits: > 0 };
}
