using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>An entry of a Jacobian.</summary>
/// <param name="Output">The result.</param>
/// <param name="Row">The component of it.</param>
/// <param name="Independent">The parameter.</param>
/// <param name="Column">The component of it.</param>
/// <param name="Value">The partial derivative.</param>
internal sealed record JacobianEntry(int Output, Expression Row, Variable Independent, Expression Column, Expression Value);

/// <summary>
/// The entries of a Jacobian by forward mode along few directions: where the indices show that the elements of the results depend on few elements near
/// their own, columns that share no row are followed together. The method's statements run once for each direction.
/// </summary>
internal sealed class CompressedSweeps
{
    private readonly Repetition repetition;
    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly TangentSweeps sweeps;
    private readonly IReadOnlyList<Output> outputs;
    private readonly Dictionary<Strand, IReadOnlyDictionary<Strand, IReadOnlyList<EquatableArray<IndexForm>>>> offsets = [];

    private CompressedSweeps(Repetition repetition, IReadOnlyList<Variable> independents, VariableSource variables)
    {
        (this.repetition, this.independents, this.variables) = (repetition, independents, variables);
        sweeps = new TangentSweeps(repetition, independents, variables);
        outputs = sweeps.Outputs;
    }

    /// <summary>Null where the code does not show that few directions are enough, or where its statements cannot run again.</summary>
    public static CompressedSweeps? Of(Repetition repetition, IReadOnlyList<Variable> independents, VariableSource variables, bool isFollowed)
    {
        if (!independents.Any(variable => variable.Type is StorageType) || !independents.All(variable => variable.Type.IsReal || IsLaidOut(variable))) return null;
        if (!repetition.IsPossible) return null;
        var sweeps = new CompressedSweeps(repetition, independents, variables);
        return sweeps.FindOffsets(isFollowed) ? sweeps : null;
    }

    private bool FindOffsets(bool isFollowed)
    {
        if (!outputs.All(output => output.Value is Variable value && IsLaidOut(value))) return false;
        List<Strand> columns = [.. independents.Where(variable => variable.Type is StorageType).SelectMany(Strand.Of)];
        List<Variable> results = [.. outputs.Select(output => (Variable)output.Value)];
        var sparsity = new Sparsity(repetition.Pure, independents, results);
        foreach (Strand row in results.Distinct().SelectMany(Strand.Of))
        {
            if (sparsity.Offsets(row, columns) is not { } found) return false;
            if (found.Any(pair => pair.Value.Any(offset => offset.Count != Elements.Depth(pair.Key.Storage.Type)))) return false; // rows of the parameter that are results
            offsets.Add(row, found);
        }

        return columns.All(column => Colouring.IsNarrow(PatternsOf(column), isFollowed)) && columns.Any(column => PatternsOf(column).Any(pattern => pattern.Count > 0));
    }

    private static bool IsLaidOut(Variable variable) => Sparsity.IsIndexed(variable) && RowMajorLayout.HasPositions(variable);

    private List<IReadOnlyList<EquatableArray<IndexForm>>> PatternsOf(Strand column) => [.. offsets.Values.Select(found => found[column])];

    /// <summary>How many components each result has, in terms of what the parameters hold at the call; null where the code does not show it.</summary>
    public IReadOnlyList<Expression>? Counts() => sweeps.Counts();

    /// <param name="entry">What is done with an entry.</param>
    public IEnumerable<Statement> Statements(Func<JacobianEntry, Statement> entry)
    {
        var statements = new List<Statement>();
        foreach (Variable variable in independents)
        {
            if (variable.Type.IsReal)
            {
                statements.AddRange(sweeps.Sweep(variable, tangents => tangents.SelectMany((tangent, i) => Column(i, tangent, variable, entry))));
                continue;
            }

            foreach (Strand strand in Strand.Of(variable))
            {
                var colouring = new Colouring(strand, sweeps.DirectionOf(variable), PatternsOf(strand), variables);
                statements.AddRange(colouring.Around(colour => sweeps.Sweep(
                    variable, tangents => colouring.Over(colour, column => tangents.SelectMany((tangent, i) => Entries(i, (Variable)tangent, strand, column, entry))))));
            }
        }

        return sweeps.From(statements);
    }

    /// <summary>All entries of a scalar's column.</summary>
    private IEnumerable<Statement> Column(int output, Expression tangent, Variable scalar, Func<JacobianEntry, Statement> entry) =>
        new RowMajorLayout(variables).Over(tangent, "rst", (element, position) => [entry(new JacobianEntry(output, position, scalar, Constant.Of(0), element))]);

    /// <summary>The entries of a column, at the rows that can have one.</summary>
    private IEnumerable<Statement> Entries(int output, Variable tangent, Strand strand, EquatableArray<Expression> column, Func<JacobianEntry, Statement> entry)
    {
        Variable result = (Variable)outputs[output].Value;
        foreach (Strand row in Strand.Of(result))
        {
            foreach (EquatableArray<IndexForm> offset in Enumerable.Reverse(offsets[row][strand]))
            {
                var statements = new List<Statement>();
                var at = Distant.Of(column, offset, result, strand.Storage, tangent, variables, statements, out Expression? isInside, repetition.Pure);
                Element element = row.At(tangent, at);
                Statement taken = entry(new JacobianEntry(
                    output,
                    RowMajorLayout.Component(tangent, at, row.Index),
                    strand.Storage,
                    RowMajorLayout.Component(strand.Storage, column, strand.Index),
                    element));
                statements.Add(isInside is null ? taken : new If(isInside, new Block(taken), Block.Empty));
                foreach (Statement statement in statements) yield return statement;
            }
        }
    }
}
