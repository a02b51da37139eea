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
        parameters.Declare(variables, tangents, new ContractNames(primal));
        Function guarded = DistinctStorage.Guarded(primal, parameters.Written, variables);
        List<Statement> guards = [.. guarded.Body.Statements.TakeWhile(statement => statement is Guard)];
        List<Statement> body = [.. parameters.Entry(tangents, guards)];
        var statements = new TangentStatements([tangents], variables);
        foreach (Statement statement in guarded.Body.Statements.Skip(guards.Count))
        {
            if (statement is Return @return) body.AddRange(parameters.Exit().Append(WithTangents(@return, primal, [tangents])));
            else statements.Transform(statement, body);
        }

        if (primal.Results.Count == 0) body.AddRange(parameters.Exit());
        return new Function(
            name,
            primal.Parameters.Concat(parameters.Parameters).ToEquatableArray(),
            Results(primal.Results),
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

    /// <summary>
    /// A function with the tangents of some directions beside its reals: the parameters are the primal's, then for each direction a tangent for each that brings
    /// reals, then one for each that only takes some out. All storage that is written, and all stacks, have tangents that are written.
    /// </summary>
    /// <param name="function">A function that is called from derivatives only: what its arguments have to be like is not checked.</param>
    /// <param name="directions">How many directions there are.</param>
    /// <param name="name">The name of the function.</param>
    internal static Function Beside(Function function, int directions, string name)
    {
        Function primal = Flattening.ToNormalForm(function);
        var reals = primal.Parameters.Where(parameter => parameter.Variable.Type.CarriesReals).ToList();
        var written = new HashSet<Variable>(Activity.WrittenParameters(primal));
        var brought = reals.Where(parameter => parameter.Passing != Passing.Out).Select(parameter => parameter.Variable).ToEquatableArray();
        var changed = reals.Select(parameter => parameter.Variable)
            .Where(variable => written.Contains(variable) || variable.Type is StorageType { Kind: StorageKind.Stack }).ToEquatableArray();
        var activity = Activity.Of(primal, brought, changed);
        var variables = new VariableSource(primal);
        var names = new ContractNames(primal);
        var composites = new Composites(primal);
        var parameters = new List<TangentParameters>();
        var tangents = new List<Tangents>();
        for (int i = 0; i < directions; i++)
        {
            parameters.Add(new TangentParameters(primal, brought, changed, activity));
            tangents.Add(new Tangents(activity, variables, parameters[i].Storage, composites));
            parameters[i].Declare(variables, tangents[i], names);
        }

        List<Statement> body = [.. parameters.SelectMany((own, i) => own.Entry(tangents[i], [])).Where(statement => statement is not Guard)];
        var statements = new TangentStatements(tangents, variables);
        foreach (Statement statement in primal.Body.Statements)
        {
            if (statement is Return @return) body.AddRange(parameters.SelectMany(own => own.Exit()).Append(WithTangents(@return, primal, tangents)));
            else statements.Transform(statement, body);
        }

        if (primal.Results.Count == 0) body.AddRange(parameters.SelectMany(own => own.Exit()));
        return new Function(
            name,
            primal.Parameters.Concat(parameters.SelectMany(own => own.Parameters)).ToEquatableArray(),
            Results(primal.Results, directions),
            new Block(body.ToEquatableArray()));
    }

    /// <summary>The results of a function that has some, with their tangents.</summary>
    internal static EquatableArray<Result> Results(IReadOnlyList<Result> results, int directions = 1)
    {
        bool isSingle = results.Count == 1;
        var tangents =
            from direction in Enumerable.Range(1, directions)
            from result in results
            where result.Type.CarriesReals
            let number = directions == 1 ? "" : direction.ToString(System.Globalization.CultureInfo.InvariantCulture)
            select result with { Name = (isSingle ? "tangent" : result.Name + "Tangent") + number };
        IEnumerable<Result> values = isSingle && results[0].Type.CarriesReals ? [results[0] with { Name = "value" }] : results;
        return values.Concat(tangents).ToEquatableArray();
    }

    private static Return WithTangents(Return @return, Function primal, IReadOnlyList<Tangents> directions)
    {
        var values = new List<Expression>(@return.Values);
        foreach (Tangents tangents in directions)
            for (int i = 0; i < primal.Results.Count; i++)
                if (primal.Results[i].Type.CarriesReals) values.Add(tangents.OfResult(@return.Values[i], primal.Results[i].Type));
        return new Return(values.ToEquatableArray());
    }
}
