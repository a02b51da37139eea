using SymbolicDiff.Calculus.Differentiation;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Simplification;

namespace SymbolicDiff.Calculus;

/// <summary>
/// The product of the result's adjoint with the Jacobian: added to the adjoints of the independent parameters. Storage and references that the
/// function changes have one adjoint, which is that of the final content on entry and of the initial content on return.
/// </summary>
internal sealed class VjpForm
{
    private readonly Function primal;
    private readonly IReadOnlyList<Variable> independents;
    private readonly IReadOnlyList<Output> outputs;
    private readonly VariableSource variables;
    private readonly ContractNames names;
    private readonly Dictionary<Variable, Variable> adjoints = [];
    private readonly Dictionary<Variable, Seed> seeds = [];
    private readonly List<Parameter> resultAdjoints = [];
    private readonly List<Statement> taken = [];
    private readonly List<Statement> shapes = [];
    private readonly List<DirectSeed> direct = [];

    private VjpForm(Function primal, IReadOnlyList<Variable> independents)
    {
        (this.primal, this.independents) = (primal, independents);
        (outputs, variables, names) = (Outputs.Of(primal), new VariableSource(primal), new ContractNames(primal));
    }

    public static Function Of(Function primal, IReadOnlyList<Variable> independents, CancellationToken cancellation) =>
        Simplifier.Simplify(Plain(primal, independents), cancellation);

    /// <summary>The same before it is simplified.</summary>
    internal static Function Plain(Function primal, IReadOnlyList<Variable> independents) => new VjpForm(primal, independents).Form();

    private Function Form()
    {
        if (outputs.Any(output => !output.IsReturned)) AddWrittenAdjoints();
        else AddReturnedAdjoint();
        List<Parameter> ownAdjoints = [.. independents.Select(AddOwnAdjoint)];
        List<Variable> all = [.. outputs.Where(output => adjoints.ContainsKey(output.Key)).Select(output => output.Key).Where(key => !independents.Contains(key)), .. independents];
        List<Variable> changing = [.. all.Where(variable => variable.Type is not StorageType || !IsDirect(variable)).Where(variable => PassingOf(variable) != Passing.Out)];
        var buffers = changing.Where(variable => variable.Type is StorageType).ToDictionary(variable => variable, variable => adjoints[variable]);
        foreach (Variable reference in changing.Where(IsResult)) seeds[reference] = new Seed(adjoints[reference]);
        Function guarded = DistinctStorage.Guarded(primal, [.. buffers.Values], variables);
        ReverseSweeps sweeps = ReverseMode.Differentiate(guarded, new ReverseRequest(changing, buffers, Overwrite: false, seeds), variables);
        Block reverse = direct.Aggregate(sweeps.Reverse, (block, seed) => seed.ReadWhereItIs(block));

        var guards = BufferGuards.Of(primal, all.Where(variable => variable.Type is StorageType).Select(variable => (adjoints[variable], variable)), [.. ReturnedStorage()]);
        IEnumerable<Statement> body = taken
            .Concat(guards)
            .Concat(sweeps.Primal.Statements)
            .Concat(shapes)
            .Concat(reverse.Statements)
            .Concat(sweeps.ScalarAdjoints.Select(pair => new Assign(
                adjoints[pair.Key], IsResult(pair.Key) ? AssignmentKind.Set : AssignmentKind.Add, pair.Value)));
        if (primal.Results.Count > 0) body = body.Append(new Return(sweeps.Results));
        return new Function(
            primal.Name + "Vjp",
            primal.Parameters.Concat(resultAdjoints).Concat(ownAdjoints).ToEquatableArray(),
            primal.Results,
            new Block(body.ToEquatableArray()));
    }

    private Passing PassingOf(Variable variable) => primal.Parameters.Single(parameter => parameter.Variable.Equals(variable)).Passing;

    /// <summary>Whether the final value of a reference is a result, too: then its adjoint is one of both.</summary>
    private bool IsResult(Variable variable) => primal.Results.Count == 0 && PassingOf(variable) == Passing.Ref;

    private bool IsDirect(Variable variable) => !independents.Contains(variable) && !outputs.Single(output => output.Key.Equals(variable)).Brings;

    private IEnumerable<Variable> ReturnedStorage() => resultAdjoints.Select(parameter => parameter.Variable)
        .Concat(taken.OfType<Declare>().Select(declare => declare.Variable))
        .Where(variable => variable.Type is StorageType && !adjoints.ContainsValue(variable));

    private void AddReturnedAdjoint()
    {
        Variable Named(ValueType type) => variables.New(names.Free("resultAdjoint"), type, Role.Contract);
        if (primal.Results.Count == 1 && primal.Returned is null)
        {
            Variable adjoint = Named(AdjointType(primal.Results[0].Type));
            resultAdjoints.Add(new Parameter(adjoint, Passing.Value, ParameterRole.Adjoint));
            SeedReturned(outputs[0], adjoint);
            return;
        }

        Variable tuple = Named(primal.Returned is { } composite ? composite : new TupleType(primal.Results));
        resultAdjoints.Add(new Parameter(tuple, Passing.Value, ParameterRole.Adjoint));
        foreach (Output output in outputs)
        {
            Result part = primal.Results[output.Index];
            EquatableArray<string> access = part.Name == CompositeMember.Items
                ? EquatableArray.Of("global::System.Runtime.InteropServices.CollectionsMarshal.AsSpan(", ")")
                : EquatableArray.Of("", "." + part.Name);
            var member = new External(access, EquatableArray.Of<Expression>(tuple), part.Name == CompositeMember.Items ? BufferType(part.Type) : part.Type, HasEffects: false);
            if (part.Type.IsReal)
            {
                SeedReturned(output, member);
                continue;
            }

            Variable adjoint = variables.New(names.Free(part.Name == CompositeMember.Items ? "adjoints" : part.Name!.Replace(".", "") + "Adjoint"), member.Type, Role.Derivative);
            taken.Add(new Declare(adjoint, member));
            SeedReturned(output, adjoint);
        }
    }

    private void SeedReturned(Output output, Expression adjoint)
    {
        if (output.Type is not StorageType)
        {
            seeds.Add(output.Key, new Seed(adjoint));
            return;
        }

        shapes.Add(new Guard(GuardKind.Shape, EquatableArray.Of(adjoint, output.Value)));
        AddDirect(output.Key, (Variable)adjoint);
    }

    private void AddWrittenAdjoints()
    {
        foreach (Output output in outputs.Where(output => !independents.Contains(output.Key)))
        {
            bool isScalar = output.Type.IsReal;
            bool isBoth = output.Brings;
            ValueType type = isScalar || isBoth ? BufferType(output.Type) : AdjointType(output.Type);
            Variable adjoint = variables.New(names.Suffixed(output.Key.Name, "Adjoint"), type, Role.Contract);
            adjoints.Add(output.Key, adjoint);
            resultAdjoints.Add(new Parameter(adjoint, isScalar && isBoth ? Passing.Ref : Passing.Value, ParameterRole.Adjoint));
            if (isScalar && !isBoth) seeds.Add(output.Key, new Seed(adjoint));
            if (!isScalar && !isBoth) AddDirect(output.Key, adjoint);
        }
    }

    private void AddDirect(Variable key, Variable adjoint)
    {
        var seed = new DirectSeed(adjoint, variables);
        direct.Add(seed);
        seeds.Add(key, new Seed(seed.AddTo));
    }

    private Parameter AddOwnAdjoint(Variable variable)
    {
        Variable adjoint = variables.New(names.Suffixed(variable.Name, "Adjoint"), BufferType(variable.Type), Role.Contract);
        adjoints.Add(variable, adjoint);
        return new Parameter(adjoint, variable.Type is StorageType ? Passing.Value : Passing.Ref, ParameterRole.Adjoint, variable);
    }

    private static ValueType BufferType(ValueType type) =>
        type is StorageType { IsRow: true } row ? row with { Kind = StorageKind.Span } : type;

    private static ValueType AdjointType(ValueType type) =>
        type is StorageType { IsRow: true } row ? row with { Kind = StorageKind.ReadOnlySpan } : type;
}
