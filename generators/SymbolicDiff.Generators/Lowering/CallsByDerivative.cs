using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Calls that are differentiated by the callee's reverse derivative, whatever its body is.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The method itself, where a reverse derivative that was written by hand stands for its body.</summary>
    public Function LowerByDerivative(Callee callee)
    {
        EquatableArray<Parameter> parameters = method.Parameters.Select(WholeParameter).ToEquatableArray();
        IEnumerable<Expression> operands = parameters.Select(parameter => parameter.Variable);
        if (!method.IsStatic && callee.Forward is null) operands = operands.Prepend(frame.Self!);
        Expression value = Local(CallOf(method, callee, [.. operands]), "result");
        builder.Add(new Return(value));
        return new Function(method.Name, parameters, EquatableArray.Of(new Result(null, value.Type)), builder.ToBlock());
    }

    private Callee? FindCallee(IMethodSymbol target)
    {
        if (!session.Rules.IsEmpty && session.Rules.FindCallee(MethodKeys.Of(target)) is { } byHand) return byHand;
        return ForeignDerivatives.Find(target, session.Compilation);
    }

    private Expression CallByDerivative(IInvocationOperation operation, Callee callee)
    {
        IMethodSymbol target = operation.TargetMethod;
        RequireAccessible(operation, target);
        Expression? self = operation.Instance switch
        {
            null => null,
            _ when callee.Forward is not null => null, // it is called on the same object

            IInstanceReferenceOperation => frame.Self,
            IOperation instance => Lower(instance),
        };
        if (self is Aggregate or Deferred) return Refuse(Refusal.Object, operation, Fence.Text(operation));
        Expression[] values = ArgumentsInOrder(operation.Arguments);
        var operands = new Expression[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            IArgumentOperation argument = operation.Arguments[i];
            int ordinal = argument.Parameter!.Ordinal;
            CalleeParameter parameter = callee.Parameters[ordinal + (self is null ? 0 : 1)];
            Expression value = Convert(argument, values[i], parameter.Type, isChecked: false);
            if (!parameter.HasAdjoint) session.ReportIfDependent(Refusal.ConstantParameter, argument, value, callee.Name, parameter.Name);
            operands[ordinal] = value.Type.IsReal ? Atom(value) : Path(value);
        }

        Expression result = Local(CallOf(target, callee, self is null ? operands : [Held(self), .. operands]), Names.Local(target.Name));
        if (result.Type is not StorageType) return result;
        foreach (Expression operand in operands)
            if (operand.Type is StorageType { CarriesReals: true }) Emit(new Guard(GuardKind.Distinct, EquatableArray.Of(result, operand)));
        return result;
    }

    private External CallOf(IMethodSymbol target, Callee callee, Expression[] operands)
    {
        if (callee.Definition is { } definition && !session.Definitions.Contains(definition)) session.Definitions.Add(definition);
        string call = "." + Escaped(target) + "(";
        IEnumerable<string> start = target.IsStatic ? [target.ContainingType.ToDisplayString(Types.Qualified) + call]
            : callee.Forward is not null ? ["this" + call]
            : ["", call];
        int separators = operands.Length - start.Count();
        IEnumerable<string> text = start.Concat(Enumerable.Repeat(", ", Math.Max(0, separators))).Append(")");
        var external = new External(text.ToEquatableArray(), operands.ToEquatableArray(), Types.Of(target.ReturnType)!, HasEffects: true, KeepsStorage: true);
        return external with { Callee = callee };
    }
}
