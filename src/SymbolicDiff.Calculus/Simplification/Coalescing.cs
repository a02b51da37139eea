using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Gives a new version of a derivative local back its predecessor's variable where that is not read any more: <c>double b = a + e</c>
/// becomes <c>a += e</c>; writes <c>x = x + e</c> as <c>x += e</c>.
/// </summary>
internal sealed class Coalescing
{
    private readonly Dictionary<Variable, int> remaining = [];
    private readonly Dictionary<Variable, Variable> current = [];

    public static Function Run(Function function)
    {
        var pass = new Coalescing();
        function.Body.ForEach(statement => pass.Count(statement, 1));
        return function with { Body = pass.Walk(function.Body) };
    }

    private void Count(Statement statement, int change)
    {
        foreach (Expression read in statement.Reads()) read.ForEachVariable(variable => Count(variable, change));
        if (statement is Assign { Kind: AssignmentKind.Set, Target: Variable target }) Count(target, change);
    }

    private void Count(Variable variable, int change)
    {
        remaining.TryGetValue(variable, out int count);
        remaining[variable] = count + change;
    }

    private Block Walk(Block block)
    {
        var own = new HashSet<Variable>();
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            Count(statement, -1);
            statements.Add(Positive(Shorten(Renamed(Coalesce(statement, own).Map(Rename, Walk)))));
        }

        return block.With(statements);
    }

    private Statement Coalesce(Statement statement, HashSet<Variable> own)
    {
        if (statement is not Declare { Variable: { Role: Role.Derivative, Type: ScalarType { IsReal: true } } variable } declare) return statement;
        if (declare.Value is { } value && Accumulated(value, own) is { } sum)
        {
            current[variable] = Name(sum.Before);
            own.Add(variable);
            return new Assign(sum.Before, sum.Kind, sum.Term);
        }

        own.Add(variable);
        return statement;
    }

    private (Variable Before, AssignmentKind Kind, Expression Term)? Accumulated(Expression value, HashSet<Variable> own)
    {
        if (value.Is(Primitive.Add, out Expression left, out Expression right))
        {
            if (left is Variable first && IsLast(first, right, own)) return (first, AssignmentKind.Add, right);
            if (right is Variable second && IsLast(second, left, own)) return (second, AssignmentKind.Add, left);
        }

        if (value.Is(Primitive.Subtract, out left, out right) && left is Variable minuend && IsLast(minuend, right, own))
            return (minuend, AssignmentKind.Subtract, right);
        return null;
    }

    private bool IsLast(Variable variable, Expression term, HashSet<Variable> own) =>
        own.Contains(variable) && remaining[variable] == 0 && !term.Mentions(variable);

    private Variable Name(Variable variable) => current.TryGetValue(variable, out Variable name) ? name : variable;

    private Expression Rename(Expression expression) =>
        current.Count == 0 ? expression : expression.Substitute(variable => current.TryGetValue(variable, out Variable name) ? name : null);

    private Statement Renamed(Statement statement) =>
        statement is Assign { Target: Variable target } assign && current.TryGetValue(target, out Variable name)
            ? assign with { Target = name }
            : statement;

    /// <summary>Adding a negative value is subtracting: <c>x += -a - b</c> becomes <c>x -= a + b</c>.</summary>
    private static Statement Positive(Statement statement)
    {
        if (statement is not Assign { Value.Type.IsReal: true } assign || !statement.IsDerivative()) return statement;
        if (assign.Kind == AssignmentKind.Set)
        {
            return assign.Value.Is(Primitive.Add, out Expression augend, out Expression addend) && Negated(addend) is { } subtrahend
                ? assign with { Value = Terms.Minus(augend, subtrahend) }
                : statement;
        }

        AssignmentKind opposite = assign.Kind == AssignmentKind.Add ? AssignmentKind.Subtract : AssignmentKind.Add;
        return Negated(assign.Value) is { } negated ? new Assign(assign.Target, opposite, negated) : statement;
    }

    /// <summary><c>a + b</c> for <c>-a - b</c>; null for what does not begin with a minus.</summary>
    private static Expression? Negated(Expression value)
    {
        if (Opposite(value) is { } whole) return whole;
        return value.Is(Primitive.Subtract, out Expression left, out Expression right) && Opposite(left) is { } first ? Terms.Plus(first, right) : null;
    }

    private static Expression? Opposite(Expression value) => value switch
    {
        Apply { Primitive.Name: "neg" } negative => negative.Operands[0],
        Apply { Primitive.Name: "*" or "/" } apply when Opposite(apply.Operands[0]) is { } first => first.IsReal(1) && apply.Primitive.Name == "*"
            ? apply.Operands[1]
            : new Apply(apply.Primitive, apply.Type, first, apply.Operands[1]),
        Constant { Type.IsReal: true, Real: < 0 } constant => Constant.RealOf(-constant.Real, constant.Type),
        _ => null,
    };

    private static Statement Shorten(Statement statement)
    {
        if (statement is not Assign { Kind: AssignmentKind.Set, Value: Apply { Type.IsReal: true } value } assign) return statement;
        if (value.Is(Primitive.Add, out Expression left, out Expression right))
        {
            if (left.Equals(assign.Target)) return new Assign(left, AssignmentKind.Add, right);
            if (right.Equals(assign.Target) && assign.IsDerivative()) return new Assign(right, AssignmentKind.Add, left);
        }

        return value.Is(Primitive.Subtract, out left, out right) && left.Equals(assign.Target)
            ? new Assign(left, AssignmentKind.Subtract, right)
            : statement;
    }
}
