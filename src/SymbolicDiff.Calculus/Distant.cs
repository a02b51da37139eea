using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>The row that has an entry in a column at a distance.</summary>
internal static class Distant
{
    /// <param name="column">The column's indices.</param>
    /// <param name="offset">How far the column is from the row.</param>
    /// <param name="rows">What the row is an element of.</param>
    /// <param name="columns">What the column is an element of.</param>
    /// <param name="shape">Storage with the shape of <paramref name="rows"/> that is there.</param>
    /// <param name="variables">Makes a variable for an index that is used more than once.</param>
    /// <param name="before">Where it is declared.</param>
    /// <param name="isInside">Whether there is such a row; null where there always is.</param>
    /// <param name="function">Where <paramref name="rows"/> is made.</param>
    public static EquatableArray<Expression> Of(
        EquatableArray<Expression> column,
        EquatableArray<IndexForm> offset,
        Variable rows,
        Variable columns,
        Variable shape,
        VariableSource variables,
        List<Statement> before,
        out Expression? isInside,
        Function? function = null)
    {
        isInside = null;
        bool isSameShape = rows.Equals(columns)
            || function is not null && LengthsAtCall(rows, function) is { } lengths && columns.Type is StorageType { Element: not StorageType } && lengths.SequenceEqual(LengthsOf(columns));
        var row = new Expression[column.Count];
        for (int i = 0; i < column.Count; i++)
        {
            IndexForm distance = offset[i];
            row[i] = Index(column[i], distance, variables, before);
            if (!distance.IsConstant || distance.Constant > 0)
                isInside = Both(isInside, new Apply(Primitive.GreaterOrEqual, ValueType.Boolean, distance.IsConstant ? column[i] : row[i], Constant.Of(distance.IsConstant ? (int)distance.Constant : 0)));
            if (!distance.IsConstant || distance.Constant < 0 || !isSameShape || IsInOtherRow(rows, offset, i))
                isInside = Both(isInside, new Apply(Primitive.Less, ValueType.Boolean, row[i], Elements.Length(shape, row, i)));
        }

        return EquatableArray.Of(row);
    }

    /// <summary>Whether the index is one of a row that may be longer or shorter than the column's.</summary>
    private static bool IsInOtherRow(Variable rows, EquatableArray<IndexForm> offset, int position) =>
        rows.Type is StorageType { Element: StorageType } && offset.Take(position).Any(distance => !distance.Equals(IndexForm.Zero));

    private static Expression Index(Expression column, IndexForm distance, VariableSource variables, List<Statement> before)
    {
        if (distance.IsConstant)
        {
            return distance.Constant > 0
                ? new Apply(Primitive.Subtract, ValueType.Int32, column, Constant.Of((int)distance.Constant))
                : RowMajorLayout.Plus(column, Constant.Of((int)-distance.Constant));
        }

        Variable row = variables.New("row", ValueType.Int32, Role.Source);
        bool isNegative = distance.Terms.All(term => term.Factor < 0) && distance.Constant <= 0;
        before.Add(new Declare(row, isNegative
            ? new Apply(Primitive.Add, ValueType.Int32, column, distance.Times(-1).ToExpression(part => part))
            : new Apply(Primitive.Subtract, ValueType.Int32, column, distance.ToExpression(part => part))));
        return row;
    }

    public static Expression Both(Expression? first, Expression? second) => first is null ? second! : second is null ? first : new Apply(Primitive.AndAlso, ValueType.Boolean, first, second);

    /// <summary>The lengths of what a variable names, in terms of what the parameters hold at the call; null where the code does not show them, and for jagged storage.</summary>
    public static IReadOnlyList<Expression>? LengthsAtCall(Variable storage, Function function)
    {
        if (storage.Type is StorageType { Element: StorageType }) return null;
        List<Expression?> made = [.. function.Body.AllStatements().Select(statement => statement switch
        {
            Declare declare when declare.Variable.Equals(storage) => declare.Value,
            Assign { Target: Variable target } assign when target.Equals(storage) => assign.Value,
            _ => null,
        }).Where(value => value is not null)];
        if (function.Parameters.Any(parameter => parameter.Variable.Equals(storage))) return made.Count == 0 ? LengthsOf(storage) : null;
        if (made.Count != 1) return null;
        var indices = new IndexForms(function);
        return made[0] switch
        {
            ZerosLike { Storage: Variable like } => LengthsAtCall(like, function),
            CopyOf { Storage: Variable copied } => LengthsAtCall(copied, function),
            Allocate allocate when allocate.Lengths.Select(indices.AtCall).ToList() is var lengths && !lengths.Contains(null) => [.. lengths.OfType<Expression>()],
            _ => null,
        };
    }

    private static IReadOnlyList<Expression> LengthsOf(Variable storage) =>
        [.. Enumerable.Range(0, ((StorageType)storage.Type).Rank).Select(dimension => Elements.Length(storage, [], dimension))];
}
