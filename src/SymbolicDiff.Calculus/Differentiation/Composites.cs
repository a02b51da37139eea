using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Finds operations whose whole history, through variables that are assigned once, is a composite of the rule book: such a value gets its derivative
/// with respect to the composite's operands at once.
/// </summary>
internal sealed class Composites
{
    private readonly Dictionary<Variable, Apply> operations = [];
    private readonly HashSet<Variable> assigned;

    public Composites(Function function)
    {
        assigned = new HashSet<Variable>(function.Body.AllStatements().OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        foreach (Statement statement in function.Body.AllStatements())
            if (statement is Declare { Value: Apply { Type.IsReal: true } value } declare && !assigned.Contains(declare.Variable))
                operations.Add(declare.Variable, value);
    }

    /// <summary>The operands, all atoms, and the partial for each; null where the value is no composite.</summary>
    public RuleMatch? Match(Apply value, Expression result)
    {
        var atoms = new Dictionary<Expression, Expression>(ReferenceComparer.Instance);
        if (RuleBook.Default.Composite(Expanded(value, RuleBook.Default.CompositeDepth - 1, atoms), result) is not { } match) return null;
        var operands = match.Operands.Select(operand => atoms.TryGetValue(operand, out Expression? atom) ? atom : operand).ToList();
        if (operands.Any(operand => operand is not Constant && (operand is not Variable variable || assigned.Contains(variable)))) return null;
        return new RuleMatch(operands, [.. match.Partials.Select(partial => partial with { Value = Contracted(partial.Value, atoms) })]);
    }

    private Expression Expanded(Expression expression, int depth, Dictionary<Expression, Expression> atoms) =>
        depth == 0 ? expression : expression.MapChildren(child =>
        {
            if (child is not Variable variable || !operations.TryGetValue(variable, out Apply? value)) return child;
            Expression tree = Expanded(value, depth - 1, atoms);
            if (!atoms.ContainsKey(tree)) atoms.Add(tree, variable);
            return tree;
        });

    private static Expression Contracted(Expression expression, Dictionary<Expression, Expression> atoms) =>
        atoms.TryGetValue(expression, out Expression? atom) ? atom : expression.MapChildren(child => Contracted(child, atoms));

    private sealed class ReferenceComparer : IEqualityComparer<Expression>
    {
        public static readonly ReferenceComparer Instance = new();

        public bool Equals(Expression? x, Expression? y) => ReferenceEquals(x, y);

        public int GetHashCode(Expression expression) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(expression);
    }
}
