using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Gives each value of a derivative local its own variable where it is assigned in the block that declares it, so that the other passes see
/// single definitions.
/// </summary>
internal sealed class Versions
{
    private readonly VariableSource variables;
    private readonly Dictionary<Variable, Variable> current = [];

    private Versions(VariableSource variables) => this.variables = variables;

    public static Function Run(Function function) =>
        function with { Body = new Versions(new VariableSource(function)).Walk(function.Body) };

    private Block Walk(Block block)
    {
        var own = new HashSet<Variable>();
        var statements = new List<Statement>();
        foreach (Statement statement in block.Statements)
        {
            if (statement is Declare { Variable: { Role: Role.Derivative, Type: ScalarType } declared }) own.Add(declared);
            statements.Add(statement is Assign { Target: Variable target } assign ? Renew(assign, target, own) : statement.Map(Rename, Walk));
        }

        return block.With(statements);
    }

    private Statement Renew(Assign assign, Variable target, HashSet<Variable> own)
    {
        Expression value = Rename(assign.Value);
        Expression before = Rename(target);
        if (!own.Contains(target)) return assign.With(before, assign.Kind, value);
        value = assign.Kind switch
        {
            AssignmentKind.Add => Terms.Plus(before, value),
            AssignmentKind.Subtract => Terms.Minus(before, value),
            _ => value,
        };
        Variable next = variables.New(target.Name, target.Type, target.Role);
        current[target] = next;
        return new Declare(next, value);
    }

    private Expression Rename(Expression expression) =>
        current.Count == 0 ? expression : expression.Substitute(variable => current.TryGetValue(variable, out Variable next) ? next : null);
}
