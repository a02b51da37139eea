using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests.Simplification;

/// <summary>Gradients of test programs, as reverse mode leaves them and as they are emitted.</summary>
internal static class Gradients
{
    /// <summary>The emitted form with buffers, or with the value where there are none, before its loops run in lanes.</summary>
    public static Function Emitted(Function primal, params string[] withRespectTo)
    {
        Function normal = Flattening.ToNormalForm(primal);
        Validator.Require(normal, normalForm: true);
        Function last = Derivatives.Of(normal, withRespectTo.ToEquatableArray(), Calculus.Emitted.Gradient).Last();
        Validator.Require(last, normalForm: false);
        return last.OneByOne ?? last;
    }

    /// <summary>What reverse mode gives, with the guards of the contract.</summary>
    public static Function Unsimplified(Function primal, EquatableArray<Variable> withRespectTo)
    {
        Function normal = Flattening.ToNormalForm(primal);
        var variables = new VariableSource(normal);
        Dictionary<Variable, Variable> outputs = withRespectTo.ToDictionary(variable => variable, variable => variables.New(
            variable.Name + "Gradient",
            variable.Type is StorageType { Rank: 1, Element.IsReal: true } row ? row with { Kind = StorageKind.Span } : variable.Type,
            Role.Contract));
        var seeds = new Dictionary<Variable, Seed> { [ReverseMode.ResultAt(0)] = new Seed(Constant.RealOf(1, normal.Results[0].Type)) };
        Dictionary<Variable, Variable> buffers = outputs.Where(pair => pair.Key.Type is StorageType).ToDictionary();
        ReverseSweeps sweeps = ReverseMode.Differentiate(normal, new ReverseRequest(withRespectTo, buffers, Overwrite: true, seeds), variables);
        IEnumerable<Variable> inputs = primal.Parameters.Select(parameter => parameter.Variable)
            .Where(variable => variable.Type is StorageType { CarriesReals: true });
        IEnumerable<Statement> body =
        [
            .. buffers.Select(pair => new Guard(
                GuardKind.Buffer,
                inputs.Where(input => !input.Equals(pair.Key)).Prepend(pair.Key).Prepend(pair.Value).ToEquatableArray<Expression>())),
            .. sweeps.Primal.Statements,
            .. sweeps.Reverse.Statements,
            .. sweeps.ScalarAdjoints.Select(pair => new Assign(outputs[pair.Key], AssignmentKind.Set, pair.Value)),
            new Return(sweeps.Results),
        ];
        IEnumerable<Parameter> parameters = withRespectTo.Select(variable => new Parameter(
            outputs[variable], variable.Type is StorageType ? Passing.Value : Passing.Out, ParameterRole.Gradient));
        var all = primal.Parameters.Concat(parameters).ToEquatableArray();
        return new Function(primal.Name + "ValueAndGradient", all, normal.Results, new Block(body.ToEquatableArray()));
    }

    /// <summary>Arguments for <see cref="Unsimplified"/>: copies, and buffers full of NaN.</summary>
    public static object?[] Arguments(Function primal, EquatableArray<Variable> withRespectTo, object?[] arguments) =>
    [
        .. arguments.Select(Values.Copy),
        .. withRespectTo.Select(variable => variable.Type is StorageType ? NotNumbers(arguments[Differences.IndexOf(primal, variable)]) : null),
    ];

    private static object? NotNumbers(object? like) => Values.With(like, Values.Reals(like).Select(_ => double.NaN));

    /// <summary>The statements of the body as the printer writes them.</summary>
    public static string Body(Function function) => Printer.Print(function.Body).Trim();
}
