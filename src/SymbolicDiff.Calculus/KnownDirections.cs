using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

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
        List<Statement> statements = [.. sweep.AllStatements()];
        var rows = new RowNames(statements);
        return statements.All(IsKnown) ? Known(sweep) : sweep;

        bool Names(Expression path) => rows.Of(path) is var (storage, _) && storage.Equals(direction);

        bool IsKnown(Statement statement) => statement is Declare { Value: Variable or Element { Type: StorageType } } row && Names(row.Variable)
            ? IndicesOf(row.Value).All(IsOnlyIndexed)
            : statement.Reads().All(IsOnlyIndexed);

        bool IsOnlyIndexed(Expression expression) => expression switch
        {
            Variable or Element { Type: StorageType } when Names(expression) => false,
            Element { Type.IsReal: true } element when Names(element) => IndicesOf(element).All(IsOnlyIndexed),
            Apply { Primitive.Form: PrimitiveForm.Length } length => IndicesOf(length.Operands[0]).All(IsOnlyIndexed),
            _ => expression.Children().All(IsOnlyIndexed),
        };

        Block Known(Block block) => new(block.Statements
            .Select(statement => statement is Assign assign ? new Assign(InExpression(assign.Target), assign.Kind, InExpression(assign.Value)) : statement.Map(InExpression, Known))
            .ToEquatableArray());

        Expression InExpression(Expression expression) => expression switch
        {
            Variable variable => variable.Equals(direction) ? like : variable,
            Element { Type.IsReal: true } element when Names(element) => Constant.RealOf(number(element), element.Type),
            _ => expression.MapChildren(InExpression),
        };
    }

    private static IEnumerable<Expression> IndicesOf(Expression path) => path switch
    {
        Element element => IndicesOf(element.Storage).Concat(element.Indices),
        Column column => IndicesOf(column.Storage),
        _ => [],
    };

    /// <summary>The sweep with zero for the elements of directions that are not followed; what is not only indexed is memory of the sweep's own.</summary>
    public static Block WithOwnZeros(Block sweep, IEnumerable<(Variable Direction, Variable Like)> directions, VariableSource variables)
    {
        List<(Variable Direction, Variable Like)> storages = [.. directions.Where(pair => pair.Direction.Type is StorageType)];
        Block known = WithZeros(sweep, storages);
        foreach (var (direction, like) in storages.Where(pair => known.AllStatements().Any(statement => statement.Reads().Any(read => read.Mentions(pair.Direction)))))
        {
            Variable own = variables.New(direction.Name, direction.Type, direction.Role);
            known = new Block(Renamed(known, direction, own).Statements.Prepend(new Declare(own, new ZerosLike(like, (StorageType)own.Type))).ToEquatableArray());
        }

        return known;

        static Block Renamed(Block block, Variable direction, Variable own) => block.With(block.Statements.Map(statement => statement.Map(
            expression => expression.Substitute(variable => variable.Equals(direction) ? own : null), inner => Renamed(inner, direction, own))));
    }

    /// <summary>The sweep with zero for the elements of directions that are not followed; those that are not only indexed stay.</summary>
    public static Block WithZeros(Block sweep, IEnumerable<(Variable Direction, Variable Like)> directions) =>
        directions.Where(pair => pair.Direction.Type is StorageType).Aggregate(sweep, (block, pair) => In(block, pair.Direction, pair.Like, _ => 0));
}
