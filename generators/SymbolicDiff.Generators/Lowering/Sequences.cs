using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Queries over arrays as the loops that they stand for. A query is kept as what it would do, and lowered where it is asked for its elements: as in C#,
/// where it is evaluated then, and anew each time.
/// </summary>
internal sealed partial class FunctionLowering
{
    private static bool IsQuery(IMethodSymbol method) =>
        method.ContainingType is { Name: "Enumerable", ContainingNamespace: { Name: "Linq", ContainingNamespace.Name: "System" } };

    private static bool IsEnumerable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T;

    /// <summary>Whether the method of LINQ is one of those known here, and asks for elements that are known here.</summary>
    private bool IsFollowed(IInvocationOperation call) =>
        Makers.Contains(call.TargetMethod.Name) || Followed.Contains(call.TargetMethod.Name) && IsSequence(call.Arguments[0].Value);

    /// <summary>Whether the operation gives what is enumerated here; to be asked before it is lowered.</summary>
    private bool IsSequence(IOperation operation)
    {
        operation = Unconverted(operation);
        return operation switch
        {
            IParenthesizedOperation parenthesized => IsSequence(parenthesized.Operand),
            ITranslatedQueryOperation query => IsSequence(query.Operation),
            IInvocationOperation { TargetMethod: var method } call when IsQuery(method) && IsEnumerable(method.ReturnType) => IsFollowed(call),
            IInvocationOperation { TargetMethod: var method } when IsEnumerable(method.ReturnType) => !method.DeclaringSyntaxReferences.IsEmpty,
            ILocalReferenceOperation { Local: var local } when frame.Meaning(local) is Sequence or Aggregate { Shape: ListType, IsGiven: true } => true,
            IParameterReferenceOperation { Parameter: var parameter } when frame.Meaning(parameter) is Sequence or Aggregate { Shape: ListType, IsGiven: true } => true,
            { Type: { } type } => Types.Of(Actual(type)) is StorageType { Rank: 1, Kind: StorageKind.Array },
            _ => false,
        };
    }

    private Expression LowerSequence(IOperation operation) => AsSequence(operation, Lower(Unconverted(operation)));

    private Expression AsSequence(IOperation at, Expression value)
    {
        if (value is Sequence) return value;
        if (value is Aggregate { Shape: ListType, IsGiven: true } list) return new Indexed(() => CountOf(list), index => new Element(ItemsOf(list), index), IsRead: true);
        if (value.Type is not StorageType { Rank: 1 }) return Refuse(Refusal.Query, at, Fence.Text(at));
        Expression path = StablePath(Path(value));
        return new Indexed(() => LengthOf(path), index => new Element(path, index), IsRead: true);
    }

    /// <summary>Lowers the body for each element, in a loop.</summary>
    private void Each(Sequence sequence, Action<Expression> body)
    {
        if (sequence is Streamed streamed) streamed.Each(body);
        else EachFrom((Indexed)sequence, 0, body);
    }

    private void EachFrom(Indexed sequence, int first, Action<Expression> body)
    {
        Expression length = sequence.Length();
        if (length is not (Constant or Variable or Apply { Primitive.Form: PrimitiveForm.Length })) length = Local(length, "count");
        Keep(length);
        Variable index = NewCounter("index", ValueType.Int32);
        For over = Over(index, length) with { Start = Constant.Of(first) };
        Emit(over with { Body = InLoop(() => body(Seen(sequence.At(index)))) });
    }

    private Expression Seen(Expression element)
    {
        Keep(element);
        return element;
    }

    private Indexed Range(Expression start, Expression count) => new(
        () => count,
        index => start is Constant { Bits: 0 } ? index : new Apply(Primitive.Add, ValueType.Int32, start, index),
        IsRead: true);

    /// <summary>What <c>Range</c> and <c>Repeat</c> throw for what they cannot count.</summary>
    private void RequireCount(Expression? start, Expression count)
    {
        bool isCount = count is Constant { Bits: >= 0 } or Apply { Primitive.Form: PrimitiveForm.Length };
        bool isSmall = start is null or Constant { Bits: <= 1 } || start is Constant first && count is Constant many && first.Bits + many.Bits - 1 <= int.MaxValue;
        if (isCount && isSmall) return;
        Expression isWrong = new Apply(Primitive.Less, ValueType.Boolean, count, Constant.Of(0));
        if (!isSmall)
        {
            Expression Long(Expression value) => new Apply(Primitive.Convert, ValueType.Int64, value);
            Expression last = new Apply(Primitive.Subtract, ValueType.Int64, new Apply(Primitive.Add, ValueType.Int64, Long(start!), Long(count)), Constant.Of(1L));
            isWrong = Conditions.Or(isWrong, new Apply(Primitive.Greater, ValueType.Boolean, last, Constant.Of((long)int.MaxValue)));
        }

        Emit(new If(isWrong, new Block(new Throw(new External("new global::System.ArgumentOutOfRangeException(\"count\")", Exception))), Block.Empty));
    }

    private Sequence Where(IOperation at, Sequence source, Expression predicate) => new Streamed(
        body => EachHeld(source, element => Emit(new If(Asked(at, predicate, element), InBlock(() => body(element)), Block.Empty))),
        Bound(source));

    private Sequence TakeWhile(IOperation at, Sequence source, Expression predicate) => new Streamed(
        body =>
        {
            Label end = NewLabel("taking", jumped: false);
            Emit(new Labelled(end, InBlock(() => EachHeld(source, element =>
            {
                Emit(new If(Conditions.Not(Asked(at, predicate, element)), new Block(new Jump(end)), Block.Empty));
                body(element);
            }))));
        },
        Bound(source));

    private Sequence Select(IOperation at, Sequence source, Expression selector) => source is Indexed indexed
        ? new Indexed(indexed.Length, index => Given(at, selector, Arguments(selector, indexed.At(index), index)))
        : new Streamed(body => Each(source, element => body(Given(at, selector, [element]))), Bound(source));

    /// <summary>The element and, where the lambda takes it, its number.</summary>
    private static Expression[] Arguments(Expression function, Expression element, Expression index) =>
        function is Closure { Method.Parameters.Length: 2 } ? [element, index] : [element];

    private Sequence SelectMany(IOperation at, Sequence source, Expression selector, Expression? result) => new Streamed(
        body => EachHeld(source, outer =>
        {
            if (AsSequence(at, Given(at, selector, [outer])) is not Sequence inner) return;
            Each(inner, element => body(result is null ? element : Given(at, result, [outer, element])));
        }),
        null);

    private Expression Zip(IOperation at, Sequence first, Sequence second, Expression? result)
    {
        if (first is not Indexed left || second is not Indexed right) return Refuse(Refusal.Query, at, Fence.Text(at));
        return new Indexed(
            () => left.Length() is var a && right.Length() is var b && a.Equals(b) ? a : new Apply(Primitive.Min, ValueType.Int32, a, b),
            index =>
            {
                Expression[] pair = InOrder(_ => left.At(index), _ => right.At(index));
                return result is null ? Tuple(["First", "Second"], pair) : Given(at, result, pair);
            });
    }

    private static Aggregate Tuple(string[] names, Expression[] parts) =>
        new(new AggregateType(names.ToEquatableArray(), parts.Select(part => part.Type).ToEquatableArray()), parts.ToEquatableArray());

    private Expression Part(IOperation at, Sequence source, Expression count, bool isTaken)
    {
        if (source is not Indexed indexed) return Refuse(Refusal.Query, at, Fence.Text(at));
        Expression Skipped() => new Apply(Primitive.Min, ValueType.Int32, AtLeastZero(count), indexed.Length());
        return isTaken
            ? new Indexed(Skipped, indexed.At)
            : new Indexed(
                () => new Apply(Primitive.Subtract, ValueType.Int32, indexed.Length(), Skipped()),
                index => indexed.At(new Apply(Primitive.Add, ValueType.Int32, AtLeastZero(count), index)));
    }

    private static Indexed Reversed(Indexed source) => source with
    {
        At = index => source.At(new Apply(
            Primitive.Subtract, ValueType.Int32, new Apply(Primitive.Subtract, ValueType.Int32, source.Length(), Constant.Of(1)), index)),
    };

    private static Expression AtLeastZero(Expression count) =>
        count is Constant { Bits: >= 0 } ? count : new Apply(Primitive.Max, ValueType.Int32, count, Constant.Of(0));

    private Sequence Concat(Sequence first, Sequence second) => new Streamed(
        body =>
        {
            Each(first, body);
            Each(second, body);
        },
        Bound(first) is { } left && Bound(second) is { } right ? () => new Apply(Primitive.Add, ValueType.Int32, left(), right()) : null);

    private static Indexed Single(Expression element) => new(() => Constant.Of(1), _ => element);

    private static Func<Expression>? Bound(Sequence sequence) => sequence is Streamed streamed ? streamed.Bound : ((Indexed)sequence).Length;

    /// <summary>As <see cref="Each"/>, for a body that asks for the element more than once.</summary>
    private void EachHeld(Sequence sequence, Action<Expression> body) => Each(sequence, element => body(Hold(element)));

    private Expression Asked(IOperation at, Expression predicate, Expression element) => Invoke(at, predicate, [element]) ?? Constant.False;

    private Expression Given(IOperation at, Expression function, Expression[] arguments) => Invoke(at, function, arguments) ?? StandIn(null);
}
