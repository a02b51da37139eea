using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>A sweep that runs several times in one call.</summary>
internal static class RepeatedSweep
{
    /// <summary>Whether nobody can notice that the function's statements run more than once; what it writes to <paramref name="output"/> it writes again.</summary>
    public static bool IsUnnoticed(Function primal, IReadOnlyList<Variable> independents, Variable? output = null)
    {
        bool hasEffects = primal.Callees.Append(primal).SelectMany(function => function.Body.AllStatements())
            .SelectMany(statement => statement.Reads()).SelectMany(read => read.DescendantsAndSelf())
            .Any(part => part is External { HasEffects: true, Callee: { Definition: null, Recursive: null } } or External { HasEffects: true, Callee: null });
        bool writes = Activity.WrittenParameters(primal).Any(variable => !variable.Equals(output)
            && primal.Parameters.Single(parameter => parameter.Variable.Equals(variable)).Passing != Passing.Out);
        bool assigns = primal.Body.AllStatements().Any(statement => statement is Assign { Target: Variable target } && independents.Contains(target));
        return !hasEffects && !writes && !assigns;
    }

    /// <summary>The sweep with variables of its own for the parameters that it assigns, so that each run starts from what they hold at the call.</summary>
    public static Block WithOwnParameters(Block sweep, IEnumerable<Parameter> parameters, VariableSource variables)
    {
        var assigned = new HashSet<Variable>(sweep.AllStatements().OfType<Assign>().Select(assign => assign.Target).OfType<Variable>());
        var own = parameters.Where(parameter => parameter.Passing == Passing.Value && assigned.Contains(parameter.Variable))
            .Select(parameter => parameter.Variable)
            .ToDictionary(variable => variable, variable => (Expression)variables.New(variable.Name, variable.Type, Role.Source));
        if (own.Count == 0) return sweep;
        IEnumerable<Statement> starts = own.Select(pair => new Declare((Variable)pair.Value, pair.Key));
        return new Block(starts.Concat(Renamed(sweep, own).Statements).ToEquatableArray());
    }

    private static Block Renamed(Block block, IReadOnlyDictionary<Variable, Expression> own)
    {
        Expression In(Expression expression) => expression.Substitute(variable => own.TryGetValue(variable, out Expression? replacement) ? replacement : null);
        return new Block(block.Statements
            .Select(statement => statement is Assign { Target: Variable target } assign
                ? new Assign(In(target), assign.Kind, In(assign.Value))
                : statement.Map(In, inner => Renamed(inner, own)))
            .ToEquatableArray());
    }
}
