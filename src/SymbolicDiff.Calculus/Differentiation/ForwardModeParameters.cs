using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The tangent parameters of a forward-mode function, and what its head and end do for them.</summary>
internal sealed class TangentParameters(
    Function primal,
    EquatableArray<Variable> withRespectTo,
    EquatableArray<Variable> dependents,
    Activity activity)
{
    /// <summary>How many inputs one guard of a buffer takes.</summary>
    private const int MostInputs = 6;

    private readonly List<(Parameter Primal, Parameter Tangent)> declared = [];
    private readonly List<Statement> copiesIn = [];
    private readonly List<Statement> copiesOut = [];

    public TangentMemory Storage { get; } = new(primal, withRespectTo.Concat(dependents).ToEquatableArray(), activity.Aliasing);

    public IEnumerable<Parameter> Parameters => declared.Select(pair => pair.Tangent);

    public void Declare(VariableSource variables, Tangents tangents, ContractNames names)
    {
        foreach (Variable variable in withRespectTo.Concat(dependents.Where(variable => !withRespectTo.Contains(variable))))
        {
            Parameter parameter = primal.Parameters.Single(candidate => candidate.Variable.Equals(variable));
            var tangent = new Parameter(
                variables.New(names.Suffixed(variable.Name, "Tangent"), Storage.OfParameter(parameter), Role.Contract),
                PassingOf(parameter),
                ParameterRole.Tangent,
                variable);
            declared.Add((parameter, tangent));
            if (!activity.IsActive(variable)) continue;
            if (Storage.NeedsArray(parameter)) Copy(parameter, tangent.Variable, tangents);
            else tangents.Set(variable, tangent.Variable);
        }
    }

    /// <summary>The tangents that are written.</summary>
    public IReadOnlyCollection<Variable> Written =>
        [.. declared.Where(pair => IsDependent(pair.Primal) && IsBuffer(pair.Tangent)).Select(pair => pair.Tangent.Variable)];

    /// <summary>Guards, those of the primal last, then the tangents of what is constant.</summary>
    public IEnumerable<Statement> Entry(Tangents tangents, IEnumerable<Statement> primalGuards)
    {
        IEnumerable<Statement> guards = declared.Where(pair => IsBuffer(pair.Tangent)).SelectMany(GuardsOf).Concat(primalGuards);
        IEnumerable<Statement> zeros = declared.Where(pair => !withRespectTo.Contains(pair.Primal.Variable)).SelectMany(pair => Zero(pair, tangents));
        IEnumerable<Statement> locals =
            from parameter in primal.Parameters
            let variable = parameter.Variable
            where activity.IsActive(variable) && !declared.Any(pair => pair.Primal.Variable.Equals(variable))
            select (Statement)new Declare(tangents.Of(variable), parameter.Passing == Passing.Out ? null : Storage.Zero(variable));
        return [.. guards, .. zeros, .. copiesIn, .. locals];
    }

    public IEnumerable<Statement> Exit() => copiesOut;

    private static bool IsBuffer(Parameter tangent) => tangent is { Passing: not Passing.Out, Variable.Type: StorageType };

    private bool IsDependent(Parameter parameter) => dependents.Contains(parameter.Variable);

    private Passing PassingOf(Parameter parameter)
    {
        bool isReference = parameter.Passing is Passing.Ref or Passing.Out;
        if (!IsDependent(parameter) || !isReference) return Passing.Value;
        return withRespectTo.Contains(parameter.Variable) ? parameter.Passing
            : parameter.Variable.Type is StorageType ? parameter.Passing : Passing.Out;
    }

    private IEnumerable<Statement> GuardsOf((Parameter Primal, Parameter Tangent) pair)
    {
        (Variable variable, Variable tangent) = (pair.Primal.Variable, pair.Tangent.Variable);
        if (!IsDependent(pair.Primal)) return [new Guard(GuardKind.Shape, EquatableArray.Of<Expression>(tangent, variable))];
        List<Variable> others =
        [
            .. StoragesOf(primal.Parameters.Concat(Parameters))
                .Where(other => !other.Equals(variable) && !other.Equals(tangent) && DistinctStorage.HoldSameReals(other.Type, variable.Type)),
        ];
        return Enumerable.Range(0, Math.Max(1, (others.Count + MostInputs - 1) / MostInputs))
            .Select(group => others.Skip(group * MostInputs).Take(MostInputs))
            .Select(inputs => new Guard(GuardKind.Buffer, new[] { tangent, variable }.Concat(inputs).ToEquatableArray<Expression>()));
    }

    private static IEnumerable<Variable> StoragesOf(IEnumerable<Parameter> parameters) => parameters
        .Where(parameter => parameter.Passing != Passing.Out && parameter.Variable.Type is StorageType { CarriesReals: true })
        .Select(parameter => parameter.Variable);

    private IEnumerable<Statement> Zero((Parameter Primal, Parameter Tangent) pair, Tangents tangents)
    {
        Variable tangent = pair.Tangent.Variable;
        bool isActive = activity.IsActive(pair.Primal.Variable);
        if (pair.Tangent.Passing == Passing.Out)
        {
            // What the primal assigns, its tangent is assigned beside.
            if (isActive && pair.Primal.Passing == Passing.Out) yield break;
            yield return new Assign(tangent, AssignmentKind.Set, TangentMemory.ZeroOf(tangent.Type, pair.Primal.Variable));
        }
        else if (!isActive || !IsOverwrittenFirst(pair.Primal.Variable))
        {
            foreach (Statement fill in Fills(tangent, (StorageType)tangent.Type, tangents.Variables)) yield return fill;
        }
    }

    private bool IsOverwrittenFirst(Variable storage)
    {
        foreach (Statement statement in primal.Body.Statements.SkipWhile(statement => statement is Guard))
        {
            if (statement is Fill { Storage: Variable filled } && filled.Equals(storage)) return true;
            bool isMentioned = new Block(statement).AllStatements()
                .SelectMany(part => part.Reads()).SelectMany(read => read.DescendantsAndSelf()).Contains(storage);
            if (isMentioned) return false;
        }

        return false;
    }

    private static IEnumerable<Statement> Fills(Expression storage, StorageType type, VariableSource variables)
    {
        if (type.Element is not StorageType row) return [new Fill(storage, Constant.ZeroOf(type.Element))];
        Variable counter = variables.New("i", ValueType.Int32, Role.Derivative);
        IEnumerable<Statement> fills = Fills(new Element(storage, counter), row, variables);
        var length = new Apply(Primitive.Length, ValueType.Int32, storage);
        return [new For(counter, Constant.Of(0), length, Inclusive: false, Step: 1, new Block(fills.ToEquatableArray()))];
    }

    private void Copy(Parameter parameter, Variable tangent, Tangents tangents)
    {
        Variable local = tangents.Of(parameter.Variable);
        copiesIn.Add(new Declare(local, new CopyOf(tangent, (StorageType)local.Type)));
        if (IsDependent(parameter)) copiesOut.Add(new Copy(local, tangent));
    }
}
