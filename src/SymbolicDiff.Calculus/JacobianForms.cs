using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;
using SymbolicDiff.Calculus.Vectorization;

namespace SymbolicDiff.Calculus;

/// <summary>
/// All partial derivatives of all results: a new matrix for each independent parameter, or row by row into the caller's buffers. A few scalars are
/// followed by forward mode, all at once; otherwise each component of the results is followed back.
/// </summary>
internal sealed class JacobianForms
{
    /// <summary>How many inputs one guard compares a buffer with.</summary>
    private const int MostInputs = 6;

    private readonly Function primal;
    private readonly IReadOnlyList<Variable> independents;
    private readonly IReadOnlyList<ParameterGroup> groups;
    private IReadOnlyList<Output> outputs;
    private readonly VariableSource variables;
    private readonly RecursivePairs pairs;
    private readonly bool isIntoBuffers;
    private readonly bool isFollowed;
    private bool runsAgain;
    private readonly Dictionary<ParameterGroup, Variable> matrices = [];
    private readonly Dictionary<ParameterGroup, Variable> elements = [];
    private readonly ValueType real;
    private IReadOnlyList<Expression> counts;

    private JacobianForms(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, bool isIntoBuffers, bool isFollowed)
    {
        (this.primal, this.independents, this.pairs, this.isIntoBuffers, this.isFollowed) = (primal, independents, pairs, isIntoBuffers, isFollowed);
        (outputs, variables) = (Outputs.Of(primal), new VariableSource(primal));
        counts = [.. outputs.Select(output => RowMajorLayout.Count(output.Value))];
        groups = ParameterGroup.Of(primal, independents);
        real = Columns.CommonReal(outputs.Select(output => output.Type).Concat(independents.Select(variable => variable.Type)).Select(RealOf));
        var names = new ContractNames(primal);
        foreach (ParameterGroup group in groups)
        {
            string name = names.Suffixed(group.Name, "Jacobian");
            elements.Add(group, variables.New(name, new StorageType(StorageKind.Span, real), isIntoBuffers ? Role.Contract : Role.Derivative));
            if (!isIntoBuffers) matrices.Add(group, variables.New(names.Suffixed(group.Name, "Matrix"), new StorageType(StorageKind.Array, real, 2), Role.Derivative));
        }
    }

    /// <param name="primal">The function.</param>
    /// <param name="independents">The parameters to differentiate with respect to.</param>
    /// <param name="pairs">What methods that call themselves become.</param>
    /// <param name="isFollowed">Whether the forms are differentiated themselves: then a matrix has no second name, and nothing is rewound.</param>
    /// <param name="cancellation">Asked before each pass.</param>
    public static IEnumerable<Function> Of(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, bool isFollowed, CancellationToken cancellation)
    {
        yield return Simplifier.Simplify(new JacobianForms(primal, independents, pairs, isIntoBuffers: false, isFollowed).Form(), cancellation);
        yield return Simplifier.Simplify(new JacobianForms(primal, independents, pairs, isIntoBuffers: true, isFollowed).Form(), cancellation);
    }

    private bool HasScalarResults => outputs.All(output => output.Type.IsReal);

    private bool IsForward => independents.All(variable => variable.Type.IsReal) && !(HasScalarResults && outputs.Count < independents.Count);

    private Function Form()
    {
        var body = new List<Statement>(Head());
        EquatableArray<Expression> results;
        Expression[]? entries = null;
        IReadOnlyCollection<Variable> buffers = isIntoBuffers ? [.. elements.Values] : [];
        FewResults? few = IsForward ? null : FewResults.Of(primal, independents, variables);
        if (IsForward)
        {
            VectorSweep sweep = VectorForwardMode.Differentiate(DistinctStorage.Guarded(primal, buffers, variables), independents, Written(), variables);
            body.AddRange(sweep.Body.Statements);
            if (HasScalarResults && !isIntoBuffers) entries = Entries(sweep);
            else body.AddRange(Matrices().Concat(Scattered(sweep)).Concat(Filled()));
            results = sweep.Results;
        }
        else if (few is null && (Compressed() ?? Dense()) is { } sweeps)
        {
            body.AddRange(sweeps.Statements);
            body.AddRange(Filled());
            results = sweeps.Results;
        }
        else
        {
            ReverseRows rows = ReverseRows.Of(few?.Function ?? primal, buffers, independents, RowOf, real, pairs, variables, isFollowed);
            runsAgain = rows.RunsAgain;
            if (few is null)
            {
                outputs = rows.Outputs;
                counts = [.. outputs.Select(output => RowMajorLayout.Count(output.Value))];
            }

            bool opens = rows.Opening.Any();
            if (opens) body.AddRange(Matrices().Concat(rows.Opening));
            body.AddRange(rows.Primal.Statements);
            body.AddRange(opens ? rows.Statements : rows.Behind(Matrices().Concat(rows.Statements).Concat(Filled())));
            if (opens) body.AddRange(Filled());
            if (few is not null && isIntoBuffers) body.AddRange(RowsFrom(few.Count));
            results = few is null ? rows.Results : EquatableArray<Expression>.Empty;
        }

        IEnumerable<Expression> values = isIntoBuffers ? results
            : entries is null ? groups.Select(group => (Expression)matrices[group])
            : groups.Select(group => Literal(group, entries));
        EquatableArray<Result> types = isIntoBuffers ? primal.Results : Results();
        if (types.Count > 0) body.Add(new Return(values.ToEquatableArray()));
        var parameters = isIntoBuffers
            ? primal.Parameters.Concat(groups.Select(group => new Parameter(elements[group], Passing.Value, ParameterRole.Gradient)))
            : primal.Parameters;
        string name = primal.Name + (isIntoBuffers ? "ValueAndJacobian" : "Jacobian");
        var block = new Block(body.ToEquatableArray());
        return new Function(name, parameters.ToEquatableArray(), types, isIntoBuffers && (IsForward || runsAgain) ? RentedTangents.Of(block, withCopies: runsAgain) : block);
    }

    private EquatableArray<Result> Results()
    {
        var names = new ContractNames(primal);
        var type = new StorageType(StorageKind.Array, real, 2);
        var results = groups.Select(group => new Result(names.TupleElement(group.Name, "Jacobian", withValue: false), type)).ToEquatableArray();
        return results.Count == 1 ? EquatableArray.Of(results[0] with { Name = null }) : results;
    }

    /// <summary>The rows from one on are zero.</summary>
    private IEnumerable<Statement> RowsFrom(int first) => groups.Select(group => new Fill(
        new View(elements[group], (StorageType)elements[group].Type, RowMajorLayout.Times(Constant.Of(first), group.Count), null), Constant.RealOf(0, real)));

    private IReadOnlyList<Variable> Written() => [.. outputs.Where(output => !output.IsReturned).Select(output => output.Key)];

    private IEnumerable<Statement> Head()
    {
        foreach (Variable variable in independents.Where(variable => variable.Type is StorageType { Kind: StorageKind.Array })) yield return FormCall.ThrowIfNull(variable);
        if (isIntoBuffers && AreSizesKnown)
            foreach (Statement guard in Sizes()) yield return guard;
    }

    private bool AreSizesKnown => outputs.All(output => !output.IsReturned || output.Type.IsReal);

    /// <summary>Whether the run-time library has to be told what is in the storage.</summary>
    private static bool IsGeneric(Expression operand) => operand.Type is StorageType { Element: ScalarType { Kind: ScalarKind.Generic } };

    /// <summary>Each buffer holds as many numbers as its matrix and shares no memory with the inputs and the buffers before it.</summary>
    private IEnumerable<Statement> Sizes()
    {
        var storages = primal.Parameters.Select(parameter => parameter.Variable)
            .Where(variable => variable.Type is StorageType { CarriesReals: true } && DistinctStorage.HoldSameReals(variable.Type, real)).ToList();
        foreach (ParameterGroup group in groups)
        {
            Variable buffer = elements[group];
            var operands = storages.Take(MostInputs).Prepend(group.Count).Prepend(Rows()).Prepend(buffer).ToList();
            var text = Enumerable.Range(0, operands.Count + 1)
                .Select(i => (i == 0 ? "global::SymbolicDiff.Guard.Matrix(" : IsGeneric(operands[i - 1]) ? ")" : "") + (i == operands.Count ? ")" : (i > 0 ? ", " : "") + (IsGeneric(operands[i]) ? "global::SymbolicDiff.Guard.Of(" : "")));
            yield return new Evaluate(new External(text.ToEquatableArray(), operands.ToEquatableArray(), ValueType.Boolean, HasEffects: true, KeepsStorage: true));
            foreach (Variable other in storages.Skip(MostInputs)) yield return new Guard(GuardKind.Distinct, EquatableArray.Of<Expression>(buffer, other));
            storages.Add(buffer);
        }
    }

    private Expression Rows() => RowMajorLayout.Sum(counts);

    /// <summary>The entries that can be other than zero, where the code shows which they are.</summary>
    private (IEnumerable<Statement> Statements, EquatableArray<Expression> Results)? Compressed()
    {
        var repetition = new Repetition(primal, independents, variables);
        if (CompressedSweeps.Of(repetition, independents, variables, isFollowed) is not { } sweeps) return null;
        var (statements, results, _) = Once(repetition, sweeps.Counts());
        if (isIntoBuffers) statements.AddRange(groups.Select(group => new Fill(elements[group], Constant.RealOf(0, real))));
        statements.AddRange(sweeps.Statements(entry => Taken(entry)));
        return (statements, results);
    }

    /// <summary>All entries, by whichever takes fewer sweeps: forward along eight columns at a time, or back from each row.</summary>
    private (IEnumerable<Statement> Statements, EquatableArray<Expression> Results)? Dense()
    {
        if (HasScalarResults || Directions.Obstacle(primal, independents) is not null) return null;
        var repetition = new Repetition(primal, independents, variables);
        if (!repetition.IsPossible) return null;
        var sweeps = new TangentSweeps(repetition, independents, variables);
        if (sweeps.Counts() is { } known && RowMajorLayout.Sum(known) is Constant { Bits: < Directions.FewestRows }) return null;
        var (statements, results, hasRun) = Once(repetition, sweeps.Counts(), runsInAnyCase: true);
        var forward = new Block(DenseSweeps.Statements(sweeps, independents, variables, entry => Taken(entry)).ToEquatableArray());
        Expression columns = repetition.AtCall(RowMajorLayout.Sum(groups.Select(group => group.Count)));
        bool isSquare = columns.Equals(Rows());
        var sweepsForward = new Apply(Primitive.Divide, ValueType.Int32, columns, Constant.Of(LaneCode.Count));
        var areFewColumns = new Apply(Primitive.LessOrEqual, ValueType.Boolean, sweepsForward, Rows());
        var areThere = new Apply(Primitive.Greater, ValueType.Boolean, columns, Constant.Of(0));
        if (hasRun && isSquare) statements.AddRange(forward.Statements);
        else if (isSquare) statements.Add(new If(areThere, forward, Alone(repetition)));
        else statements.Add(new If(hasRun ? areFewColumns : new Apply(Primitive.AndAlso, ValueType.Boolean, areThere, areFewColumns), forward, Back(repetition)));
        return (statements, results);
    }

    /// <summary>The rows by reverse mode, of what the method computes.</summary>
    private Block Back(Repetition repetition)
    {
        var rows = new Block(ReverseRows.Again(repetition, independents, RowOf, real, pairs, variables, isFollowed, isRented: isIntoBuffers).ToEquatableArray());
        return repetition.FromStart(isIntoBuffers && !isFollowed ? RentedTangents.Of(rows, withPrimal: true) : rows);
    }

    /// <summary>What the method computes, for what it throws.</summary>
    private Block Alone(Repetition repetition) =>
        Copies.Of(new Block(repetition.Pure.Body.Statements.Where(statement => statement is not Return).ToEquatableArray()), variables, new Dictionary<Variable, Expression>());

    /// <summary>The statements once, as they stand, where the caller sees whether they run or the numbers of results are not known before; then the matrices.</summary>
    /// <param name="repetition">The method.</param>
    /// <param name="known">How many components each result has, where that is known.</param>
    /// <param name="runsInAnyCase">Whether the method runs without effects behind it, even where there is no column.</param>
    private (List<Statement> Statements, EquatableArray<Expression> Results, bool HasRun) Once(
        Repetition repetition, IReadOnlyList<Expression>? known, bool runsInAnyCase = false)
    {
        var statements = new List<Statement>();
        var results = EquatableArray<Expression>.Empty;
        Variable[] buffers = isIntoBuffers ? [.. elements.Values] : [];
        bool isShown = runsInAnyCase && repetition.ShowsTheSameAgain;
        bool hasRun = known is null || !isShown && (isIntoBuffers || repetition.HasEffects);
        if (isShown && !hasRun) statements.AddRange(repetition.Guards(buffers));
        if (hasRun)
        {
            (Block once, results) = repetition.Once(buffers);
            statements.AddRange(once.Statements);
            known ??= [.. outputs.Select(output => RowMajorLayout.Count(output.IsReturned ? results[output.Index] : repetition.AtCall(output.Value)))];
        }

        (counts, runsAgain) = (known!, true);
        statements.AddRange(repetition.FromStart(new Block(Matrices().ToEquatableArray())).Statements);
        return (statements, results, hasRun);
    }

    private Assign Taken(JacobianEntry entry)
    {
        var (matrix, start) = RowOf(entry.Independent, RowMajorLayout.Plus(RowMajorLayout.Sum(counts.Take(entry.Output)), entry.Row));
        return new Assign(new Element(matrix, RowMajorLayout.Plus(start, entry.Column)), AssignmentKind.Set, Converted(entry.Value, real));
    }

    /// <summary>What the rows are written to, once their number is known.</summary>
    private IEnumerable<Statement> Matrices()
    {
        if (isIntoBuffers) return AreSizesKnown ? [] : Sizes();
        return groups.SelectMany(group =>
        {
            var matrix = new Allocate((StorageType)matrices[group].Type, EquatableArray.Of(Rows(), group.Count));
            return isFollowed
                ? [new Declare(elements[group], new Allocate(new StorageType(StorageKind.Array, real), EquatableArray.Of(RowMajorLayout.Times(Rows(), group.Count))))]
                : new Statement[]
                {
                    new Declare(matrices[group], matrix),
                    new Declare(elements[group], new External(
                        EquatableArray.Of("global::SymbolicDiff.RowMajor.Of(", ")"), EquatableArray.Of<Expression>(matrices[group]), elements[group].Type, HasEffects: false)),
                };
        });
    }

    /// <summary>The matrices of what has been written row by row, where these had no other name.</summary>
    private IEnumerable<Statement> Filled() => isIntoBuffers || !isFollowed ? [] : groups.SelectMany(group => new RowMajorLayout(variables)
        .Over(matrices[group], "ij", (element, position) => [new Assign(element, AssignmentKind.Set, new Element(elements[group], position))])
        .Prepend(new Declare(matrices[group], new Allocate((StorageType)matrices[group].Type, EquatableArray.Of(Rows(), group.Count)))));

    /// <summary>The entries, row by row, of a Jacobian of scalars.</summary>
    private Expression[] Entries(VectorSweep sweep) =>
        [.. outputs.SelectMany(output => sweep.Tangents.Select(tangents => Converted(tangents.OfReal(output.Value, output.Value) ?? Constant.RealOf(0, output.Type), real)))];

    private Expression Literal(ParameterGroup group, Expression[] entries) => MatrixLiteral.Of(
        real, [.. outputs.Select((_, row) => independents.Select((variable, i) => (variable, i)).Where(pair => group.Leaves.Contains(pair.variable))
            .Select(pair => entries[row * independents.Count + pair.i]).ToArray())]);

    /// <summary>Writes the tangents of the results to their places.</summary>
    private IEnumerable<Statement> Scattered(VectorSweep sweep)
    {
        var layout = new RowMajorLayout(variables);
        Expression offset = Constant.Of(0);
        foreach (Output output in outputs)
        {
            Expression start = offset;
            if (output.Type.IsReal)
            {
                for (int i = 0; i < independents.Count; i++)
                    yield return Entry(i, start, sweep.Tangents[i].OfReal(output.Value, output.Value) ?? Constant.RealOf(0, output.Type));
            }
            else
            {
                bool isActive = sweep.Tangents[0].IsActive(output.Value);
                foreach (Statement loop in layout.Over(output.Value, "ijk", (element, position) => independents.Select((_, i) =>
                    Entry(i, RowMajorLayout.Plus(start, position), isActive ? sweep.Tangents[i].OfPlace(element) : Constant.RealOf(0, element.Type)))))
                    yield return loop;
            }

            offset = RowMajorLayout.Plus(offset, RowMajorLayout.Count(output.Value));
        }
    }

    private Assign Entry(int independent, Expression row, Expression value) =>
        new(PlaceOf(independents[independent], row), AssignmentKind.Set, Converted(value, real));

    private Element PlaceOf(Variable independent, Expression row)
    {
        var (matrix, start) = RowOf(independent, row);
        return new Element(matrix, start);
    }

    /// <summary>The matrix of a parameter, and where in it the row has the parameter's first component.</summary>
    private (Variable Matrix, Expression Start) RowOf(Variable independent, Expression row)
    {
        ParameterGroup group = groups.Single(candidate => candidate.Leaves.Contains(independent));
        return (elements[group], RowMajorLayout.Plus(RowMajorLayout.Times(row, group.Count), group.OffsetOf(independent)));
    }

    public static Expression Converted(Expression value, ValueType real) => value.Type.Equals(real) ? value : new Apply(Primitive.Convert, real, value);

    public static ValueType RealOf(ValueType type) => Columns.RealOf(type);
}
