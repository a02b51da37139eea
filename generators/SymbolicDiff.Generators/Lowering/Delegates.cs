using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Lambdas and methods as values: which of them a delegate may be is known, and a call of it becomes the choice between their bodies.</summary>
internal sealed partial class FunctionLowering
{
    private Expression LowerDelegate(IOperation target) => target switch
    {
        IAnonymousFunctionOperation lambda => new Closure(lambda.Symbol, lambda.Body, frame, null),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference => new Closure(reference.Method, null, frame, null),
        IMethodReferenceOperation { Instance: { } instance, Method: var method } when !IsBase(instance) && IsOverridable(method) => Receiver(instance) is Aggregate known && Dispatched(method, known) is { } meant
            ? new Closure(meant, null, frame, Hold(known))
            : Refuse(Refusal.Virtual, target, method.ToDisplayString()),
        IMethodReferenceOperation reference => new Closure(
            reference.Method,
            null,
            frame,
            reference.Instance is null ? null : reference.Instance is IInstanceReferenceOperation ? frame.Self : Hold(Lower(reference.Instance))),
        IDelegateCreationOperation creation => LowerDelegate(creation.Target),
        IConversionOperation conversion => LowerDelegate(conversion.Operand),
        _ => Lower(target),
    };

    /// <summary>The delegate that a property with a body gives; null where it is none.</summary>
    private Expression? DelegateOf(IPropertyReferenceOperation operation)
    {
        if (operation.Property is not { Type.TypeKind: TypeKind.Delegate, Parameters.IsEmpty: true, GetMethod: { } getter } || IsTarget(operation)) return null;
        if (IsOverridable(getter) || operation.Instance is not (null or IInstanceReferenceOperation) || session.BodyOf(getter) is not { } body) return null;
        return Inline(operation, getter, body, [], operation.Instance is null ? null : frame.Self, null, []);
    }

    /// <summary>The delegate that a static member is given once and keeps: a lambda, or a method; null where that is not known.</summary>
    private Expression? KnownDelegate(ISymbol member)
    {
        bool isKept = member is IFieldSymbol { IsStatic: true, IsReadOnly: true } or IPropertySymbol { IsStatic: true, SetMethod: null };
        if (!isKept || member.ContainingType.StaticConstructors.Any(constructor => !constructor.IsImplicitlyDeclared)) return null;
        EqualsValueClauseSyntax? initial = member.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
        {
            VariableDeclaratorSyntax field => field.Initializer,
            PropertyDeclarationSyntax property => property.Initializer,
            _ => null,
        };
        if (initial is null || session.Compilation.GetSemanticModel(initial.SyntaxTree).GetOperation(initial) is not ISymbolInitializerOperation { Value: var value }) return null;
        while (value is IConversionOperation conversion) value = conversion.Operand;
        if (value is IDelegateCreationOperation creation) value = creation.Target;
        if (value is not (IAnonymousFunctionOperation or IMethodReferenceOperation { Instance: null })) return null;
        Frame outer = frame;
        frame = new Frame(new MethodBody(session.Target, value), null, null);
        Expression closure = LowerDelegate(value);
        frame = outer;
        return closure;
    }

    private Expression DeclaredDelegate(string name, Expression value, bool isStable)
    {
        if (isStable) return Hold(value);
        Expression place = DeclarePlace(name, DelegateType.Instance);
        Set(place, value);
        return place;
    }

    /// <summary>Assigns a delegate. What an iteration of a loop assigned is not known to the next one.</summary>
    private void SetDelegate(DelegatePlace place, Expression value)
    {
        if (value is DelegatePlace other) value = other.Value();
        if (value is Selection choice)
        {
            Emit(new If(choice.Condition, InBlock(() => SetDelegate(place, choice.WhenTrue)), InBlock(() => SetDelegate(place, choice.WhenFalse))));
            return;
        }

        if (!ReferenceEquals(place.Loop, innermost))
        {
            Refuse(Refusal.Delegate, current, place.Number.Name);
            return;
        }

        int number = place.Targets.IndexOf(value);
        if (number < 0) (number, _) = (place.Targets.Count, Added(place.Targets, value));
        Emit(new Assign(place.Number, AssignmentKind.Set, Constant.Of(number)));
    }

    private static bool Added(List<Expression> targets, Expression value)
    {
        targets.Add(value);
        return true;
    }

    private Expression? Invoke(IInvocationOperation operation)
    {
        Expression target = operation.Instance is null ? Refuse(operation) : Lower(operation.Instance);
        var (position, mark) = (builder.Count, Effects.Count);
        Expression[] values = ArgumentsInOrder([.. operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)]);
        if (Effects.Conflict(target, mark)) target = HoldAt(position, target);
        return Invoke(operation, target, values);
    }

    /// <summary>Calls a delegate; null where it gives nothing.</summary>
    private Expression? Invoke(IOperation at, Expression target, Expression[] values)
    {
        switch (target)
        {
            case DelegatePlace place:
                return Invoke(at, place.Value(), values);
            case Selection choice:
                return InvokeOne(at, choice, values);
            case Closure closure:
                return Invoke(at, closure, values);
            case NoDelegate:
                Emit(new Throw(new External("new global::System.NullReferenceException()", new OpaqueType("global::System.Exception"))));
                return StandIn(at.Type);
            default:
                return InvokeUnknown(at, target, values);
        }
    }

    private Expression? InvokeOne(IOperation at, Selection choice, Expression[] values)
    {
        Keep(choice.Condition);
        for (int i = 0; i < values.Length; i++)
            if (values[i] is not (Element or View)) values[i] = Hold(values[i]);
        Expression? left = null, right = null;
        Block then = InBlock(() => left = Invoke(at, choice.WhenTrue, values));
        Block otherwise = InBlock(() => right = Invoke(at, choice.WhenFalse, values));
        if (left is not null && right is not null) return Choose(choice.Condition, then, left, otherwise, right);
        Emit(new If(choice.Condition, then, otherwise));
        return null;
    }

    private Expression? Invoke(IOperation at, Closure closure, Expression[] values)
    {
        IMethodSymbol target = closure.Method;
        if (closure.Self is not null) Keep(closure.Self);
        if (closure.Lambda is not null)
        {
            MethodBody lambda = session.BodyOf(target, closure.Lambda);
            KeepCaptured(lambda, closure.Frame);
            return Inline(at, target, lambda, [], closure.Self ?? closure.Frame.Self, closure.Frame, values);
        }

        if (target.MethodKind == MethodKind.LocalFunction) return InlineLocal(at, target, closure.Frame, [], values);
        if (KnownMethods.Find(target) is { } primitive) return Known(primitive, target, values, at);
        if (FindRule(target) is { } rule) return Ruled(at, target, rule, closure.Self, values);
        if (target.IsAsync || target.IsAbstract || target.IsExtern || session.BodyOf(target) is not { } body)
            return Refuse(target.DeclaringSyntaxReferences.IsEmpty ? Refusal.NoSource : Refusal.Bodiless, at, target.ToDisplayString());
        return body.Yields ? Refuse(Refusal.Asynchronous, at, Fence.Text(at)) : Inline(at, target, body, [], closure.Self, null, values);
    }

    /// <summary>A delegate from outside: what depends on the parameters must not go in.</summary>
    private Expression? InvokeUnknown(IOperation at, Expression target, Expression[] values)
    {
        bool isWhole = values.Any(value => value is Aggregate or Deferred || value.Type is StorageType { CarriesReals: true });
        if (at is not IInvocationOperation { TargetMethod: { ReturnsByRef: false } invoke } || target.Type is not OpaqueType || isWhole
            || invoke.Parameters.Any(parameter => parameter.RefKind != RefKind.None)
            || !invoke.ReturnsVoid && ValueOf(invoke.ReturnType, at) is AggregateType or DelegateType or StorageType { CarriesReals: true })
            return Refuse(Refusal.Delegate, at, Fence.Text(at));
        string name = Fence.Text(at);
        var text = new Text();
        text.Add(session.HandOver(at, Held(target), name));
        text.Add("(");
        for (int i = 0; i < values.Length; i++)
        {
            if (i > 0) text.Add(", ");
            if (values[i].Type.IsReal) session.ReportIfDependent(Refusal.Delegate, at, values[i], name);
            text.Add(session.HandOver(at, values[i], name));
        }

        text.Add(")");
        ValueType type = invoke.ReturnsVoid ? new OpaqueType("void") : ValueOf(invoke.ReturnType, at);
        External call = text.ToExternal(type, hasEffects: true);
        if (!invoke.ReturnsVoid) return Local(call);
        Emit(new Evaluate(call));
        return null;
    }

    private Expression? InvokeLocal(IInvocationOperation operation) => InlineLocal(operation, operation.TargetMethod, frame, operation.Arguments, null);

    private Expression? InlineLocal(IOperation at, IMethodSymbol target, Frame from, IReadOnlyList<IArgumentOperation> arguments, Expression[]? values)
    {
        for (Frame? home = from; home is not null; home = home.Outer)
        {
            if (home.Body.LocalFunction(target) is not { } function) continue;
            if (function.Body is null || target.IsAsync) return Refuse(Refusal.Bodiless, at, target.Name);
            Frame owner = home;
            while (owner.Outer is { } outer && outer.Body.LocalFunction(target) is not null
                && !SymbolEqualityComparer.Default.Equals(owner.Body.Method, function.Symbol.ContainingSymbol))
                owner = outer;
            MethodBody body = session.BodyOf(function.Symbol, function.Body);
            if (body.Yields) return Refuse(Refusal.Asynchronous, at, Fence.Text(at));
            if (session.Recursion.Includes(target, home.Body))
                return values is null && at is IInvocationOperation call ? CallRecursiveLocal(call, body, owner)
                    : Refuse(Refusal.Recursion, at, target.Name, "it is called by a delegate");
            if (values is not null) KeepCaptured(body, owner);
            return Inline(at, target, body, arguments, owner.Self, owner, values);
        }

        return Refuse(Refusal.Delegate, at, target.Name);
    }
}
