using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Calls of methods that have rules of their own: operations, whatever their bodies are.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The method itself, where its rule stands for its body.</summary>
    public Function LowerByRule(Primitive rule)
    {
        EquatableArray<Parameter> parameters = method.Parameters.SelectMany(LowerParameter).ToEquatableArray();
        foreach (CompositeParameter composite in composites) session.Report(Refusal.Type, method.Locations[0], composite.Type.Name);
        IEnumerable<Expression> operands = parameters.Select(parameter => parameter.Variable);
        if (rule.Ruled!.IsInstance) operands = operands.Prepend(frame.Self!);
        RequireAccessibleUses(frame.Body.Root, rule.Ruled);
        Expression value = Atom(new Apply(rule, rule.Ruled.Result, operands.ToEquatableArray()));
        builder.Add(new Return(value));
        return new Function(method.Name, parameters, EquatableArray.Of(new Result(null, value.Type)), builder.ToBlock());
    }

    /// <summary>The call of a method that has a rule; where the rule has a mistake, that is reported and nothing is emitted.</summary>
    private Primitive? FindRule(IMethodSymbol target)
    {
        if (session.Rules.IsEmpty) return null;
        string key = MethodKeys.Of(target);
        if (session.Rules.IsBroken(key)) session.Break();
        return session.Rules.Find(key);
    }

    /// <summary>What is wrong with a rule that comes with another assembly.</summary>
    private RuleMistake? MistakeElsewhere(IMethodSymbol target) => session.Rules.IsEmpty ? null : session.Rules.MistakeElsewhere(MethodKeys.Of(target));

    private Expression LowerRuled(IInvocationOperation operation, IMethodSymbol target, Primitive rule)
    {
        Expression? self = operation.Instance switch
        {
            null => null,
            IInstanceReferenceOperation => frame.Self,
            IOperation instance => Lower(instance),
        };
        Expression[] values = ArgumentsInOrder(operation.Arguments);
        var byParameter = new Expression[values.Length];
        for (int i = 0; i < values.Length; i++) byParameter[operation.Arguments[i].Parameter!.Ordinal] = values[i];
        return Ruled(operation, target, rule, self, byParameter);
    }

    private Expression Ruled(IOperation operation, IMethodSymbol target, Primitive rule, Expression? self, Expression[] values)
    {
        RequireAccessible(operation, target);
        RequireAccessibleUses(operation, rule.Ruled!);
        if (self is Aggregate or Deferred) return Refuse(Refusal.Object, operation, Fence.Text(operation));
        var operands = new List<Expression>();
        if (rule.Ruled!.IsInstance) operands.Add(Held(self ?? Refuse(operation)));
        int first = operands.Count;
        for (int i = 0; i < values.Length; i++)
        {
            ValueType type = rule.Ruled.Parameters[first + i];
            operands.Add(type is ScalarType ? Convert(operation, values[i], type, isChecked: false) : values[i]);
        }

        return new Apply(rule, rule.Ruled.Result, operands.ToEquatableArray());
    }

    /// <summary>The partials may call methods that the user's code does not call.</summary>
    private void RequireAccessibleUses(IOperation at, RuledMethod rule)
    {
        foreach (string key in rule.Uses)
            if (MethodKeys.Find(key, session.Compilation) is { } used) RequireAccessible(at, used);
    }
}
