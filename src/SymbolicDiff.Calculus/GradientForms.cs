using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>The three forms of a gradient: alone, with the value, and into the caller's buffers.</summary>
internal sealed class GradientForms
{
    private readonly Function primal;
    private readonly IReadOnlyList<Variable> independents;
    private readonly VariableSource variables;
    private readonly ContractNames names;
    private readonly CancellationToken cancellation;

    private GradientForms(Function primal, IReadOnlyList<Variable> independents, CancellationToken cancellation)
    {
        (this.primal, this.independents, this.cancellation) = (primal, independents, cancellation);
        variables = new VariableSource(primal);
        names = new ContractNames(primal);
    }

    public static IEnumerable<Function> Of(Function primal, IReadOnlyList<Variable> independents, CancellationToken cancellation)
    {
        bool hasBuffers = Composition.HasBuffers(primal, independents);
        if (hasBuffers && Composition.IsComposite(primal, independents) || !hasBuffers && independents.Any(variable => variable.Type is StorageType))
        {
            GradientForms forms = Forms();
            Function buffers = Forms().IntoBuffers();
            yield return OwnStorage.Of(buffers, forms.GradientName, false, _ => true, forms.Results(withValue: false), cancellation);
            yield return OwnStorage.Of(buffers, forms.ValueName, true, _ => true, forms.Results(withValue: true), cancellation);
            if (hasBuffers) yield return buffers;
        }
        else if (hasBuffers)
        {
            Function buffers = Forms().IntoBuffers();
            yield return Forms().Allocating(buffers, withValue: false);
            yield return Forms().Allocating(buffers, withValue: true);
            yield return buffers;
        }
        else
        {
            GradientForms forms = Forms();
            ReverseSweeps sweeps = forms.Sweeps(new Dictionary<Variable, Variable>());
            yield return forms.OfScalars(sweeps, withValue: false);
            yield return forms.OfScalars(sweeps, withValue: true);
        }

        GradientForms Forms() => new(primal, independents, cancellation);
    }

    /// <summary>The form that writes to the caller's buffers and, for scalars, <c>out</c> parameters.</summary>
    public static Function IntoBuffers(Function primal, IReadOnlyList<Variable> independents, CancellationToken cancellation) =>
        new GradientForms(primal, independents, cancellation).IntoBuffers();

    /// <summary>The same, statement by statement as differentiation gives it, before values are carried from one iteration to the next.</summary>
    public static Function Unsimplified(Function primal, IReadOnlyList<Variable> independents) =>
        new GradientForms(primal, independents, CancellationToken.None).Buffers();

    private string GradientName => primal.Name + "Gradient";

    private string ValueName => primal.Name + "ValueAndGradient";

    /// <summary>The one real result: what the function returns, or the only thing that a <c>void</c> function writes.</summary>
    private Variable ResultVariable
    {
        get
        {
            if (primal.Results is { Count: 1 } results && results[0].Type.IsReal) return ReverseMode.ResultAt(0);
            IReadOnlyList<Variable> written = primal.Results.Count == 0 ? Activity.WrittenParameters(primal) : [];
            return written.Count == 1 && written[0].Type.IsReal ? written[0] : throw new RefusedException(Refusal.NotOneResult, primal.Name);
        }
    }

    private Function OfScalars(ReverseSweeps sweeps, bool withValue)
    {
        var gradients = independents.Select(variable => sweeps.ScalarAdjoints[variable]);
        IEnumerable<Expression> values = withValue ? gradients.Prepend(Value(sweeps)) : gradients;
        var body = sweeps.Primal.Statements.Concat(sweeps.Reverse.Statements).Append(new Return(values.ToEquatableArray()));
        var function = new Function(withValue ? ValueName : GradientName, primal.Parameters, Results(withValue), new Block(body.ToEquatableArray()));
        return Simplifier.Simplify(function, cancellation);
    }

    private Function IntoBuffers() => Simplifier.Simplify(Buffers(), cancellation);

    private Function Buffers()
    {
        var outputs = independents.ToDictionary(variable => variable, Output);
        var buffers = outputs.Where(pair => pair.Key.Type is StorageType).ToDictionary(pair => pair.Key, pair => pair.Value);
        ReverseSweeps sweeps = Sweeps(buffers);
        var body = BufferGuards.Of(primal, independents.Where(buffers.ContainsKey).Select(variable => (buffers[variable], variable)))
            .Concat(sweeps.Primal.Statements)
            .Concat(sweeps.Reverse.Statements)
            .Concat(sweeps.ScalarAdjoints.Select(pair => new Assign(outputs[pair.Key], AssignmentKind.Set, pair.Value)))
            .Append(new Return(Value(sweeps)));
        var parameters = primal.Parameters.Concat(independents.Select(variable => new Parameter(
            outputs[variable],
            variable.Type is StorageType ? Passing.Value : Passing.Out,
            ParameterRole.Gradient,
            variable)));
        EquatableArray<Result> results = EquatableArray.Of(new Result(null, ResultType()));
        return new Function(ValueName, parameters.ToEquatableArray(), results, new Block(body.ToEquatableArray()));
    }

    /// <summary>Allocates the gradients and calls the form that fills them.</summary>
    private Function Allocating(Function buffers, bool withValue)
    {
        var outputs = independents.ToDictionary(variable => variable, variable => variables.New(
            names.Suffixed(variable.Name, "Gradient"),
            variable.Type is StorageType type ? type with { Kind = StorageKind.Array } : variable.Type,
            Role.Derivative));
        var body = independents.Where(variable => variable.Type is StorageType { Kind: StorageKind.Array }).Select(FormCall.ThrowIfNull)
            .Concat(independents.Select(variable => new Declare(outputs[variable], variable.Type is StorageType ? new ZerosLike(variable, (StorageType)outputs[variable].Type) : null)))
            .ToList();
        External call = FormCall.To(
            buffers, [.. primal.Parameters.Select(parameter => parameter.Variable), .. independents.Select(variable => outputs[variable])], primal.Composites);
        var values = independents.Select(variable => (Expression)outputs[variable]).ToList();
        if (withValue)
        {
            Variable value = variables.New(names.Free("value"), ResultType(), Role.Derivative);
            body.Add(new Declare(value, call));
            values.Insert(0, value);
        }
        else
        {
            body.Add(new Evaluate(call));
        }

        body.Add(new Return(values.ToEquatableArray()));
        return new Function(withValue ? ValueName : GradientName, primal.Parameters, Results(withValue), new Block(body.ToEquatableArray()));
    }

    private ReverseSweeps Sweeps(IReadOnlyDictionary<Variable, Variable> buffers)
    {
        Variable result = ResultVariable;
        var seeds = new Dictionary<Variable, Seed> { [result] = new Seed(Constant.RealOf(1, ResultType())) };
        Function guarded = DistinctStorage.Guarded(primal, [.. independents.Where(buffers.ContainsKey).Select(variable => buffers[variable])], variables);
        return ReverseMode.Differentiate(guarded, new ReverseRequest(independents, buffers, Overwrite: true, seeds), variables);
    }

    private Expression Value(ReverseSweeps sweeps) => sweeps.Results.Count == 1 ? sweeps.Results[0] : ResultVariable;

    private ValueType ResultType() => ResultVariable.Equals(ReverseMode.ResultAt(0)) ? primal.Results[0].Type : ResultVariable.Type;

    private EquatableArray<Result> Results(bool withValue)
    {
        var gradients = independents.Select(variable => new Result(names.TupleElement(variable.Name, "Gradient", withValue), GradientType(variable), variable));
        if (withValue) gradients = gradients.Prepend(new Result("value", ResultType()));
        var results = gradients.ToEquatableArray();
        return results.Count == 1 ? EquatableArray.Of(results[0] with { Name = null }) : results;
    }

    private static ValueType GradientType(Variable variable) => variable.Type is StorageType type ? type with { Kind = StorageKind.Array } : variable.Type;

    private Variable Output(Variable variable)
    {
        ValueType type = variable.Type is StorageType { Rank: 1, Element.IsReal: true } row ? row with { Kind = StorageKind.Span } : variable.Type;
        return variables.New(names.Suffixed(variable.Name, "Gradient"), type, Role.Contract);
    }
}
