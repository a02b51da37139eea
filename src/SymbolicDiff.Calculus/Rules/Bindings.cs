using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Rules;

/// <summary>What the variables of a rule stand for in one match, by their numbers.</summary>
internal sealed class Bindings(int count, Expression? result = null)
{
    /// <summary>The number of the variable <c>result</c>.</summary>
    public const int ResultNumber = -1;

    private readonly Expression?[] bound = new Expression?[count];
    private HashSet<Expression>? guards;

    public Expression this[Variable variable] => variable.Number == ResultNumber
        ? result ?? throw new InvalidOperationException("This rule has no result")
        : bound[variable.Number] ?? throw new InvalidOperationException("Unbound variable " + variable.Name);

    /// <summary>Binds a variable, or tells whether it already stands for the same term.</summary>
    public bool TryBind(Variable variable, Expression expression)
    {
        if (bound[variable.Number] is { } known) return TermEquality.Same(known, expression);
        bound[variable.Number] = expression;
        return true;
    }

    /// <summary>What is written with a matched guard's condition is a guard, too.</summary>
    public void AddGuard(Expression condition) => (guards ??= []).Add(condition);

    public bool IsOfGuard(Expression condition) => guards is not null && guards.Contains(condition);

    public IReadOnlyList<Expression> Operands => [.. bound.Select(expression => expression!)];

    /// <summary>The precision of the first real that is bound.</summary>
    public ValueType Precision => bound.FirstOrDefault(expression => expression is { Type.IsReal: true })?.Type ?? ValueType.Double;
}
