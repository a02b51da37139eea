using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// Forward mode: a function that gives, beside the primal's results, their tangents. The parameters are the primal's, then a tangent for each
/// independent parameter, then one for each other result by writing. The results are the primal's, then the tangents of the real ones.
/// </summary>
public static class ForwardMode
{
    /// <summary>Everything that carries a derivative out is a result: what is returned, and what is written (see <see cref="Dependents"/>).</summary>
    public static Function Differentiate(Function function, EquatableArray<Variable> withRespectTo, string name)
    {
        Function primal = Flattening.ToNormalForm(function);
        var dependents = Dependents(primal, withRespectTo);
        var activity = Activity.Of(primal, withRespectTo, dependents);
        var variables = new VariableSource(primal);
        var parameters = new TangentParameters(primal, withRespectTo, dependents, activity);
        var tangents = new Tangents(activity, variables, parameters.Storage, new Composites(primal));
        parameters.Declare(variables, tangents);
        Function guarded = DistinctStorage.Guarded(primal, parameters.Written, variables);
        List<Statement> guards = [.. guarded.Body.Statements.TakeWhile(statement => statement is Guard)];
        List<Statement> body = [.. parameters.Entry(tangents, guards)];
        var statements = new TangentStatements([tangents], variables);
        foreach (Statement statement in guarded.Body.Statements.Skip(guards.Count))
        {
            if (statement is Return @return) body.AddRange(parameters.Exit().Append(WithTangents(@return, primal, tangents)));
            else statements.Transform(statement, body);
        }

        if (primal.Results.Count == 0) body.AddRange(parameters.Exit());
        return new Function(
            name,
            primal.Parameters.Concat(parameters.Parameters).ToEquatableArray(),
            Results(primal),
            new Block(body.ToEquatableArray()));
    }

    /// <summary>
    /// The parameters whose final content is a result: gradients and adjoints that a derivative writes, independent storage that is written, and
    /// everything that a function without returned results writes.
    /// </summary>
    public static EquatableArray<Variable> Dependents(Function function, EquatableArray<Variable> withRespectTo)
    {
        var written = new HashSet<Variable>(Activity.WrittenParameters(function));
        return (from parameter in function.Parameters
                let variable = parameter.Variable
                let isReference = parameter.Passing is Passing.Out or Passing.Ref && variable.Type.CarriesReals
                where written.Contains(variable) || isReference
                where function.Results.Count == 0
                    || parameter.Role is ParameterRole.Gradient or ParameterRole.Adjoint
                    || variable.Type is StorageType && withRespectTo.Contains(variable)
                select variable).ToEquatableArray();
    }

    private static EquatableArray<Result> Results(Function primal)
    {
        bool isSingle = primal.Results.Count == 1;
        var tangents = primal.Results.Where(result => result.Type.CarriesReals)
            .Select(result => result with { Name = isSingle ? "tangent" : result.Name + "Tangent" });
        IEnumerable<Result> values = isSingle && primal.Results[0].Type.CarriesReals ? [primal.Results[0] with { Name = "value" }] : primal.Results;
        return values.Concat(tangents).ToEquatableArray();
    }

    private static Return WithTangents(Return @return, Function primal, Tangents tangents)
    {
        var values = new List<Expression>(@return.Values);
        for (int i = 0; i < primal.Results.Count; i++)
            if (primal.Results[i].Type.CarriesReals) values.Add(tangents.OfResult(@return.Values[i], primal.Results[i].Type));
        return new Return(values.ToEquatableArray());
    }
}
