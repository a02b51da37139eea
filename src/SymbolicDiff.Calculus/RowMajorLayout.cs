using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>The components of reals and storage in the order of the contract: row by row.</summary>
internal sealed class RowMajorLayout(VariableSource variables)
{
    private const string ShapeStart = "global::SymbolicDiff.RowMajor.";

    /// <summary>How many components there are, an int.</summary>
    public static Expression Count(Expression value) => value.Type switch
    {
        StorageType { Element: StorageType } storage => Times(
            new External(EquatableArray.Of(ShapeStart + "Count(", ")"), EquatableArray.Of(value), ValueType.Int32, HasEffects: false),
            Constant.Of(RealsOfElement(storage))),
        StorageType storage => Times(new Apply(Primitive.Length, ValueType.Int32, value), Constant.Of(RealsOfElement(storage))),
        _ => Constant.Of(1),
    };

    /// <summary>How many elements stand before each row of a jagged array; an array.</summary>
    private static External Starts(Expression storage) => new(
        EquatableArray.Of(ShapeStart + "Starts(", ")"), EquatableArray.Of(storage), new StorageType(StorageKind.Array, ValueType.Int32), HasEffects: false);

    /// <summary>Whether the position of an element can be told from its indices.</summary>
    public static bool HasPositions(Variable variable) => Elements.Depth(variable.Type) <= 2;

    /// <summary>The statements with a name for each number or array that says something about the shape of storage of which they are not told the rows, declared beforehand.</summary>
    public IEnumerable<Statement> WithShapes(IEnumerable<Statement> statements)
    {
        var block = new Block(statements.ToEquatableArray());
        var shapes = new Dictionary<Expression, Variable>();
        var declared = new List<Statement>();
        Block named = In(block);
        return declared.Concat(named.Statements);

        Block In(Block inner) => new(inner.Statements
            .Select(statement => statement is Assign assign ? new Assign(Named(assign.Target), assign.Kind, Named(assign.Value)) : statement.Map(Named, In))
            .ToEquatableArray());

        Expression Named(Expression expression)
        {
            if (expression is not External { Operands: { Count: 1 } operands } external || operands[0] is not Variable storage || !external.Text[0].StartsWith(ShapeStart, StringComparison.Ordinal))
                return expression.MapChildren(Named);
            if (shapes.TryGetValue(external, out Variable shape)) return shape;
            shapes.Add(external, shape = variables.New(storage.Name + external.Text[0].Substring(ShapeStart.Length).TrimEnd('('), external.Type, Role.Source));
            declared.Add(new Declare(shape, external));
            return shape;
        }
    }

    /// <summary>How many components each element of the innermost rows has.</summary>
    private static int RealsOfElement(StorageType type) => type.Element is StorageType row ? RealsOfElement(row) : Columns.Count(type.Element);

    public static Expression Sum(IEnumerable<Expression> counts)
    {
        int fixedPart = 0;
        Expression? sum = null;
        foreach (Expression count in counts)
        {
            if (count is Constant constant) fixedPart += (int)constant.Bits;
            else sum = sum is null ? count : Plus(sum, count);
        }

        return sum is null ? Constant.Of(fixedPart) : Plus(sum, Constant.Of(fixedPart));
    }

    public static Expression Plus(Expression a, Expression b) =>
        a is Constant { Bits: 0 } ? b : b is Constant { Bits: 0 } ? a
        : a is Constant x && b is Constant y ? Constant.Of((int)(x.Bits + y.Bits)) : new Apply(Primitive.Add, ValueType.Int32, a, b);

    public static Expression Times(Expression a, Expression b) =>
        a is Constant { Bits: 1 } ? b : b is Constant { Bits: 1 } ? a : a is Constant { Bits: 0 } ? a : b is Constant { Bits: 0 } ? b
        : a is Constant x && b is Constant y ? Constant.Of((int)(x.Bits * y.Bits)) : new Apply(Primitive.Multiply, ValueType.Int32, a, b);

    /// <summary>Sums and products of known numbers computed.</summary>
    public static Expression Folded(Expression expression)
    {
        Expression folded = expression.MapChildren(Folded);
        return folded is not Apply { Type: ScalarType { Kind: ScalarKind.Int32 } } apply ? folded
            : apply.Primitive.Equals(Primitive.Add) ? Plus(apply.Operands[0], apply.Operands[1])
            : apply.Primitive.Equals(Primitive.Multiply) ? Times(apply.Operands[0], apply.Operands[1])
            : folded;
    }

    /// <summary>The position of one real of an element.</summary>
    /// <param name="storage">Storage that <see cref="HasPositions"/>.</param>
    /// <param name="indices">All indices that lead to the element.</param>
    /// <param name="member">Which of the element's reals.</param>
    public static Expression Component(Variable storage, EquatableArray<Expression> indices, int member) =>
        Plus(Times(Position(storage, indices), Constant.Of(RealsOfElement((StorageType)storage.Type))), Constant.Of(member));

    /// <summary>Loops over all components of a storage, or those from a position on; the body is given the element and its position.</summary>
    public IEnumerable<Statement> Over(
        Expression storage, string counterNames, Func<Element, Expression, IEnumerable<Statement>> body, Expression? from = null)
    {
        if (from is not null && storage.Type is not StorageType { Rank: 1, Element: ScalarType })
        {
            return Over(storage, counterNames, (element, position) =>
                [new If(new Apply(Primitive.GreaterOrEqual, ValueType.Boolean, position, from), new Block(body(element, position).ToEquatableArray()), Block.Empty)]);
        }

        if (storage.Type is not StorageType { Element: StorageType })
        {
            return [Nest(storage, counterNames, (path, indices) =>
            {
                Expression first = Times(Position(storage, indices), Constant.Of(RealsOfElement((StorageType)storage.Type)));
                return Components(path, indices).SelectMany((component, i) => body(component, Plus(first, Constant.Of(i))));
            }, from)];
        }

        Variable position = variables.New("position", ValueType.Int32, Role.Source);
        return [new Declare(position, Constant.Of(0)), Rows(storage, counterNames, element => [.. body(element, position), new Assign(position, AssignmentKind.Add, Constant.Of(1))])];
    }

    private Statement Rows(Expression storage, string names, Func<Element, IEnumerable<Statement>> body) => Nest(storage, names, (path, indices) =>
        path.Type is StorageType { Element: StorageType } ? [Rows(new Element(path, indices.ToEquatableArray<Expression>()), names.Length > 1 ? names.Substring(1) : names, body)]
            : Components(path, indices).SelectMany(body));

    /// <summary>The reals at one place of a storage.</summary>
    private static IEnumerable<Element> Components(Expression storage, IReadOnlyList<Variable> indices) =>
        Columns.Reals(storage).Select(column => new Element(column, indices.ToEquatableArray<Expression>()));

    private static Expression Position(Expression storage, IReadOnlyList<Expression> indices) => storage.Type is StorageType { Element: StorageType }
        ? Plus(new Element(Starts(storage), indices[0]), indices[1])
        : indices.Count == 1
        ? indices[0]
        : Plus(Times(indices[0], new Apply(Primitive.LengthOf, ValueType.Int32, storage, Constant.Of(1))), indices[1]);

    private Statement Nest(Expression storage, string names, Func<Expression, IReadOnlyList<Variable>, IEnumerable<Statement>> body, Expression? from = null)
    {
        int rank = ((StorageType)storage.Type).Rank;
        var counters = Enumerable.Range(0, rank).Select(i => variables.New(names[Math.Min(i, names.Length - 1)].ToString(), ValueType.Int32, Role.Source)).ToList();
        IEnumerable<Statement> inner = body(storage, counters);
        for (int dimension = rank - 1; dimension >= 0; dimension--)
        {
            Expression limit = rank == 1
                ? new Apply(Primitive.Length, ValueType.Int32, storage)
                : new Apply(Primitive.LengthOf, ValueType.Int32, storage, Constant.Of(dimension));
            inner = [new For(counters[dimension], from ?? Constant.Of(0), limit, false, 1, new Block(inner.ToEquatableArray()))];
        }

        return inner.Single();
    }
}
