using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>
/// The types of tangent storage. It has the type of the primal's, except that the contract's tangent parameters of rank one are spans: then every
/// tangent that may name one of them is a span too, or, where it is a row of other storage and cannot be, the parameter is copied.
/// </summary>
internal sealed class TangentMemory
{
    private readonly Function primal;
    private readonly Aliasing aliasing;
    private readonly HashSet<Variable> written;
    private readonly HashSet<Variable> withRows;
    private readonly HashSet<Variable> withParameters;

    public TangentMemory(Function primal, EquatableArray<Variable> parameters, Aliasing aliasing)
    {
        (this.primal, this.aliasing) = (primal, aliasing);
        written = Classes(primal.Body.AllStatements().SelectMany(Activity.StorageWrites));
        withRows = Classes(Variables(primal).Where(variable => variable.Type is StorageType { Element: StorageType }));
        withParameters = Classes(primal.Parameters
            .Where(parameter => parameters.Contains(parameter.Variable) && IsSpanOfContract(parameter))
            .Select(parameter => parameter.Variable));
    }

    public static Expression ZeroOf(ValueType type, Expression shape) => type switch
    {
        StorageType { Kind: StorageKind.Array } array => new ZerosLike(shape, array),
        StorageType storage => new ZerosLike(shape, new StorageType(StorageKind.Array, storage.Element)),
        _ => Constant.RealOf(0, type),
    };

    public bool IsWritten(Variable storage) => written.Contains(aliasing.ClassOf(storage));

    public Expression Zero(Variable variable)
    {
        Expression zero = ZeroOf(variable.Type, variable);
        return aliasing.MayBeNull(variable) ? new Conditional(Aliasing.IsNull(variable), Aliasing.Nothing(zero.Type), zero) : zero;
    }

    public ValueType OfParameter(Parameter parameter) =>
        IsSpanOfContract(parameter) ? SpanOf(parameter.Variable, ((StorageType)parameter.Variable.Type).Element) : parameter.Variable.Type;

    /// <summary>Whether the tangent parameter is a span, but the code needs an array.</summary>
    public bool NeedsArray(Parameter parameter) =>
        IsSpanOfContract(parameter) && withRows.Contains(aliasing.ClassOf(parameter.Variable));

    /// <summary>The type of the tangent of memory that has <paramref name="type"/> and may be reached through <paramref name="root"/>.</summary>
    public ValueType Of(ValueType type, Variable root)
    {
        if (type is not StorageType { Rank: 1, Element: not StorageType, Kind: not (StorageKind.Tape or StorageKind.Stack) } storage) return type;
        Variable key = aliasing.ClassOf(root);
        return withParameters.Contains(key) && !withRows.Contains(key) ? SpanOf(root, storage.Element) : type;
    }

    private StorageType SpanOf(Variable root, ValueType element) => new(IsWritten(root) ? StorageKind.Span : StorageKind.ReadOnlySpan, element);

    private static bool IsSpanOfContract(Parameter parameter) =>
        parameter.Passing is Passing.Value or Passing.In && parameter.Variable.Type is StorageType { Rank: 1, Element: not StorageType, Kind: not (StorageKind.Tape or StorageKind.Stack) };

    private HashSet<Variable> Classes(IEnumerable<Variable> storages) => [.. storages.Select(aliasing.ClassOf)];

    private static IEnumerable<Variable> Variables(Function function) => function.Parameters.Select(parameter => parameter.Variable)
        .Concat(function.Body.AllStatements().Select(statement => statement switch
        {
            Ir.Declare declare => declare.Variable,
            Pop pop => pop.Target,
            _ => null,
        }).OfType<Variable>());
}
