using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>A loop over the unit directions of all parameters around a sweep that gives the Hessian's product with the direction.</summary>
internal sealed class HessianColumns
{
    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly bool isDiagonal;
    private readonly ValueType real;
    private readonly RowMajorLayout layout;
    private readonly Variable hessian;
    private readonly Variable entries;
    private readonly List<Variable> diagonals;
    private IReadOnlyList<Variable> directions = [];
    private IReadOnlyList<Variable> gradients = [];
    private IReadOnlyList<Variable> products = [];

    public HessianColumns(IReadOnlyList<Variable> independents, VariableSource variables, ValueType real, bool isDiagonal)
    {
        (this.independents, this.variables, this.real, this.isDiagonal) = (independents, variables, real, isDiagonal);
        layout = new RowMajorLayout(variables);
        hessian = variables.New("hessian", new StorageType(StorageKind.Array, real, 2), Role.Derivative);
        entries = variables.New("entries", new StorageType(StorageKind.Span, real), Role.Derivative);
        diagonals = [.. independents.Select(variable => variables.New(variable.Name + "Diagonal", Like(variable), Role.Derivative))];
    }

    /// <summary>Where the rows of strands of the independents can have entries, for those of which the code shows it.</summary>
    public HessianPattern Pattern { get; init; } = HessianPattern.None;

    /// <summary>Whether the sweeps along the directions of storage can run eight directions at a time.</summary>
    public bool HasLanes { get; init; }

    /// <summary>What is returned.</summary>
    public EquatableArray<Expression> Values => isDiagonal ? diagonals.ToEquatableArray<Expression>() : EquatableArray.Of<Expression>(hessian);

    /// <param name="sweep">Gives the products for the directions.</param>
    /// <param name="directionParameters">The directions in the sweep.</param>
    /// <param name="gradientParameters">The gradients in the sweep.</param>
    /// <param name="productParameters">The products in the sweep.</param>
    public IEnumerable<Statement> Statements(
        Block sweep, IReadOnlyList<Variable> directionParameters, IReadOnlyList<Variable> gradientParameters, IReadOnlyList<Variable> productParameters)
    {
        directions = New("Direction");
        products = New("Product");
        gradients = New("Gradient");
        var statements = new List<Statement>();
        foreach (var (variable, i) in independents.Select((variable, i) => (variable, i)))
        {
            if (isDiagonal) statements.Add(new Declare(diagonals[i], variable.Type is StorageType ? new ZerosLike(variable, (StorageType)diagonals[i].Type) : null));
            statements.AddRange(Made(variable, HasLanes ? [directions[i]] : [directions[i], gradients[i], products[i]]));
        }

        if (!isDiagonal) statements.Add(new Declare(hessian, new Allocate((StorageType)hessian.Type, EquatableArray.Of(Total(), Total()))));
        if (HasLanes && !isDiagonal)
        {
            statements.Add(new Declare(entries, new External(
                EquatableArray.Of("global::SymbolicDiff.RowMajor.Of(", ")"), EquatableArray.Of<Expression>(hessian), entries.Type, HasEffects: false)));
        }

        var replacements = new Dictionary<Variable, Expression>();
        for (int i = 0; i < independents.Count; i++)
        {
            replacements.Add(directionParameters[i], directions[i]);
            replacements.Add(gradientParameters[i], gradients[i]);
            replacements.Add(productParameters[i], products[i]);
        }

        IEnumerable<Statement> declared = gradients.Concat(products).Where(variable => variable.Type.IsReal).Select(variable => new Declare(variable, null));
        var own = new Block(declared.Concat(Copies.Of(sweep, variables, replacements).Statements).ToEquatableArray());
        for (int i = 0; i < independents.Count; i++)
        {
            int column = i;
            statements.AddRange(Pattern.Has(independents[i])
                ? Strand.Of(independents[i]).SelectMany(strand => Coloured(own, column, strand))
                : HasLanes
                ? Alone(own, column)
                : independents[i].Type is StorageType
                ? layout.Over(directions[i], "jkl", (element, position) =>
                    [
                        new Assign(element, AssignmentKind.Set, Constant.RealOf(1, element.Type)),
                        .. Column(own, column, position, element),
                        new Assign(element, AssignmentKind.Set, Constant.RealOf(0, element.Type)),
                    ])
                : Column(own, column, Constant.Of(0), null));
        }

        if (HasLanes && !isDiagonal) statements.Add(Mirrored());
        return statements;
    }

    /// <summary>Storage like a parameter, all zero.</summary>
    private static IEnumerable<Statement> Made(Variable like, IEnumerable<Variable> storages) =>
        storages.Where(storage => storage.Type is StorageType).Select(storage => new Declare(storage, new ZerosLike(like, (StorageType)storage.Type)));

    /// <summary>Sweeps with memory of their own: along the directions of storage, eight at a time, or along that of a number.</summary>
    private IEnumerable<Statement> Alone(Block sweep, int independent)
    {
        var own = gradients.Concat(products).Where(variable => variable.Type is StorageType)
            .ToDictionary(variable => variable, variable => (Expression)variables.New(variable.Name, variable.Type, variable.Role));
        IEnumerable<Statement> made = independents.SelectMany((variable, i) => Made(variable, Own(gradients[i]).Concat(Own(products[i]))));
        Variable direction = directions[independent];
        Statement[] statements = direction.Type is StorageType
            ? [Directions.Over(independents[independent], direction, variables, column =>
                Swept(isDiagonal ? Diagonal(independent, new Element(direction, column)) : Below(independent, column)))]
            : [.. Swept(isDiagonal ? Diagonal(independent, null) : Entries(independent, Constant.Of(0)))];
        return made.Concat(statements);

        IEnumerable<Variable> Own(Variable variable) => own.TryGetValue(variable, out Expression? replacement) ? [(Variable)replacement] : [];

        IEnumerable<Statement> Swept(IEnumerable<Statement> kept)
        {
            foreach (var (variable, unit) in Units(independent).Select(pair => (pair.Key, pair.Value))) own.Add(variable, unit);
            return Copies.Of(new Block(Along(sweep, independent).Statements.Concat(kept).ToEquatableArray()), variables, own).Statements;
        }
    }

    /// <summary>The entries of a storage's column in its own rows and those behind them.</summary>
    private IEnumerable<Statement> Below(int independent, Variable position)
    {
        Expression total = Total(), column = RowMajorLayout.Plus(Offset(independent), position);
        return products.Select((product, i) => (product, i)).Skip(independent).SelectMany(pair => pair.product.Type is StorageType
            ? layout.Over(pair.product, "rst", (element, row) => [In(RowMajorLayout.Plus(Offset(pair.i), row), element)])
            : [In(Offset(pair.i), pair.product)]);

        Assign In(Expression row, Expression value) => new(new Element(entries, RowMajorLayout.Plus(RowMajorLayout.Times(row, total), column)), AssignmentKind.Set, value);
    }

    /// <summary>The entries above the diagonal are those below it.</summary>
    private For Mirrored()
    {
        Variable row = variables.New("row", ValueType.Int32, Role.Source), column = variables.New("column", ValueType.Int32, Role.Source);
        var entry = new Assign(new Element(hessian, column, row), AssignmentKind.Set, new Element(hessian, row, column));
        return new For(row, Constant.Of(1), Total(), false, 1, new Block(new For(column, Constant.Of(0), row, false, 1, new Block(entry))));
    }

    private Expression Total() => RowMajorLayout.Sum(independents.Select(RowMajorLayout.Count));

    /// <summary>The sweeps along the columns of one colour: a row of a product holds the only entry of that colour.</summary>
    private IEnumerable<Statement> Coloured(Block sweep, int independent, Strand strand)
    {
        var colouring = new Colouring(strand, directions[independent], Pattern.PatternsOf(strand, isDiagonal), variables);
        return colouring.Around(colour =>
        {
            IEnumerable<Statement> entries = colouring.Over(colour, column => isDiagonal
                ? [new Assign(strand.At(diagonals[independent], column), AssignmentKind.Set, strand.At(products[independent], column))]
                : Pattern.RowsOf(strand).SelectMany(row => Block(row, strand, column)));
            return Copies.Of(new Block(Along(sweep, independent).Statements.Concat(entries).ToEquatableArray()), variables, Units(-1)).Statements;
        });
    }

    /// <summary>The entries of a column in the rows of a strand, each at both of its places; of the column's own strand those on and below the diagonal.</summary>
    private IEnumerable<Statement> Block(Strand row, Strand strand, EquatableArray<Expression> column)
    {
        Variable product = products[IndexOf(row.Storage)];
        foreach (EquatableArray<IndexForm> offset in Enumerable.Reverse(Pattern.Offsets(row, strand)))
        {
            bool isKnown = offset.All(form => form.IsConstant);
            if (row.Equals(strand) && isKnown && offset.FirstOrDefault(form => form.Constant != 0) is { Constant: > 0 }) continue;
            var statements = new List<Statement>();
            var at = Distant.Of(column, offset, row.Storage, strand.Storage, product, variables, statements, out Expression? isInside);
            if (row.Equals(strand) && !isKnown) isInside = Distant.Both(new Apply(Primitive.GreaterOrEqual, ValueType.Boolean, at[0], column[0]), isInside);
            var entry = new Block(Entry(
                RowMajorLayout.Plus(Offset(IndexOf(row.Storage)), RowMajorLayout.Component(row.Storage, at, row.Index)),
                RowMajorLayout.Plus(Offset(IndexOf(strand.Storage)), RowMajorLayout.Component(strand.Storage, column, strand.Index)),
                row.At(product, at)).ToEquatableArray());
            foreach (Statement statement in isInside is null ? statements.Concat(entry.Statements) : statements.Append(new If(isInside, entry, Ir.Block.Empty))) yield return statement;
        }
    }

    private int IndexOf(Variable variable) => independents.TakeWhile(other => !other.Equals(variable)).Count();

    private Block Along(Block sweep, int independent)
    {
        IEnumerable<(Variable Direction, Variable Like)> others = Enumerable.Range(0, independents.Count).Where(i => i != independent).Select(i => (directions[i], independents[i]));
        return HasLanes ? KnownDirections.WithOwnZeros(sweep, others, variables) : KnownDirections.WithZeros(sweep, others);
    }

    private Dictionary<Variable, Expression> Units(int independent) => Enumerable.Range(0, independents.Count).Where(i => directions[i].Type.IsReal)
        .ToDictionary(i => directions[i], i => (Expression)Constant.RealOf(i == independent ? 1 : 0, directions[i].Type));

    private IReadOnlyList<Variable> New(string suffix) =>
        [.. independents.Select(variable => variables.New(variable.Name + suffix, Like(variable), Role.Derivative))];

    private static ValueType Like(Variable variable) => variable.Type is StorageType storage ? storage with { Kind = StorageKind.Array } : variable.Type;

    /// <summary>The sweep along one direction, and what is kept of the products.</summary>
    private IEnumerable<Statement> Column(Block sweep, int independent, Expression position, Element? element)
    {
        var statements = Along(sweep, independent).Statements.Concat(isDiagonal ? Diagonal(independent, element) : Entries(independent, position));
        return Copies.Of(new Block(statements.ToEquatableArray()), variables, Units(independent)).Statements;
    }

    private IEnumerable<Statement> Diagonal(int independent, Element? element) => element is null
        ? [new Assign(diagonals[independent], AssignmentKind.Set, products[independent])]
        : [new Assign(At(element, diagonals[independent]), AssignmentKind.Set, At(element, products[independent]))];

    /// <summary>The same element of a storage of the same shape.</summary>
    private static Expression At(Expression path, Variable storage) => path switch
    {
        Element element => new Element(At(element.Storage, storage), element.Indices),
        Column column => new Column(At(column.Storage, storage), column.Name, column.Member),
        _ => storage,
    };

    /// <summary>The entries on and below the diagonal, and those that no direction of a colour gives, each at both of its places.</summary>
    private IEnumerable<Statement> Entries(int independent, Expression position)
    {
        Expression column = RowMajorLayout.Plus(Offset(independent), position);
        for (int i = 0; i < independents.Count; i++)
        {
            if (i < independent && !Pattern.Has(independents[i])) continue;
            Expression offset = Offset(i);
            IEnumerable<Statement> entries = independents[i].Type is not StorageType
                ? Entry(offset, column, products[i])
                : layout.Over(products[i], "rst", (element, row) => Entry(RowMajorLayout.Plus(offset, row), column, element), i == independent ? position : null);
            foreach (Statement entry in entries) yield return entry;
        }
    }

    private Expression Offset(int independent) => RowMajorLayout.Sum(independents.Take(independent).Select(RowMajorLayout.Count));

    private IEnumerable<Statement> Entry(Expression row, Expression column, Expression value)
    {
        Expression converted = JacobianForms.Converted(value, real);
        yield return new Assign(new Element(hessian, row, column), AssignmentKind.Set, converted);
        if (!row.Equals(column)) yield return new Assign(new Element(hessian, column, row), AssignmentKind.Set, converted);
    }
}
