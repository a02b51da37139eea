using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus.Vectorization;

/// <summary>
/// Writes a loop as calls, where each of its statements is one of those that the run-time library has for whole rows: a sum of products or of elements, multiples that are added,
/// multiples that are stored. Iterations do not depend on each other, so each statement may run for all of them before the next one does.
/// </summary>
internal sealed class LaneCalls(LaneLoop lanes)
{
    private readonly Dictionary<Variable, Expression> known = [];

    /// <summary>Whether a row need not be there if the loop does not run.</summary>
    private bool isPartial;

    private For Loop => lanes.Loop;

    /// <summary>The statements for the whole loop; null where one of them has no call.</summary>
    public static IReadOnlyList<Statement>? Of(LaneLoop lanes)
    {
        var calls = new LaneCalls(lanes);
        var statements = new List<Statement>();
        foreach (Statement statement in lanes.Loop.Body.Statements)
        {
            if (calls.TryKnow(statement)) continue;
            if (calls.Call(statement.Map(calls.Inserted, inner => inner)) is not { } call) return null;
            statements.Add(call);
        }

        if (statements.Count == 0) return null;
        bool runs = lanes.Loop is { Start: Constant start, Limit: Constant limit } && start.Bits < limit.Bits;
        return calls.isPartial && !runs ? [new If(Headers.Runs(lanes.Loop), new Block(statements.ToEquatableArray()), Block.Empty)] : statements;
    }

    /// <summary>Takes a local for an element that the loop does not write.</summary>
    private bool TryKnow(Statement statement)
    {
        if (statement is not Declare { Value: Element element } declare || !IsRow(element) || lanes.IsAssigned(declare.Variable) || lanes.Writes(element)) return false;
        known.Add(declare.Variable, element);
        return true;
    }

    private Expression Inserted(Expression expression) => known.Count == 0 ? expression : expression.Substitute(variable => known.TryGetValue(variable, out Expression? element) ? element : null);

    private Statement? Call(Statement statement) => statement switch
    {
        Assign { Target: Variable sum } assign when lanes.Reductions.TryGetValue(sum, out Reduction kind) && kind == Reduction.Sum => Sum(assign),
        Assign { Target: Element target } assign when IsRow(target) => Multiples(target, assign),
        _ => null,
    };

    private Assign? Sum(Assign assign)
    {
        if (assign.Value.Is(Primitive.Multiply, out Expression left, out Expression right) && left is Element a && right is Element b && IsRow(a) && IsRow(b))
            return new Assign(assign.Target, assign.Kind, LaneCode.Row("Dot", ValueType.Double, [LaneCode.RowOf(a), Start(a), LaneCode.RowOf(b), Start(b), Count]));
        return assign.Value is Element row && IsRow(row) ? new Assign(assign.Target, assign.Kind, LaneCode.Row("Sum", ValueType.Double, [LaneCode.RowOf(row), Start(row), Count])) : null;
    }

    private Evaluate? Multiples(Element target, Assign assign)
    {
        Constant one = Constant.Of(1.0);
        var (factor, row) = assign.Value is Element plain ? (one, plain)
            : !assign.Value.Is(Primitive.Multiply, out Expression left, out Expression right) ? (one, null)
            : right is Element last && IsFactor(left) ? (left, last)
            : left is Element first && IsFactor(right) ? (right, first)
            : ((Expression)one, (Element?)null);
        if (row is null || !IsRow(row) || assign.Kind == AssignmentKind.Set && factor.Equals(one)) return null;
        if (assign.Kind == AssignmentKind.Subtract) factor = Terms.Negative(factor);
        Expression[] operands = [LaneCode.RowOf(target), Start(target), factor, LaneCode.RowOf(row), Start(row), Count];
        return new Evaluate(LaneCode.Row(assign.Kind == AssignmentKind.Set ? "Scale" : "AddScaled", new OpaqueType(LaneCode.Nothing), operands));
    }

    /// <summary>Whether it is the same in all iterations, and may be evaluated where there is none.</summary>
    private bool IsFactor(Expression factor) => !lanes.IsVarying(factor) && !factor.MayThrow();

    /// <summary>Whether it is one after the other of one storage.</summary>
    private bool IsRow(Element element)
    {
        if (element.Indices.Count > 2 || lanes.DistanceOf(element)?.IsInteger(1) != true || lanes.IsVarying(element.Storage)) return false;
        isPartial |= element.Indices.Count > 1 || element.Storage.MayThrow();
        return true;
    }

    private Expression Count => Loop.Start.IsInteger(0) ? Loop.Limit : Terms.Minus(Loop.Limit, Loop.Start);

    /// <summary>The index of the first element.</summary>
    private Expression Start(Element element)
    {
        Expression index = element.Indices[element.Indices.Count - 1];
        if (index.Equals(Loop.Counter)) return Loop.Start;
        if (Loop.Start.IsInteger(0) && index.Is(Primitive.Add, out Expression left, out Expression right))
        {
            if (right.Equals(Loop.Counter)) return left;
            if (left.Equals(Loop.Counter)) return right;
        }

        return index.Substitute(variable => variable.Equals(Loop.Counter) ? Loop.Start : null);
    }
}
