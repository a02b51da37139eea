using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>A method and its tangents along directions that stand in storage: for each direction the statements run without effects, from what the parameters held at the call.</summary>
internal sealed class TangentSweeps
{
    private readonly Repetition repetition;
    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly Dictionary<Variable, Variable> directions;

    public TangentSweeps(Repetition repetition, IReadOnlyList<Variable> independents, VariableSource variables)
    {
        (this.repetition, this.independents, this.variables) = (repetition, independents, variables);
        Outputs = Differentiation.Outputs.Of(repetition.Pure);
        directions = independents.ToDictionary(variable => variable, variable => variables.New(
            variable.Name + "Direction", variable.Type is StorageType storage ? storage with { Kind = StorageKind.Array } : variable.Type, Role.Derivative));
    }

    /// <summary>What the method gives.</summary>
    public IReadOnlyList<Output> Outputs { get; }

    /// <summary>The direction of a parameter.</summary>
    public Variable DirectionOf(Variable independent) => directions[independent];

    /// <summary>How many components each result has, in terms of what the parameters hold at the call; null where the code does not show it.</summary>
    public IReadOnlyList<Expression>? Counts()
    {
        List<Expression?> counts = [.. Outputs.Select(output => output.Type.IsReal ? Constant.Of(1)
            : output.Value is not Variable storage ? null
            : Distant.LengthsAtCall(storage, repetition.Pure)?.Aggregate(
                (Expression)Constant.Of(Columns.Count(((StorageType)output.Type).Element)), (count, length) => RowMajorLayout.Times(length, count)))];
        return counts.Contains(null) ? null : [.. counts.OfType<Expression>()];
    }

    /// <summary>The statements over what the parameters held at the call, behind the declarations of the directions, all zero.</summary>
    public IEnumerable<Statement> From(IEnumerable<Statement> statements)
    {
        IEnumerable<Statement> declared = independents.Where(variable => variable.Type is StorageType)
            .Select(variable => new Declare(directions[variable], new ZerosLike(variable, (StorageType)directions[variable].Type)));
        return repetition.FromStart(RentedTangents.Of(new Block(declared.Concat(statements).ToEquatableArray()))).Statements;
    }

    /// <summary>The method and its tangents along the direction of one parameter, and what is done with the results' tangents.</summary>
    /// <param name="followed">The parameter; the directions of the others are zero.</param>
    /// <param name="body">What is done, given a tangent for each of the outputs.</param>
    /// <param name="isAlone">Whether the sweep shares no memory of directions with others.</param>
    public IEnumerable<Statement> Sweep(Variable followed, Func<IReadOnlyList<Expression>, IEnumerable<Statement>> body, bool isAlone = false)
    {
        Function tangent = ForwardMode.Differentiate(repetition.Pure, independents.ToEquatableArray(), repetition.Pure.Name);
        var replacements = new Dictionary<Variable, Expression>();
        for (int i = 0; i < independents.Count; i++)
        {
            Variable parameter = tangent.Parameters[repetition.Pure.Parameters.Count + i].Variable;
            replacements.Add(parameter, independents[i].Type.IsReal ? Constant.RealOf(independents[i].Equals(followed) ? 1 : 0, independents[i].Type) : directions[independents[i]]);
        }

        List<Statement> statements = [.. tangent.Body.Statements.SkipWhile(statement => statement is Guard)];
        var @return = (Return)statements[statements.Count - 1];
        statements.RemoveAt(statements.Count - 1);
        int results = repetition.Pure.Results.Count;
        List<Expression> tangents = [.. Outputs.Select((output, i) => Named(@return.Values[results + i], output.Value, statements))];
        statements.AddRange(body(tangents));
        Block sweep = Copies.Of(new Block(statements.ToEquatableArray()), variables, replacements);
        var others = independents.Where(other => !other.Equals(followed)).Select(other => (directions[other], other));
        Block known = isAlone ? KnownDirections.WithOwnZeros(sweep, others, variables) : KnownDirections.WithZeros(sweep, others);
        return RentedTangents.Of(known, withPrimal: true).Statements;
    }

    private Expression Named(Expression tangent, Expression result, List<Statement> statements)
    {
        if (tangent is Variable or { Type.IsReal: true }) return tangent;
        if (tangent is CopyOf { Storage: Variable source }) return source;
        Variable named = variables.New("d" + ((Variable)result).Name, tangent.Type, Role.Derivative);
        statements.Add(new Declare(named, tangent));
        return named;
    }
}
