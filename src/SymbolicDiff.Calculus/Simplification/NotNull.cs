using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Which storages cannot be null behind a statement, because it would have thrown.</summary>
internal static class NotNull
{
    public static IEnumerable<Variable> After(Statement statement)
    {
        var storages = new List<Variable>();
        if (statement is Guard { Kind: GuardKind.Buffer } guard && guard.Storages[1] is Variable shape) storages.Add(shape);
        if (statement is Declare { Value: Allocate or ZerosLike or CopyOf } declare) storages.Add(declare.Variable);
        if (statement is not Guard)
            foreach (Expression read in statement.Reads()) Collect(read, storages);
        return storages;
    }

    /// <summary>What is asked for its length or elements whatever the operands are.</summary>
    private static void Collect(Expression expression, List<Variable> storages)
    {
        switch (expression)
        {
            case Conditional conditional:
                Collect(conditional.Condition, storages);
                return;
            case Apply { Primitive.Name: "&&" or "||" } choice:
                Collect(choice.Operands[0], storages);
                return;
            case Element { Storage: Variable storage }:
                storages.Add(storage);
                break;
            case Apply { Primitive.Form: PrimitiveForm.Length } length when length.Operands[0] is Variable asked:
                storages.Add(asked);
                break;
        }

        expression.ForEachChild(child => Collect(child, storages));
    }
}
