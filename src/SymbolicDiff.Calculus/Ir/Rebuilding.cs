namespace SymbolicDiff.Calculus.Ir;

/// <summary>
/// Statements with other parts; the same instance when no part is another instance. So a pass that changes nothing gives back what it was
/// given, and costs no memory.
/// </summary>
public static class Rebuilding
{
    public static Block With(this Block block, IReadOnlyList<Statement> statements)
    {
        bool isSame = statements.Count == block.Statements.Count;
        for (int i = 0; isSame && i < statements.Count; i++) isSame = ReferenceEquals(statements[i], block.Statements[i]);
        return isSame ? block : new Block(statements.ToEquatableArray());
    }

    public static Declare WithValue(this Declare declare, Expression? value) =>
        ReferenceEquals(value, declare.Value) ? declare : new Declare(declare.Variable, value);

    public static Assign With(this Assign assign, Expression target, AssignmentKind kind, Expression value) =>
        ReferenceEquals(target, assign.Target) && kind == assign.Kind && ReferenceEquals(value, assign.Value) ? assign : new Assign(target, kind, value);

    public static If With(this If branch, Expression condition, Block then, Block @else) =>
        ReferenceEquals(condition, branch.Condition) && ReferenceEquals(then, branch.Then) && ReferenceEquals(@else, branch.Else)
            ? branch
            : new If(condition, then, @else) { IsGuard = branch.IsGuard };

    public static For With(this For loop, Expression start, Expression limit, Block body) =>
        ReferenceEquals(start, loop.Start) && ReferenceEquals(limit, loop.Limit) && ReferenceEquals(body, loop.Body)
            ? loop
            : loop with { Start = start, Limit = limit, Body = body };

    public static While With(this While loop, Expression condition, Block body) =>
        ReferenceEquals(condition, loop.Condition) && ReferenceEquals(body, loop.Body) ? loop : new While(condition, body);
}
