using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>A loop over the unit directions of all parameters around a sweep that gives the Hessian's product with the direction.</summary>
internal sealed class HessianColumns
{
    /// <summary>With more, the unit directions of an array that is not long are cheaper.</summary>
    private const int MostColours = 8;

    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly bool isDiagonal;
    private readonly ValueType real;
    private readonly RowMajorLayout layout;
    private readonly Variable hessian;
    private readonly List<Variable> diagonals;
    private IReadOnlyList<Variable> directions = [];
    private IReadOnlyList<Variable> products = [];

    public HessianColumns(IReadOnlyList<Variable> independents, VariableSource variables, ValueType real, bool isDiagonal)
    {
        (this.independents, this.variables, this.real, this.isDiagonal) = (independents, variables, real, isDiagonal);
        layout = new RowMajorLayout(variables);
        hessian = variables.New("hessian", new StorageType(StorageKind.Array, real, 2), Role.Derivative);
        diagonals = [.. independents.Select(variable => variables.New(variable.Name + "Diagonal", Like(variable), Role.Derivative))];
    }

    /// <summary>For each independent the distances of the diagonal block's entries from the diagonal, where the code shows them.</summary>
    public IReadOnlyList<IReadOnlyList<int>?> Offsets { get; init; } = [];

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
        IReadOnlyList<Variable> gradients = New("Gradient");
        var statements = new List<Statement>();
        foreach (var (variable, i) in independents.Select((variable, i) => (variable, i)))
        {
            if (isDiagonal) statements.Add(new Declare(diagonals[i], variable.Type is StorageType ? new ZerosLike(variable, (StorageType)diagonals[i].Type) : null));
            foreach (Variable storage in new[] { directions[i], gradients[i], products[i] }.Where(storage => storage.Type is StorageType))
                statements.Add(new Declare(storage, new ZerosLike(variable, (StorageType)storage.Type)));
        }

        Expression total = RowMajorLayout.Sum(independents.Select(RowMajorLayout.Count));
        if (!isDiagonal) statements.Add(new Declare(hessian, new Allocate((StorageType)hessian.Type, EquatableArray.Of(total, total))));
        var replacements = new Dictionary<Variable, Expression>();
        for (int i = 0; i < independents.Count; i++)
        {
            replacements.Add(directionParameters[i], directions[i]);
            replacements.Add(gradientParameters[i], gradients[i]);
            replacements.Add(productParameters[i], products[i]);
        }

        var declared = gradients.Concat(products).Where(variable => variable.Type.IsReal).Select(variable => (Statement)new Declare(variable, null));
        var own = new Block(declared.Concat(Copies.Of(sweep, variables, replacements).Statements).ToEquatableArray());
        for (int i = 0; i < independents.Count; i++)
        {
            int column = i;
            statements.AddRange(IsCompressed(i)
                ? Colouring.Of(directions[i], Sparsity.Colours(Offsets[i]!), variables, colour => Coloured(own, column, colour))
                : independents[i].Type is StorageType
                ? layout.Over(directions[i], "jkl", (element, position) =>
                    [
                        new Assign(element, AssignmentKind.Set, Constant.RealOf(1, element.Type)),
                        .. Column(own, column, position, element),
                        new Assign(element, AssignmentKind.Set, Constant.RealOf(0, element.Type)),
                    ])
                : Column(own, column, Constant.Of(0), null));
        }

        return statements;
    }

    /// <summary>The diagonal needs its own block only; a matrix of several parameters has others.</summary>
    private bool IsCompressed(int independent) =>
        Offsets[independent] is { Count: > 0 } offsets && Sparsity.Colours(offsets) <= MostColours && (isDiagonal || independents.Count == 1);

    /// <summary>The sweep along the columns of one colour: a row of the product holds the only entry of that colour.</summary>
    private IEnumerable<Statement> Coloured(Block sweep, int independent, Expression colour)
    {
        IReadOnlyList<int> offsets = Offsets[independent]!;
        int colours = Sparsity.Colours(offsets);
        Variable product = products[independent];
        var entries = new List<Statement>();
        foreach (int below in offsets.Where(offset => isDiagonal ? offset == 0 : offset >= 0).Select(Math.Abs))
        {
            Expression limit = below == 0 ? Colouring.Length(product)
                : new Apply(Primitive.Subtract, ValueType.Int32, Colouring.Length(product), Constant.Of(below));
            entries.Add(Colouring.OfColour(colour, limit, colours, variables, column =>
            {
                Expression row = RowMajorLayout.Plus(column, Constant.Of(below));
                return isDiagonal
                    ? [new Assign(new Element(diagonals[independent], column), AssignmentKind.Set, new Element(product, column))]
                    : Entry(row, column, new Element(product, row));
            }));
        }

        return Copies.Of(new Block(sweep.Statements.Concat(entries).ToEquatableArray()), variables, Units(-1)).Statements;
    }

    private Dictionary<Variable, Expression> Units(int independent) => Enumerable.Range(0, independents.Count).Where(i => directions[i].Type.IsReal)
        .ToDictionary(i => directions[i], i => (Expression)Constant.RealOf(i == independent ? 1 : 0, directions[i].Type));

    private IReadOnlyList<Variable> New(string suffix) =>
        [.. independents.Select(variable => variables.New(variable.Name + suffix, Like(variable), Role.Derivative))];

    private static ValueType Like(Variable variable) => variable.Type is StorageType storage ? storage with { Kind = StorageKind.Array } : variable.Type;

    /// <summary>The sweep along one direction, and what is kept of the products.</summary>
    private IEnumerable<Statement> Column(Block sweep, int independent, Expression position, Element? element)
    {
        var statements = sweep.Statements.Concat(isDiagonal ? Diagonal(independent, element) : Entries(independent, position));
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

    /// <summary>The entries on and below the diagonal, each at both of its places.</summary>
    private IEnumerable<Statement> Entries(int independent, Expression position)
    {
        Expression column = RowMajorLayout.Plus(Offset(independent), position);
        for (int i = independent; i < independents.Count; i++)
        {
            Expression offset = Offset(i);
            int other = i;
            IEnumerable<Statement> entries = independents[i].Type is not StorageType
                ? Entry(offset, column, products[i])
                : layout.Over(products[i], "rst", (element, row) => Entry(RowMajorLayout.Plus(offset, row), column, element), other == independent ? position : null);
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
