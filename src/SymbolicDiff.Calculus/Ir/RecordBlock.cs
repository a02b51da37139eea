namespace SymbolicDiff.Calculus.Ir;

/// <summary>
/// Records of all iterations of a loop at once: room for them on a stack, which the loop fills, and, in the loop that mirrors it, the same memory, taken off the stack. It
/// stands only in what is emitted, behind all passes that differentiate.
/// </summary>
internal static class RecordBlock
{
    private static readonly EquatableArray<string> pushed = EquatableArray.Of("", ".PushBlock(", ")"), popped = EquatableArray.Of("", ".PopBlock(", ")");

    /// <summary>Room for so many values, as the last ones of the stack.</summary>
    public static External Push(Variable stack, Expression count) => Call(pushed, stack, count);

    /// <summary>The last values of the stack, which has them no longer.</summary>
    public static External Pop(Variable stack, Expression count) => Call(popped, stack, count);

    /// <summary>Whether the value is memory of a stack, of which the call changes nothing but the number of values.</summary>
    public static bool Is(Expression value) => value is External { Type: StorageType } external && (external.Text.Equals(pushed) || external.Text.Equals(popped))
        && external.Operands[0] is Variable { Type: StorageType { Kind: StorageKind.Stack } };

    private static External Call(EquatableArray<string> text, Variable stack, Expression count) =>
        new(text, EquatableArray.Of(stack, count), new StorageType(StorageKind.Span, ((StorageType)stack.Type).Element), HasEffects: true, KeepsStorage: true);
}
