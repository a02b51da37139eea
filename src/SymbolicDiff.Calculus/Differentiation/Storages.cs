using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>Loops over whole storages.</summary>
internal static class Storages
{
    /// <summary>Sets all reals of a storage to zero, rows of jagged arrays included.</summary>
    public static IEnumerable<Statement> FillWithZeros(Expression storage, VariableSource variables)
    {
        var type = (StorageType)storage.Type;
        return type.Element is StorageType
            ? [OverElements(storage, variables, element => FillWithZeros(element, variables))]
            : [new Fill(storage, Constant.ZeroOf(type.Element))];
    }

    /// <summary><c>target[i] += source[i]</c> for all elements of the source.</summary>
    public static IEnumerable<Statement> AddElements(Expression target, Expression source, VariableSource variables) =>
        [OverIndices(source, variables, indices => OverReals(target, source, (one, other) => Inner(new Element(one, indices), new Element(other, indices), variables)))];

    /// <summary><c>target[i] = source[i]</c> for all scalars of two storages of one shape, rows included.</summary>
    public static IEnumerable<Statement> CopyElements(Expression target, Expression source, VariableSource variables) =>
        [OverIndices(source, variables, indices => Columns.Scalars(target).Zip(Columns.Scalars(source), (to, from) => CopyElement(new Element(to, indices), new Element(from, indices), variables))
            .SelectMany(statements => statements))];

    private static IEnumerable<Statement> CopyElement(Element target, Element source, VariableSource variables) => source.Type is StorageType
        ? CopyElements(target, source, variables)
        : [new Assign(target, AssignmentKind.Set, source)];

    /// <summary>Sets the elements to zero of which the condition is false of the elements of other storage of the same shape.</summary>
    public static Statement ClearUnless(Func<Expression, Expression> condition, Expression other, Expression storage, VariableSource variables) =>
        OverIndices(other, variables, indices =>
        [
            new If(
                new Apply(Primitive.Not, ValueType.Boolean, condition(new Element(other, indices))),
                new Block(new Assign(new Element(storage, indices), AssignmentKind.Set, Constant.RealOf(0, Columns.RealOf(storage.Type)))),
                Block.Empty),
        ]);

    /// <summary><c>sum += storage[i]</c> for all elements.</summary>
    public static IEnumerable<Statement> AddSum(Expression sum, Expression storage, VariableSource variables) =>
        [OverElements(storage, variables, element => [new Assign(sum, AssignmentKind.Add, element)])];

    /// <summary><c>sum += left[i] * right[i]</c> for all reals of two storages of one shape.</summary>
    public static IEnumerable<Statement> AddProducts(Expression sum, Expression left, Expression right, VariableSource variables) =>
        [OverIndices(left, variables, indices => OverReals(left, right, (one, other) => Product(sum, new Element(one, indices), new Element(other, indices), variables)))];

    private static IEnumerable<Statement> Product(Expression sum, Element left, Element right, VariableSource variables) => left.Type is StorageType
        ? AddProducts(sum, left, right, variables)
        : [new Assign(sum, AssignmentKind.Add, new Apply(Primitive.Multiply, left.Type, left, right))];

    private static IEnumerable<Statement> Inner(Element target, Element source, VariableSource variables) => source.Type is StorageType
        ? AddElements(target, source, variables)
        : [new Assign(target, AssignmentKind.Add, source)];

    /// <summary>For each real in an element of two storages of one type.</summary>
    private static IEnumerable<Statement> OverReals(Expression first, Expression second, Func<Expression, Expression, IEnumerable<Statement>> body) =>
        Columns.Reals(first).Zip(Columns.Reals(second), body).SelectMany(statements => statements);

    private static Statement OverElements(Expression storage, VariableSource variables, Func<Expression, IEnumerable<Statement>> body) =>
        OverIndices(storage, variables, indices => body(new Element(storage, indices)));

    private static Statement OverIndices(Expression storage, VariableSource variables, Func<EquatableArray<Expression>, IEnumerable<Statement>> body)
    {
        int rank = ((StorageType)storage.Type).Rank;
        var counters = "ijk".Take(rank).Select(name => variables.New(name.ToString(), ValueType.Int32, Role.Source)).ToList();
        IEnumerable<Statement> inner = body(counters.ToEquatableArray<Expression>());
        for (int dimension = rank - 1; dimension >= 0; dimension--)
        {
            Expression limit = rank == 1
                ? new Apply(Primitive.Length, ValueType.Int32, storage)
                : new Apply(Primitive.LengthOf, ValueType.Int32, storage, Constant.Of(dimension));
            inner = [new For(counters[dimension], Constant.Of(0), limit, false, 1, new Block(inner.ToEquatableArray()))];
        }

        return inner.Single();
    }
}
