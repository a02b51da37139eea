using SymbolicDiff.Calculus.Differentiation;

namespace SymbolicDiff.Calculus.Tests;

/// <summary>Reverse-mode gradients of functions with one real result, and how to run them.</summary>
internal static class Gradients
{
    /// <summary>What reverse mode itself gives, before any simplification: the value, and the gradients into buffers and <c>out</c> parameters.</summary>
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
        IEnumerable<Statement> body =
        [
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

    /// <summary>What is emitted: the last of the gradient's forms, which computes into buffers where there is storage.</summary>
    public static Function Simplified(Function primal, EquatableArray<Variable> withRespectTo) =>
        Derivatives.Of(Flattening.ToNormalForm(primal), withRespectTo.Select(variable => variable.Name).ToEquatableArray(), Emitted.Gradient).Last();

    /// <summary>The same before its loops run in lanes, which have no derivatives.</summary>
    public static Function OneByOne(Function primal, EquatableArray<Variable> withRespectTo) =>
        Simplified(primal, withRespectTo) is var emitted && emitted.OneByOne is { } before ? before : emitted;

    /// <summary>The value, the gradient with respect to all independent reals, and what the primal's parameters hold at the end.</summary>
    public static (double Value, double[] Gradient, object?[] Arguments) Run(
        Function primal, Function gradient, EquatableArray<Variable> withRespectTo, object?[] arguments)
    {
        bool hasBuffers = gradient.Parameters.Count > primal.Parameters.Count;
        IEnumerable<object?> buffers = hasBuffers ? withRespectTo.Select(variable => Buffer(primal, variable, arguments)) : [];
        object?[] all = [.. arguments.Select(Values.Copy), .. buffers];
        object?[] results = Evaluator.Run(gradient, all);
        return (Values.Reals(results[0])[0], Values.Reals([.. results.Skip(1), .. all.Skip(primal.Parameters.Count)]), [.. all.Take(primal.Parameters.Count)]);
    }

    private static object? Buffer(Function primal, Variable variable, object?[] arguments)
    {
        object? argument = arguments[Differences.IndexOf(primal, variable)];
        return variable.Type is StorageType ? Values.With(argument, Values.Reals(argument).Select(_ => double.NaN)) : null;
    }
}
