using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>
/// The rows of a Jacobian by reverse mode: one primal sweep, then a reverse sweep for each component of the results, in a loop where the results are
/// storage, that writes to the component's row.
/// </summary>
internal sealed class ReverseRows
{
    private readonly IReadOnlyList<Variable> independents;
    private readonly Func<Variable, Expression, (Variable Matrix, Expression Start)> rowOf;
    private readonly VariableSource variables;
    private readonly ValueType real;
    private readonly Dictionary<Variable, Variable> rowBuffers = [];
    private readonly Dictionary<Variable, List<(EquatableArray<string> Column, Variable Seed)>> seeds = [];
    private readonly Dictionary<Variable, List<Variable>> indices = [];
    private readonly Variable row;
    private readonly Block template = Block.Empty;
    private readonly Repetition? repetition;
    private readonly List<Statement> before = [];

    private ReverseRows(
        Function primal,
        IReadOnlyList<Variable> independents,
        Func<Variable, Expression, (Variable Matrix, Expression Start)> rowOf,
        ValueType real,
        RecursivePairs pairs,
        VariableSource variables,
        bool isFollowed,
        bool isRented,
        Repetition? repetition)
    {
        (this.independents, this.rowOf, this.real, this.variables, this.repetition) = (independents, rowOf, real, variables, repetition);
        Outputs = Differentiation.Outputs.Of(primal);
        row = variables.New("row", ValueType.Int32, Role.Source);
        foreach (Variable variable in independents.Where(variable => variable.Type is StorageType))
        {
            bool isRow = IsRow(variable);
            rowBuffers.Add(variable, variables.New(
                variable.Name + (isRow ? "Row" : "Bar"),
                isRow ? new StorageType(StorageKind.Span, real) : (StorageType)variable.Type with { Kind = StorageKind.Array },
                Role.Derivative));
        }

        var request = new ReverseRequest(independents, rowBuffers, Overwrite: true, Outputs.ToDictionary(output => output.Key, SeedOf));
        ReverseSweeps sweeps = ReverseMode.Differentiate(primal, request, variables);
        var (records, blocks) = pairs.WithOwnRecords(variables, sweeps.Primal, sweeps.Reverse);
        sweeps = sweeps with { Primal = new Block(records.Concat(blocks[0].Statements).ToEquatableArray()), Reverse = blocks[1] };
        (Primal, Results) = (sweeps.Primal, sweeps.Results);
        IsRepeatable = IsSingle || repetition is not null || !MakesStorageBesidePrimal(sweeps.Primal) && !UsesUpRecords(sweeps.Reverse, isFollowed);
        if (!IsRepeatable) return;
        IEnumerable<Statement> ends = independents.SelectMany(variable => End(variable, sweeps));
        List<Statement> begin = [.. repetition is null ? Begin(sweeps.Reverse) : Rows()];
        if (IsSingle) Opening = Folded(new Block(begin.Select(statement => statement.Map(First, block => block)).ToEquatableArray())).Statements;
        IEnumerable<Statement> again = repetition is null ? [] : sweeps.Primal.Statements;
        var whole = new Block((IsSingle ? [] : begin).Concat(again).Concat(sweeps.Reverse.Statements).Concat(ends).ToEquatableArray());
        template = isRented && RunsAgain ? RentedTangents.Of(whole, withPrimal: true) : whole;
    }

    /// <summary>The rows by one primal sweep, or, where the reverse sweep uses up what that has made, by one for each row.</summary>
    /// <param name="primal">The function.</param>
    /// <param name="buffers">The caller's storage that the derivative writes.</param>
    /// <param name="independents">The parameters to differentiate with respect to.</param>
    /// <param name="rowOf">The matrix of a parameter, and where in it a row has the parameter's first component.</param>
    /// <param name="real">The type of the matrices' elements.</param>
    /// <param name="pairs">What methods that call themselves become.</param>
    /// <param name="variables">Makes variables that differ from the function's.</param>
    /// <param name="isFollowed">Whether the rows are differentiated themselves.</param>
    public static ReverseRows Of(
        Function primal,
        IReadOnlyCollection<Variable> buffers,
        IReadOnlyList<Variable> independents,
        Func<Variable, Expression, (Variable Matrix, Expression Start)> rowOf,
        ValueType real,
        RecursivePairs pairs,
        VariableSource variables,
        bool isFollowed)
    {
        var rows = new ReverseRows(DistinctStorage.Guarded(primal, buffers, variables), independents, rowOf, real, pairs, variables, isFollowed, isRented: false, repetition: null);
        if (rows.IsRepeatable) return rows;
        var repetition = new Repetition(primal, independents, variables);
        var (once, results) = repetition.Once(buffers);
        return new ReverseRows(repetition.Pure, independents, rowOf, real, pairs, variables, isFollowed, isRented: buffers.Count > 0, repetition)
        {
            Primal = once,
            Results = results,
            Outputs = [.. Differentiation.Outputs.Of(repetition.Pure).Zip(Differentiation.Outputs.Of(primal), (pure, output) => pure with { Value = output.IsReturned ? results[output.Index] : repetition.AtCall(output.Key) })],
        };
    }

    /// <summary>The rows of a method that runs once more for them, or, where the reverse sweep uses up what that has made, once for each row.</summary>
    public static IEnumerable<Statement> Again(
        Repetition repetition,
        IReadOnlyList<Variable> independents,
        Func<Variable, Expression, (Variable Matrix, Expression Start)> rowOf,
        ValueType real,
        RecursivePairs pairs,
        VariableSource variables,
        bool isFollowed,
        bool isRented)
    {
        var rows = new ReverseRows(repetition.Pure, independents, rowOf, real, pairs, variables, isFollowed, isRented: false, repetition: null);
        if (rows.IsRepeatable) return rows.Primal.Statements.Concat(rows.Statements);
        return new ReverseRows(repetition.Pure, independents, rowOf, real, pairs, variables, isFollowed, isRented, repetition).Statements;
    }

    /// <summary>The results, each with what holds it behind the primal sweep.</summary>
    public IReadOnlyList<Output> Outputs { get; private init; }

    /// <summary>Statements behind the primal sweep that ask for the shapes of parameters.</summary>
    public IEnumerable<Statement> Behind(IEnumerable<Statement> statements) =>
        repetition is null ? statements : repetition.FromStart(new Block(statements.ToEquatableArray())).Statements;

    /// <summary>Whether the primal runs for each row.</summary>
    public bool RunsAgain => repetition is not null;

    private bool IsRepeatable { get; }

    private Expression First(Expression expression) => expression.Substitute(variable => variable.Equals(row) ? Constant.Of(0) : null);

    /// <summary>Names the one row of a single result, before the primal: loops are undone there, too.</summary>
    public IEnumerable<Statement> Opening { get; } = [];

    /// <summary>The primal sweep.</summary>
    public Block Primal { get; private init; }

    /// <summary>What the primal returns.</summary>
    public EquatableArray<Expression> Results { get; private init; }

    /// <summary>The reverse sweeps of all rows.</summary>
    public IEnumerable<Statement> Statements
    {
        get
        {
            var layout = new RowMajorLayout(variables);
            Expression offset = Constant.Of(0);
            var statements = new List<Statement>(before);
            foreach (Output output in Outputs)
            {
                Expression start = offset;
                statements.AddRange(output.Type.IsReal
                    ? RowOf(output, start, null)
                    : layout.Over(output.Value, "rst", (element, position) => RowOf(output, RowMajorLayout.Plus(start, position), element)));
                offset = RowMajorLayout.Plus(offset, RowMajorLayout.Count(output.Value));
            }

            return statements;
        }
    }

    private bool IsSingle => Outputs.Count == 1 && Outputs[0].Type.IsReal;

    private bool IsRow(Variable variable) => variable.Type is StorageType { Rank: 1, Element: ScalarType } storage && storage.Element.Equals(real);

    private Seed SeedOf(Output output)
    {
        if (IsSingle) return new Seed(Constant.RealOf(1, output.Type));
        List<(EquatableArray<string> Column, Variable Seed)> components = seeds[output.Key] = [];
        if (output.Type.IsReal) return new Seed(NewSeed(EquatableArray<string>.Empty, output.Type));
        return new Seed(place =>
        {
            List<Variable> own = indices[output.Key] = [];
            Expression innermost = place;
            while (innermost.Type is StorageType { Element: StorageType } rows) innermost = new Element(innermost, Level(rows));
            EquatableArray<Expression> last = Level((StorageType)innermost.Type);
            return Columns.Reals(innermost).Select(column => new Element(column, last))
                .Select(element => new Assign(element, AssignmentKind.Add, NewSeed(Columns.NamesOf(element.Storage), element.Type)));

            EquatableArray<Expression> Level(StorageType storage)
            {
                List<Variable> level = [.. Enumerable.Range(0, storage.Rank).Select(_ => variables.New("index", ValueType.Int32, Role.Source))];
                own.AddRange(level);
                return level.ToEquatableArray<Expression>();
            }
        });

        Variable NewSeed(EquatableArray<string> column, ValueType type)
        {
            Variable seed = variables.New("seed", type, Role.Derivative);
            components.Add((column, seed));
            return seed;
        }
    }

    private static bool MakesStorageBesidePrimal(Block sweep) => sweep.AllStatements().Any(statement =>
        statement is Declare { Variable: { Role: Role.Derivative, Type: StorageType { Kind: not (StorageKind.Tape or StorageKind.Stack) } type } } && type.CarriesReals);

    /// <summary>Whether the reverse sweep takes records that are gone afterwards: references; what is followed rewinds nothing.</summary>
    private static bool UsesUpRecords(Block reverse, bool isFollowed) =>
        reverse.AllStatements().SelectMany(TakenFrom).Any(stack => isFollowed || ((StorageType)stack.Type).Element is StorageType);

    /// <summary>The stacks that the statement takes records from.</summary>
    private static IEnumerable<Variable> TakenFrom(Statement statement) => statement is Pop pop ? [pop.Stack]
        : statement.Reads().OfType<External>().SelectMany(call => call.Operands).OfType<Variable>()
            .Where(operand => operand.Type is StorageType { Kind: StorageKind.Stack });

    private IEnumerable<Statement> Begin(Block reverse)
    {
        foreach (Variable stack in IsSingle ? [] : reverse.AllStatements().SelectMany(TakenFrom).Distinct())
        {
            Variable count = variables.New(stack.Name + "Count", ValueType.Int32, Role.Source);
            before.Add(new Declare(count, new External(EquatableArray.Of("", ".Count"), EquatableArray.Of<Expression>(stack), ValueType.Int32, HasEffects: false)));
            yield return new Evaluate(new External(
                EquatableArray.Of("", ".Rewind(", ")"), EquatableArray.Of<Expression>(stack, count), ValueType.Boolean, HasEffects: true));
        }

        foreach (Statement statement in Rows()) yield return statement;
    }

    /// <summary>The adjoint storage of the row.</summary>
    private IEnumerable<Statement> Rows()
    {
        foreach (Variable variable in independents.Where(rowBuffers.ContainsKey))
        {
            var (matrix, start) = rowOf(variable, row);
            Variable buffer = rowBuffers[variable];
            yield return new Declare(buffer, IsRow(variable)
                ? new View(matrix, (StorageType)buffer.Type, start, RowMajorLayout.Count(variable))
                : new ZerosLike(variable, (StorageType)buffer.Type));
        }
    }

    /// <summary>Puts the adjoint of a parameter into its row, where it is not there already.</summary>
    private IEnumerable<Statement> End(Variable variable, ReverseSweeps sweeps)
    {
        var (matrix, start) = rowOf(variable, row);
        if (sweeps.ScalarAdjoints.TryGetValue(variable, out Expression? adjoint))
            return [new Assign(new Element(matrix, start), AssignmentKind.Set, JacobianForms.Converted(adjoint, real))];
        if (IsRow(variable)) return [];
        Variable buffer = rowBuffers[variable];
        return new RowMajorLayout(variables).Over(buffer, "ijk", (element, position) =>
            [new Assign(new Element(matrix, RowMajorLayout.Plus(start, position)), AssignmentKind.Set, JacobianForms.Converted(element, real))]);
    }

    private IEnumerable<Statement> RowOf(Output output, Expression at, Element? component)
    {
        var replacements = new Dictionary<Variable, Expression> { [row] = at };
        var zeros = new HashSet<Variable>();
        foreach (Output other in Outputs.Where(other => seeds.ContainsKey(other.Key)))
        {
            foreach (var (column, seed) in seeds[other.Key])
            {
                bool isThis = other.Equals(output) && (component is null || Columns.NamesOf(component.Storage).Equals(column));
                replacements.Add(seed, Constant.RealOf(isThis ? 1 : 0, seed.Type));
                if (!isThis) zeros.Add(seed);
            }
        }

        if (component is not null && indices.TryGetValue(output.Key, out List<Variable>? own))
            foreach (var (index, value) in own.Zip(IndicesOf(component), (index, value) => (index, value))) replacements.Add(index, value);
        return Folded(Copies.Of(Without(template, zeros), variables, replacements)).Statements;
    }

    private static Block Folded(Block block) => new(block.Statements.Select(statement => statement.Map(RowMajorLayout.Folded, Folded)).ToEquatableArray());

    /// <summary>Drops what would add a zero seed.</summary>
    private static Block Without(Block block, HashSet<Variable> zeros) => new(block.Statements
        .Where(statement => statement is not Assign { Kind: AssignmentKind.Add, Value: Variable seed } || !zeros.Contains(seed))
        .Select(statement => statement.Map(expression => expression, inner => Without(inner, zeros)))
        .ToEquatableArray());

    private static IEnumerable<Expression> IndicesOf(Element element) =>
        element.Storage.Whole() is Element outer ? IndicesOf(outer).Concat(element.Indices) : element.Indices;
}
