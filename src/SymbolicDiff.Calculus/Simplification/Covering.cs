using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Nests of counted loops that meet the elements of a storage from the first on, once each: <c>g[i]</c>, <c>g[j * n + i]</c> where the inner loop counts to n.
/// </summary>
internal sealed class Covering(Facts facts, Accesses accesses)
{
    /// <summary>The loop with an assignment for its first addition to each element, or with zero for what it reads of each before it sets it, and how many elements it assigns; null for all of them.</summary>
    public (For Loop, Expression? Count)? Of(For loop, Variable storage)
    {
        if (Covered(loop, storage) is not var (assigned, limits)) return null;
        Expression count = limits.Aggregate((all, next) => new Apply(Primitive.Multiply, ValueType.Int32, all, next));
        if (facts.Shapes.IsLength(count, storage, 0)) return (assigned, null);
        return limits.All(IsNatural) ? (assigned, count) : null;
    }

    /// <summary>
    /// The loop over all elements but the last with assignments, what assigns the last one if the loop ran, and what zeroes the only one there is otherwise: that stands where all were
    /// zeroed, for a call behind the loop would keep the loop's sums in memory. Null for others.
    /// </summary>
    public (For Loop, If Last, If Zeroing)? WithLast(For loop, Statement behind, Variable storage)
    {
        if (behind is not If { IsGuard: false, Then.Statements: { Count: 1 } then, Else.Statements.Count: 0 } last || !last.Condition.Equals(Headers.Runs(loop))) return null;
        if (then[0] is not Assign { Target: Element place } assign || !place.Storage.Equals(storage) || WithAssignment(assign, place) is not { } set) return null;
        if (Covered(loop, storage) is not var (assigned, limits) || limits.Count > 1 || !place.Indices[0].Equals(limits[0])) return null;
        if (!limits[0].Is(Primitive.Subtract, out Expression length, out Expression one) || !one.IsInteger(1) || !facts.Shapes.IsLength(length, storage, 0)) return null;
        var zero = new Fill(storage, Constant.ZeroOf(((StorageType)storage.Type).Element));
        var isOne = new Apply(Primitive.LessOrEqual, ValueType.Boolean, length, Constant.Of(1));
        return last.Condition.Equals(new Apply(Primitive.Greater, ValueType.Boolean, isOne.Operands)) && facts.Uses.IsStable(length)
            ? (assigned, last.With(last.Condition, new Block(set), Block.Empty), new If(isOne, new Block(zero), Block.Empty))
            : null;
    }

    private (For Loop, List<Expression> Limits)? Covered(For loop, Variable storage)
    {
        if (storage.Type is not StorageType { Rank: 1 } || Assigned(loop, storage, []) is not var (assigned, limits)) return null;
        HashSet<Variable> changed = Effects.Of(loop, facts.Memory).Assigned;
        bool isKnown = !limits.Any(limit => limit.Any(part => part is Element or External || (part is Variable variable && changed.Contains(variable))));
        return isKnown ? (assigned, limits) : null;
    }

    private (For Loop, List<Expression> Limits)? Assigned(For loop, Variable storage, List<For> around)
    {
        List<For> nest = [.. around, loop];
        if (Headers.LimitFromZero(loop) is not { } limit || !limit.Type.Equals(ValueType.Int32)) return null;
        List<int> touching = [.. Enumerable.Range(0, loop.Body.Statements.Count).Where(i => accesses.Of(loop.Body.Statements[i], storage).Count > 0)];
        if (touching.Count == 0) return null;
        Statement first = loop.Body.Statements[touching[0]];
        if (touching.Count == 1 && first is For inner)
            return Assigned(inner, storage, nest) is var (assigned, limits) ? (loop with { Body = Replaced(loop.Body, touching[0], assigned) }, limits) : null;
        if (PlaceOf(first) is not { } place || !place.Storage.Equals(storage)) return null;
        if (!touching.All(i => accesses.Of(loop.Body.Statements[i], storage).All(place.Equals))) return null;
        bool isSetBehind = touching.Skip(1).Any(i => loop.Body.Statements[i] is Assign { Kind: AssignmentKind.Set } set && set.Target.Equals(place));
        Statement? assignment = first is Declare read ? isSetBehind ? read.WithValue(Constant.ZeroOf(read.Variable.Type)) : null : WithAssignment(first, place);
        if (!IsRowMajor(place.Indices[0], nest) || assignment is null) return null;
        return (loop with { Body = Replaced(loop.Body, touching[0], assignment) }, [.. nest.Select(each => Headers.LimitFromZero(each)!)]);
    }

    /// <summary>The element that the statement writes, or that a new variable starts with.</summary>
    private static Element? PlaceOf(Statement statement) => statement switch
    {
        Assign { Target: Element target } => target,
        Declare { Value: Element value, Variable.Type: ScalarType } => value,
        _ => null,
    };

    /// <summary>The statement with an assignment for an addition to what is zero; null if it is neither.</summary>
    public Assign? WithAssignment(Statement statement, Element place)
    {
        if (statement is not Assign assign || !assign.Target.Equals(place)) return null;
        if (place.Storage is not Variable storage || accesses.Of(statement, storage).Count != 1) return null;
        if (assign.Kind == AssignmentKind.Set) return assign;
        if (!assign.IsDerivative()) return null; // 0 + -0 is not -0
        return new Assign(place, AssignmentKind.Set, assign.Kind == AssignmentKind.Add ? assign.Value : Terms.Negative(assign.Value));
    }

    /// <summary>Whether the index takes each value from zero on once: it is a counter, or a counter and its limit times what does so without it.</summary>
    private bool IsRowMajor(Expression index, IReadOnlyCollection<For> nest)
    {
        if (nest.Count == 1) return index.Equals(nest.First().Counter);
        if (index is not Apply { Primitive.Name: "+" } sum) return false;
        foreach (For loop in nest)
        {
            Expression? rows = sum.Operands[1].Equals(loop.Counter) ? sum.Operands[0] : sum.Operands[0].Equals(loop.Counter) ? sum.Operands[1] : null;
            if (rows is not Apply { Primitive.Name: "*" } product) continue;
            Expression limit = Headers.LimitFromZero(loop)!;
            List<For> others = [.. nest.Where(other => other != loop)];
            if (facts.Shapes.AreEqual(product.Operands[1], limit)) return IsRowMajor(product.Operands[0], others);
            if (facts.Shapes.AreEqual(product.Operands[0], limit)) return IsRowMajor(product.Operands[1], others);
        }

        return false;
    }

    private bool IsNatural(Expression limit) => facts.Shapes.Canonical(limit) is Constant { Bits: >= 0 } or Apply { Primitive.Form: PrimitiveForm.Length };

    private static Block Replaced(Block block, int index, Statement statement)
    {
        var statements = block.Statements.ToArray();
        statements[index] = statement;
        return new Block(statements.ToEquatableArray());
    }
}
