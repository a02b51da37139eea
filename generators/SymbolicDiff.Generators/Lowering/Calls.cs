using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Calls: known methods become primitives, methods with source are expanded.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>How many calls may be expanded inside each other.</summary>
    private const int DeepestExpansion = 100;

    /// <summary>The value of a call; null where the method has none.</summary>
    private Expression? LowerInvocation(IInvocationOperation operation)
    {
        IMethodSymbol target = Resolved(operation);
        if (target.IsVararg) return Refuse(operation);
        if (target.MethodKind == MethodKind.DelegateInvoke) return Invoke(operation);
        if (target.MethodKind == MethodKind.LocalFunction) return InvokeLocal(operation);
        if (MistakeElsewhere(target) is { } mistake) return Refuse(Refusal.ReferencedRule, operation, mistake.Method.FullName, mistake.Method.Assembly!, mistake.Problem);
        if (FindRule(target) is { } rule) return LowerRuled(operation, target, rule);
        if (Types.IsKnown(target.ContainingType)) return CallFramework(operation);
        if (KnownMethods.FindElements(target) is { Count: > 0 } elements) return LowerTuple(operation, elements);
        if (KnownMethods.IsConversion(target) && Types.Scalar(target.ReturnType) is { Kind: ScalarKind.Generic } generic) return CreateGeneric(operation, target, generic);
        if (KnownMethods.IsConversion(target))
            return Convert(operation, Lower(operation.Arguments[0].Value), ValueOf(operation.Type!, operation), isChecked: false);
        if (KnownMethods.IsZeroTest(target) && Lower(operation.Arguments[0].Value) is { Type.IsReal: true } tested)
            return Conditions.Equal(tested, Constant.RealOf(0, tested.Type));
        if (KnownMethods.Find(target) is { } primitive) return LowerKnown(operation, target, primitive);
        if (FindCallee(target) is { } callee) return CallByDerivative(operation, callee);
        if (target is { Name: "Stop", ContainingType: { Name: "Gradients", ContainingNamespace.Name: "SymbolicDiff" } }) return Stop(operation);
        if (Checkpoints.IsMark(target)) return Refuse(Refusal.CheckpointPlace, operation);
        if (operation.Instance is { } receiver && IsOpenedList(Actual(receiver.Type!)) && Lower(receiver) is Aggregate { Shape: ListType } list) return LowerListMethod(operation, list);
        if (target is { Name: "GetValueOrDefault", ContainingType: var home } && Nullable(Actual(home)) is not null && operation.Instance is { } nullable && IsNullable(Lower(nullable)))
            return ValueOrDefault(operation);
        if (IsQuery(target) && IsFollowed(operation)) return LowerQuery(operation);
        if (IsOverElements(operation)) return OverElements(operation);
        if (IsStorageMethod(operation)) return LowerStorageMethod(operation);
        if (!session.HasSource(target)) return Guards.IsGuard(target) ? LowerGuard(operation) : CallOutside(operation);
        return Call(operation, target);
    }

    /// <summary>A check that an emitted derivative begins with.</summary>
    private Expression? LowerGuard(IInvocationOperation operation)
    {
        IEnumerable<IOperation> arguments = operation.Arguments.Where(argument => argument.ArgumentKind == ArgumentKind.Explicit).Select(argument => argument.Value);
        Expression[] storages = InOrder(arguments.Select(Guarded));
        Emit(Guards.Of(operation.TargetMethod, storages.Select(storage => storage.Type is StorageType ? Path(storage) : storage).ToEquatableArray()));
        return null;
    }

    /// <summary>The storage in <c>Guard.Of(storage)</c>, or what converts to a guarded storage.</summary>
    private static IOperation Guarded(IOperation argument) => argument switch
    {
        IConversionOperation conversion => Guarded(conversion.Operand),
        IInvocationOperation { TargetMethod.Name: "Of" } of when Guards.IsGuard(of.TargetMethod) => Guarded(of.Arguments[0].Value),
        _ => argument,
    };

    private Expression? Call(IInvocationOperation operation, IMethodSymbol target)
    {
        Expression? self = operation.Instance switch
        {
            null => null,
            IInstanceReferenceOperation => frame.Self,
            IOperation instance when IsElement(instance) => StablePlace(instance),
            IOperation instance => Lower(instance),
        };
        if (self is Aggregate structure && operation.Instance is { } receiver) self = Instance(structure, receiver, target);
        self = self is null ? null : Named(self);
        if (operation.IsVirtual && self is Aggregate { Shape.IsReference: true } known && Dispatched(target, known) is { } meant) target = meant;
        else if (self is External or Variable or Aggregate { Shape.IsReference: true } && operation.IsVirtual && IsOverridable(target)) return Refuse(Refusal.Virtual, operation, target.ToDisplayString());
        if (target.IsAsync || target.IsAbstract || target.IsExtern || session.BodyOf(target) is not { } body)
            return Refuse(Refusal.Bodiless, operation, target.ToDisplayString());
        if (body.Yields) return Refuse(Refusal.Asynchronous, operation, Fence.Text(operation));
        if (session.Recursion.Includes(target))
        {
            IMethodSymbol constructed = Constructed(target);
            return constructed.Parameters.Any(parameter => Types.CarriesReals(Actual(parameter.Type))) || self is Aggregate
                ? CallRecursive(operation, Described(constructed, body, [], null, self), null)
                : CallOutside(operation);
        }

        if (self is not (null or Aggregate)) self = Hold(self);
        return Inline(operation, target, body, operation.Arguments, self, null);
    }

    /// <summary>The structure that a method is called on: a copy where C# makes one, for the method may change it.</summary>
    private Expression Instance(Aggregate structure, IOperation operation, IMethodSymbol target) =>
        Mutations.MayChange(target) && !IsWritable(operation) ? Declared(Names.Local(target.ContainingType.Name), structure, isStable: false) : structure;

    private bool IsWritable(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { Local: var local } => local.RefKind == RefKind.Ref || local.RefKind == RefKind.None && !local.IsForEach && !local.IsUsing,
        IParameterReferenceOperation { Parameter.RefKind: var kind } => kind is RefKind.None or RefKind.Ref or RefKind.Out,
        IFieldReferenceOperation { Field.IsReadOnly: false, Instance: { } instance } => IsWritable(instance),
        IInstanceReferenceOperation => !frame.Body.Method.IsReadOnly,
        IArrayElementReferenceOperation => true,
        IPropertyReferenceOperation { Property.ReturnsByRef: true } => true,
        IImplicitIndexerReferenceOperation { IndexerSymbol: IPropertySymbol { ReturnsByRef: true } } => true,
        IParenthesizedOperation parenthesized => IsWritable(parenthesized.Operand),
        _ => false,
    };

    /// <summary>Whether it is a structure in an array or span, on which methods are called where it is.</summary>
    private static bool IsElement(IOperation operation) => operation switch
    {
        IArrayElementReferenceOperation or IImplicitIndexerReferenceOperation => operation.Type!.IsValueType,
        IPropertyReferenceOperation { Property: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } => operation.Type!.IsValueType,
        IFieldReferenceOperation { Instance: { } instance } => operation.Type!.IsValueType && IsElement(instance),
        IParenthesizedOperation parenthesized => IsElement(parenthesized.Operand),
        _ => false,
    };

    private static bool IsOverridable(IMethodSymbol target) =>
        (target.IsVirtual || target.IsOverride || target.IsAbstract) && !target.IsSealed && !target.ContainingType.IsSealed && !target.ContainingType.IsValueType;

    private bool IsCallable(IMethodSymbol target) => session.HasSource(target) || session.DefinitionOf(target) is not null;

    private Expression InlineOperator(IMethodSymbol target, IOperation operation, params Expression[] operands)
    {
        target = session.DefinitionOf(target) ?? target;
        if (session.BodyOf(target) is not { } body) return Refuse(Refusal.UserOperator, operation, Fence.Text(operation));
        return Inline(operation, target, body, [], null, null, operands) ?? StandIn(operation.Type);
    }

    /// <summary>Expands a method: arguments are evaluated once, in order, then its body stands where the call stood.</summary>
    private Expression? Inline(
        IOperation at,
        IMethodSymbol target,
        MethodBody body,
        IReadOnlyList<IArgumentOperation> arguments,
        Expression? self,
        Frame? outer,
        Expression[]? values = null,
        Func<Expression?>? expand = null)
    {
        if (!session.CountStatement()) return StandIn(target.ReturnType); // counted, for a call may add no statement of its own
        if (session.IsExpanding(target.OriginalDefinition, outer))
            return Refuse(Refusal.Recursion, at, target.ToDisplayString(), "it is no ordinary method, or is called by a delegate, an operator or a property");
        if (session.Active.Count > DeepestExpansion) throw new InsufficientExecutionStackException(); // the compiler needs stack for each body, too
        IParameterSymbol[] parameters = values is null ? [.. arguments.Select(argument => target.Parameters[argument.Parameter!.Ordinal])] : [.. target.Parameters];
        bool[] areReferences = [.. arguments.Select(IsReference)];
        values ??= ArgumentsInOrder(arguments);

        Frame caller = frame;
        var callee = new Frame(body, outer, self);
        callee.BindTypes(Constructed(target));
        frame = callee;
        session.Active.Add((target.OriginalDefinition, outer));
        for (int i = 0; i < parameters.Length; i++)
        {
            bool isReference = i < areReferences.Length && areReferences[i];
            int twin = isReference ? -1 : TwinOf(i, parameters, values, body);
            if (twin >= 0) frame.Bind(parameters[i].OriginalDefinition, frame.Meaning(parameters[twin].OriginalDefinition)!);
            else Bind(parameters[i], values[i], isReference, at);
        }

        Expression? value = expand is null ? Expand(Names.Local(target.Name)) : expand();
        session.Active.RemoveAt(session.Active.Count - 1);
        frame = caller;
        return value;
    }

    /// <summary>An earlier parameter that is given the same variables, as in <c>z * z</c>, where neither is assigned; -1 where there is none.</summary>
    private static int TwinOf(int index, IParameterSymbol[] parameters, Expression[] values, MethodBody body)
    {
        if (!IsOfVariables(values[index]) || !IsKept(parameters[index], body)) return -1;
        for (int i = 0; i < index; i++)
            if (values[i].Equals(values[index]) && IsKept(parameters[i], body) && SymbolEqualityComparer.Default.Equals(parameters[i].Type, parameters[index].Type)) return i;
        return -1;
    }

    private static bool IsKept(IParameterSymbol parameter, MethodBody body) => parameter.RefKind == RefKind.None && !body.IsMutated(parameter.OriginalDefinition);

    private static bool IsOfVariables(Expression value) => value is Variable { Type.IsReal: true } or Aggregate { Shape: not ListType } && Leaves(value).All(leaf => leaf is Variable);

    /// <summary>The method with the type arguments of this expansion.</summary>
    private IMethodSymbol Constructed(IMethodSymbol target)
    {
        if (target.ContainingType is { IsGenericType: true } home && home.TypeArguments.Any(HasParameters) && Actual(home) is INamedTypeSymbol actual)
        {
            IEnumerable<ITypeSymbol> arguments = target.TypeArguments;
            IMethodSymbol? found = actual.GetMembers(target.Name).OfType<IMethodSymbol>()
                .FirstOrDefault(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, target.OriginalDefinition));
            if (found is not null) target = found.IsGenericMethod ? found.ConstructedFrom.Construct([.. arguments]) : found;
        }

        return target.IsGenericMethod && target.MethodKind == MethodKind.Ordinary && target.TypeArguments.Any(HasParameters)
            ? target.ConstructedFrom.Construct([.. target.TypeArguments.Select(Actual)])
            : target;
    }

    private Expression[] ArgumentsInOrder(IReadOnlyList<IArgumentOperation> arguments) => InOrder(
        [.. arguments.Select(IsReference)],
        [.. arguments.Select<IArgumentOperation, Func<Expression[], Expression>>(argument => _ => Argument(argument))]);

    private static bool IsReference(IArgumentOperation argument) => argument.Parameter!.RefKind switch
    {
        RefKind.None => false,
        RefKind.Ref or RefKind.Out => true,
        _ => IsPlace(argument.Value),
    };

    private Expression Argument(IArgumentOperation argument)
    {
        if (IsReference(argument))
        {
            return argument.Value is IDiscardOperation discard
                ? DeclarePlace("unused", ValueOf(discard.Type!, discard))
                : StablePlace(argument.Value);
        }

        if (argument.ArgumentKind is ArgumentKind.ParamArray && argument.Value is IArrayCreationOperation array)
            return LowerArray(array, argument.Parameter!.Name);
        if (argument is { Parameter.IsParams: true, Value: { IsImplicit: true } and not (IConversionOperation or IArrayCreationOperation) }
            && Types.Of(Actual(argument.Parameter.Type)) is StorageType)
            return LowerCollection(argument.Value, argument.Parameter!.Name);
        return Lower(argument.Value);
    }

    /// <summary>Whether an <c>in</c> argument names memory that may change during the call.</summary>
    private static bool IsPlace(IOperation operation) =>
        !operation.ConstantValue.HasValue && operation is ILocalReferenceOperation or IParameterReferenceOperation or IArrayElementReferenceOperation
            or IFieldReferenceOperation or IPropertyReferenceOperation { Property: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } };

    /// <summary>A value that does not change is the parameter itself; others become locals with the parameter's name.</summary>
    private void Bind(IParameterSymbol parameter, Expression value, bool isReference, IOperation at)
    {
        IParameterSymbol symbol = parameter.OriginalDefinition;
        if (isReference || parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.RefKind != RefKind.None && value is Variable or Element || value is Sequence)
        {
            if (value is Sequence && frame.Body.IsMutated(symbol)) Refuse(Refusal.Query, at, symbol.Name);
            frame.Bind(symbol, value);
            return;
        }

        ValueType type = ValueOf(parameter.Type, at);
        value = Convert(at, value, type, isChecked: false);
        frame.Bind(symbol, frame.Body.IsMutated(symbol)
            ? Declared(symbol.Name, value, type is StorageType or DelegateType ? type : null, isStable: false)
            : Hold(value, Names.Local(symbol.Name)));
    }

    private Expression LowerKnown(IInvocationOperation operation, IMethodSymbol target, Primitive primitive)
    {
        Expression[] operands = InOrder(operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value));
        return Known(primitive, target, operands, operation);
    }

    private Apply Known(Primitive primitive, IMethodSymbol target, Expression[] operands, IOperation at)
    {
        ValueType type = ValueOf(target.ReturnType, at);
        if (target.Name == "Round" && KnownMethods.IsRounding(target.Parameters.Last().Type))
        {
            Expression digits = operands.Length == 3 ? operands[1] : Constant.Of(0);
            return new Apply(Primitive.All["roundToMode"], type, operands[0], digits, operands[operands.Length - 1]);
        }

        return new Apply(primitive, type, operands);
    }

    private Aggregate LowerTuple(IInvocationOperation operation, IReadOnlyList<(string Name, Primitive Primitive)> elements)
    {
        Expression angle = Hold(Lower(operation.Arguments[0].Value), "angle");
        return new Aggregate(
            new AggregateType(elements.Select(element => element.Name).ToEquatableArray(), elements.Select(_ => angle.Type).ToEquatableArray()),
            elements.Select(element => (Expression)new Apply(element.Primitive, angle.Type, angle)).ToEquatableArray());
    }

    /// <summary>A cut: the value goes through code that takes no part in the differentiation.</summary>
    private Expression Stop(IInvocationOperation operation) => Stopped(Lower(operation.Arguments[0].Value));

    private Expression Stopped(Expression value) => value switch
    {
        Aggregate aggregate => aggregate with { Parts = aggregate.Parts.Map(Stopped) },
        { Type.IsReal: true } => Cut(session.Handovers.Stopped(Atom(value))),
        { Type: StorageType memory } => Local(Cut(Path(new CopyOf(Path(value), memory)))),
        _ => value,
    };

    private static External Cut(Expression value) => new(EquatableArray.Of("", ""), EquatableArray.Of(value), value.Type, HasEffects: false);
}
