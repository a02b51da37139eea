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
        Expression? self = method.IsStatic ? null : frame.Self;
        Variable? value = CalledByDerivative(method, callee, self, [.. parameters.Select(parameter => (Expression)parameter.Variable)], "result");
        EquatableArray<Result> results = EquatableArray<Result>.Empty;
        if (value is not null)
        {
            builder.Add(new Return(value));
            results = EquatableArray.Of(new Result(null, value.Type));
        }

        return new Function(method.Name, parameters, results, builder.ToBlock());
    }

    private Callee? FindCallee(IMethodSymbol target)
    {
        if (!session.Rules.IsEmpty && session.Rules.FindCallee(MethodKeys.Of(target)) is { } byHand) return byHand;
        return ForeignDerivatives.Find(target, session.Compilation);
    }

    private Expression? CallByDerivative(IInvocationOperation operation, Callee callee)
    {
        IMethodSymbol target = operation.TargetMethod;
        RequireAccessible(operation, target);
        Expression? self = operation.Instance switch
        {
            null => null,
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
            if (parameter.IsWritten && parameter.Type.IsReal)
            {
                operands[ordinal] = values[i];
                continue;
            }

            Expression value = Convert(argument, values[i], parameter.Type, isChecked: false);
            if (!parameter.HasAdjoint) session.ReportIfDependent(Refusal.ConstantParameter, argument, value, callee.Name, parameter.Name);
            operands[ordinal] = value.Type.IsReal ? Atom(value) : Path(value);
        }

        if (Shared(operation, callee, operands, self is null ? 0 : 1) is { } shared) return Refuse(Refusal.SharedReference, shared, callee.Name, Fence.Text(shared));
        return CalledByDerivative(target, callee, self is null ? null : Held(self), operands, Names.Local(target.Name));
    }

    /// <summary>
    /// An argument that may be passed twice, once by reference: a real that is passed by reference gets its new value when the call has ended, which would be
    /// noticed. Nothing but variables of the method's own, and elements where no storage is passed, is passed by reference.
    /// </summary>
    private static IOperation? Shared(IInvocationOperation operation, Callee callee, Expression[] operands, int first)
    {
        List<IArgumentOperation> references = [.. operation.Arguments.Where(argument => argument.Parameter!.RefKind is RefKind.Ref or RefKind.Out)];
        int elements = references.Count(argument => operands[argument.Parameter!.Ordinal] is Element);
        bool hasStorage = operands.Any(operand => operand.Type is StorageType { CarriesReals: true });
        return references.FirstOrDefault(argument => operands[argument.Parameter!.Ordinal] switch
        {
            Variable variable => references.Count(other => variable.Equals(operands[other.Parameter!.Ordinal])) > 1,
            Element => elements > 1 || hasStorage,
            _ => true,
        });
    }

    private Variable? CalledByDerivative(IMethodSymbol target, Callee callee, Expression? self, Expression[] arguments, string name)
    {
        Expression[] all = self is null ? arguments : [self, .. arguments];
        return Called(callee, all, operands => CallOf(target, callee, operands), name).Result;
    }

    /// <summary>
    /// Adds the call. What is passed by reference are variables of its own, which bring the values there and back; those of arguments that are null are given back.
    /// </summary>
    private (Variable? Result, List<Variable> Parts) Called(Callee callee, IReadOnlyList<Expression?> arguments, Func<Expression[], External> callOf, string name)
    {
        var operands = new Expression[arguments.Count];
        var parts = new List<Variable>();
        for (int i = 0; i < operands.Length; i++)
        {
            CalleeParameter parameter = callee.Parameters[i];
            operands[i] = arguments[i]!;
            if (!parameter.IsWritten || parameter.Type is StorageType) continue;
            Variable own = session.Variables.New(Names.IsWritten(parameter.Name) ? parameter.Name : "value", parameter.Type, Role.Source);
            Emit(new Declare(own, parameter.Passing == Passing.Ref ? arguments[i] : null));
            operands[i] = own;
            if (arguments[i] is null) parts.Add(own);
        }

        External call = callOf(operands);
        IEnumerable<Expression> written = callee.Recursive is null ? call.Written : call.Operands; // of what calls itself that is known later
        foreach (Expression storage in written.Where(operand => operand.Type is StorageType)) ReportStore(storage, call);
        Variable? result = call.Type is OpaqueType { Name: "void" } ? null : Local(call, name);
        if (result is null) Emit(new Evaluate(call));
        for (int i = 0; i < operands.Length; i++)
            if (arguments[i] is { } place && !ReferenceEquals(operands[i], place)) Set(place, operands[i]);
        if (result is not { Type: StorageType }) return (result, parts);
        foreach (Expression operand in operands)
            if (operand.Type is StorageType { CarriesReals: true }) Emit(new Guard(GuardKind.Distinct, EquatableArray.Of(result, operand)));
        return (result, parts);
    }

    private External CallOf(IMethodSymbol target, Callee callee, Expression[] operands)
    {
        if (callee.Definition is { } definition && !session.Definitions.Contains(definition)) session.Definitions.Add(definition);
        string call = "." + Escaped(target) + "(";
        var text = new List<string> { target.IsStatic ? target.ContainingType.ToDisplayString(Types.Qualified) + call : "" };
        int first = target.IsStatic ? 0 : 1;
        if (first == 1) text.Add(call);
        for (int i = first; i < operands.Length; i++)
        {
            if (i > first) text.Add(", " + callee.Parameters[i].Keyword);
            else text[i] += callee.Parameters[i].Keyword;
        }

        text.Add(")");
        ValueType type = target.ReturnsVoid ? new OpaqueType("void") : Types.Of(target.ReturnType)!;
        return new External(text.ToEquatableArray(), operands.ToEquatableArray(), type, HasEffects: true, KeepsStorage: true) { Callee = callee };
    }
}
