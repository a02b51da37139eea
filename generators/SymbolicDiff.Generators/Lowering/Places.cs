using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// What has a value and may be assigned: locals, parameters, elements, parts of tuples and structures, and members outside of the method.
/// </summary>
internal sealed partial class FunctionLowering
{
    private Expression Place(IOperation operation) => operation switch
    {
        ILocalReferenceOperation { IsDeclaration: true } local => DeclareLocal(local.Local, operation),
        ILocalReferenceOperation local => frame.Meaning(local.Local) ?? Undeclared(local),
        IParameterReferenceOperation parameter => frame.Meaning(parameter.Parameter) ?? Captured(parameter),
        IDeclarationExpressionOperation { Expression: ITupleOperation tuple } => TuplePlace(tuple),
        IDeclarationExpressionOperation declaration => Place(declaration.Expression),
        ITupleOperation tuple => TuplePlace(tuple),
        IParenthesizedOperation parenthesized => Place(parenthesized.Operand),
        IArrayElementReferenceOperation element => ElementOf(element),
        IImplicitIndexerReferenceOperation indexer => ImplicitIndexer(indexer),
        IPropertyReferenceOperation property => Property(property),
        IFieldReferenceOperation field => Field(field),
        IConditionalOperation { IsRef: true, WhenFalse: { } whenFalse } choice =>
            new Conditional(Hold(Lower(choice.Condition)), StablePlace(choice.WhenTrue), StablePlace(whenFalse)),
        IInstanceReferenceOperation => frame.Self ?? Refuse(operation),
        IInvocationOperation { TargetMethod: { RefKind: not RefKind.None, DeclaringSyntaxReferences.IsEmpty: false } } call =>
            LowerInvocation(call) ?? Refuse(operation),
        IConversionOperation { Conversion.IsIdentity: true } identity => Place(identity.Operand),
        _ => Refuse(Fence.IsPointer(operation) ? Refusal.Unsafe : Refusal.Reference, operation, Fence.Text(operation)),
    };

    /// <summary>A local whose declaration was refused, of which nothing more need be said.</summary>
    private Expression Undeclared(ILocalReferenceOperation local) => session.HasRefused ? StandIn(local.Type) : Refuse(local);

    /// <summary>A place that names the same memory whatever is assigned later: what a reference is bound to.</summary>
    private Expression StablePlace(IOperation operation)
    {
        if (operation is IPropertyReferenceOperation { Property.IsIndexer: true, Instance.Type: { } list } && IsOpenedList(Actual(list))) return Refuse(Refusal.List, operation, Fence.Text(operation));
        Expression place = Place(operation);
        if (place is External member && !member.Operands.All(Effects.IsStable)) return Refuse(Refusal.Reference, operation, Fence.Text(operation));
        return place is Element or Aggregate ? WithAddress(place, part => part.Type is StorageType ? StablePath(part) : Hold(part, "index")) : place;
    }

    private Expression StablePath(Expression path) => path is Element row
        ? Hold(new Element(StablePath(row.Storage), row.Indices.Map(index => Hold(index, "index"))), "row")
        : Hold(path);

    private Expression DeclareLocal(ILocalSymbol local, IOperation at)
    {
        if (frame.TakePredeclared(local) is { } place) return place;
        Expression declared = DeclarePlace(local.Name, ValueOf(local.Type, at));
        frame.Bind(local, declared);
        return declared;
    }

    /// <summary>Declares, before a part that is not always evaluated, the locals that are declared in it but seen after it.</summary>
    private void Predeclare(params IOperation[] parts)
    {
        foreach (IOperation operation in parts.SelectMany(part => part.DescendantsAndSelf()))
        {
            ILocalSymbol? local = operation switch
            {
                ILocalReferenceOperation { IsDeclaration: true } declaration => declaration.Local,
                IDeclarationPatternOperation { DeclaredSymbol: ILocalSymbol declared } => declared,
                IRecursivePatternOperation { DeclaredSymbol: ILocalSymbol declared } => declared,
                _ => null,
            };
            if (local is null || frame.Meaning(local) is not null) continue;
            Expression place = DeclarePlace(local.Name, ValueOf(local.Type, operation));
            frame.Bind(local, place);
            frame.Predeclare(local);
        }
    }

    private Expression ElementOf(IArrayElementReferenceOperation operation)
    {
        if (operation.Indices.Length == 1 && operation.Indices[0] is IRangeOperation range)
            return Slice(operation, Lower(operation.ArrayReference), range);
        if (operation.Indices.Any(index => index.Type is { Name: "Range" or "Index" } && !IsFromEnd(index)))
            return Refuse(Refusal.Range, operation, Fence.Text(operation));
        Expression[] parts = InOrder([_ => PathOf(operation.ArrayReference), .. operation.Indices.Select<IOperation, Func<Expression[], Expression>>(
            index => values => IndexOf(values[0], index))]);
        return ElementAt(operation, parts[0], parts.Skip(1));
    }

    private Expression ElementAt(IOperation at, Expression path, IEnumerable<Expression> indices)
    {
        if (path.Type is StorageType) return ElementAt(path, indices.ToEquatableArray());
        var text = new Text();
        text.Add(path);
        text.Add("[");
        foreach (var (index, i) in indices.Select((index, i) => (index, i)))
        {
            if (i > 0) text.Add(", ");
            text.Add(index);
        }

        text.Add("]");
        return text.ToExternal(ValueOf(at.Type!, at), hasEffects: false);
    }

    /// <summary>An element; of a composite the places of its members.</summary>
    private static Expression ElementAt(Expression path, EquatableArray<Expression> indices)
    {
        if (path.Type is not StorageType { Element: CompositeType composite }) return new Element(path, indices);
        return new Aggregate(
            AggregateType.Of(composite),
            composite.Members.Select(member => ElementAt(new Column(path, member.Name, member.Type), indices)).ToEquatableArray());
    }

    /// <summary>A storage as a path: held in a local unless it is one.</summary>
    private Expression PathOf(IOperation operation) => Path(Lower(operation));

    private Expression Path(Expression storage) =>
        storage is Variable or Element or View || storage.Type is not StorageType ? storage : Local(storage, PathName(storage));

    private static string? PathName(Expression storage) => storage switch
    {
        External external => Names.Last(external.Text[external.Text.Count - 1]),
        CopyOf { Storage: Variable source } => source.Name + "Copy",
        _ => "array",
    };

    private static bool IsFromEnd(IOperation index) => index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };

    /// <summary>An index; <c>^i</c> counts from the end.</summary>
    private Expression IndexOf(Expression storage, IOperation index)
    {
        if (index is IConversionOperation { Type.Name: "Index" } conversion) return IndexOf(storage, conversion.Operand);
        if (!IsFromEnd(index)) return Lower(index);
        return new Apply(Primitive.Subtract, ValueType.Int32, LengthOf(storage), Lower(((IUnaryOperation)index).Operand));
    }

    private static Apply LengthOf(Expression storage) => new(Primitive.Length, ValueType.Int32, storage);

    private Expression ImplicitIndexer(IImplicitIndexerReferenceOperation operation)
    {
        Expression path = PathOf(operation.Instance);
        if (path is Aggregate { Shape: ListType } list && IsFromEnd(operation.Argument))
        {
            Expression index = Hold(new Apply(Primitive.Subtract, ValueType.Int32, CountOf(list), Lower(((IUnaryOperation)operation.Argument).Operand)), "index");
            RequireInRange(list, index);
            return new Element(ItemsOf(list), index);
        }

        if (path.Type is not StorageType) return Refuse(Refusal.Range, operation, Fence.Text(operation));
        if (operation.Argument is IRangeOperation range) return Slice(operation, path, range);
        if (operation.Argument.Type is { Name: "Range" or "Index" } && !IsFromEnd(operation.Argument))
            return Refuse(Refusal.Range, operation, Fence.Text(operation));
        return ElementAt(path, EquatableArray.Of(IndexOf(path, operation.Argument)));
    }

    /// <summary>A range of an array is a copy, one of a span a view.</summary>
    private Expression Slice(IOperation at, Expression storage, IRangeOperation range)
    {
        Expression path = Path(storage);
        if (path.Type is not StorageType { Rank: 1 } type) return Refuse(Refusal.Range, at, Fence.Text(at));
        Expression[] bounds = InOrder(
            _ => range.LeftOperand is null ? Constant.Of(0) : IndexOf(path, range.LeftOperand),
            _ => range.RightOperand is null ? LengthOf(path) : IndexOf(path, range.RightOperand));
        View view = ViewOf(path, bounds[0], range.RightOperand is null ? null : Difference(bounds[1], bounds[0]));
        return type.Kind == StorageKind.Array ? new CopyOf(view, type) : view;
    }

    private static Expression Difference(Expression end, Expression start) => (end, start) switch
    {
        (_, Constant { Bits: 0 }) => end,
        (Constant { Bits: >= 0 } last, Constant { Bits: >= 0 } first) => Constant.Of((int)(last.Bits - first.Bits)),
        _ => new Apply(Primitive.Subtract, ValueType.Int32, end, start),
    };

    private static View ViewOf(Expression path, Expression start, Expression? length)
    {
        var type = (StorageType)path.Type;
        StorageKind kind = type.Kind == StorageKind.ReadOnlySpan ? StorageKind.ReadOnlySpan : StorageKind.Span;
        return new View(path, new StorageType(kind, type.Element), start, length);
    }

    private Expression Property(IPropertyReferenceOperation operation)
    {
        IPropertySymbol property = operation.Property;
        if (DelegateOf(operation) is { } known) return known;
        if (OfTypeParameter(operation) is { } member) return member;
        if (operation.Instance is null) return FrameworkConstant(operation) ?? MemberText(operation, property, null);
        Expression instance = Receiver(operation.Instance);
        if (instance.Type is StorageType) return StorageProperty(operation, Path(instance));
        if (instance is Aggregate { Shape: ListType } list) return ListProperty(operation, list);
        if (instance is Aggregate changed && IsChanged(operation) && !CanChange(changed, operation)) return StandIn(operation.Type);
        if (IsNullable(instance) && property.Name == "Value") return Required(instance);
        if (instance is Aggregate aggregate) return Dispatched(operation, aggregate) is { } meant && Part(aggregate, meant.Name) is { } part ? part : Getter(operation, aggregate);
        return MemberText(operation, property, instance);
    }

    private Expression StorageProperty(IPropertyReferenceOperation operation, Expression path)
    {
        switch (operation.Property.Name)
        {
            case "Length":
                return LengthOf(path);
            case "LongLength":
                return new Apply(Primitive.Convert, ValueType.Int64, LengthOf(path));
            case "Rank":
                return Constant.Of(((StorageType)path.Type).Rank);
            case "IsEmpty":
                return Conditions.Equal(LengthOf(path), Constant.Of(0));
            case "this[]" when operation.Arguments.Length == 1:
                var (position, mark) = (builder.Count, Effects.Count);
                Expression index = Lower(operation.Arguments[0].Value);
                return ElementAt(Effects.Conflict(path, mark) ? HoldAt(position, path) : path, EquatableArray.Of(index));
            default:
                return Refuse(Refusal.StorageMethod, operation, Fence.Text(operation));
        }
    }

    private Expression Field(IFieldReferenceOperation operation)
    {
        IFieldSymbol field = operation.Field;
        if (operation.Instance is null) return FrameworkConstant(operation) ?? MemberText(operation, field, null);
        Expression instance = Receiver(operation.Instance);
        if (instance is not Aggregate aggregate) return MemberText(operation, field, instance);
        if (IsChanged(operation) && !CanChange(aggregate, operation)) return StandIn(operation.Type);
        if (field.ContainingType.IsTupleType && field.CorrespondingTupleField is { } positional)
            return aggregate.Parts[int.Parse(positional.Name.Substring(4), System.Globalization.CultureInfo.InvariantCulture) - 1];
        return Part(aggregate, Types.PartName(field)) ?? Refuse(operation);
    }

    /// <summary>Whether a member of an object is changed elsewhere than in the constructor, when others may know the object.</summary>
    private bool IsChanged(IOperation member)
    {
        if (member is IMemberReferenceOperation { Instance: IInstanceReferenceOperation } && frame.Body.Method.MethodKind == MethodKind.Constructor) return false;
        return IsTarget(member);
    }

    /// <summary>Whether what is referred to is assigned, or may be through a reference.</summary>
    private bool IsTarget(IOperation member)
    {
        IOperation target = member;
        while (target.Parent is ITupleOperation or IParenthesizedOperation or IConditionalOperation { IsRef: true }
            || target.Parent is IMemberReferenceOperation { Member.ContainingType.IsValueType: true }) target = target.Parent!;
        return target.Parent switch
        {
            IAssignmentOperation assignment => ReferenceEquals(assignment.Target, target),
            IIncrementOrDecrementOperation => true,
            IArgumentOperation { Parameter.RefKind: not RefKind.None } => true,
            IInvocationOperation call => ReferenceEquals(call.Instance, target) && Mutations.MayChange(call.TargetMethod),
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } => true,
            IReturnOperation => frame.Body.Method.ReturnsByRef,
            _ => false,
        };
    }

    private static Expression? Part(Aggregate aggregate, string name)
    {
        for (int i = 0; i < aggregate.Parts.Count; i++)
            if (aggregate.Shape.Names[i] == name) return aggregate.Parts[i];
        return null;
    }

    /// <summary>The value of a property with a body; what its setter would do is not followed.</summary>
    private Expression Getter(IPropertyReferenceOperation operation, Aggregate instance)
    {
        IPropertySymbol? property = Dispatched(operation, instance);
        bool isRead = property is not null && !IsTarget(operation);
        if (isRead && session.DefinitionOf(operation.Property) is { } definition) return InlineOperator(definition, operation, instance);
        if (Types.IsKnown(operation.Property.ContainingType)) return RefuseMember(operation, operation.Property);
        if (isRead && property!.GetMethod is { } getter && session.BodyOf(getter) is { } body)
        {
            Expression self = Instance(instance, operation.Instance!, getter);
            return Inline(operation, getter, body, [], self, null, ArgumentsInOrder(operation.Arguments)) ?? StandIn(operation.Type);
        }

        return Refuse(Refusal.Object, operation, Fence.Text(operation));
    }
}
