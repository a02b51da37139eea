using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Local functions, lambdas and delegates whose target is known.</summary>
internal sealed partial class FunctionLowering
{
    private Expression LowerDelegate(IOperation target) => target switch
    {
        IAnonymousFunctionOperation lambda => new Closure(lambda.Symbol, lambda.Body, frame, null),
        IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } reference => new Closure(reference.Method, null, frame, null),
        IMethodReferenceOperation reference => new Closure(
            reference.Method,
            null,
            frame,
            reference.Instance is null ? null : reference.Instance is IInstanceReferenceOperation ? frame.Self : Hold(Lower(reference.Instance))),
        IDelegateCreationOperation creation => LowerDelegate(creation.Target),
        IConversionOperation conversion => LowerDelegate(conversion.Operand),
        _ => Lower(target),
    };

    private Expression? Invoke(IInvocationOperation operation)
    {
        Expression target = operation.Instance is null ? Refuse(operation) : Lower(operation.Instance);
        if (target is not Closure closure) return Refuse(Refusal.Delegate, operation, Fence.Text(operation));
        if (closure.Lambda is not null)
            return InlineInto(operation, closure.Method, session.BodyOf(closure.Method, closure.Lambda), closure.Frame, closure.Self);
        if (closure.Method.MethodKind == MethodKind.LocalFunction) return InlineLocal(operation, closure.Method, closure.Frame);
        if (KnownMethods.Find(closure.Method) is { } primitive) return LowerKnown(operation, primitive);
        if (FindRule(closure.Method) is { } rule)
        {
            IArgumentOperation[] arguments = [.. operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)];
            return Ruled(operation, closure.Method, rule, closure.Self, ArgumentsInOrder(arguments));
        }

        if (session.BodyOf(closure.Method) is not { } body) return Refuse(Refusal.NoSource, operation, closure.Method.ToDisplayString());
        return InlineInto(operation, closure.Method, body, null, closure.Self);
    }

    private Expression? InvokeLocal(IInvocationOperation operation) => InlineLocal(operation, operation.TargetMethod, frame);

    private Expression? InlineLocal(IInvocationOperation operation, IMethodSymbol target, Frame from)
    {
        for (Frame? home = from; home is not null; home = home.Outer)
        {
            if (home.Body.LocalFunction(target) is not { } function) continue;
            if (function.Body is null || target.IsAsync) return Refuse(Refusal.Bodiless, operation, target.Name);
            Frame owner = home;
            while (owner.Outer is { } outer && outer.Body.LocalFunction(target) is not null
                && !SymbolEqualityComparer.Default.Equals(owner.Body.Method, function.Symbol.ContainingSymbol))
                owner = outer;
            return InlineInto(operation, target, session.BodyOf(function.Symbol, function.Body), owner, owner.Self);
        }

        return Refuse(Refusal.Delegate, operation, target.Name);
    }

    /// <summary>Expands the target with the call's arguments by position: a delegate's parameters have names of their own.</summary>
    private Expression? InlineInto(IInvocationOperation operation, IMethodSymbol target, MethodBody body, Frame? outer, Expression? self)
    {
        if (operation.TargetMethod.MethodKind == MethodKind.LocalFunction)
            return Inline(operation, target, body, operation.Arguments, self, outer);
        IArgumentOperation[] byPosition = [.. operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)];
        Expression[] values = ArgumentsInOrder(byPosition);
        return Inline(operation, target, body, [], self, outer, values);
    }
}
