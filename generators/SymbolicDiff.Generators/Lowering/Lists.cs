using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Lists of reals that the method makes: an array that grows, and how much of it is in use. The two variables are the list itself, so that all names of
/// the list are bound to them; a list is never copied by an assignment.
/// </summary>
internal sealed partial class FunctionLowering
{
    private const int SmallestCapacity = 4;

    private const string Collections = "global::System.Collections.Generic.";

    /// <summary>The counters that are below the length of a list as long as their loop runs.</summary>
    private readonly List<(Variable Counter, Expression Count)> inRange = [];

    private static Variable ItemsOf(Aggregate list) => (Variable)list.Parts[0];

    private static Expression CountOf(Aggregate list) => list.Parts[1];

    /// <summary>A list that the method is given: it stays as long as it is, so that its items are a span.</summary>
    private Aggregate GivenList(ScalarType element, Variable items) => new(
        new ListType(element) { IsReference = true, IsEntity = true },
        EquatableArray.Of<Expression>(items, LengthOf(items)))
    {
        IsMade = true,
        IsGiven = true,
    };

    private bool IsOpenedList(ITypeSymbol? type) => type is INamedTypeSymbol named && Types.ListElement(named) is not null && session.Opened.Contains(named);

    private Expression LowerListCreation(IOperation operation, ListType type, string? name)
    {
        List<IOperation> elements = [];
        IOperation? argument = null;
        if (operation is IObjectCreationOperation creation)
        {
            argument = creation.Arguments.FirstOrDefault()?.Value;
            if (creation.Initializer is { } initializer)
            {
                List<IInvocationOperation> adds = [.. initializer.Initializers.OfType<IInvocationOperation>().Where(add => add is { TargetMethod.Name: "Add", Arguments.Length: 1 })];
                if (adds.Count != initializer.Initializers.Length) return Refuse(Refusal.List, operation, Fence.Text(operation));
                elements.AddRange(adds.Select(add => add.Arguments[0].Value));
            }
        }
        else
        {
            elements.AddRange(operation.ChildOperations);
            if (elements.Exists(element => element.Syntax is Microsoft.CodeAnalysis.CSharp.Syntax.SpreadElementSyntax)) return Refuse(Refusal.List, operation, Fence.Text(operation));
        }

        name ??= "list";
        var (items, count) = InitialItems(argument, type, elements.Count);
        var itemsVariable = session.Variables.New(name + "Items", type.Items, Role.Source);
        Emit(new Declare(itemsVariable, items));
        var countVariable = session.Variables.New(name + "Count", ValueType.Int32, Role.Source);
        Emit(new Declare(countVariable, count));
        var list = new Aggregate(type, EquatableArray.Of<Expression>(itemsVariable, countVariable)) { IsMade = true };
        foreach (IOperation element in elements) Append(list, Convert(element, Lower(element), type.Element, isChecked: false));
        return list;
    }

    private (Expression Items, Expression Count) InitialItems(IOperation? argument, ListType type, int initial)
    {
        while (argument is IConversionOperation { IsImplicit: true, ConstantValue.HasValue: false } conversion) argument = conversion.Operand;
        Expression? given = argument is null ? null : Lower(argument);
        if (given?.Type is StorageType { Rank: 1 } storage && storage.Element.Equals(type.Element)) return (new CopyOf(Path(given), type.Items), LengthOf(Path(given)));
        if (given is Aggregate { Shape: ListType } other) return (new CopyOf(InUse(other), type.Items), CountOf(other));
        if (given is not null && !given.Type.Equals(ValueType.Int32)) Refuse(Refusal.List, argument!, Fence.Text(argument!));
        if (given is not (null or Constant { Bits: >= 0 }))
        {
            External check = Text.Of(ValueType.Boolean, "global::System.ArgumentOutOfRangeException.ThrowIfNegative(", Hold(given), ", \"capacity\")");
            Emit(new Evaluate(check with { HasEffects = true, KeepsStorage = true }));
        }

        return (new Allocate(type.Items, EquatableArray.Of<Expression>(Constant.Of(Math.Max(SmallestCapacity, initial)))), Constant.Of(0));
    }

    private static Expression Compare(Primitive primitive, Expression left, Expression right) => new Apply(primitive, ValueType.Boolean, left, right);

    /// <summary>What a list throws.</summary>
    private static readonly External OutOfRange = new(
        "new global::System.ArgumentOutOfRangeException(\"index\", \"Index was out of range. Must be non-negative and less than the size of the collection.\")",
        new OpaqueType("global::System.ArgumentOutOfRangeException"));

    /// <summary>Whether it is an interface of lists, through which an array or a list is read and its elements are assigned.</summary>
    private static bool IsListInterface(string type) =>
        type.StartsWith(Collections + "IReadOnlyList<", StringComparison.Ordinal) || type.StartsWith(Collections + "IList<", StringComparison.Ordinal);

    /// <summary>An array or list as an interface of its elements gives it; null for anything else.</summary>
    private Aggregate? AsList(Expression value, string type) => value switch
    {
        Aggregate { Shape: ListType list } known when IsOf(list.Element, type) => known,
        { Type: StorageType { Kind: StorageKind.Array, Rank: 1, Element: ScalarType { IsReal: true } element } } when IsOf(element, type) && !IsNullLiteral(value) && Hold(Path(value)) is Variable items =>
            GivenList(element, items),
        _ => null,
    };

    private static bool IsOf(ScalarType element, string type) => type.EndsWith("<" + (element.Name ?? (element.Equals(ValueType.Double) ? "double" : "float")) + ">", StringComparison.Ordinal);

    /// <summary>Whether what is enumerated or read is a list that has been taken apart, by whatever type.</summary>
    private bool IsList(IOperation operation) => IsOpenedList(Actual(operation.Type!)) || operation switch
    {
        ILocalReferenceOperation local => frame.Meaning(local.Local),
        IParameterReferenceOperation parameter => frame.Meaning(parameter.Parameter),
        _ => null,
    } is Aggregate { Shape: ListType };

    private static Expression InUse(Aggregate list) => list.IsGiven ? ItemsOf(list) : ViewOf(ItemsOf(list), Constant.Of(0), CountOf(list));

    /// <summary>The items of a list that is returned; one that the method is given would have to be the same list.</summary>
    private Expression ListResult(ListType type, Aggregate list) => list.IsGiven
        ? Refuse(Refusal.List, frame.Body.Root, method.Name)
        : new Aggregate(
            new AggregateType(EquatableArray.Of(CompositeMember.Items), EquatableArray.Of<ValueType>(type.Items)),
            EquatableArray.Of<Expression>(Local(new CopyOf(InUse(list), type.Items), method.Name + "Items")));

    private void Append(Aggregate list, Expression value)
    {
        var (items, count, type) = (ItemsOf(list), CountOf(list), (ListType)list.Shape);
        Expression held = Atom(value);
        Block growth = InBlock(() =>
        {
            Expression length = new Apply(Primitive.Add, ValueType.Int32, new Apply(Primitive.Multiply, ValueType.Int32, Constant.Of(2), count), Constant.Of(SmallestCapacity));
            Variable grown = session.Variables.New("grown", type.Items, Role.Source);
            Emit(new Declare(grown, new Allocate(type.Items, EquatableArray.Of(length))));
            Emit(new Copy(items, grown));
            Emit(new Assign(items, AssignmentKind.Set, grown));
        });
        Emit(new If(Conditions.Equal(count, LengthOf(items)), growth, Block.Empty));
        SetInitial(new Element(items, count), held);
        Emit(new Assign(count, AssignmentKind.Add, Constant.Of(1)));
    }

    private Expression? LowerListMethod(IInvocationOperation operation, Aggregate list)
    {
        switch (operation.TargetMethod.Name)
        {
            case "Add" or "Clear" when list.IsGiven:
                return Refuse(Refusal.List, operation, Fence.Text(operation));
            case "Add" when operation.Arguments.Length == 1:
                IOperation added = operation.Arguments[0].Value;
                Append(list, Convert(added, Lower(added), ((ListType)list.Shape).Element, isChecked: false));
                return null;
            case "Clear":
                Emit(new Assign(CountOf(list), AssignmentKind.Set, Constant.Of(0)));
                return null;
            case "ToArray":
                return new CopyOf(InUse(list), ((ListType)list.Shape).Items);
            default:
                return Refuse(Refusal.List, operation, Fence.Text(operation));
        }
    }

    /// <summary>The length of a list, or an element; whether the index is in range is asked before it is read, or, if it is assigned, behind the value.</summary>
    private Expression ListProperty(IPropertyReferenceOperation operation, Aggregate list)
    {
        if (operation.Property.Name == "Count") return CountOf(list);
        if (!operation.Property.IsIndexer) return Refuse(Refusal.List, operation, Fence.Text(operation));
        Expression index = Hold(Lower(operation.Arguments[0].Value), "index");
        bool isTarget = operation.Parent is ISimpleAssignmentOperation assignment && ReferenceEquals(assignment.Target, operation);
        if (isTarget && operation.Instance is not (ILocalReferenceOperation or IParameterReferenceOperation)) return Refuse(Refusal.List, operation, Fence.Text(operation));
        if (!isTarget) RequireInRange(list, index);
        return new Element(ItemsOf(list), index);
    }

    private void RequireInRange(Aggregate list, Expression index)
    {
        if (inRange.Any(known => known.Counter.Equals(index) && known.Count.Equals(CountOf(list)))) return;
        Expression isBeyond = Compare(Primitive.GreaterOrEqual, index, CountOf(list));
        Expression condition = index is Constant { Bits: >= 0 } ? isBeyond
            : new Apply(Primitive.OrElse, ValueType.Boolean, Compare(Primitive.Less, index, Constant.Of(0)), isBeyond);
        Emit(new If(condition, new Block(new Throw(OutOfRange)), Block.Empty));
    }

    /// <summary>Asks whether the element of a list that is assigned is there.</summary>
    private void RequireInRange(IOperation target, Expression place)
    {
        if (target is IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } instance } && IsList(instance)
            && Lower(instance) is Aggregate { Shape: ListType } list && place is Element element)
            RequireInRange(list, element.Indices[0]);
    }

    /// <summary>The list must stay as it is while it is enumerated.</summary>
    private void LowerForEachItem(IForEachLoopOperation loop, IOperation item, Aggregate list)
    {
        Variable index = NewCounter("index", ValueType.Int32);
        For shape = Over(index, CountOf(list));
        int mark = Effects.Count;
        EmitCounted(loop, shape, () => LowerItem(loop, item, new Element(ItemsOf(list), index)));
        if (Effects.HaveChanged(ItemsOf(list), mark) || CountOf(list) is Variable count && Effects.HaveChanged(count, mark)) Refuse(Refusal.List, loop.Collection, Fence.Text(loop.Collection));
    }
}

/// <summary>A list: its items and their number.</summary>
internal sealed record ListType(ScalarType Element) : AggregateType(
    EquatableArray.Of("items", "count"), EquatableArray.Of<ValueType>(new StorageType(StorageKind.Array, Element), ValueType.Int32))
{
    public StorageType Items => new(StorageKind.Array, Element);
}
