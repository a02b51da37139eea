using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Expressions: from each operation to a tree without side effects.</summary>
internal sealed partial class FunctionLowering
{
    private Expression Lower(IOperation operation)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        IOperation outer = current;
        current = operation;
        Expression value = LowerCurrent(operation);
        current = outer;
        return value is DelegatePlace place ? place.Value() : value is ObjectPlace name ? Value(name) : value;
    }

    private Expression LowerCurrent(IOperation operation)
    {
        if (operation.ConstantValue.HasValue && operation.Type is not null)
            return operation.ConstantValue.Value is null && Nullable(Actual(operation.Type)) is { } nullable ? DefaultOf(nullable) : Constants.Of(operation.ConstantValue.Value, Actual(operation.Type));
        return operation switch
        {
            IInvalidOperation => Invalid(operation),
            IParenthesizedOperation parenthesized => Lower(parenthesized.Operand),
            ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation
                => Place(operation),
            IPropertyReferenceOperation or IFieldReferenceOperation => Read(Place(operation)),
            IInstanceReferenceOperation => frame.Self ?? Refuse(operation),
            IConversionOperation conversion => LowerConversion(conversion),
            IBinaryOperation binary => LowerBinary(binary),
            IUnaryOperation unary => LowerUnary(unary),
            IConditionalOperation conditional => LowerConditional(conditional),
            ICoalesceOperation coalesce => LowerCoalesce(coalesce),
            ICoalesceAssignmentOperation assignment => LowerCoalesceAssignment(assignment),
            IWithOperation changed => LowerWith(changed),
            ISwitchExpressionOperation choice => LowerSwitchExpression(choice),
            IIsPatternOperation test => LowerIsPattern(test),
            IIsTypeOperation test => LowerIsType(test),
            ISimpleAssignmentOperation assignment => LowerAssignment(assignment, isUsed: true),
            ICompoundAssignmentOperation assignment => LowerCompound(assignment, isUsed: true),
            IIncrementOrDecrementOperation increment => LowerIncrement(increment, isUsed: true),
            IDeconstructionAssignmentOperation assignment => LowerDeconstruction(assignment),
            IInvocationOperation invocation => LowerInvocation(invocation) ?? StandIn(null),
            IObjectCreationOperation creation => LowerCreation(creation),
            ITupleOperation tuple => LowerTuple(tuple),
            IAnonymousObjectCreationOperation creation => LowerAnonymous(creation),
            IArrayCreationOperation => LowerArray(operation, null),
            ITranslatedQueryOperation query => Lower(query.Operation),
            IConditionalAccessOperation access => LowerConditionalAccess(access) ?? StandIn(null),
            IConditionalAccessInstanceOperation when conditionalInstances.Count > 0 => conditionalInstances.Peek(),
            IDelegateCreationOperation creation => LowerDelegate(creation.Target),
            IAnonymousFunctionOperation or IMethodReferenceOperation => LowerDelegate(operation),
            IDefaultValueOperation value => LowerDefault(value),
            IThrowOperation @throw => LowerThrow(@throw),
            IInterpolatedStringOperation text => LowerInterpolation(text),
            ITypeOfOperation type =>
                new External($"typeof({Actual(type.TypeOperand).ToDisplayString(Types.Qualified)})", new OpaqueType("global::System.Type")),
            _ when IsCollection(operation) || IsStackAlloc(operation) => LowerArray(operation, null),
            _ => Refuse(operation),
        };
    }

    /// <summary>Lowers for the side effects alone.</summary>
    private void LowerDiscarded(IOperation operation)
    {
        IOperation outer = current;
        current = operation;
        LowerCurrentDiscarded(operation);
        current = outer;
    }

    private void LowerCurrentDiscarded(IOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation assignment:
                LowerAssignment(assignment, isUsed: false);
                break;
            case ICompoundAssignmentOperation assignment:
                LowerCompound(assignment, isUsed: false);
                break;
            case IIncrementOrDecrementOperation increment:
                LowerIncrement(increment, isUsed: false);
                break;
            case IInvocationOperation invocation:
                Discard(LowerInvocation(invocation));
                break;
            case IConditionalAccessOperation access:
                Discard(LowerConditionalAccess(access));
                break;
            case IConversionOperation { OperatorMethod: null } conversion when !conversion.ConstantValue.HasValue:
                LowerDiscarded(conversion.Operand);
                break;
            default:
                Discard(Lower(operation));
                break;
        }
    }

    /// <summary>Keeps what a discarded value throws.</summary>
    private void Discard(Expression? value)
    {
        if (value is null or Constant or Variable or Deferred or Aggregate) return;
        if (value is External) Emit(new Evaluate((External)value));
        else if (Conditions.MayThrow(value)) Local(value);
    }

    private Expression Invalid(IOperation operation)
    {
        SyntaxNode? syntax = operation.Syntax;
        if (syntax is InvocationExpressionSyntax call && operation.SemanticModel is { } model && EmittedCalls.IsEmitted(call, model)) return StandIn(operation.Type);
        session.Break();
        return StandIn(operation.Type);
    }

    private Expression LowerConditional(IConditionalOperation operation)
    {
        if (operation.WhenFalse is null) return Refuse(operation);
        Expression condition = Lower(operation.Condition);
        if (condition is Constant known) return Lower(known.Bits != 0 ? operation.WhenTrue : operation.WhenFalse);
        if (IsThrow(operation.WhenFalse)) return Guarded(Conditions.Not(condition), operation.WhenFalse, operation.WhenTrue);
        if (IsThrow(operation.WhenTrue)) return Guarded(condition, operation.WhenTrue, operation.WhenFalse);

        Predeclare(operation.WhenTrue, operation.WhenFalse);
        Expression? left = null, right = null;
        Block then = InBlock(() => left = Lower(operation.WhenTrue));
        Block otherwise = InBlock(() => right = Lower(operation.WhenFalse));
        if (then.IsEmpty && otherwise.IsEmpty && ValueOf(operation.Type!, operation) is DelegateType) return new Selection(Hold(condition), left!, right!);
        bool isOfOneKind = left!.Type is not StorageType || left.Type.Equals(right!.Type);
        if (then.IsEmpty && otherwise.IsEmpty && left is not Aggregate && isOfOneKind) return new Conditional(condition, left!, right!) { IsGuard = EmittedTrees.IsGuard(operation.Condition) };
        return Choose(condition, then, left!, otherwise, right!, EmittedTrees.IsGuard(operation.Condition));
    }

    /// <summary>The choice as a variable that is assigned on both sides.</summary>
    private Expression Choose(Expression condition, Block then, Expression left, Block otherwise, Expression right, bool isGuard = false)
    {
        bool isSpan = right.Type is StorageType { Kind: StorageKind.ReadOnlySpan } || (right.Type is StorageType { Kind: StorageKind.Span } && left.Type is StorageType { Kind: StorageKind.Array });
        Expression place = DeclarePlace(BlockBuilder.Choice, isSpan ? right.Type : left.Type, isStable: true);
        Block thenSet = InBlock(() => Set(place, left));
        Block otherwiseSet = InBlock(() => Set(place, right));
        Emit(new If(
            condition,
            new Block(then.Statements.Concat(thenSet.Statements).ToEquatableArray()),
            new Block(otherwise.Statements.Concat(otherwiseSet.Statements).ToEquatableArray()))
        { IsGuard = isGuard });
        return place;
    }

    private Expression Guarded(Expression condition, IOperation @throw, IOperation value)
    {
        Emit(new If(condition, InBlock(() => Lower(@throw)), Block.Empty));
        return Lower(value);
    }

    private static bool IsThrow(IOperation operation) =>
        operation is IThrowOperation || operation is IConversionOperation conversion && IsThrow(conversion.Operand);

    private Expression LowerCoalesce(ICoalesceOperation operation)
    {
        Expression value = Hold(Lower(operation.Value));
        if (IsNullable(value)) return CoalesceNullable(operation, value);
        Expression isNull = IsNull(value);
        if (IsThrow(operation.WhenNull))
        {
            Emit(new If(isNull, InBlock(() => Lower(operation.WhenNull)), Block.Empty));
            return value;
        }

        Expression? other = null;
        Block block = InBlock(() => other = Lower(operation.WhenNull));
        if (value.Type is OpaqueType && block.IsEmpty && other is not (Aggregate or Deferred) && other!.Type is not StorageType)
        {
            session.ReportIfDependent(Refusal.PassedOutside, operation, other, "??");
            return Text.Of(ValueOf(operation.Type!, operation), "(", value, " ?? ", other, ")");
        }

        if (isNull is Constant { Bits: 0 }) return value;
        if (ValueOf(operation.Type!, operation) is DelegateType && block.IsEmpty) return isNull is Constant ? other! : new Selection(Hold(isNull), other!, value);
        if (!other!.Type.Equals(value.Type)) return Refuse(operation);
        return block.IsEmpty ? new Conditional(isNull, other, value) : Choose(isNull, block, other, Block.Empty, value);
    }

    private Expression LowerCoalesceAssignment(ICoalesceAssignmentOperation operation)
    {
        Expression place = StablePlace(operation.Target);
        if (IsNullable(place))
        {
            Emit(new If(IsNull(place), InBlock(() => Set(place, Convert(operation.Target, Lower(operation.Value), place.Type, isChecked: false))), Block.Empty));
            return Nullable(Actual(operation.Type!)) is null ? ValueOrZero(place) : place;
        }

        if (place is Aggregate or Deferred and not DelegatePlace || place.Type is not (OpaqueType or DelegateType or StorageType { Kind: StorageKind.Array })) return Refuse(operation);
        Emit(new If(IsNull(place), InBlock(() => Set(place, Convert(operation.Value, Lower(operation.Value), place.Type, isChecked: false))), Block.Empty));
        return place;
    }

    private static bool IsNullLiteral(Expression value) => value is External { Operands.Count: 0 } constant && constant.Text[0] == "null";

    /// <summary>An object that is differentiated, or that was made here, is none.</summary>
    private Expression IsNull(Expression value) => value switch
    {
        Aggregate { Shape.IsNullable: true } nullable => Conditions.Not(HasValue(nullable)),
        Aggregate { IsMade: true } or Closure => Constant.False,
        NoDelegate => Constant.True,
        External when IsNullLiteral(value) => Constant.True,
        Selection choice => IsNull(choice.WhenTrue) is var left && IsNull(choice.WhenFalse) is var right && left.Equals(right) ? left : new Conditional(choice.Condition, left, right),
        DelegatePlace place => IsNull(place.Value()),
        Aggregate or Deferred => Refuse(Refusal.Object, current, Fence.Text(current)),
        _ => Text.Of(ValueType.Boolean, "(", value, " is null)"),
    };

    private Expression LowerThrow(IThrowOperation operation)
    {
        if (operation.Exception is null) return Refuse(Refusal.Catch, operation, Fence.Text(operation));
        IOperation exception = operation.Exception;
        while (exception is IConversionOperation conversion) exception = conversion.Operand;
        Expression value = exception is IObjectCreationOperation creation ? CreationText(creation, isObserver: true) : Lower(exception);
        Emit(new Throw(value as External ?? Text.Of(value.Type, value)));
        return StandIn(operation.Type);
    }

    private Expression LowerDefault(IDefaultValueOperation operation)
    {
        ValueType type = ValueOf(operation.Type!, operation);
        return type is AggregateType { IsReference: true } ? Refuse(Refusal.Object, operation, Fence.Text(operation)) : DefaultOf(type);
    }

    private Expression DefaultOf(ValueType type) => type switch
    {
        ScalarType or CompositeType => new Constant(type, 0),
        DelegateType => NoDelegate.Instance,
        AggregateType { IsEntity: true, Class: not null } => new External("null", type),
        AggregateType shape => new Aggregate(shape, shape.Parts.Select(DefaultOf).ToEquatableArray()),
        StorageType { Kind: StorageKind.Span or StorageKind.ReadOnlySpan } span => EmptySpan(span),
        OpaqueType opaque => new External($"default({opaque.Name})", opaque),
        _ => new External("null", type),
    };

    private Expression LowerTuple(ITupleOperation tuple)
    {
        Expression[] parts = InOrder(tuple.Elements);
        var type = (INamedTypeSymbol)(tuple.Type ?? tuple.NaturalType)!;
        return new Aggregate(
            new AggregateType(
                type.TupleElements.Select(element => element.Name).ToEquatableArray(),
                parts.Select(part => part.Type).ToEquatableArray()),
            parts.ToEquatableArray());
    }

    /// <summary>Nobody can change it, so that it is as good as a tuple.</summary>
    private Expression LowerAnonymous(IAnonymousObjectCreationOperation creation)
    {
        List<ISimpleAssignmentOperation> members = [.. creation.Initializers.OfType<ISimpleAssignmentOperation>()];
        if (ValueOf(creation.Type!, creation) is not AggregateType shape || members.Count != shape.Parts.Count) return Refuse(creation);
        return new Aggregate(shape, InOrder(members.Select(member => member.Value)).ToEquatableArray()) { IsMade = true };
    }

    private Expression LowerInterpolation(IInterpolatedStringOperation operation)
    {
        var text = new Text();
        text.Add("$\"");
        var values = new Queue<Expression>(InOrder([.. operation.Parts.OfType<IInterpolationOperation>()
            .Select<IInterpolationOperation, Func<Expression[], Expression>>(part => _ => Observed(part.Expression))]));
        foreach (IInterpolatedStringContentOperation part in operation.Parts)
        {
            if (part is IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string literal } })
                text.Add(Text.Quoted(literal).Replace("{", "{{").Replace("}", "}}"));
            else if (part is IInterpolationOperation interpolation)
                AddInterpolation(text, interpolation, values.Dequeue());
            else
                return Refuse(part);
        }

        text.Add("\"");
        return text.ToExternal(new OpaqueType("string"), hasEffects: false);
    }

    private void AddInterpolation(Text text, IInterpolationOperation interpolation, Expression value)
    {
        text.Add("{(");
        text.Add(session.HandOver(interpolation.Expression, value, Fence.Text(interpolation)));
        text.Add(")");
        if (interpolation.Alignment is { ConstantValue: { HasValue: true, Value: int alignment } })
            text.Add("," + alignment.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (interpolation.FormatString is ILiteralOperation { ConstantValue: { HasValue: true, Value: string format } })
            text.Add(":" + Text.Quoted(format).Replace("{", "{{").Replace("}", "}}"));
        text.Add("}");
    }
}
