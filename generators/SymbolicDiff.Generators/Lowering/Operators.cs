using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Operators and conversions.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>How deep a tree may grow before a temporary cuts it, so that what walks over trees may be recursive.</summary>
    private const int TreeDepth = 48;

    private static readonly Dictionary<BinaryOperatorKind, (Primitive Primitive, string Text)> BinaryOperators = new()
    {
        [BinaryOperatorKind.Add] = (Primitive.Add, "+"),
        [BinaryOperatorKind.Subtract] = (Primitive.Subtract, "-"),
        [BinaryOperatorKind.Multiply] = (Primitive.Multiply, "*"),
        [BinaryOperatorKind.Divide] = (Primitive.Divide, "/"),
        [BinaryOperatorKind.Remainder] = (Primitive.Remainder, "%"),
        [BinaryOperatorKind.LeftShift] = (Primitive.ShiftLeft, "<<"),
        [BinaryOperatorKind.RightShift] = (Primitive.ShiftRight, ">>"),
        [BinaryOperatorKind.UnsignedRightShift] = (Primitive.UnsignedShiftRight, ">>>"),
        [BinaryOperatorKind.And] = (Primitive.And, "&"),
        [BinaryOperatorKind.Or] = (Primitive.Or, "|"),
        [BinaryOperatorKind.ExclusiveOr] = (Primitive.Xor, "^"),
        [BinaryOperatorKind.Equals] = (Primitive.Equal, "=="),
        [BinaryOperatorKind.NotEquals] = (Primitive.NotEqual, "!="),
        [BinaryOperatorKind.LessThan] = (Primitive.Less, "<"),
        [BinaryOperatorKind.LessThanOrEqual] = (Primitive.LessOrEqual, "<="),
        [BinaryOperatorKind.GreaterThan] = (Primitive.Greater, ">"),
        [BinaryOperatorKind.GreaterThanOrEqual] = (Primitive.GreaterOrEqual, ">="),
    };

    /// <summary>Walks down the left operands without recursion: sums of thousands of terms are deep on the left.</summary>
    private Expression LowerBinary(IBinaryOperation operation)
    {
        if (ComparedWithNull(operation) is { } isNull) return isNull;
        var spine = new Stack<IBinaryOperation>();
        IOperation leftmost = operation;
        while (leftmost is IBinaryOperation binary && !binary.ConstantValue.HasValue)
        {
            spine.Push(binary);
            leftmost = binary.LeftOperand;
        }

        Expression value = LowerOperand(spine.Peek(), leftmost);
        int depth = 0;
        while (spine.Count > 0)
        {
            value = Combine(spine.Pop(), value);
            if (++depth % TreeDepth == 0 && value is not Aggregate) value = Atom(value);
        }

        return value;
    }

    /// <summary>Whether a delegate, or a real that may be, is null; null where something else is asked.</summary>
    private Expression? ComparedWithNull(IBinaryOperation operation)
    {
        if (operation.OperatorKind is not (BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals)) return null;
        var (left, right) = (Unconverted(operation.LeftOperand), Unconverted(operation.RightOperand));
        IOperation? tested = IsNullConstant(right) ? left : IsNullConstant(left) ? right : null;
        if (tested?.Type is not { } type || type.TypeKind != TypeKind.Delegate && Nullable(Actual(type)) is null) return null;
        Expression isNull = IsNull(Lower(tested));
        return operation.OperatorKind == BinaryOperatorKind.Equals ? isNull : Conditions.Not(isNull);
    }

    private static bool IsNullConstant(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: null };

    private static IOperation Unconverted(IOperation operation)
    {
        while (operation is IConversionOperation { IsImplicit: true, OperatorMethod: null, ConstantValue.HasValue: false } conversion) operation = conversion.Operand;
        return operation;
    }

    private Expression Combine(IBinaryOperation operation, Expression left)
    {
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr)
            return ShortCircuit(operation, left);
        var (position, mark) = (builder.Count, Effects.Count);
        Expression right = LowerOperand(operation, operation.RightOperand);
        if (Effects.Conflict(left, mark)) left = HoldAt(position, left);
        var parameter = (operation.LeftOperand.Type as ITypeParameterSymbol) ?? operation.RightOperand.Type as ITypeParameterSymbol;
        if (operation.OperatorMethod is { } method && Resolved(method, parameter) is var user && IsCallable(user)) return InlineOperator(user, operation, left, right);
        return Binary(operation, operation.OperatorKind, left, right, operation.IsChecked);
    }

    private Expression LowerOperand(IBinaryOperation operation, IOperation operand)
    {
        if (IsConcatenation(operation)) return Observed(operand);
        if (operation is { OperatorMethod: null, OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals }
            && operand is IConversionOperation { IsImplicit: true, Operand.Type: IArrayTypeSymbol } conversion && !operand.ConstantValue.HasValue)
            operand = conversion.Operand;
        return Lower(operand);
    }

    private static bool IsConcatenation(IOperation operation) => operation.Type is { SpecialType: SpecialType.System_String };

    private Expression ShortCircuit(IBinaryOperation operation, Expression left)
    {
        bool isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
        if (!left.Type.Equals(ValueType.Boolean)) return Refuse(Refusal.UserOperator, operation, Fence.Text(operation));
        Predeclare(operation.RightOperand);
        Expression? right = null;
        Block block = InBlock(() => right = Lower(operation.RightOperand));
        if (block.IsEmpty) return isAnd ? Conditions.And(left, right!) : Conditions.Or(left, right!);
        return Choose(isAnd ? left : Conditions.Not(left), block, right!, Block.Empty, Constant.Of(!isAnd));
    }

    /// <summary>Whether a constant is taken from a length, which is not negative: <c>x.Length - 1</c> overflows in no context.</summary>
    private static bool IsLessThanLength(Primitive primitive, Expression left, Expression right) =>
        primitive.Equals(Primitive.Subtract) && left is Apply { Primitive.Form: PrimitiveForm.Length } && right is Constant { Bits: >= 0 };

    private Expression Binary(IOperation at, BinaryOperatorKind kind, Expression left, Expression right, bool isChecked)
    {
        if (IsNullable(left) || IsNullable(right)) return Lifted(at, kind, left, right, isChecked);
        if (!BinaryOperators.TryGetValue(kind, out var row)) return Refuse(at);
        ValueType type = row.Primitive.Name is "==" or "!=" or "<" or "<=" or ">" or ">=" ? ValueType.Boolean : left.Type;
        if (left.Type is ScalarType && right.Type is ScalarType)
        {
            if (Conditions.Compared(row.Primitive, left, right) is { } known) return known;
            bool canOverflow = !left.Type.IsReal && row.Primitive.Name is "+" or "-" or "*" && !IsLessThanLength(row.Primitive, left, right);
            return new Apply(row.Primitive.WithChecked(isChecked && canOverflow && !left.Type.IsReal), type, left, right);
        }

        if (row.Primitive.Name is "==" or "!=" && left.Type is OpaqueType && right.Type is OpaqueType)
            return new Apply(row.Primitive, type, left, right);
        if (row.Primitive.Name is "==" or "!=" && (left.Type is StorageType || right.Type is StorageType))
        {
            if (IsNullLiteral(right)) return row.Primitive == Primitive.Equal ? IsNull(left) : Conditions.Not(IsNull(left));
            return Text.Of(type, "(", left, " " + row.Text + " ", right, ")");
        }

        ValueType result = ValueOf(at.Type!, at);
        if (result is AggregateType or DelegateType or StorageType) return Refuse(Refusal.UserOperator, at, Fence.Text(at));
        if (left is Aggregate or Deferred || right is Aggregate or Deferred) return Refuse(Refusal.UserOperator, at, Fence.Text(at));
        (left, right) = (session.HandOver(at, left, row.Text), session.HandOver(at, right, row.Text));
        string prefix = isChecked && result is not OpaqueType { Name: "string" } ? "checked(" : "(";
        return Text.Of(result, prefix, left, " " + row.Text + " ", right, ")");
    }

    private Expression LowerUnary(IUnaryOperation operation)
    {
        if (operation.OperatorMethod is { } method && Resolved(method, operation.Operand.Type as ITypeParameterSymbol) is var user && IsCallable(user)) return InlineOperator(user, operation, Lower(operation.Operand));
        Expression operand = Lower(operation.Operand);
        if (IsNullable(operand) && operation.OperatorKind is UnaryOperatorKind.Minus or UnaryOperatorKind.Plus)
        {
            if (operation.OperatorKind == UnaryOperatorKind.Plus) return operand;
            Expression real = ValueOrZero(operand = Hold(operand));
            return Nullable(
                ((Aggregate)operand).Shape, HasValue(operand), Either(HasValue(operand), new Apply(Primitive.Negate, real.Type, real), Constant.RealOf(0, real.Type)));
        }

        if (operand.Type is not ScalarType) return Refuse(Refusal.UserOperator, operation, Fence.Text(operation));
        return operation.OperatorKind switch
        {
            UnaryOperatorKind.Plus => operand,
            UnaryOperatorKind.Minus => new Apply(Primitive.Negate.WithChecked(operation.IsChecked && !operand.Type.IsReal), operand.Type, operand),
            UnaryOperatorKind.BitwiseNegation => new Apply(Primitive.Complement, operand.Type, operand),
            UnaryOperatorKind.Not => Conditions.Not(operand),
            _ => Refuse(operation),
        };
    }

    private Expression LowerConversion(IConversionOperation operation)
    {
        if (!operation.Conversion.Exists && operation.OperatorMethod is null && !IsCollection(operation.Operand)) session.Break();
        if (operation.OperatorMethod is { } user && IsCallable(user)) return InlineOperator(user, operation, Lower(operation.Operand));
        if (operation.Operand is IAnonymousFunctionOperation or IMethodReferenceOperation or IThrowOperation) return Lower(operation.Operand);
        if (IsCollection(operation.Operand)) return LowerArray(operation.Operand, null);
        Expression value = Lower(operation.Operand);
        return Convert(operation, value, ValueOf(operation.Type!, operation), operation.IsChecked);
    }

    private Expression Convert(IOperation at, Expression value, ValueType target, bool isChecked)
    {
        if (value.Type.Equals(target) || value is Aggregate { Shape.Class: { } home } && IsUpcast(home, target)) return value;
        if (value is Aggregate { Shape: ListType list } && target is ListType other && list.Element.Equals(other.Element)) return value;
        if (target is OpaqueType { Name: var name } && IsListInterface(name) && AsList(value, name) is { } items) return items;
        if (target is AggregateType { Class: not null, IsEntity: true } && IsNullLiteral(value)) return new External("null", target);
        if (target is AggregateType { IsNullable: true } nullable && !IsNullable(value)) return ToNullable(at, value, nullable);
        if (target is ScalarType && IsNullable(value)) return Convert(at, Required(value), target, isChecked);
        if (target is DelegateType && value.Type is OpaqueType) return IsNullLiteral(value) ? NoDelegate.Instance : value;
        if (value.Type is ScalarType from && target is ScalarType to) return ConvertScalar(at, value, from, to, isChecked);
        if (value is Aggregate aggregate && target is AggregateType shape && shape.Parts.Count == aggregate.Parts.Count)
        {
            return new Aggregate(shape, aggregate.Parts
                .Select((part, i) => Convert(at, part, shape.Parts[i], isChecked)).ToEquatableArray());
        }

        if (target is OpaqueType && IsEnumerable(at.Type) && (value is Sequence or Aggregate { Shape: ListType, IsGiven: true } || value.Type is StorageType { CarriesReals: true, Rank: 1, Kind: StorageKind.Array }))
            return AsSequence(at, value);
        if (value.Type is StorageType source && target is StorageType memory && source.Element.Equals(memory.Element)) return value;
        if (value is External { Operands.Count: 0 } constant && constant.Text[0] == "null" && target is OpaqueType or StorageType)
            return target is StorageType { Kind: not StorageKind.Array } ? DefaultOf(target) : new External("null", target);
        return ConvertOpaque(at, value, target, isChecked);
    }

    private Apply ConvertScalar(IOperation at, Expression value, ScalarType from, ScalarType to, bool isChecked)
    {
        if (from.IsReal && !to.IsReal)
            session.ReportIfDependent(Refusal.Truncated, at, value, Fence.Text(Operand(at)), at.Type?.ToDisplayString() ?? "");
        return new Apply(Primitive.Convert.WithChecked(isChecked && !to.IsReal), to, value);
    }

    private static IOperation Operand(IOperation operation) => operation is IConversionOperation conversion ? conversion.Operand : operation;

    private Expression ConvertOpaque(IOperation at, Expression value, ValueType target, bool isChecked)
    {
        if (target is AggregateType or DelegateType || value is Aggregate or Deferred) return Refuse(Refusal.Object, at, Fence.Text(at));
        string name = Actual(at.Type!).ToDisplayString(Types.Qualified);
        string receiver = Readable.Of(Actual(at.Type!));
        if (value.Type.CarriesReals && !isObserving)
        {
            if (value.Type is StorageType) return Refuse(Refusal.PassedOutside, at, receiver);
            session.ReportIfDependent(Refusal.PassedOutside, at, value, receiver);
        }

        value = session.HandOver(at, value, receiver);

        if (at is IConversionOperation { IsImplicit: true })
            return value is External external ? external with { Type = target } : Text.Of(target, value);
        Expression cast = Text.Of(target, isChecked && target is ScalarType { IsReal: false } ? "checked((" : "((", name, ")(", value, "))");
        return target is StorageType ? Local(cast) : cast;
    }
}
