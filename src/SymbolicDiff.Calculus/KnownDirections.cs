using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>Puts the numbers of a direction that are known beforehand in the place of its elements.</summary>
internal static class KnownDirections
{
    /// <param name="sweep">A sweep along the direction.</param>
    /// <param name="direction">The storage of the direction.</param>
    /// <param name="like">Storage of the same shape, which is asked for it instead.</param>
    /// <param name="number">The number that an element has.</param>
    /// <returns>The sweep without the direction; the same instance where it is not only indexed.</returns>
    public static Block In(Block sweep, Variable direction, Variable like, Func<Element, double> number)
    {
        return sweep.AllStatements().All(statement => statement.Reads().All(IsOnlyIndexed)) ? Known(sweep) : sweep;

        bool IsOnlyIndexed(Expression expression) => expression switch
        {
            Variable variable => !variable.Equals(direction),
            Element { Type.IsReal: true } element when direction.Equals(element.Storage.Whole()) => element.Indices.All(IsOnlyIndexed),
            Apply { Primitive.Form: PrimitiveForm.Length } => true,
            _ => expression.Children().All(IsOnlyIndexed),
        };

        Block Known(Block block) => new(block.Statements
            .Select(statement => statement is Assign assign ? new Assign(InExpression(assign.Target), assign.Kind, InExpression(assign.Value)) : statement.Map(InExpression, Known))
            .ToEquatableArray());

        Expression InExpression(Expression expression) => expression switch
        {
            Variable variable => variable.Equals(direction) ? like : variable,
            Element { Type.IsReal: true } element when direction.Equals(element.Storage.Whole()) => Constant.RealOf(number(element), element.Type),
            _ => expression.MapChildren(InExpression),
        };
    }

    /// <summary>The sweep with zero for the elements of directions that are not followed; those that are not only indexed stay.</summary>
    public static Block WithZeros(Block sweep, IEnumerable<(Variable Direction, Variable Like)> directions) =>
        directions.Where(pair => pair.Direction.Type is StorageType).Aggregate(sweep, (block, pair) => In(block, pair.Direction, pair.Like, _ => 0));
}
