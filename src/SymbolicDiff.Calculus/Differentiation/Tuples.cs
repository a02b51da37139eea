using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Several results as the one tuple that the user's method returns.</summary>
internal static class Tuples
{
    /// <summary>Makes of values and their tangents, one after the other, a tuple of values and a tuple of tangents.</summary>
    public static Function OfValuesAndTangents(Function tangents, Function primal)
    {
        EquatableArray<Result> results = primal.Results;
        var statements = tangents.Body.Statements;
        EquatableArray<Expression> values = ((Return)statements[statements.Count - 1]).Values;
        int next = results.Count;
        var parts = results.Select(result => result.Type.CarriesReals ? values[next++] : new External("default", result.Type)).ToList();
        ValueType type = primal.Returned is { } returned ? returned : new TupleType(results);
        Return @return = new(EquatableArray.Of(Of(type, values.Take(results.Count), results), Of(type, parts, results)));
        return tangents with
        {
            Results = EquatableArray.Of(new Result("value", type), new Result("tangent", type)),
            Body = new Block(statements.Take(statements.Count - 1).Append(@return).ToEquatableArray()),
        };
    }

    private static Expression Of(ValueType type, IEnumerable<Expression> parts, EquatableArray<Result> results) => type is CompositeType composite
        ? composite.Of(new Queue<Expression>(parts.Where((_, i) => results[i].Type.CarriesReals)))
        : Of((TupleType)type, parts);

    public static Expression Of(TupleType type, IEnumerable<Expression> parts)
    {
        var text = Enumerable.Repeat(", ", type.Parts.Count - 1).Prepend("(").Append(")");
        return new External(text.ToEquatableArray(), parts.ToEquatableArray(), type, HasEffects: false);
    }
}
