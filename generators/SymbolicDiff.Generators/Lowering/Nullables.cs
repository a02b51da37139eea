using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Reals that may be null: a truth value and the real, which is zero where there is none.</summary>
internal sealed partial class FunctionLowering
{
    private static readonly EquatableArray<string> NullableParts = EquatableArray.Of("HasValue", "Value");

    /// <summary>The type of <c>double?</c> or <c>float?</c>; null for others.</summary>
    private static AggregateType? Nullable(ITypeSymbol type) =>
        type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable && Types.Scalar(nullable.TypeArguments[0]) is { IsReal: true } real
            ? NullableOf(real)
            : null;

    private static AggregateType NullableOf(ValueType real) => new(NullableParts, EquatableArray.Of<ValueType>(ValueType.Boolean, real)) { IsNullable = true };

    private static Aggregate Nullable(AggregateType type, Expression hasValue, Expression value) => new(type, EquatableArray.Of(hasValue, value)) { IsMade = true };

    private static bool IsNullable(Expression value) => value is Aggregate { Shape.IsNullable: true };

    private static Expression HasValue(Expression nullable) => ((Aggregate)nullable).Parts[0];

    /// <summary>The real, or zero.</summary>
    private static Expression ValueOrZero(Expression nullable) => ((Aggregate)nullable).Parts[1];

    /// <summary>A parameter, or what else is only read, as the two that it is made of.</summary>
    private static Aggregate Read(AggregateType type, Expression whole) =>
        Nullable(type, Text.Of(ValueType.Boolean, whole, ".HasValue"), Text.Of(type.Parts[1], whole, ".GetValueOrDefault()"));

    private Expression ToNullable(IOperation at, Expression value, AggregateType type)
    {
        if (IsNullLiteral(value)) return DefaultOf(type);
        if (value.Type is ScalarType) return Nullable(type, Constant.True, Convert(at, value, type.Parts[1], isChecked: false));
        return value.Type is OpaqueType && Nullable(at.Type ?? session.Target.ReturnType) is not null ? Read(type, Held(value)) : Refuse(Refusal.Object, at, Fence.Text(at));
    }

    /// <summary>The real, where there must be one.</summary>
    private Expression Required(Expression nullable)
    {
        if (HasValue(nullable).Equals(Constant.True)) return ValueOrZero(nullable);
        const string Absent = "new global::System.InvalidOperationException(\"Nullable object must have a value.\")";
        Expression held = Hold(nullable);
        Emit(new If(Conditions.Not(HasValue(held)), new Block(new Throw(new External(Absent, Exception))), Block.Empty));
        return ValueOrZero(held);
    }

    private Expression ValueOrDefault(IInvocationOperation operation)
    {
        if (operation.Arguments.Length == 0) return ValueOrZero(Lower(operation.Instance!));
        Expression[] values = InOrder(_ => Lower(operation.Instance!), _ => Lower(operation.Arguments[0].Value));
        return IsNullable(values[0]) ? Either(HasValue(values[0]), ValueOrZero(values[0]), values[1]) : StandIn(operation.Type);
    }

    private static Expression Either(Expression condition, Expression whenTrue, Expression whenFalse) =>
        condition is Constant known ? known.Bits != 0 ? whenTrue : whenFalse : new Conditional(condition, whenTrue, whenFalse);

    private Expression CoalesceNullable(ICoalesceOperation operation, Expression value)
    {
        bool isUnwrapped = Nullable(Actual(operation.Type!)) is null;
        Expression Kept() => isUnwrapped ? Convert(operation, ValueOrZero(value), ValueOf(operation.Type!, operation), isChecked: false) : value;
        if (HasValue(value).Equals(Constant.True)) return Kept();
        if (IsThrow(operation.WhenNull))
        {
            Emit(new If(Conditions.Not(HasValue(value)), InBlock(() => Lower(operation.WhenNull)), Block.Empty));
            return Kept();
        }

        Expression? other = null;
        Block block = InBlock(() => other = Lower(operation.WhenNull));
        return block.IsEmpty && isUnwrapped ? Either(HasValue(value), Kept(), other!) : Choose(HasValue(value), Block.Empty, Kept(), block, other!);
    }

    /// <summary>An operator on what may be null: null where one of the operands is.</summary>
    private Expression Lifted(IOperation at, BinaryOperatorKind kind, Expression left, Expression right, bool isChecked)
    {
        if (IsNullLiteral(left) && right is Aggregate present) left = DefaultOf(present.Shape);
        if (IsNullLiteral(right) && left is Aggregate other) right = DefaultOf(other.Shape);
        if (!IsNullable(left) || !IsNullable(right)) return Refuse(Refusal.UserOperator, at, Fence.Text(at));
        (left, right) = (Hold(left), Hold(right));
        Expression value = Binary(at, kind, ValueOrZero(left), ValueOrZero(right), isChecked);
        Expression both = Conditions.And(HasValue(left), HasValue(right));
        if (both.Equals(Constant.False) || HasValue(left).Equals(Constant.False) || HasValue(right).Equals(Constant.False)) both = Constant.False;
        if (value.Type.IsReal) return Nullable(NullableOf(value.Type), both, Either(both, value, Constant.RealOf(0, value.Type)));
        bool isEqual = kind == BinaryOperatorKind.Equals;
        if (!isEqual && kind != BinaryOperatorKind.NotEquals) return both is Constant { Bits: 0 } ? both : Conditions.And(both, value);

        Expression same = AreEqual(HasValue(left), HasValue(right));
        if (!both.Equals(Constant.False)) same = Conditions.And(same, isEqual ? value : Conditions.Not(value));
        return isEqual ? same : Conditions.Not(same);
    }

    private static Expression AreEqual(Expression left, Expression right) =>
        left is Constant a ? a.Bits != 0 ? right : Conditions.Not(right)
        : right is Constant b ? b.Bits != 0 ? left : Conditions.Not(left)
        : Conditions.Equal(left, right);

    /// <summary>Whether what may be null matches a pattern that is not about null alone.</summary>
    private Expression TestPresent(IPatternOperation pattern, Expression value)
    {
        Expression real = ValueOrZero(value);
        switch (pattern)
        {
            case IDeclarationPatternOperation { MatchesNull: false } declaration:
                DeclareMatched(declaration.DeclaredSymbol, real);
                return HasValue(value);
            case IRecursivePatternOperation { DeconstructionSubpatterns.Length: 0, PropertySubpatterns.Length: 0 } any:
                DeclareMatched(any.DeclaredSymbol, real);
                return HasValue(value);
            case ITypePatternOperation:
                return HasValue(value);
            default:
                return HasValue(value) is Constant { Bits: 0 } never ? never : Conditions.And(HasValue(value), Test(pattern, real));
        }
    }

    /// <summary><c>a?.M</c>: nothing, or null, where <c>a</c> is null.</summary>
    private Expression? LowerConditionalAccess(IConditionalAccessOperation operation)
    {
        Expression instance = Hold(Lower(operation.Operation));
        Expression isNull = instance is DelegateValue || instance.Type is StorageType { Kind: StorageKind.Array } ? IsNull(instance) : Refuse(operation);
        bool isVoid = operation.Type is null || operation.Type.SpecialType == SpecialType.System_Void;
        ValueType? type = isVoid ? null : ValueOf(operation.Type!, operation);
        if (type is not (null or AggregateType { IsNullable: true })) return Refuse(operation);
        Expression? value = null;
        conditionalInstances.Push(instance);
        Block block = InBlock(() => value = operation.WhenNotNull is IInvocationOperation call ? LowerInvocation(call) : Lower(operation.WhenNotNull));
        conditionalInstances.Pop();
        if (type is AggregateType nullable)
            return Choose(isNull, Block.Empty, DefaultOf(nullable), block, Convert(operation, value ?? StandIn(operation.Type), nullable, isChecked: false));
        Emit(new If(isNull, Block.Empty, block));
        return null;
    }

    private readonly Stack<Expression> conditionalInstances = [];
}
