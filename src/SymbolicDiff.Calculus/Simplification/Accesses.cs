using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>Where statements touch the memory of a storage.</summary>
internal sealed class Accesses(Memory memory)
{
    /// <summary>What in the statement reads or writes memory that the storage may name, the storage's length apart.</summary>
    public List<Expression> Of(Statement statement, Variable storage)
    {
        int region = memory.RegionOf(storage);
        var accesses = new List<Expression>();
        Collect(statement);
        foreach (Block block in statement.Blocks()) block.ForEach(Collect);
        return accesses;

        void Collect(Statement inner)
        {
            if (inner is Assign { Kind: AssignmentKind.Set, Target: Element set }) Look(set);
            else if (inner is Assign { Target: Element changed }) Look(changed);
            foreach (Expression read in inner.Reads())
                if (inner is not Assign { Target: Element target } || !(ReferenceEquals(read, target) || ReferenceEquals(read, target.Storage)))
                    Look(read);
        }

        void Look(Expression expression)
        {
            switch (expression)
            {
                case Apply { Primitive.Form: PrimitiveForm.Length } or Constant:
                    return;
                case Variable { Type: StorageType } or External when memory.MayOverlap(memory.RegionOf(expression), region):
                    accesses.Add(expression);
                    return;
                case Element { Storage: Variable named } element when named.Type is StorageType:
                    if (memory.MayOverlap(memory.RegionOf(named), region)) accesses.Add(element);
                    foreach (Expression index in element.Indices) Look(index);
                    return;
                default:
                    expression.ForEachChild(Look);
                    return;
            }
        }
    }
}
