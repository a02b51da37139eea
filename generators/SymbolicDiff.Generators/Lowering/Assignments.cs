using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Assignments of every form, as statements and as expressions.</summary>
internal sealed partial class FunctionLowering
{
    private Expression LowerAssignment(ISimpleAssignmentOperation operation, bool isUsed)
    {
        if (operation.IsRef) return Refuse(Refusal.Reference, operation, Fence.Text(operation));
        if (operation.Target is IDiscardOperation) return Discarded(operation.Value, isUsed);
        if (AccessorsOf(operation.Target) is { } property) return Assign(property, Lower(operation.Value));
        Expression place = Place(operation.Target);
        var (position, mark) = (builder.Count, Effects.Count);
        Expression value = place is ObjectPlace { Shape: StorageType } member ? LowerNamed(operation.Value, member.Name) : Lower(operation.Value);
        place = HoldAddress(place, position, mark);
        RequireInRange(operation.Target, place);
        return Store(place, value, isUsed);
    }

    private Expression Discarded(IOperation operation, bool isUsed)
    {
        if (isUsed) return Lower(operation);
        LowerDiscarded(operation);
        return Constant.False;
    }

    /// <summary>Assigns, and gives the value where it is used.</summary>
    private Expression Store(Expression place, Expression value, bool isUsed)
    {
        if (isUsed && place is not Variable && value is not (Aggregate or Deferred)) value = Atom(value);
        if (isUsed && value is Aggregate) value = Hold(value);
        Set(place, value);
        return place is Variable ? place : value;
    }

    /// <summary>The place with its storage and indices as they were at the position.</summary>
    private Expression HoldAddress(Expression place, int position, int mark) => mark == Effects.Count
        ? place
        : WithAddress(place, part => Effects.Conflict(part, mark) ? HoldAt(position, part) : part);

    /// <summary>The place with other expressions for what leads to it: storage, indices, arguments.</summary>
    private static Expression WithAddress(Expression place, Func<Expression, Expression> change)
    {
        var changed = new Dictionary<Expression, Expression>(); // what leads to several members is evaluated once
        return WithParts(place, part => changed.TryGetValue(part, out Expression? known) ? known : changed[part] = change(part));
    }

    private static Expression WithParts(Expression place, Func<Expression, Expression> change) => place switch
    {
        Element { Storage: Column column } element => new Element(WithWhole(column, change), element.Indices.Map(change)),
        Element element => new Element(change(element.Storage), element.Indices.Map(change)),
        External member => member with { Operands = member.Operands.Map(operand => operand.Type is ScalarType ? change(operand) : operand) },
        Aggregate aggregate => aggregate with { Parts = aggregate.Parts.Map(part => WithParts(part, change)) },
        _ => place,
    };

    private static Column WithWhole(Column column, Func<Expression, Expression> change) =>
        new(column.Storage is Column outer ? WithWhole(outer, change) : change(column.Storage), column.Name, column.Member);

    private Expression LowerCompound(ICompoundAssignmentOperation operation, bool isUsed)
    {
        Accessors? property = AccessorsOf(operation.Target);
        Expression place = property is null ? Place(operation.Target) : Get(property);
        var (position, mark) = (builder.Count, Effects.Count);
        Expression right = Lower(operation.Value);
        Expression read = Effects.Conflict(place, mark) ? HoldAt(position, place) : place;
        place = HoldAddress(place, position, mark);
        if (operation.OperatorMethod is { } user && IsCallable(user))
            return Stored(Convert(operation, InlineOperator(user, operation, read, right), place.Type, operation.IsChecked));

        bool isWidened = !operation.InConversion.IsIdentity && right.Type is ScalarType && place.Type is ScalarType;
        Expression left = isWidened ? Convert(operation, read, right.Type, isChecked: false) : read;
        if (property is null && CanAccumulate(operation, place, left, right))
        {
            if (isUsed && place is not Variable) right = Atom(right);
            var kind = operation.OperatorKind == BinaryOperatorKind.Add ? AssignmentKind.Add : AssignmentKind.Subtract;
            Emit(new Assign(place, kind, Normal(right)));
            return isUsed && place is not Variable ? Local(place) : place;
        }

        Expression value = Binary(operation, operation.OperatorKind, left, right, operation.IsChecked);
        if (isWidened) value = Convert(operation, value, place.Type, operation.IsChecked);
        return Stored(value);

        Expression Stored(Expression changed) => property is null ? Store(place, changed, isUsed) : Assign(property, changed);
    }

    /// <summary>Whether <c>+=</c> and <c>-=</c> of the intermediate representation say the same.</summary>
    private bool CanAccumulate(ICompoundAssignmentOperation operation, Expression place, Expression left, Expression right) =>
        operation.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract
        && place is Variable or Element && ReferenceEquals(left, place) && place.Type is ScalarType type && right.Type.Equals(type)
        && CanStep(type, operation.IsChecked) && !NeedsBranch(right);

    /// <summary>Of integers they are printed as they stand, and so check overflow where the project does; what is checked has to say so itself.</summary>
    private bool CanStep(ScalarType type, bool isChecked) =>
        type.IsReal || type.Kind is ScalarKind.Int32 or ScalarKind.Int64 && !isChecked && !session.Compilation.Options.CheckOverflow;

    private Expression LowerIncrement(IIncrementOrDecrementOperation operation, bool isUsed)
    {
        if (operation.OperatorMethod is { } user && IsCallable(user)) return Refuse(Refusal.UserOperator, operation, Fence.Text(operation));
        Expression place = Place(operation.Target);
        if (place.Type is not ScalarType type) return Refuse(Refusal.UserOperator, operation, Fence.Text(operation));
        bool isDecrement = operation.Kind == OperationKind.Decrement;
        Expression before = isUsed && operation.IsPostfix ? Local(place, (place as Variable)?.Name) : place;
        if (place is Variable or Element && CanStep(type, operation.IsChecked))
            Emit(new Assign(place, isDecrement ? AssignmentKind.Subtract : AssignmentKind.Add, One(type)));
        else
            Set(place, Stepped(operation, before, type, isDecrement));
        if (!isUsed || operation.IsPostfix) return before;
        return place is Variable ? place : Local(place);
    }

    private Expression Stepped(IIncrementOrDecrementOperation operation, Expression before, ScalarType type, bool isDecrement)
    {
        ScalarType wide = type.Kind is ScalarKind.SByte or ScalarKind.Byte or ScalarKind.Int16 or ScalarKind.UInt16 or ScalarKind.Char
            ? ValueType.Int32
            : type;
        Primitive primitive = (isDecrement ? Primitive.Subtract : Primitive.Add).WithChecked(operation.IsChecked && !type.IsReal);
        Expression sum = new Apply(primitive, wide, Convert(operation, before, wide, isChecked: false), One(wide));
        return Convert(operation, sum, type, operation.IsChecked);
    }

    private static Constant One(ScalarType type) => type.IsReal ? Constant.RealOf(1, type) : new Constant(type, 1);

    private Expression LowerDeconstruction(IDeconstructionAssignmentOperation operation)
    {
        if (TupleOf(operation.Target) is not { } tuple || operation.Syntax is not AssignmentExpressionSyntax syntax) return Refuse(operation);
        var place = (Aggregate)TuplePlace(tuple);
        var (position, mark) = (builder.Count, Effects.Count);
        if (Deconstructed(tuple, Lower(operation.Value), operation.SemanticModel!.GetDeconstructionInfo(syntax), operation) is not { } value) return Refuse(operation);
        place = place with { Parts = place.Parts.Map(part => HoldAddress(part, position, mark)) };
        SetAll(place, value, operation);
        return place;
    }

    private static ITupleOperation? TupleOf(IOperation target) => (target is IDeclarationExpressionOperation declaration ? declaration.Expression : target) as ITupleOperation;

    private void SetAll(Aggregate places, Aggregate values, IOperation at) => SetParts(places, new Aggregate(
        places.Shape,
        values.Parts.Select((part, i) => Convert(at, part, places.Parts[i].Type, isChecked: false)).ToEquatableArray()));

    /// <summary>What the targets are assigned: the elements of a tuple, or what the value's method gives; null where that is not known.</summary>
    private Aggregate? Deconstructed(ITupleOperation targets, Expression value, DeconstructionInfo how, IOperation at)
    {
        EquatableArray<Expression>? given = how.Method is { } method ? PartsBy(method, value, at) : (value as Aggregate)?.Parts;
        if (given is not { } parts || parts.Count != targets.Elements.Length) return null;
        var taken = new List<Expression>();
        for (int i = 0; i < parts.Count; i++)
        {
            Expression? part = TupleOf(targets.Elements[i]) is { } inner ? Deconstructed(inner, parts[i], how.Nested[i], at) : parts[i];
            if (part is null) return null;
            taken.Add(part);
        }

        return Tuple(taken);
    }

    private EquatableArray<Expression>? PartsBy(IMethodSymbol method, Expression value, IOperation at)
    {
        method = method.ReducedFrom ?? method;
        if (method.IsImplicitlyDeclared && value is Aggregate record)
        {
            var parts = method.Parameters.Select(parameter => Part(record, parameter.Name)).ToList();
            return parts.Contains(null) ? null : parts.Select(part => part!).ToEquatableArray();
        }

        if (session.BodyOf(method) is not { } body || value is not Aggregate instance) return null;
        var outs = method.Parameters.Where(parameter => parameter.RefKind == RefKind.Out).ToList();
        List<Expression> places = [.. outs.Select(parameter => DeclarePlace(parameter.Name, ValueOf(parameter.Type, at)))];
        Expression held = Hold(instance);
        Inline(at, method, body, [], method.IsStatic ? null : held, null, method.IsStatic ? [held, .. places] : [.. places]);
        return places.ToEquatableArray();
    }

    /// <summary>The places of a deconstruction; a discard is a variable that nobody reads.</summary>
    private Expression TuplePlace(ITupleOperation tuple)
    {
        List<Expression> parts = [.. tuple.Elements.Select(element => element switch
        {
            ITupleOperation inner => TuplePlace(inner),
            IDiscardOperation discard => DeclarePlace("unused", ValueOf(discard.Type!, discard)),
            _ => Place(element),
        })];
        return Tuple(parts);
    }

    private static Aggregate Tuple(IReadOnlyList<Expression> parts) => new(
        new AggregateType(
            parts.Select((_, i) => "Item" + (i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)).ToEquatableArray(),
            parts.Select(part => part.Type).ToEquatableArray()),
        parts.ToEquatableArray());
}
