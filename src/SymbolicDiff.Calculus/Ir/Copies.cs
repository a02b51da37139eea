namespace SymbolicDiff.Calculus.Ir;

/// <summary>A copy of a block with variables of its own, so that it can stand beside the block.</summary>
internal sealed class Copies
{
    private readonly VariableSource variables;
    private readonly Dictionary<Variable, Expression> replaced;

    private Copies(VariableSource variables, IReadOnlyDictionary<Variable, Expression> replacements)
    {
        this.variables = variables;
        replaced = replacements.ToDictionary(pair => pair.Key, pair => pair.Value);
    }

    /// <param name="block">What is copied.</param>
    /// <param name="variables">Makes the variables of the copy.</param>
    /// <param name="replacements">What stands in the copy for variables from outside of the block.</param>
    public static Block Of(Block block, VariableSource variables, IReadOnlyDictionary<Variable, Expression> replacements) =>
        new Copies(variables, replacements).Copy(block);

    private Block Copy(Block block) => new(block.Statements.Select(Copy).ToEquatableArray());

    private Statement Copy(Statement statement)
    {
        switch (statement)
        {
            case Declare declare:
                Expression? value = declare.Value is null ? null : Copy(declare.Value);
                return new Declare(Own(declare.Variable), value);
            case Pop pop:
                return new Pop((Variable)Copy(pop.Stack), Own(pop.Target));
            case For loop:
                var (start, limit) = (Copy(loop.Start), Copy(loop.Limit));
                return loop with { Counter = Own(loop.Counter), Start = start, Limit = limit, Body = Copy(loop.Body) };
            case Assign assign:
                return new Assign(Copy(assign.Target), assign.Kind, Copy(assign.Value));
            default:
                return statement.Map(Copy, Copy);
        }
    }

    private Variable Own(Variable variable)
    {
        Variable own = variables.New(variable.Name, variable.Type, variable.Role);
        replaced[variable] = own;
        return own;
    }

    private Expression Copy(Expression expression) => expression.Substitute(variable => replaced.TryGetValue(variable, out Expression? replacement) ? replacement : null);
}
