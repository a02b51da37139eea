using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Assignments to properties and indexers of structures that have bodies.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>A property whose accessors are expanded, with the structure and the arguments that it is called with.</summary>
    private sealed record Accessors(IPropertyReferenceOperation Operation, MethodBody Getter, MethodBody Setter, Aggregate Instance, Expression[] Arguments);

    /// <summary>The property that an assignment goes to, where it has a body; null for other places.</summary>
    private Accessors? AccessorsOf(IOperation target)
    {
        if (target is not IPropertyReferenceOperation { Instance: { } instance, Property: { SetMethod: { } setter, GetMethod: { } getter } property } operation) return null;
        if (!property.ContainingType.IsValueType || session.BodyOf(setter) is not { } set || session.BodyOf(getter) is not { } get || !IsWritable(instance)) return null;
        return StablePlace(instance) is Aggregate structure
            ? new Accessors(operation, get, set, structure, [.. ArgumentsInOrder(operation.Arguments).Select(argument => Hold(argument))])
            : null;
    }

    private Expression Get(Accessors accessors)
    {
        IMethodSymbol getter = accessors.Operation.Property.GetMethod!;
        Expression? value = Inline(accessors.Operation, getter, accessors.Getter, [], accessors.Instance, null, accessors.Arguments);
        return value is null ? StandIn(accessors.Operation.Type) : Hold(value);
    }

    private Expression Assign(Accessors accessors, Expression value)
    {
        value = Hold(Convert(accessors.Operation, value, ValueOf(accessors.Operation.Type!, accessors.Operation), isChecked: false));
        Inline(accessors.Operation, accessors.Operation.Property.SetMethod!, accessors.Setter, [], accessors.Instance, null, [.. accessors.Arguments, value]);
        return value;
    }
}
