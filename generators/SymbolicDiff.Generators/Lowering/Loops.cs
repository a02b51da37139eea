using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Loops: counted ones stay so, all others become a <c>while</c>.</summary>
internal sealed partial class FunctionLowering
{
    /// <summary>The innermost loop around.</summary>
    private object? innermost;

    private Label NewLabel(string flag, bool jumped) => new(session.Variables.New(flag, ValueType.Boolean, Role.Source), jumped);

    private Label BreakLabel(ILoopOperation loop) => frame.Labels[loop.ExitLabel] = NewLabel("running", jumped: false);

    /// <summary>The body, which <c>continue</c> leaves at its end.</summary>
    private Labelled Body(ILoopOperation loop)
    {
        Label next = frame.Labels[loop.ContinueLabel] = NewLabel("skipped", jumped: true);
        return new Labelled(next, InBlock(() =>
        {
            if (!Checkpoints.Begin(loop)) LowerStatement(loop.Body);
            else if (loop.Body is IBlockOperation block) LowerStatements(block.Operations.RemoveAt(0));
        }));
    }

    /// <summary>The body of a loop: what is in it may run many times.</summary>
    private Block InLoop(Action lower)
    {
        object? outer = innermost;
        innermost = new object();
        Block block = InBlock(lower);
        innermost = outer;
        return block;
    }

    private void LowerLoop(ILoopOperation loop)
    {
        if (Checkpoints.AreAskedFor(loop, frame.Body) && Checkpoints.Obstacle(loop, frame) is { } obstacle) session.Report(Refusal.Checkpoint, Checkpoints.Place(loop), obstacle);
        switch (loop)
        {
            case IForLoopOperation counting:
                LowerFor(counting);
                break;
            case IForEachLoopOperation { IsAsynchronous: false } each:
                LowerForEach(each);
                break;
            case IWhileLoopOperation until:
                LowerWhile(until);
                break;
            default:
                Refuse(loop);
                break;
        }
    }

    private void LowerFor(IForLoopOperation loop)
    {
        if (new CountedLoop(loop, frame) is { IsCounted: true } counted)
        {
            LowerCounted(loop, counted);
            return;
        }

        foreach (IOperation before in loop.Before) LowerStatement(before);
        Label end = BreakLabel(loop);
        EmitWhile(end, loop.Condition, () =>
        {
            Emit(Body(loop));
            foreach (IOperation step in loop.AtLoopBottom) LowerStatement(step);
        });
    }

    private void LowerCounted(IForLoopOperation loop, CountedLoop counted)
    {
        ValueType type = ValueOf(counted.Counter!.Type, loop);
        Expression[] bounds = counted.LimitMargin is { } margin
            ? InOrder(_ => Lower(counted.Start!), _ => Lower(margin), _ => Lower(counted.Limit!))
            : InOrder(_ => Lower(counted.Start!), _ => Lower(counted.Limit!));
        Expression limit = bounds.Length == 2 ? bounds[1] : new Apply(Primitive.Subtract, bounds[2].Type, bounds[2], bounds[1]);
        Variable counter = NewCounter(counted.Counter.Name, type);
        frame.Bind(counted.Counter, counter);
        if (limit.DescendantsAndSelf().Any(part => part is External)) limit = Hold(limit, "limit");
        bool isIndex = bounds[0] is Constant { Bits: >= 0 } && counted is { Step: > 0, IsInclusive: false } && limit is Variable or Apply { Primitive.Form: PrimitiveForm.Length };
        if (isIndex) inRange.Add((counter, limit));
        EmitCounted(loop, new For(counter, bounds[0], limit, counted.IsInclusive, counted.Step, Block.Empty), () => Emit(Body(loop)));
        if (isIndex) inRange.RemoveAt(inRange.Count - 1);
    }

    private Variable NewCounter(string name, ValueType type)
    {
        Variable counter = session.Variables.New(name, type, Role.Source);
        Effects.MarkStable(counter);
        return counter;
    }

    private void EmitCounted(ILoopOperation loop, For shape, Action body)
    {
        Label end = BreakLabel(loop);
        For counted = shape with { Body = InLoop(body), IsCheckpointed = Checkpoints.AreAskedFor(loop, frame.Body) };
        Emit(new Labelled(end, new Block(counted)));
    }

    /// <summary>A loop whose condition is evaluated before the body; where that takes statements, they stand in the body.</summary>
    private void EmitWhile(Label end, IOperation? condition, Action body)
    {
        Expression test = Constant.True;
        Block evaluation = InLoop(() => test = condition is null ? Constant.True : Lower(condition));
        Block statements = evaluation.IsEmpty ? InLoop(body) : InLoop(() =>
        {
            builder.AddRange(evaluation.Statements);
            Reopen(evaluation.Statements);
            Emit(new If(Conditions.Not(test), new Block(new Jump(end)), Block.Empty));
            body();
        });
        Emit(new Labelled(end, new Block(new While(evaluation.IsEmpty ? test : Constant.True, statements))));
    }

    private void LowerWhile(IWhileLoopOperation loop)
    {
        if (loop.Condition is null || loop.ConditionIsUntil)
        {
            Refuse(loop);
            return;
        }

        Label end = BreakLabel(loop);
        if (loop.ConditionIsTop) EmitWhile(end, loop.Condition, () => Emit(Body(loop)));
        else LowerDo(loop, end);
    }

    private void LowerDo(IWhileLoopOperation loop, Label end)
    {
        Variable again = session.Variables.New("again", ValueType.Boolean, Role.Source);
        Block body = InLoop(() =>
        {
            Emit(Body(loop));
            Set(again, Lower(loop.Condition!));
        });
        Emit(new Declare(again, Constant.True));
        Emit(new Labelled(end, new Block(new While(again, body))));
    }

    private void LowerForEach(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) collection = conversion.Operand;
        if (Types.Of(Actual(collection.Type!)) is OpaqueType && IsSequence(collection))
        {
            LowerForEach(loop, LowerSequence(collection));
            return;
        }

        if (loop.LoopControlVariable is IVariableDeclaratorOperation character && collection.Type!.SpecialType == SpecialType.System_String)
        {
            LowerForEachCharacter(loop, character, Hold(Lower(collection)));
            return;
        }

        IOperation item = loop.LoopControlVariable;
        if (item is not IVariableDeclaratorOperation && TupleOf(item) is null)
        {
            Refuse(Refusal.UnknownConstruct, item, Fence.Text(item), Fence.Kind(item));
            return;
        }

        if (IsList(collection) && Lower(collection) is Aggregate { Shape: ListType } list)
        {
            LowerForEachItem(loop, item, list);
            return;
        }

        if (Actual(collection.Type!) is INamedTypeSymbol constant && Types.IsList(constant) && Types.Of(constant.TypeArguments[0]) is ScalarType or OpaqueType)
        {
            LowerForEachConstant(loop, item, Hold(Lower(collection)), ValueOf(((INamedTypeSymbol)Actual(collection.Type!)).TypeArguments[0], item));
            return;
        }

        if (Types.Of(Actual(collection.Type!)) is not StorageType)
        {
            Refuse(Refusal.Enumeration, loop.Collection, loop.Collection.Type?.ToDisplayString() ?? "?");
            return;
        }

        Expression path = StablePath(Path(Lower(collection)));
        if (path.Type is not StorageType) session.RequireRefused();
        else if (((StorageType)path.Type).Rank == 1) LowerForEach(loop, item, path);
        else LowerForEachRow(loop, item, path);
    }

    private void LowerForEach(IForEachLoopOperation loop, Expression collection)
    {
        if (collection is not Sequence sequence) return;
        Label end = BreakLabel(loop);
        Emit(new Labelled(end, InBlock(() => Each(sequence, element =>
        {
            if (loop.LoopControlVariable is IVariableDeclaratorOperation item) LowerItem(loop, item, element);
            else LowerParts(loop, element);
        }))));
    }

    private void LowerParts(IForEachLoopOperation loop, Expression element)
    {
        if (Place(loop.LoopControlVariable) is Aggregate places && element is Aggregate parts && places.Parts.Count == parts.Parts.Count) SetParts(places, parts);
        else Refuse(loop.LoopControlVariable);
        Emit(Body(loop));
    }

    private void LowerForEach(IForEachLoopOperation loop, IOperation item, Expression path)
    {
        Variable index = NewCounter("index", ValueType.Int32);
        EmitCounted(loop, Over(index, LengthOf(path)), () => LowerItem(loop, item, ElementAt(path, EquatableArray.Of<Expression>(index))));
    }

    private void LowerForEachCharacter(IForEachLoopOperation loop, IOperation item, Expression text)
    {
        Variable index = NewCounter("index", ValueType.Int32);
        Expression character = Text.Of(new ScalarType(ScalarKind.Char), text, "[", index, "]");
        EmitCounted(loop, Over(index, Local(Text.Of(ValueType.Int32, text, ".Length"), "length")), () => LowerItem(loop, item, character));
    }

    /// <summary>A list that the method was given is read by its indices; no code outside may run meanwhile, which could change it.</summary>
    private void LowerForEachConstant(IForEachLoopOperation loop, IOperation item, Expression list, ValueType type)
    {
        Variable index = NewCounter("index", ValueType.Int32);
        Expression count = Text.Of(ValueType.Int32, list, ".Count");
        Expression element = Text.Of(type, list, "[", index, "]");
        For shape = Over(index, Local(count, "count"));
        int mark = Effects.Count;
        EmitCounted(loop, shape, () => LowerItem(loop, item, element));
        if (Effects.MayReachOutside(mark)) Refuse(Refusal.Enumeration, loop.Collection, loop.Collection.Type!.ToDisplayString());
    }

    private void LowerForEachRow(IForEachLoopOperation loop, IOperation item, Expression path)
    {
        Variable row = NewCounter("row", ValueType.Int32);
        Variable column = NewCounter("column", ValueType.Int32);
        EmitCounted(loop, Over(row, LengthOf(path, Constant.Of(0))), () =>
        {
            Block inner = InLoop(() => LowerItem(loop, item, ElementAt(path, EquatableArray.Of<Expression>(row, column))));
            Emit(Over(column, LengthOf(path, Constant.Of(1))) with { Body = inner });
        });
    }

    private static For Over(Variable index, Expression length) => new(index, Constant.Of(0), length, Inclusive: false, Step: 1, Block.Empty);

    private void LowerItem(IForEachLoopOperation loop, IOperation item, Expression element)
    {
        if (item is not IVariableDeclaratorOperation { Symbol: var local })
        {
            LowerItems(loop, item, element);
            return;
        }

        ValueType type = ValueOf(local.Type, item);
        frame.Bind(local, local.RefKind != RefKind.None ? element : Declared(local.Name, Convert(item, element, type, isChecked: false), type));
        Emit(Body(loop));
    }

    /// <summary>Takes each element apart: <c>foreach (var (x, y) in points)</c>.</summary>
    private void LowerItems(IForEachLoopOperation loop, IOperation item, Expression element)
    {
        ITupleOperation tuple = TupleOf(item)!;
        var places = (Aggregate)TuplePlace(tuple);
        if (loop.Syntax is ForEachVariableStatementSyntax syntax
            && Deconstructed(tuple, element, loop.SemanticModel!.GetDeconstructionInfo(syntax), item) is { } values)
        {
            SetAll(places, values, item);
            Emit(Body(loop));
        }
        else
        {
            Refuse(Refusal.UnknownConstruct, item, Fence.Text(item), Fence.Kind(item));
        }
    }
}
