using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>
/// Directions that take together every column of one colour, chosen so that no row has two entries of a colour. Of storage of rank one, column j has
/// colour j mod the number of colours; with two indices, column (i, j) has colour (shift · i + j) mod it; with more there is one colour.
/// </summary>
internal sealed class Colouring
{
    /// <summary>With more, the unit directions of storage that is not large are cheaper.</summary>
    public const int MostColours = 32;

    private readonly Strand strand;
    private readonly Variable direction;
    private readonly VariableSource variables;
    private readonly int colours;
    private readonly int shift;
    private readonly Variable? count;
    private readonly IReadOnlyList<Expression> distances = [];

    /// <param name="strand">The columns.</param>
    /// <param name="direction">Storage of the same shape, all zero before and after.</param>
    /// <param name="patterns">For each kind of row the distances of its entries.</param>
    /// <param name="variables">Makes counters.</param>
    public Colouring(Strand strand, Variable direction, IReadOnlyList<IReadOnlyList<EquatableArray<IndexForm>>> patterns, VariableSource variables)
    {
        (this.strand, this.direction, this.variables) = (strand, direction, variables);
        if (patterns.SelectMany(offsets => offsets).SelectMany(offset => offset).All(form => form.IsConstant))
        {
            (colours, shift) = Fewest(patterns);
            return;
        }

        distances = [.. patterns.SelectMany(offsets => offsets).Distinct().Select(offset => offset[0].ToExpression(part => part))];
        count = variables.New("colours", ValueType.Int32, Role.Source);
    }

    /// <summary>Whether such directions are fewer than unit directions usually are.</summary>
    /// <param name="patterns">For each kind of row the distances of its entries.</param>
    /// <param name="isFollowed">Whether the sweeps are differentiated themselves: then the number of directions is known beforehand.</param>
    public static bool IsNarrow(IReadOnlyList<IReadOnlyList<EquatableArray<IndexForm>>> patterns, bool isFollowed)
    {
        List<EquatableArray<IndexForm>> all = [.. patterns.SelectMany(offsets => offsets).Distinct()];
        if (all.Any(offset => offset.Count > 2) && patterns.Any(offsets => offsets.Count > 1)) return false;
        if (all.All(offset => offset.All(form => form.IsConstant))) return Fewest(patterns).Colours <= MostColours;
        return !isFollowed && all.Count <= MostColours / 2 && all.All(offset => offset.Count == 1);
    }

    /// <summary>A loop over the colours around a sweep along the direction; nothing where no row has an entry.</summary>
    /// <param name="sweep">What is done along each direction, given the colour.</param>
    public IEnumerable<Statement> Around(Func<Expression, IEnumerable<Statement>> sweep)
    {
        if (count is null && colours == 0) return [];
        if (colours == 1) return AlongAll(new Block(sweep(Constant.Of(0)).ToEquatableArray()));
        Variable colour = variables.New("colour", ValueType.Int32, Role.Source);
        IEnumerable<Statement> statements = [.. Set(colour, 1), .. sweep(colour), .. Set(colour, 0)];
        var loop = new For(colour, Constant.Of(0), (Expression?)count ?? Constant.Of(colours), false, 1, new Block(statements.ToEquatableArray()));
        return count is null ? [loop] : [new Declare(count, Fewest()), loop];
    }

    /// <summary>A single direction is one everywhere: where it is only indexed, it need not be there.</summary>
    private IEnumerable<Statement> AlongAll(Block sweep)
    {
        Block known = KnownDirections.In(sweep, direction, strand.Storage, element => Columns.NamesOf(element.Storage).Equals(strand.Member) ? 1 : 0);
        return ReferenceEquals(known, sweep) ? [.. Set(Constant.Of(0), 1), .. sweep.Statements, .. Set(Constant.Of(0), 0)] : known.Statements;
    }

    private IEnumerable<Statement> Set(Expression colour, double value)
    {
        Constant number = Constant.RealOf(value, ((StorageType)strand.At(direction, Zeros).Storage.Type).Element);
        return colours == 1 && strand.At(direction, Zeros).Storage is Variable row
            ? [new Fill(row, number)]
            : Over(colour, column => [new Assign(strand.At(direction, column), AssignmentKind.Set, number)]);
    }

    private EquatableArray<Expression> Zeros => Enumerable.Repeat<Expression>(Constant.Of(0), Elements.Depth(direction.Type)).ToEquatableArray();

    /// <summary>A loop over the columns of a colour; the body is given their indices.</summary>
    public IEnumerable<Statement> Over(Expression colour, Func<EquatableArray<Expression>, IEnumerable<Statement>> body)
    {
        int depth = Elements.Depth(direction.Type);
        List<Variable> indices = [.. "ijklmnop".Skip(depth == 1 ? 1 : 0).Take(depth).Select(name => variables.New(name.ToString(), ValueType.Int32, Role.Source))];
        IEnumerable<Statement> inner = body(indices.ToEquatableArray<Expression>());
        if (count is not null)
        {
            var next = new Assign(indices[0], AssignmentKind.Add, count);
            var inRange = new Apply(Primitive.Less, ValueType.Boolean, indices[0], Elements.Length(strand.Storage, indices, 0));
            return [new Declare(indices[0], colour), new While(inRange, new Block(inner.Append(next).ToEquatableArray()))];
        }

        for (int i = depth - 1; i >= 0; i--)
        {
            bool isLast = i == depth - 1;
            Expression start = isLast ? Start(colour, indices) : Constant.Of(0);
            inner = [new For(indices[i], start, Elements.Length(strand.Storage, indices, i), false, isLast ? colours : 1, new Block(inner.ToEquatableArray()))];
        }

        return new RowMajorLayout(variables).WithShapes(inner);
    }

    /// <summary>The first column of the colour in a row.</summary>
    private Expression Start(Expression colour, List<Variable> indices) =>
        colours == 1 ? Constant.Of(0) : indices.Count == 1 || shift == 0 ? colour
        : new Apply(Primitive.Remainder, ValueType.Int32, RowMajorLayout.Plus(colour, RowMajorLayout.Times(Constant.Of(colours - shift), indices[0])), Constant.Of(colours));

    /// <summary>The fewest colours of distances that are not known before the call.</summary>
    private External Fewest()
    {
        var text = distances.Skip(1).Select(_ => ", ").Prepend("global::SymbolicDiff.Colours.Fewest([").Append("])");
        return new External(text.ToEquatableArray(), distances.ToEquatableArray(), ValueType.Int32, HasEffects: false);
    }

    private static (int Colours, int Shift) Fewest(IReadOnlyList<IReadOnlyList<EquatableArray<IndexForm>>> patterns)
    {
        for (int colours = patterns.Max(offsets => offsets.Count); ; colours++)
            for (int shift = 0; shift < Math.Max(1, colours); shift++)
                if (patterns.All(offsets => AreApart(offsets, colours, shift))) return (colours, shift);
    }

    private static bool AreApart(IReadOnlyList<EquatableArray<IndexForm>> offsets, int colours, int shift)
    {
        var seen = new HashSet<long>();
        return offsets.All(offset => seen.Add(Modulo(offset.Count == 2 ? shift * offset[0].Constant + offset[1].Constant : offset[0].Constant, colours)));
    }

    private static long Modulo(long number, int colours) => (number % colours + colours) % colours;
}
