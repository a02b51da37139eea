using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Assignments to properties and indexers of structures that have bodies.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>A property whose accessors are expanded, with the structure and the arguments that it is called with.</summary>
    private sealed record Accessors(
        IPropertyReferenceOperation Operation, IMethodSymbol GetMethod, MethodBody? Getter, IMethodSymbol SetMethod, MethodBody Setter, Aggregate Instance, Expression[] Arguments);

    /// <summary>The property that an assignment goes to, where it has a body; null for other places.</summary>
    private Accessors? AccessorsOf(IOperation target)
    {
        if (target is not IPropertyReferenceOperation { Instance: { } instance, Property: { SetMethod: { } setter } property } operation) return null;
        if (!property.ContainingType.IsValueType) return AccessorsOfObject(operation, instance);
        if (property.GetMethod is not { } getter || session.BodyOf(setter) is not { } set || session.BodyOf(getter) is not { } get || !IsWritable(instance)) return null;
        return StablePlace(instance) is Aggregate structure
            ? new Accessors(operation, getter, get, setter, set, structure, [.. ArgumentsInOrder(operation.Arguments).Select(argument => Hold(argument))])
            : null;
    }

    /// <summary>As above, of an object that the method has made.</summary>
    private Accessors? AccessorsOfObject(IPropertyReferenceOperation operation, IOperation instance)
    {
        IMethodSymbol set = operation.Property.SetMethod!;
        bool hasBody = !set.DeclaringSyntaxReferences.IsEmpty && (session.BodyOf(set) is not null || IsOverridable(set));
        if (!hasBody || !IsName(instance) || Receiver(instance) is not Aggregate { Shape.IsReference: true } known) return null;
        if (Dispatched(operation, known) is not { SetMethod: { } setter } property || session.BodyOf(setter) is not { } body) return null;
        bool isInitial = instance is IInstanceReferenceOperation && frame.Body.Method.MethodKind == MethodKind.Constructor;
        if (!isInitial && !CanChange(known, operation)) return null;
        MethodBody? getter = property.GetMethod is { } get ? session.BodyOf(get) : null;
        return new Accessors(operation, property.GetMethod ?? setter, getter, setter, body, known, [.. ArgumentsInOrder(operation.Arguments).Select(argument => Hold(argument))]);
    }

    /// <summary>Whether looking at what it names does nothing else.</summary>
    private static bool IsName(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { IsDeclaration: false } or IParameterReferenceOperation or IInstanceReferenceOperation => true,
        IFieldReferenceOperation { Instance: { } inner } => IsName(inner),
        IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion => IsName(conversion.Operand),
        _ => false,
    };

    private Expression Get(Accessors accessors)
    {
        if (accessors.Getter is null) return Part(accessors.Instance, accessors.Operation.Property.Name) ?? Refuse(Refusal.Object, accessors.Operation, Fence.Text(accessors.Operation));
        Expression? value = Inline(accessors.Operation, accessors.GetMethod, accessors.Getter, [], accessors.Instance, null, accessors.Arguments);
        return value is null ? StandIn(accessors.Operation.Type) : Hold(value);
    }

    private Expression Assign(Accessors accessors, Expression value)
    {
        value = Hold(Convert(accessors.Operation, value, ValueOf(accessors.Operation.Type!, accessors.Operation), isChecked: false));
        Inline(accessors.Operation, accessors.SetMethod, accessors.Setter, [], accessors.Instance, null, [.. accessors.Arguments, value]);
        return value;
    }
}
