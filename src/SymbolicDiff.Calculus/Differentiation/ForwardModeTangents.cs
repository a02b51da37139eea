using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;

namespace SymbolicDiff.Calculus.Differentiation;

/// <summary>The tangents of variables, places and values along one direction, which may have a name: then <c>y</c> has the tangent <c>dydx</c>.</summary>
internal sealed class Tangents(Activity activity, VariableSource variables, TangentMemory memory, Composites composites, string? direction = null)
{
    private readonly Dictionary<Variable, Variable> tangents = [];

    public VariableSource Variables => variables;

    public bool IsActive(Expression place) => activity.IsActive(place);

    public string? SecondDerivativeIn(Statement statement) => activity.SecondDerivativeIn(statement);

    public void Set(Variable variable, Variable tangent) => tangents.Add(variable, tangent);

    /// <summary>The variable that holds the tangent of an active variable.</summary>
    public Variable Of(Variable variable)
    {
        if (!tangents.TryGetValue(variable, out Variable? tangent))
            tangents.Add(variable, tangent = variables.New("d" + variable.Name + (direction is null ? "" : "d" + direction), memory.Of(variable.Type, variable), Role.Derivative));
        return tangent;
    }

    /// <summary>The place, or path, that holds the tangent of an active place or path.</summary>
    public Expression OfPlace(Expression place) => place switch
    {
        Variable variable => Of(variable),
        Element element => new Element(OfPlace(element.Storage), element.Indices),
        Column column => new Column(OfPlace(column.Storage), column.Name, column.Member),
        View view => view with { Storage = OfPlace(view.Storage), Memory = (StorageType)memory.Of(view.Memory, Aliasing.Root(view)!) },
        _ => throw new InvalidOperationException("No place: " + Printer.Print(place)),
    };

    /// <summary>
    /// The storage that holds the tangent of new or named storage; <paramref name="holder"/> is the place that the storage is assigned to, for the
    /// shape of what comes from outside.
    /// </summary>
    public Expression OfStorage(Expression value, Expression holder) => value switch
    {
        Allocate or ZerosLike => value,
        CopyOf copy => activity.IsActive(copy.Storage) ? copy with { Storage = OfPlace(copy.Storage) } : new ZerosLike(holder, copy.Memory),
        External external when Aliasing.IsNothing(external) => external,
        External => TangentMemory.ZeroOf(value.Type, holder),
        _ => activity.IsActive(value) ? OfPlace(value) : TangentMemory.ZeroOf(value.Type, holder),
    };

    /// <summary>The tangent of a real value in normal form; null where it is zero. <paramref name="result"/> stands for the value.</summary>
    public Expression? OfReal(Expression value, Expression result) => value switch
    {
        Constant or External or { Type.IsReal: false } => null,
        Variable or Element => activity.IsActive(value) ? OfPlace(value) : null,
        Apply { Primitive.Form: PrimitiveForm.Conversion } apply =>
            OfReal(apply.Operands[0], apply.Operands[0]) is { } tangent ? new Apply(apply.Primitive, apply.Type, tangent) : null,
        Apply apply => OfApply(apply, result),
        _ => throw new InvalidOperationException("Not in normal form: " + Printer.Print(value)),
    };

    private bool IsActiveValue(Expression operand) => operand is Variable or Element && activity.IsActive(operand);

    /// <summary>The tangent that a result has: of the result's own type.</summary>
    public Expression OfResult(Expression value, ValueType type)
    {
        if (type is not StorageType storage) return OfReal(value, value) ?? Constant.RealOf(0, type);
        Expression tangent = OfStorage(value, value);
        return tangent.Type.Equals(type) ? tangent : new CopyOf(tangent, storage);
    }

    private Expression? OfApply(Apply apply, Expression result)
    {
        if (!apply.Operands.Any(operand => operand.Type.IsReal && IsActiveValue(operand))) return null;
        RuleMatch match = composites.Match(apply, result)
            ?? new RuleMatch(apply.Operands, RuleBook.Default.Partials(apply, result) ?? throw new RefusedException(Refusal.NoRule, apply.Primitive.Name));
        Expression? sum = null;
        for (int i = 0; i < match.Operands.Count; i++)
        {
            Expression operand = match.Operands[i];
            if (!operand.Type.IsReal || OfReal(operand, operand) is not { } tangent || Contribution(tangent, match.Partials[i]) is not { } term) continue;
            sum = sum is null ? term : Sum(sum, term);
        }

        return sum;
    }

    private static Expression? Contribution(Expression tangent, Partial partial) =>
        partial.Value is Constant { Real: 0 } ? null : partial.Times(tangent, isFactorFirst: false);

    private static Apply Sum(Expression left, Expression right) => right is Apply { Primitive.Name: "neg" } negated
        ? new Apply(Primitive.Subtract, left.Type, left, negated.Operands[0])
        : new Apply(Primitive.Add, left.Type, left, right);
}
