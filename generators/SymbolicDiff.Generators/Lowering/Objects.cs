using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Objects that are changed: entities. One that the method makes is a variable for each member; all names of it are bound to these, so that each sees what is
/// done through another.
/// </summary>
internal sealed partial class FunctionLowering
{
    /// <summary>A new object whose members have their default values.</summary>
    private Aggregate NewEntity(AggregateType shape, string name) => new(
        shape,
        shape.Parts.Select((part, i) => part is AggregateType { IsReference: true } or StorageType
            ? new ObjectPlace(PartName(name, shape.Names[i]), part, builder) { Named = new External("null", part) }
            : DeclarePlace(PartName(name, shape.Names[i]), part)).ToEquatableArray())
    {
        IsMade = true,
        IsExact = true,
    };

    /// <summary>A new object with the same members.</summary>
    private Aggregate Cloned(Aggregate original)
    {
        Aggregate copy = NewEntity(original.Shape, Names.Local(original.Shape.Class!.Name)) with { IsExact = original.IsExact };
        for (int i = 0; i < copy.Parts.Count; i++) Set(copy.Parts[i], original.Parts[i] is ObjectPlace name ? name.Value() : original.Parts[i]);
        return copy;
    }

    private void SetPart(Aggregate instance, string name, Expression value, IOperation at)
    {
        int index = instance.Shape.Names.ToList().IndexOf(name);
        Set(instance.Parts[index], Convert(at, value, instance.Shape.Parts[index], isChecked: false));
    }

    /// <summary>Does to a new object what its initialiser says, one after the other.</summary>
    private Expression Initialise(Aggregate instance, IObjectOrCollectionInitializerOperation initializer)
    {
        foreach (IOperation operation in initializer.Initializers)
        {
            if (operation is IMemberInitializerOperation { InitializedMember: IMemberReferenceOperation inner, Initializer: { } members }
                && Part(instance, inner.Member.Name) is { } part && Named(part) is Aggregate existing && (!existing.Shape.IsReference || CanChange(existing, operation)))
            {
                if (existing.Shape.IsEntity) Initialise(existing, members);
                else Set(existing, WithMembers(existing, members));
                continue;
            }

            if (operation is not ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: var member }, Value: var value }) return Refuse(operation);
            if (Part(instance, member.Name) is { } place) SetPart(instance, member.Name, place is ObjectPlace named ? LowerNamed(value, named.Name) : Lower(value), operation);
            else if (member is IPropertySymbol { SetMethod: { } setter, Parameters.IsEmpty: true } && Dispatched(setter, instance) is { } meant && session.BodyOf(meant) is { } body)
                Inline(operation, meant, body, [], instance, null, [Hold(Convert(operation, Lower(value), ValueOf(((IPropertySymbol)member).Type, operation), isChecked: false))]);
            else return Refuse(operation);
        }

        return instance;
    }

    /// <summary>
    /// Lets a variable or member name another object, where it is known for all that follows that it does. A variable without a value may be given one where that
    /// is not sure: C# lets nobody read it before.
    /// </summary>
    private void SetObject(ObjectPlace? place, Expression value)
    {
        bool isKnown = place is not null && (ReferenceEquals(place.Home, builder) || place.Named is null || IsSame(place.Named, value));
        if (!isKnown || !(value is Aggregate || value.Type is StorageType || IsNullLiteral(value)))
            Refuse(Refusal.ObjectName, current, Fence.Text(current));
        else
            place!.Named = IsNullLiteral(value) ? value : value.Type is StorageType ? Hold(value, Names.Local(place.Name)) : Hold(value);
    }

    /// <summary>What a member that is an array or object is given, with the member's name for what is made.</summary>
    private Expression LowerNamed(IOperation operation, string name) =>
        IsNewStorage(operation) || operation is IArrayCreationOperation ? LowerArray(operation, name)
        : operation is IConversionOperation { IsImplicit: true, Operand: var collection } && IsCollection(collection) ? LowerArray(collection, name)
        : operation is IObjectCreationOperation made && ValueOf(made.Type!, made) is AggregateType { Class: not null, IsEntity: true } entity ? StructCreation(made, entity, name)
        : Lower(operation);

    /// <summary>The object that a variable names now; a reference that is null has no members.</summary>
    private Expression Named(Expression instance)
    {
        if (instance is ObjectPlace place) instance = Value(place);
        return instance.Type is AggregateType && IsNullLiteral(instance) ? Refuse(Refusal.Object, current, Fence.Text(current)) : instance;
    }

    private static bool IsSame(Expression named, Expression value) => value is Aggregate other ? named is Aggregate { Parts: var parts } && parts.Equals(other.Parts) : named.Equals(value);

    /// <summary>What a variable or member names now; what a block has made that has ended is not known by other names any more.</summary>
    private Expression Value(ObjectPlace place)
    {
        Expression value = place.Value();
        return Leaves(value).OfType<Variable>().Any(closed.Contains) ? Refuse(Refusal.ObjectName, current, Fence.Text(current)) : value;
    }

    /// <summary>Whether the object may be changed here; otherwise that is reported, or remembered for another attempt.</summary>
    private bool CanChange(Aggregate instance, IOperation at)
    {
        if (!instance.Shape.IsReference || instance.Shape.IsEntity && !instance.IsGiven) return true;
        MarkChanged(instance);
        session.Report(Refusal.SharedObject, at, Fence.Text(at));
        return false;
    }

    /// <summary>Remembers that objects of this class have to be entities, if the method has made this one.</summary>
    private void MarkChanged(Aggregate instance)
    {
        if (instance is { IsGiven: false, Shape: { IsEntity: false, Class: { } home } }) session.Changed.Add(Types.RootOf(home));
    }

    private static IOperation Upcast(IOperation operation) =>
        operation is IConversionOperation { IsImplicit: true, Conversion.IsReference: true, ConstantValue.HasValue: false } conversion ? Upcast(conversion.Operand) : operation;

    /// <summary>Whether an object of the class is one of the type: of a base class, or of an interface.</summary>
    private static bool IsUpcast(INamedTypeSymbol home, ValueType target)
    {
        for (INamedTypeSymbol? type = home; type is not null; type = Types.BaseOf(type))
        {
            if (target is AggregateType { Class: { } known } && SymbolEqualityComparer.Default.Equals(known, type)) return true;
            if (target is OpaqueType opaque && opaque.Name == type.ToDisplayString(Types.Qualified)) return true;
        }

        return target is OpaqueType other && home.AllInterfaces.Any(type => type.ToDisplayString(Types.Qualified) == other.Name);
    }

    /// <summary>The method or accessor that is run where the object's own class is known; null where a derived class may have another.</summary>
    private IMethodSymbol? Dispatched(IMethodSymbol method, Aggregate instance)
    {
        if (instance is not { Shape.Class: { } home } || !IsOverridable(method)) return method;
        if (!instance.IsExact && !home.IsSealed) return null;
        if (method.ContainingType.TypeKind == TypeKind.Interface)
            return method.AssociatedSymbol is IPropertySymbol property && Implementation(property, home) is IPropertySymbol found
                ? (method.MethodKind == MethodKind.PropertyGet ? found.GetMethod : found.SetMethod)
                : Implementation(method, home) is IMethodSymbol implemented ? Closed(implemented, method) : null;
        for (INamedTypeSymbol? type = home; type is not null; type = type.BaseType)
            foreach (IMethodSymbol member in type.GetMembers(method.Name).OfType<IMethodSymbol>())
                for (IMethodSymbol? overridden = member; overridden is not null; overridden = overridden.OverriddenMethod)
                    if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition)) return Closed(member, method);
        return null;
    }

    /// <summary>The property that is meant of an object of a known class; null where a derived class may have another.</summary>
    private IPropertySymbol? Dispatched(IPropertyReferenceOperation operation, Aggregate instance)
    {
        IPropertySymbol property = operation.Property;
        return !IsBase(operation.Instance) && (property.GetMethod ?? property.SetMethod) is { } accessor ? Dispatched(accessor, instance)?.AssociatedSymbol as IPropertySymbol : property;
    }

    /// <summary>Whether a member is called by <c>base</c>, so that no override of it is meant.</summary>
    private static bool IsBase(IOperation? instance) => instance is IInstanceReferenceOperation { Syntax: BaseExpressionSyntax };
}
