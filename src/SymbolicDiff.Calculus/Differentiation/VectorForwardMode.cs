using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The primal with the tangents of several directions beside it, and what they are at its end.</summary>
/// <param name="Body">Everything but the return.</param>
/// <param name="Results">What the primal returns.</param>
/// <param name="Tangents">One for each direction.</param>
internal sealed record VectorSweep(Block Body, EquatableArray<Expression> Results, IReadOnlyList<Tangents> Tangents);

/// <summary>Forward mode along each of a few scalar parameters at once.</summary>
internal static class VectorForwardMode
{
    /// <param name="function">The primal; what it writes is differentiated, too.</param>
    /// <param name="withRespectTo">The scalar parameters, one direction each.</param>
    /// <param name="dependents">The written parameters that are results.</param>
    /// <param name="variables">Makes variables that differ from the primal's.</param>
    public static VectorSweep Differentiate(Function function, IReadOnlyList<Variable> withRespectTo, IReadOnlyList<Variable> dependents, VariableSource variables)
    {
        var activity = Activity.Of(function, withRespectTo, dependents);
        var memory = new TangentMemory(function, EquatableArray<Variable>.Empty, activity.Aliasing);
        var composites = new Composites(function);
        List<Tangents> directions = [.. withRespectTo.Select(variable => new Tangents(activity, variables, memory, composites, variable.Name))];
        var body = new List<Statement>();
        foreach (Parameter parameter in function.Parameters.Where(parameter => activity.IsActive(parameter.Variable)))
            body.AddRange(directions.Select((tangents, i) => new Declare(tangents.Of(parameter.Variable), StartOf(parameter, withRespectTo[i], memory))));
        var statements = new TangentStatements(directions, variables);
        EquatableArray<Expression> results = EquatableArray<Expression>.Empty;
        foreach (Statement statement in function.Body.Statements)
        {
            if (statement is Return @return) results = @return.Values;
            else statements.Transform(statement, body);
        }

        return new VectorSweep(new Block(body.ToEquatableArray()), results, directions);
    }

    private static Expression? StartOf(Parameter parameter, Variable direction, TangentMemory memory) =>
        parameter.Variable.Equals(direction) ? Constant.RealOf(1, direction.Type)
        : parameter.Passing == Passing.Out ? null
        : memory.Zero(parameter.Variable);
}
