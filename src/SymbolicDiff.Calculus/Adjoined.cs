using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus;

/// <summary>The adjoints among the parameters of the functions that are made of a method that calls itself.</summary>
internal sealed class Adjoined
{
    private readonly Dictionary<Variable, Seed> seeds = [];
    private readonly List<Parameter> taken = [];
    private readonly Dictionary<Variable, Parameter> adjoints = [];
    private readonly List<Variable> brought;
    private readonly DirectSeed? direct;

    public Adjoined(Function callee, VariableSource variables)
    {
        var names = new ContractNames(callee);
        if (callee.Results.Count == 1 && callee.Results[0].Type is { CarriesReals: true } type)
        {
            ValueType given = type is StorageType { IsRow: true } row ? row with { Kind = StorageKind.ReadOnlySpan } : type;
            Variable adjoint = variables.New(names.Free("resultAdjoint"), given, Role.Contract);
            taken.Add(new Parameter(adjoint, Passing.Value, ParameterRole.Adjoint));
            if (type is StorageType) direct = new DirectSeed(adjoint, variables);
            seeds.Add(ReverseMode.ResultAt(0), direct is null ? new Seed(adjoint) : new Seed(direct.AddTo));
        }

        foreach (Parameter parameter in callee.Parameters.Where(parameter => parameter.Variable.Type.CarriesReals))
        {
            Variable variable = parameter.Variable;
            Passing passing = variable.Type is StorageType || parameter.Passing == Passing.Out ? Passing.Value : Passing.Ref;
            Variable own = variables.New(names.Suffixed(variable.Name, "Adjoint"), AdjointType(variable.Type), Role.Contract);
            var adjoint = new Parameter(own, passing, ParameterRole.Adjoint);
            adjoints.Add(variable, adjoint);
            taken.Add(adjoint);
            if (parameter.Passing is Passing.Ref or Passing.Out) seeds.Add(variable, new Seed(adjoint.Variable));
        }

        brought = [.. callee.Parameters.Where(parameter => parameter.Passing != Passing.Out).Select(parameter => parameter.Variable).Where(adjoints.ContainsKey)];
    }

    public IReadOnlyList<Parameter> Parameters => taken;

    public ReverseRequest Request(bool isRecursive)
    {
        var buffers = brought.Where(variable => variable.Type is StorageType).ToDictionary(variable => variable, variable => adjoints[variable].Variable);
        return new ReverseRequest(brought, buffers, Overwrite: false, seeds) { IsRecursive = isRecursive };
    }

    /// <summary>The reverse sweep, and what it found given to the parameters.</summary>
    /// <param name="sweeps">What the request gave.</param>
    /// <param name="body">What is to be done with the statements of the sweep.</param>
    public Block Reverse(ReverseSweeps sweeps, Func<EquatableArray<Statement>, IEnumerable<Statement>> body)
    {
        Block reverse = direct?.ReadWhereItIs(sweeps.Reverse) ?? sweeps.Reverse;
        IEnumerable<Statement> ends = sweeps.ScalarAdjoints.Select(pair => new Assign(
            adjoints[pair.Key].Variable, seeds.ContainsKey(pair.Key) ? AssignmentKind.Set : AssignmentKind.Add, pair.Value));
        Block undone = body(reverse.Statements).Concat(ends).ToBlock();
        foreach (var pair in sweeps.ScalarAdjoints)
            if (!seeds.ContainsKey(pair.Key) && pair.Value is Variable added) undone = AddedInPlace.Apply(undone, added, adjoints[pair.Key].Variable);
        return undone;
    }

    private static ValueType AdjointType(ValueType type) =>
        type is StorageType { IsRow: true } row ? row with { Kind = StorageKind.Span } : type;
}

internal static class Statements
{
    public static Block ToBlock(this IEnumerable<Statement> statements) => new(statements.ToEquatableArray());
}
