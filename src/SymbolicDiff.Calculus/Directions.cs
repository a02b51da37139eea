using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Forward mode in vector form: a loop over the unit directions of a parameter of which the last pass runs eight at a time. All that the method decides and computes is the same
/// for all directions; only tangents differ, and each lane has the operations of a direction by itself in their order.
/// </summary>
internal static class Directions
{
    /// <summary>With fewer rows a Jacobian is followed back row by row.</summary>
    public const int FewestRows = 5;

    /// <summary>A loop over the unit directions around a sweep.</summary>
    /// <param name="independent">The parameter, of rank one.</param>
    /// <param name="direction">Storage of the same shape, all zero before and after.</param>
    /// <param name="variables">Makes the counter.</param>
    /// <param name="sweep">What is done along a direction, given the column.</param>
    public static For Over(Variable independent, Variable direction, VariableSource variables, Func<Variable, IEnumerable<Statement>> sweep)
    {
        Variable column = variables.New("column", ValueType.Int32, Role.Source);
        IEnumerable<Statement> body = [Set(1), .. sweep(column), Set(0)];
        return new For(column, Constant.Of(0), RowMajorLayout.Count(independent), false, 1, new Block(body.ToEquatableArray())) { IsOverDirections = true };

        Assign Set(double value) => new(new Element(direction, column), AssignmentKind.Set, Constant.Of(value));
    }

    /// <summary>Why lanes cannot have the tangents of the function; null where they can.</summary>
    /// <param name="function">A function in normal form.</param>
    /// <param name="independents">The parameters to differentiate with respect to.</param>
    public static string? Obstacle(Function function, IReadOnlyList<Variable> independents)
    {
        if (function.Callees.Count > 0) return "A method calls itself";
        if (independents.Any(variable => !IsRowOrNumber(variable.Type))) return "A parameter is neither a number nor a row of doubles";
        var activity = Activity.Of(function, independents);
        List<Statement> statements = [.. function.Body.AllStatements()];
        IEnumerable<Variable> declared = function.Parameters.Select(parameter => parameter.Variable).Concat(statements.OfType<Declare>().Select(declare => declare.Variable));
        if (declared.Any(variable => activity.IsActive(variable) && !IsOfDoubles(variable.Type))) return "Storage is jagged or of composites, or reals are no doubles";
        if (statements.Any(statement => Activity.CallOf(statement) is not null)) return "A call is not followed";
        return statements.Any(statement => GivesAnotherName(statement, activity)) ? "Storage gets other names" : null;
    }

    private static bool IsRowOrNumber(ValueType type) => type.Equals(ValueType.Double) || type is StorageType { Rank: 1 } && IsOfDoubles(type);

    private static bool IsOfDoubles(ValueType type) => type.Equals(ValueType.Double) || type is StorageType storage && storage.Element.Equals(ValueType.Double);

    private static bool GivesAnotherName(Statement statement, Activity activity) => statement switch
    {
        Assign { Target: Variable { Type: StorageType } target } => activity.IsActive(target),
        Declare { Variable.Type: StorageType, Value: null or Conditional or External } declare => activity.IsActive(declare.Variable),
        _ => false,
    };
}
