using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Simplification;

/// <summary>
/// Declares locals without a value, and derivatives that begin with a constant, where they are first used: together with their first value,
/// before the statement that uses them, or in the only branch that does.
/// </summary>
internal static class FirstUse
{
    public static Function Run(Function function) => function with { Body = Walk(function.Body) };

    private static Block Walk(Block block)
    {
        var statements = block.Statements.ToList();
        for (int i = statements.Count - 1; i >= 0; i--)
            if (statements[i] is Declare declare && IsMovable(declare)) Move(statements, i, declare);
        return block.With([.. statements.Select(statement => statement.Map(expression => expression, Walk))]);
    }

    private static bool IsMovable(Declare declare) =>
        declare.Variable.Type is ScalarType && (declare.Value is null || (declare.Value is Constant && declare.Variable.IsDerivative()));

    private static void Move(List<Statement> statements, int declared, Declare declare)
    {
        Variable variable = declare.Variable;
        int use = declared + 1;
        while (use < statements.Count && !Mentions(statements[use], variable)) use++;
        if (use == statements.Count) return;
        if (statements[use] is Assign { Kind: AssignmentKind.Set, Target: Variable target } assign && target.Equals(variable))
        {
            if (assign.Value.Mentions(variable)) return;
            statements[use] = new Declare(variable, assign.Value);
            statements.RemoveAt(declared);
        }
        else if (OnlyBranch(statements, use, declare) is { } branch)
        {
            statements[use] = branch;
            statements.RemoveAt(declared);
        }
        else if (statements.Skip(declared + 1).Take(use - declared - 1).Any(between => between is not Declare))
        {
            statements.RemoveAt(declared);
            statements.Insert(use - 1, declare);
        }
    }

    /// <summary>The <c>if</c> with the declaration in the one of its branches that alone mentions the variable.</summary>
    private static If? OnlyBranch(List<Statement> statements, int use, Declare declare)
    {
        if (statements[use] is not If branch || branch.Condition.Mentions(declare.Variable)) return null;
        if (statements.Skip(use + 1).Any(later => Mentions(later, declare.Variable))) return null;
        bool inThen = Mentions(branch.Then, declare.Variable), inElse = Mentions(branch.Else, declare.Variable);
        if (inThen && inElse) return null;
        return inThen ? branch with { Then = Before(declare, branch.Then) } : branch with { Else = Before(declare, branch.Else) };
    }

    private static Block Before(Declare declare, Block block) => new(block.Statements.Prepend(declare).ToEquatableArray());

    private static bool Mentions(Block block, Variable variable) => block.Statements.Any(statement => Mentions(statement, variable));

    private static bool Mentions(Statement statement, Variable variable) =>
        (statement is Assign { Target: Variable target } && target.Equals(variable))
        || statement.Reads().Any(read => read.Mentions(variable))
        || statement.Blocks().Any(block => Mentions(block, variable));
}
