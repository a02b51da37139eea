using System.Globalization;
using SymbolicDiff.Calculus.Analysis;
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
        return form.Offsets() is { } offsets ? Simplifier.Simplify(form.Compressed(offsets), cancellation) : form.Dense();
    }

    private string Name => primal.Name + "SparseJacobian";

    /// <summary>For each storage its offsets; null unless the pattern of the one result shows.</summary>
    private IReadOnlyDictionary<Variable, IReadOnlyList<int>>? Offsets()
    {
        IReadOnlyList<Output> outputs = Outputs.Of(primal);
        if (outputs.Count != 1 || outputs[0] is not { Brings: false, Value: Variable result } output || !Sparsity.IsRow(result) || independents.Contains(result)) return null;
        if (!RepeatedSweep.IsUnnoticed(primal, independents, output.IsReturned ? null : result)) return null;
        var offsets = Sparsity.Offsets(primal, independents, result);
        return offsets is null || independents.All(variable => offsets.TryGetValue(variable, out var own) && own.Count == 0) ? null : offsets;
    }

    private static EquatableArray<Result> Results(ValueType real)
    {
        var indices = new StorageType(StorageKind.Array, ValueType.Int32);
        Result[] parts = [new("rows", indices), new("columns", indices), new("values", new StorageType(StorageKind.Array, real))];
        return EquatableArray.Of(new Result(null, new TupleType(parts.ToEquatableArray())));
    }

    /// <summary>All entries of the matrices.</summary>
    private Function Dense()
    {
        Function matrices = JacobianForms.Of(primal, independents, pairs, cancellation).First();
        EquatableArray<Statement> statements = matrices.Body.Statements;
        var @return = (Return)statements[statements.Count - 1];
        var real = JacobianForms.RealOf(matrices.Results[0].Type);
        var text = Enumerable.Repeat(", ", @return.Values.Count - 1).Prepend("global::SymbolicDiff.SparseEntries.OfAll(").Append(")");
        var entries = new External(text.ToEquatableArray(), @return.Values, Results(real)[0].Type, HasEffects: false);
        return new Function(Name, matrices.Parameters, Results(real), new Block(statements.Take(statements.Count - 1).Append(new Return(entries)).ToEquatableArray()));
    }

    /// <summary>A sweep along each direction; what the result's tangents are is kept, and the entries are taken out of them.</summary>
    private Function Compressed(IReadOnlyDictionary<Variable, IReadOnlyList<int>> offsets)
    {
        ValueType real = ((StorageType)Outputs.Of(primal)[0].Type).Element;
        var tangents = variables.New("tangents", new StorageType(StorageKind.Array, new StorageType(StorageKind.Array, real)), Role.Derivative);
        var directions = independents.ToDictionary(variable => variable, variable => variables.New(
            variable.Name + "Direction", variable.Type is StorageType storage ? storage with { Kind = StorageKind.Array } : variable.Type, Role.Derivative));
        var body = independents.Where(variable => variable.Type is StorageType { Kind: StorageKind.Array }).Select(FormCall.ThrowIfNull).ToList();
        body.AddRange(DistinctStorage.Guarded(primal, [], variables).Body.Statements.TakeWhile(statement => statement is Guard));
        int all = independents.Sum(variable => ColoursOf(variable, offsets));
        body.Add(new Declare(tangents, new Allocate((StorageType)tangents.Type, EquatableArray.Of<Expression>(Constant.Of(all)))));
        foreach (Variable variable in independents.Where(variable => variable.Type is StorageType))
            body.Add(new Declare(directions[variable], new ZerosLike(variable, (StorageType)directions[variable].Type)));

        Func<Expression, Block> sweep = Sweep(tangents, directions);
        int first = 0;
        foreach (Variable variable in independents)
        {
            int start = first;
            int colours = ColoursOf(variable, offsets);
            if (variable.Type.IsReal) body.AddRange(Along(sweep(Constant.Of(start)), directions, variable));
            else if (colours > 0)
                body.AddRange(Colouring.Of(directions[variable], colours, variables, colour => Along(sweep(RowMajorLayout.Plus(Constant.Of(start), colour)), directions, null)));
            first += colours;
        }

        body.Add(new Return(Entries(tangents, offsets, real)));
        return new Function(Name, primal.Parameters, Results(real), new Block(body.ToEquatableArray()));
    }

    private static int ColoursOf(Variable variable, IReadOnlyDictionary<Variable, IReadOnlyList<int>> offsets) =>
        offsets.TryGetValue(variable, out var own) ? (own.Count == 0 ? 0 : Sparsity.Colours(own)) : 1;

    /// <summary>The sweep that keeps the result's tangent at an index.</summary>
    private Func<Expression, Block> Sweep(Variable tangents, IReadOnlyDictionary<Variable, Variable> directions)
    {
        Function tangent = ForwardMode.Differentiate(primal, independents.ToEquatableArray(), Name);
        Output output = Outputs.Of(primal)[0];
        var replacements = new Dictionary<Variable, Expression>();
        List<Variable> more = [.. tangent.Parameters.Skip(primal.Parameters.Count).Select(parameter => parameter.Variable)];
        for (int i = 0; i < independents.Count; i++) replacements.Add(more[i], directions[independents[i]]);
        var row = new StorageType(StorageKind.Array, ((StorageType)output.Type).Element);
        var before = new List<Statement>();
        Expression result;
        if (output.IsReturned)
        {
            result = ((Return)tangent.Body.Statements[tangent.Body.Statements.Count - 1]).Values[1];
        }
        else
        {
            Variable own = variables.New("d" + output.Key.Name, row, Role.Derivative);
            before.Add(new Declare(own, new ZerosLike(output.Key, row)));
            replacements.Add(more[independents.Count], own);
            result = more[independents.Count];
        }

        Variable slot = variables.New("slot", ValueType.Int32, Role.Source);
        bool isNew = !output.IsReturned || (result is Variable made && tangent.Body.AllStatements().Any(statement =>
            statement is Declare { Value: Allocate } declare && declare.Variable.Equals(made)));
        IEnumerable<Statement> statements = tangent.Body.Statements
            .SkipWhile(statement => statement is Guard)
            .Where(statement => statement is not Return)
            .Append(new Assign(new Element(tangents, slot), AssignmentKind.Set, isNew ? result : new CopyOf(result, row)));
        Block sweep = RepeatedSweep.WithOwnParameters(new Block(statements.ToEquatableArray()), primal.Parameters, variables);
        return index => new Block(before
            .Concat(Copies.Of(sweep, variables, new Dictionary<Variable, Expression>(replacements) { [slot] = index }).Statements)
            .ToEquatableArray());
    }

    /// <summary>The sweep with the directions of scalars known: one along the variable, zero along the others.</summary>
    private IEnumerable<Statement> Along(Block sweep, IReadOnlyDictionary<Variable, Variable> directions, Variable? variable)
    {
        var units = independents.Where(independent => independent.Type.IsReal)
            .ToDictionary(independent => directions[independent], independent => (Expression)Constant.RealOf(independent.Equals(variable) ? 1 : 0, independent.Type));
        return Copies.Of(sweep, variables, units).Statements;
    }

    /// <summary>Takes the entries out of the tangents.</summary>
    private External Entries(Variable tangents, IReadOnlyDictionary<Variable, IReadOnlyList<int>> offsets, ValueType real)
    {
        var text = new List<string> { "global::SymbolicDiff.SparseEntries.Of(" };
        var operands = new List<Expression> { tangents };
        string piece = "";
        foreach (Variable variable in independents)
        {
            if (!offsets.TryGetValue(variable, out var own))
            {
                piece += ", global::SymbolicDiff.Band.Column";
                continue;
            }

            text.Add(piece + ", new global::SymbolicDiff.Band(");
            operands.Add(Colouring.Length(variable));
            piece = string.Concat(own.Prepend(ColoursOf(variable, offsets)).Select(number => ", " + number.ToString(CultureInfo.InvariantCulture))) + ")";
        }

        text.Add(piece + ")");
        return new External(text.ToEquatableArray(), operands.ToEquatableArray(), Results(real)[0].Type, HasEffects: false);
    }
}
