using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>
/// A call that records and the call that undoes it become one that needs no records, where the adjoint of the value is known before the first: what stands between them neither computes it from
/// the value nor touches the adjoints that the second adds to.
/// </summary>
internal sealed class FusedCalls
{
    private readonly Memory memory;
    private readonly Func<string, bool> isFusible;

    private FusedCalls(Facts facts, Func<string, bool> isFusible) => (memory, this.isFusible) = (facts.Memory, isFusible);

    /// <param name="facts">About a simplified function that is not differentiated any more.</param>
    /// <param name="isFusible">Whether there is such a function of a method.</param>
    public static Function Run(Facts facts, Func<string, bool> isFusible) => facts.With(new FusedCalls(facts, isFusible).Walk(facts.Body));

    private Block Walk(Block block)
    {
        var statements = block.Statements.Select(statement => statement.Map(expression => expression, Walk)).ToList();
        for (int i = statements.Count - 1; i >= 0; i--)
            if (CallIn(statements[i], RecursivePart.Forward) is { } forward && isFusible(forward.Callee!.Recursive!.Method)) Fuse(statements, i, forward);
        return block.With(statements);
    }

    private static External? CallIn(Statement statement, RecursivePart part) =>
        Activity.CallOf(statement) is { TakesRecords: true, Callee.Recursive: { Directions: 0 } form } call && form.Part == part ? call : null;

    private static bool HasRecords(Statement statement) => statement is Push or Pop || statement.Externals().Any(call => call.TakesRecords) || statement.Blocks().Any(block => block.Statements.Any(HasRecords));

    private void Fuse(List<Statement> statements, int at, External forward)
    {
        int last = at + 1;
        while (last < statements.Count && !HasRecords(statements[last])) last++;
        if (last == statements.Count || CallIn(statements[last], RecursivePart.Reverse) is not { } reverse || reverse.Callee!.Recursive!.Method != forward.Callee!.Recursive!.Method) return;
        List<Expression> changed = [.. reverse.Written];
        List<Statement> before = [.. statements.Take(at)], between = statements.GetRange(at + 1, last - at - 1);
        List<Statement> own = [.. between.Where((statement, i) => IsNew(statement, changed) && !(statement is Fill { Storage: Variable filled } && between.Take(i).Any(other => other.Mentions(filled))))];
        between.RemoveAll(own.Contains);
        if (between.Any(statement => Touches(statement, changed))) return;
        var operands = new List<Expression>();
        for (int i = 0; i < reverse.Operands.Count; i++)
        {
            bool isArgument = i < forward.Operands.Count;
            Expression operand = reverse.Operands[i];
            if ((operand is Variable && changed.Contains(operand) ? operand : At(operand, between)) is not { } early || !changed.Contains(operand) && !IsRead(early, before)) return;
            if (isArgument && Origin(early, before)?.Equals(Origin(forward.Operands[i], before)) != true) return;
            operands.Add(isArgument ? forward.Operands[i] : Held(early, before));
        }

        External call = RecursiveCall.WithAdjoints(forward, reverse with { Operands = operands.ToEquatableArray() });
        if (operands.Skip(forward.Operands.Count).Any(operand => TargetOf(statements[at]) is not { } value || operand.Mentions(value))) return;
        Statement fused = statements[at].Map(expression => ReferenceEquals(expression, forward) ? call : expression, inner => inner);
        List<Statement> behind = AdjointsFirst([.. between, .. statements.Skip(last + 1)], before);
        statements.RemoveRange(at, statements.Count - at);
        statements.AddRange([.. own, fused, .. behind]);
    }

    /// <summary>What is added to adjoints comes first, as far as it is known there: where the primal's steps have not been made, they need not be taken back.</summary>
    private List<Statement> AdjointsFirst(List<Statement> behind, List<Statement> before)
    {
        List<Statement> first = [], rest = [];
        for (int i = 0; i < behind.Count; i++)
        {
            bool isFirst = behind[i] is Assign { Kind: not AssignmentKind.Set, Target: Element { Storage: Variable storage } target } && storage.IsDerivative()
                && !behind.Where((_, other) => other != i).Any(other => Touches(other, [storage]));
            if (isFirst && behind[i] is Assign assign && At(assign.Target, rest) is { } place && At(assign.Value, rest) is { } value && IsRead(value, before)) first.Add(new Assign(place, assign.Kind, value));
            else rest.Add(behind[i]);
        }

        return [.. first, .. rest];
    }

    private static Variable? TargetOf(Statement statement) => statement is Declare declare ? declare.Variable : (statement as Assign)?.Target as Variable;

    /// <summary>Whether the statement gives an adjoint that the second call adds to its first value.</summary>
    private static bool IsNew(Statement statement, List<Expression> changed) =>
        statement is Declare { Value: null or Constant } declare && changed.Contains(declare.Variable) || statement is Fill { Value: Constant } fill && changed.Contains(fill.Storage);

    /// <summary>Whether the statement reads or writes what the second call changes, or something that nobody knows. Adjoints are in memory of their own, and what is added to them by others may come later.</summary>
    private bool Touches(Statement statement, List<Expression> changed)
    {
        if (Activity.CallOf(statement) is { Callee.Recursive.Part: RecursivePart.WithAdjoints } call) return call.Operands.Except(call.Written).Any(operand => changed.Any(place => operand.Any(place.Equals)));
        if (statement is Assign { Kind: not AssignmentKind.Set } added && !Reads(added.Value, changed) && !(added.Target is Element target && target.Indices.Any(index => Reads(index, changed)))) return false;
        Effects effects = Effects.Of(statement, memory);
        if (effects.IsOpaque || changed.Any(place => effects.Disturb(place) || place.Type is StorageType && effects.Overwrites(place))) return true;
        bool reads = false;
        new Block(statement).ForEach(inner => reads = reads || inner.Reads().Any(read => Reads(read, changed)));
        return reads;
    }

    private bool Reads(Expression expression, List<Expression> changed) => expression.Any(part => changed.Any(place => place.Type is StorageType
        ? part is Element or View or CopyOf && part.Root()?.IsDerivative() != false && memory.MayOverlap(memory.ColumnOf(part), memory.ColumnOf(place))
        : part.Equals(place)));

    /// <summary>The value of an expression behind the statements, as it can be computed before them; null where that is not known.</summary>
    private Expression? At(Expression expression, List<Statement> statements)
    {
        Expression value = expression;
        for (int i = statements.Count - 1; i >= 0; i--)
        {
            Statement statement = statements[i];
            if (statement is Declare { Value: { } declared, Variable: { Type: ScalarType } variable }) value = Put(value, variable, declared);
            else if (statement is Assign { Target: Variable { Type: ScalarType } target } assign && !memory.MayBeElement(target)) value = Put(value, target, Assigned(assign, target));
            else if (Effects.Of(statement, memory) is var effects && (effects.Disturb(value) || value.Any(part => part is View view && effects.Overwrites(view)))) return null;
            if (value.Operations() > 32) return null;
        }

        return value.Any(part => part is External) ? null : value; // what is outside, the call itself may change
    }

    /// <summary>The value at the beginning of the block, as far as it is known.</summary>
    private Expression? Origin(Expression expression, List<Statement> before) => At(expression, before);

    /// <summary>The expression with variables for what the statements before it have computed.</summary>
    private Expression Held(Expression expression, List<Statement> before)
    {
        for (int i = 0; i < before.Count; i++)
        {
            if (before[i] is not Declare { Value: Apply held, Variable: { Type: ScalarType } variable } || before.Skip(i + 1).Any(later => Effects.Of(later, memory) is var effects && (effects.IsOpaque || effects.Disturb(held) || effects.Assigned.Contains(variable)))) continue;
            Expression Replaced(Expression part) => part.Equals(held) ? variable : part.MapChildren(Replaced);
            expression = Replaced(expression);
        }

        return expression;
    }

    private static Expression Assigned(Assign assign, Variable target) => assign.Kind switch
    {
        AssignmentKind.Add => new Apply(Primitive.Add, target.Type, target, assign.Value),
        AssignmentKind.Subtract => new Apply(Primitive.Subtract, target.Type, target, assign.Value),
        _ => assign.Value,
    };

    private static Expression Put(Expression value, Variable variable, Expression content) =>
        value.Mentions(variable) ? Plain(value.Substitute(mentioned => mentioned.Equals(variable) ? content : null)) : value;

    /// <summary>Steps there and back are none.</summary>
    private static Expression Plain(Expression expression)
    {
        Expression inner = expression.MapChildren(Plain);
        return inner is Apply { Primitive.Name: "neg" } outer && outer.Operands[0] is Apply { Primitive.Name: "neg" } negation ? negation.Operands[0] : inner;
    }

    /// <summary>Whether what may throw has been read before.</summary>
    private static bool IsRead(Expression expression, List<Statement> before) => !expression.MayThrow()
        || expression.DescendantsAndSelf().All(part => !part.ThrowsItself() || before.Any(statement => statement.Reads().Any(read => read.Any(part.Equals))));
}
