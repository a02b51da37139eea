using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Prefers the user's variable to an unnamed one that is copied to it: <c>double tanh = e; tape[i] = tanh; h = tanh;</c> becomes <c>h = e; tape[i]
/// = h;</c>.
/// </summary>
internal sealed class UserNames
{
    private const int FarthestCopy = 6;
    private const int FarthestRead = 16;

    private readonly HashSet<Variable> parameters;
    private readonly Uses uses;

    private UserNames(Function function)
    {
        parameters = [.. function.Parameters.Select(parameter => parameter.Variable)];
        uses = Uses.Of(function);
    }

    public static Function Run(Function function) => function with { Body = new UserNames(function).Walk(function.Body) };

    private Block Walk(Block block)
    {
        var statements = block.Statements.Select(statement => statement.Map(expression => expression, Walk)).ToList();
        for (int i = 0; i < statements.Count; i++)
            if (statements[i] is Declare { Variable: { Role: Role.Temporary, Type: ScalarType } unnamed, Value: { } value }
                && uses.IsDefinedOnce(unnamed))
                Name(statements, i, unnamed, value);
        return block.With(statements);
    }

    private void Name(List<Statement> statements, int declared, Variable unnamed, Expression value)
    {
        int copy = declared + 1;
        int last = Math.Min(statements.Count, copy + FarthestCopy);
        while (copy < last && CopiedTo(statements[copy], unnamed) is null) copy++;
        if (copy == last || CopiedTo(statements[copy], unnamed) is not { Role: Role.Source } named) return;
        if (parameters.Contains(named) || !named.Type.Equals(unnamed.Type)) return;
        if (statements.Skip(declared + 1).Take(copy - declared - 1).Any(between => between is Declare declare && declare.Variable.Equals(named) || between.Mentions(named))) return;
        int reads = 0;
        int end = declared + 1;
        int farthest = Math.Min(statements.Count, copy + FarthestRead);
        for (; end < farthest && (end <= copy || !Assigns(statements[end], named)); end++)
            reads += Reads(statements[end], unnamed);
        if (reads != uses.Reads(unnamed)) return;
        bool isDeclared = statements[copy] is Declare;
        statements[declared] = isDeclared ? new Declare(named, value) : new Assign(named, AssignmentKind.Set, value);
        for (int i = declared + 1; i < end; i++) statements[i] = Renamed(statements[i], unnamed, named);
        statements.RemoveAt(copy);
    }

    private static Variable? CopiedTo(Statement statement, Variable unnamed) => statement switch
    {
        Assign { Kind: AssignmentKind.Set, Target: Variable target, Value: Variable value } when value.Equals(unnamed) => target,
        Declare { Variable: var target, Value: Variable value } when value.Equals(unnamed) => target,
        _ => null,
    };

    private static Statement Renamed(Statement statement, Variable old, Variable name) => statement.Map(
        expression => expression.Substitute(variable => variable.Equals(old) ? name : null),
        block => new Block(block.Statements.Map(inner => Renamed(inner, old, name))));

    private static bool Assigns(Statement statement, Variable variable) =>
        (statement is Assign { Target: Variable target } && target.Equals(variable))
        || statement.Reads().Any(read => read.HasEffects() && read.Mentions(variable))
        || statement.Blocks().Any(block => block.Statements.Any(inner => Assigns(inner, variable)));

    private static int Reads(Statement statement, Variable variable)
    {
        int count = 0;
        new Block(statement).ForEach(inner =>
        {
            foreach (Expression read in inner.Reads()) read.ForEachVariable(read => count += read.Equals(variable) ? 1 : 0);
        });
        return count;
    }
}
