using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>
/// The entries of the Jacobian that the code allows to be other than zero. Where the indices show that the element of the result depends on few elements near its own,
/// columns that share no row are followed forward together; otherwise every entry is one of the pattern.
/// </summary>
internal sealed class SparseJacobianForm
{
    private readonly Function primal;
    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly RecursivePairs pairs;
    private readonly CancellationToken cancellation;

    private SparseJacobianForm(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, CancellationToken cancellation)
    {
        (this.primal, this.independents, this.pairs, this.cancellation) = (primal, independents, pairs, cancellation);
        variables = new VariableSource(primal);
    }

    public static Function Of(Function primal, IReadOnlyList<Variable> independents, RecursivePairs pairs, CancellationToken cancellation)
    {
        var form = new SparseJacobianForm(primal, independents, pairs, cancellation);
        var repetition = new Repetition(primal, independents, form.variables);
        return CompressedSweeps.Of(repetition, independents, form.variables, isFollowed: false) is { } sweeps ? Simplifier.Simplify(form.Compressed(repetition, sweeps), cancellation) : form.Dense();
    }

    private string Name => primal.Name + "SparseJacobian";

    private static EquatableArray<Result> Results(ValueType real)
    {
        var indices = new StorageType(StorageKind.Array, ValueType.Int32);
        Result[] parts = [new("rows", indices), new("columns", indices), new("values", new StorageType(StorageKind.Array, real))];
        return EquatableArray.Of(new Result(null, new TupleType(parts.ToEquatableArray())));
    }

    /// <summary>All entries of the matrices.</summary>
    private Function Dense()
    {
        Function matrices = JacobianForms.Of(primal, independents, pairs, isFollowed: false, cancellation).First();
        EquatableArray<Statement> statements = matrices.Body.Statements;
        var @return = (Return)statements[statements.Count - 1];
        var real = JacobianForms.RealOf(matrices.Results[0].Type);
        var text = Enumerable.Repeat(", ", @return.Values.Count - 1).Prepend("global::SymbolicDiff.SparseEntries.OfAll([").Append("])");
        var entries = new External(text.ToEquatableArray(), @return.Values, Results(real)[0].Type, HasEffects: false);
        return new Function(Name, matrices.Parameters, Results(real), new Block(statements.Take(statements.Count - 1).Append(new Return(entries)).ToEquatableArray()));
    }

    /// <summary>The entries that the sweeps find.</summary>
    private Function Compressed(Repetition repetition, CompressedSweeps sweeps)
    {
        ValueType real = Columns.CommonReal(Outputs.Of(primal).Select(output => output.Type).Concat(independents.Select(variable => variable.Type)).Select(JacobianForms.RealOf));
        var body = independents.Where(variable => variable.Type is StorageType { Kind: StorageKind.Array }).Select(FormCall.ThrowIfNull).ToList();
        IReadOnlyList<Expression>? counts = sweeps.Counts();
        IReadOnlyList<Output> outputs = Outputs.Of(primal);
        if (repetition.HasEffects || counts is null && outputs.Count > 1)
        {
            var (once, results) = repetition.Once([]);
            body.AddRange(once.Statements);
            counts ??= [.. outputs.Select(output => RowMajorLayout.Count(output.IsReturned ? results[output.Index] : repetition.AtCall(output.Value)))];
        }

        var type = new OpaqueType("global::SymbolicDiff.SparseEntries<" + Printer.Print(real) + ">");
        Variable entries = variables.New("entries", type, Role.Derivative);
        body.Add(new Declare(entries, new External("new global::SymbolicDiff.SparseEntries<" + Printer.Print(real) + ">()", type) with { HasEffects = true, KeepsStorage = true }));
        body.AddRange(sweeps.Statements(entry => Add(entries, [
            RowMajorLayout.Plus(RowMajorLayout.Sum((counts ?? []).Take(entry.Output)), entry.Row),
            RowMajorLayout.Plus(RowMajorLayout.Sum(independents.TakeWhile(other => !other.Equals(entry.Independent)).Select(RowMajorLayout.Count)), entry.Column),
            JacobianForms.Converted(entry.Value, real)])));
        body.Add(new Return(new External(EquatableArray.Of("", ".RowByRow()"), EquatableArray.Of<Expression>(entries), Results(real)[0].Type, HasEffects: false)));
        return new Function(Name, primal.Parameters, Results(real), new Block(body.ToEquatableArray()));
    }

    private static Evaluate Add(Variable entries, IEnumerable<Expression> parts) => new(new External(
        EquatableArray.Of("", ".Add(", ", ", ", ", ")"), parts.Prepend(entries).ToEquatableArray(), ValueType.Boolean, HasEffects: true, KeepsStorage: true));
}
