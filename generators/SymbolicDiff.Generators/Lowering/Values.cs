using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Statements and normal form: where trees become declarations and assignments.</summary>
internal sealed partial class FunctionLowering
{
    private void Emit(Statement statement)
    {
        if (!session.CountStatement()) return;
        Effects.Record(statement);
        builder.Add(statement);
        switch (statement)
        {
            case Assign { Target: Element target, Value: var value }:
                ReportStore(target, value);
                break;
            case Fill fill:
                ReportStore(fill.Storage, fill.Value);
                break;
            case Copy copy:
                ReportStore(copy.Target, copy.Source);
                break;
        }
    }

    private void ReportStore(Expression place, Expression value)
    {
        if (isInitialising || place.Type.IsReal == false && place.Type is not StorageType) return;
        session.ReportIfDependentOutside(Refusal.StoredOutside, current, value, place, Fence.Text(current is IAssignmentOperation at ? at.Target : current));
    }

    private Block InBlock(Action lower)
    {
        BlockBuilder outer = builder;
        builder = outer.Nested();
        lower();
        Block block = builder.ToBlock();
        builder = outer;
        Close(block.Statements);
        return block;
    }

    /// <summary>
    /// Evaluates in order. A value that a later evaluation would change is held in a temporary, declared where it was evaluated.
    /// Each evaluation is given the values before it, as they stood then.
    /// </summary>
    private Expression[] InOrder(params Func<Expression[], Expression>[] evaluations) => InOrder(new bool[evaluations.Length], evaluations);

    /// <summary>As above; references go on naming the same memory, whatever it holds by then.</summary>
    private Expression[] InOrder(bool[] areReferences, Func<Expression[], Expression>[] evaluations)
    {
        var values = new Expression[evaluations.Length];
        var positions = new (int Statements, int Effects)[evaluations.Length];
        for (int i = 0; i < evaluations.Length; i++)
        {
            values[i] = evaluations[i](values);
            positions[i] = (builder.Count, Effects.Count);
        }

        for (int i = evaluations.Length - 2; i >= 0; i--)
            if (!areReferences[i] && Effects.Conflict(values[i], positions[i].Effects)) values[i] = HoldAt(positions[i].Statements, values[i]);
        return values;
    }

    private Expression[] InOrder(IEnumerable<IOperation> operations) =>
        InOrder([.. operations.Select<IOperation, Func<Expression[], Expression>>(operation => _ => Lower(operation))]);

    private Expression HoldAt(int position, Expression value)
    {
        Expression held = value;
        Block statements = InBlock(() => held = Hold(value));
        builder.Insert(position, statements.Statements);
        Reopen(statements.Statements);
        return held;
    }

    /// <summary>The value as it is now, whatever is assigned later.</summary>
    private Expression Hold(Expression value, string? name = null) => value switch
    {
        Aggregate { Shape: ListType } => value,
        Aggregate aggregate => aggregate with
        {
            Parts = aggregate.Parts.Select((part, i) => Hold(part, name is null ? null : PartName(name, aggregate.Shape.Names[i]))).ToEquatableArray(),
        },
        Selection choice => new Selection(Hold(choice.Condition), Hold(choice.WhenTrue), Hold(choice.WhenFalse)),
        DelegatePlace delegates => Hold(delegates.Value()),
        Deferred => value,
        _ => Effects.IsStable(value) ? value : Local(value, name),
    };

    /// <summary>A new local that is never assigned again.</summary>
    private Variable Local(Expression value, string? name = null)
    {
        if (NeedsBranch(value)) return (Variable)Declared(name ?? BlockBuilder.Choice, value);
        if (name is not null && !Names.IsWritten(name)) name = null;
        Expression normal = Normal(value);
        if (session.IsInCall) session.CountStatement(); // what the user wrote out is not counted, what grows by itself is
        Variable local = builder.Local(normal, name);
        if (normal is External { HasEffects: true }) Effects.Record(new Declare(local, normal));
        return local;
    }

    /// <summary>A variable or a constant with the value.</summary>
    private Expression Atom(Expression value) => value is Constant or Variable ? value : Local(value);

    /// <summary>The value in normal form.</summary>
    private Expression Normal(Expression value)
    {
        if (NeedsBranch(value)) return Declared(BlockBuilder.Choice, value);
        if (value is Apply { Type.IsReal: true } apply)
            return apply with { Operands = apply.Operands.Map(operand => operand.Type.IsReal ? Atom(operand) : operand) };
        return value;
    }

    /// <summary>A choice that is no expression of the normal form.</summary>
    private static bool NeedsBranch(Expression value) => value is Conditional { Type: { IsReal: true } or StorageType };

    /// <summary>Declares a variable or, for an aggregate, one for each part, without a value.</summary>
    private Expression DeclarePlace(string name, ValueType type, bool isStable = false)
    {
        if (type is ListType) session.Report(Refusal.List, current, Fence.Text(current));
        if (type is AggregateType shape)
        {
            return new Aggregate(shape, shape.Parts
                .Select((part, i) => DeclarePlace(PartName(name, shape.Names[i]), part, isStable)).ToEquatableArray());
        }

        bool isDelegate = type is DelegateType;
        Variable variable = session.Variables.New(Names.IsWritten(name) ? name : "value", isDelegate ? ValueType.Int32 : type, Role.Source);
        if (isStable) Effects.MarkStable(variable);
        Emit(new Declare(variable, null));
        return isDelegate ? new DelegatePlace(variable, [], innermost) : variable;
    }

    /// <summary>Declares what the user named, or what has to be assigned on several paths, with its value.</summary>
    private Expression Declared(string name, Expression value, ValueType? type = null, bool isStable = true)
    {
        if (value is DelegateValue || type is DelegateType && value.Type is OpaqueType) return DeclaredDelegate(name, value, isStable);
        if (value is Sequence) return isStable ? value : Refuse(Refusal.Query, current, name);
        if (value is Aggregate { Shape: ListType } list) return isStable ? list : Refuse(Refusal.List, current, name);
        if (value is Aggregate aggregate)
        {
            AggregateType shape = type as AggregateType ?? aggregate.Shape;
            if (shape.IsReference && isStable) return Hold(aggregate);
            return new Aggregate(shape, aggregate.Parts
                .Select((part, i) => Declared(PartName(name, shape.Names[i]), part, shape.Parts[i], isStable)).ToEquatableArray());
        }

        if (NeedsBranch(value))
        {
            Expression place = DeclarePlace(name, type ?? value.Type, isStable);
            Set(place, value);
            return place;
        }

        Expression normal = Normal(value);
        Variable variable = session.Variables.New(Names.IsWritten(name) ? name : "value", type ?? value.Type, Role.Source);
        if (isStable) Effects.MarkStable(variable);
        Emit(new Declare(variable, normal));
        return variable;
    }

    private static string PartName(string name, string part) => !Names.IsWritten(part) ? name
        : !Names.IsWritten(name) ? Names.Local(part)
        : part.StartsWith("Item", StringComparison.Ordinal) ? name + part.Substring(4) : name + char.ToUpperInvariant(part[0]) + part.Substring(1);

    /// <summary>Assigns a value to a place.</summary>
    private void Set(Expression place, Expression value)
    {
        if (value is Conditional choice && NeedsBranch(value))
            Emit(new If(choice.Condition, InBlock(() => Set(place, choice.WhenTrue)), InBlock(() => Set(place, choice.WhenFalse))) { IsGuard = choice.IsGuard });
        else if (place is Conditional target)
            SetChosen(target, value);
        else if (place is Aggregate { Shape: ListType })
            Refuse(Refusal.List, current, Fence.Text(current));
        else if (place is Aggregate aggregate)
            SetParts(aggregate, value);
        else if (place is DelegatePlace delegates)
            SetDelegate(delegates, value);
        else if (value is Sequence)
            Refuse(Refusal.Query, current, Fence.Text(current));
        else if (value is Aggregate or Deferred)
            Refuse(Refusal.Object, current, Fence.Text(current));
        else if (place is Constant)
            session.RequireRefused();
        else if (place is External outside)
            SetOutside(outside, value);
        else if (!place.Equals(value))
            Emit(new Assign(place, AssignmentKind.Set, Normal(value)));
    }

    private void SetOutside(External place, Expression value)
    {
        session.ReportIfDependent(Refusal.StoredOutside, current, value, Fence.Text(current is IAssignmentOperation at ? at.Target : current));
        External assignment = Text.Of(place.Type, place, " = ", session.HandOver(current, Atom(value), place.Text[0])) with { HasEffects = true };
        if (place.Operands.Count == 0) session.Handovers.Keep(assignment, place.Text[0]);
        Emit(new Evaluate(assignment));
    }

    private void SetChosen(Conditional target, Expression value)
    {
        Expression held = value is Aggregate ? value : Atom(value);
        Emit(new If(target.Condition, InBlock(() => Set(target.WhenTrue, held)), InBlock(() => Set(target.WhenFalse, held))));
    }

    /// <summary>Assigns the parts as if at once.</summary>
    private void SetParts(Aggregate place, Expression value)
    {
        if (value is not Aggregate { Parts: var parts } || parts.Count != place.Parts.Count)
        {
            session.RequireRefused();
            return;
        }

        Expression[] held = [.. parts], places = [.. place.Parts];
        for (int i = 1; i < held.Length; i++)
        {
            Expression HeldIfTouched(Expression part) => place.Parts.Take(i).Any(earlier => Touches(earlier, part)) ? Hold(part) : part;
            held[i] = HeldIfTouched(held[i]);
            places[i] = WithAddress(places[i], HeldIfTouched);
        }

        for (int i = 0; i < held.Length; i++) Set(places[i], held[i]);
    }

    /// <summary>Whether assigning the place may change the value.</summary>
    private static bool Touches(Expression place, Expression value) =>
        place is Aggregate aggregate ? aggregate.Parts.Any(part => Touches(part, value))
        : value is Aggregate parts ? parts.Parts.Any(part => Touches(place, part))
        : value.DescendantsAndSelf().Any(part =>
            part.Equals(place) || part is Element element && place is not Variable && !AreOtherMembers(element, place) || part is Variable && place is Conditional);

    private static bool AreOtherMembers(Element element, Expression place) => place is Element other && Columns.AreApart(element.Storage, other.Storage);
}
