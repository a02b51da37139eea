using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The methods of LINQ: those that make a query of another, and those that ask for its elements.</summary>
internal sealed partial class FunctionLowering
{
    private static readonly HashSet<string> Makers = ["Range", "Repeat", "Empty"];

    private static readonly HashSet<string> Followed =
    [
        "Select", "Where", "TakeWhile", "SelectMany", "Zip", "Take", "Skip", "Concat", "Append", "Prepend", "AsEnumerable", "Reverse",
        "Sum", "Average", "Max", "Min", "Aggregate", "Count", "Any", "All", "First", "Last", "ToArray",
    ];

    /// <summary>What the array that a query fills is called.</summary>
    private string? arrayName;

    private static readonly OpaqueType Exception = new("global::System.Exception");

    private Expression? LowerQuery(IInvocationOperation operation)
    {
        IMethodSymbol target = operation.TargetMethod;
        IArgumentOperation[] arguments = [.. operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal)];
        Expression[] values = InOrder([.. arguments.Select<IArgumentOperation, Func<Expression[], Expression>>(argument => _ =>
            IsEnumerated(argument.Parameter!) ? LowerSequence(argument.Value) : Hold(Lower(argument.Value)))]);
        for (int i = 0; i < arguments.Length; i++)
        {
            if (IsEnumerated(arguments[i].Parameter!) == values[i] is Sequence) continue;
            session.RequireRefused();
            return StandIn(operation.Type);
        }

        return arguments.Length > 0 && values[0] is Sequence source
            ? Query(operation, source, values) ?? Answer(operation, source, values) ?? Refuse(Refusal.Query, operation, Fence.Text(operation))
            : Made(operation, target, values);
    }

    /// <summary>Whether the method of arrays does something with each element.</summary>
    private bool IsOverElements(IInvocationOperation operation) =>
        operation.TargetMethod is { ContainingType.SpecialType: SpecialType.System_Array, Name: "ConvertAll" or "ForEach" or "Exists" or "TrueForAll" }
        && Types.Of(Actual(operation.Arguments[0].Value.Type!)) is StorageType { Rank: 1 };

    private Expression? OverElements(IInvocationOperation operation)
    {
        Expression[] values = InOrder(_ => LowerSequence(operation.Arguments[0].Value), _ => Hold(Lower(operation.Arguments[1].Value)));
        if (values[0] is not Sequence source) return StandIn(operation.Type);
        switch (operation.TargetMethod.Name)
        {
            case "ForEach":
                Each(source, element => Discard(Invoke(operation, values[1], [element])));
                return null;
            case "ConvertAll":
                return Types.Of(Actual(operation.Type!)) is StorageType array ? ToArray(operation, Select(operation, source, values[1]), array) : Refuse(Refusal.StorageMethod, operation, Fence.Text(operation));
            default:
                return Found(operation, source, values[1], isAny: operation.TargetMethod.Name == "Exists");
        }
    }

    private static bool IsEnumerated(IParameterSymbol parameter) => IsEnumerable(parameter.Type) || parameter.Type is IArrayTypeSymbol;

    private Expression Made(IInvocationOperation operation, IMethodSymbol target, Expression[] values)
    {
        switch (target.Name)
        {
            case "Range":
                RequireCount(values[0], values[1]);
                return Range(values[0], values[1]);
            case "Repeat":
                RequireCount(null, values[1]);
                return new Indexed(() => values[1], _ => values[0]);
            case "Empty" when Types.Of(Actual(target.TypeArguments[0])) is ScalarType element:
                return new Indexed(() => Constant.Of(0), _ => new Constant(element, 0));
            default:
                return Refuse(Refusal.Query, operation, Fence.Text(operation));
        }
    }

    /// <summary>A query of a query; null where the method is none.</summary>
    private Expression? Query(IInvocationOperation operation, Sequence source, Expression[] values) =>
        (operation.TargetMethod.Name, values.Length) switch
        {
            ("Select", 2) when source is Indexed || !TakesIndex(operation) => Select(operation, source, values[1]),
            ("Where", 2) when !TakesIndex(operation) => Where(operation, source, values[1]),
            ("TakeWhile", 2) when !TakesIndex(operation) => TakeWhile(operation, source, values[1]),
            ("SelectMany", 2) when !TakesIndex(operation) => SelectMany(operation, source, values[1], null),
            ("SelectMany", 3) when !TakesIndex(operation) => SelectMany(operation, source, values[1], values[2]),
            ("Zip", 2) => Zip(operation, source, (Sequence)values[1], null),
            ("Zip", 3) when values[2] is DelegateValue => Zip(operation, source, (Sequence)values[1], values[2]),
            ("Take", 2) when values[1].Type.Equals(ValueType.Int32) => Part(operation, source, values[1], isTaken: true),
            ("Skip", 2) => Part(operation, source, values[1], isTaken: false),
            ("Concat", 2) => Concat(source, (Sequence)values[1]),
            ("Append", 2) => Concat(source, Single(values[1])),
            ("Prepend", 2) => Concat(Single(values[1]), source),
            ("AsEnumerable", 1) => source,
            ("Reverse", 1) when source is Indexed { IsRead: true } read => Reversed(read),
            _ => null,
        };

    private static bool TakesIndex(IInvocationOperation operation) =>
        operation.TargetMethod.Parameters[1].Type is INamedTypeSymbol { TypeArguments.Length: 3 };

    /// <summary>What asks for the elements; null where the method does not, or is not known.</summary>
    private Expression? Answer(IInvocationOperation operation, Sequence source, Expression[] values)
    {
        string name = operation.TargetMethod.Name;
        bool selects = values.Length == 2 && name is "Sum" or "Average" or "Max" or "Min";
        if (selects && values[1] is not DelegateValue) return null;
        Sequence selected = selects ? Select(operation, source, values[1]) : source;
        ValueType? type = operation.Type is null ? null : Types.Of(Actual(operation.Type));
        return (name, values.Length) switch
        {
            ("Sum", 1 or 2) when type is ScalarType scalar => Sum(operation, selected, scalar),
            ("Average", 1 or 2) when type is ScalarType { IsReal: true } scalar => Average(operation, selected, scalar),
            ("Max" or "Min", 1 or 2) when type is ScalarType scalar => Extremum(selected, scalar, name == "Max"),
            ("Aggregate", 2 or 3 or 4) => Aggregated(operation, source, values),
            ("Count", 1) => source is Indexed indexed ? indexed.Length() : Counted(source),
            ("Count", 2) => Counted(Where(operation, source, values[1])),
            ("Any", 1) when source is Indexed indexed => Conditions.Not(Conditions.Equal(indexed.Length(), Constant.Of(0))),
            ("Any", 2) => Found(operation, source, values[1], isAny: true),
            ("All", 2) => Found(operation, source, values[1], isAny: false),
            ("First", 1) when source is Indexed indexed => First(indexed),
            ("Last", 1) when source is Indexed indexed => Last(indexed),
            ("ToArray", 1) when type is StorageType array => ToArray(operation, source, array),
            _ => null,
        };
    }

    /// <summary>The sum in the order of the elements, that of floats in double precision, as the library does it.</summary>
    private Expression Sum(IInvocationOperation operation, Sequence source, ScalarType type)
    {
        ScalarType wide = type.IsReal ? ValueType.Double : type;
        Expression sum = Declared("sum", new Constant(wide, 0), isStable: false);
        Each(source, element => AddTo(sum, element, wide));
        return Converted(sum, type);
    }

    private static Expression Converted(Expression value, ScalarType type) =>
        value.Type.Equals(type) || value.Type is not ScalarType ? value : new Apply(Primitive.Convert, type, value);

    private Expression Average(IInvocationOperation operation, Sequence source, ScalarType type)
    {
        ITypeSymbol averaged = ((INamedTypeSymbol)operation.TargetMethod.Parameters.Last().Type).TypeArguments.Last();
        ScalarType elements = Types.Scalar(Actual(averaged)) is { IsReal: true } ? ValueType.Double : ValueType.Int64;
        // The library adds the elements of an array to zero, and those of other sequences to the first: of zeros the sign tells.
        bool isFromZero = !elements.IsReal || operation.Arguments.Length == 1 && Types.Of(Actual(Unconverted(operation.Arguments[0].Value).Type!)) is StorageType;
        Expression sum = Declared("sum", isFromZero ? new Constant(elements, 0) : Constant.Of(-0.0), isStable: false);
        Expression count = source is Indexed indexed ? Hold(indexed.Length(), "count") : Declared("count", Constant.Of(0L), isStable: false);
        if (source is Indexed) RequireElement(count);
        Each(source, element =>
        {
            AddTo(sum, element, elements);
            if (source is Streamed) Emit(new Assign(count, AssignmentKind.Add, Constant.Of(1L)));
        });
        if (source is Streamed) RequireElement(count);
        return Converted(new Apply(Primitive.Divide, ValueType.Double, Converted(sum, ValueType.Double), Converted(count, ValueType.Double)), type);
    }

    /// <summary>Adds to a sum; integers throw where they overflow.</summary>
    private void AddTo(Expression sum, Expression element, ScalarType type)
    {
        element = Converted(element, type);
        if (CanStep(type, isChecked: !type.IsReal)) Emit(new Assign(sum, AssignmentKind.Add, Normal(element)));
        else Set(sum, new Apply(Primitive.Add.WithChecked(true), type, sum, element));
    }

    /// <summary>
    /// The greatest or least element. Of NaN the library makes the least of all numbers; of two zeros it keeps the first, else a tie is one as of Math.Max.
    /// </summary>
    private Expression Extremum(Sequence source, ScalarType type, bool isMax)
    {
        string name = isMax ? "max" : "min";
        Expression found = source is Indexed indexed ? FirstOf(indexed, name) : DeclarePlace(name, type);
        if (source is Indexed rest)
        {
            EachFrom(rest, 1, element => Compare(element));
            return found;
        }

        Expression isEmpty = Declared("isEmpty", Constant.True, isStable: false);
        EachHeld(source, element =>
        {
            Emit(new If(isEmpty, InBlock(() => Set(found, element)), InBlock(() => Compare(element))));
            Set(isEmpty, Constant.False);
        });
        ThrowIf(isEmpty);
        return found;

        void Compare(Expression element)
        {
            if (!type.IsReal)
            {
                Set(found, new Apply(isMax ? Primitive.Max : Primitive.Min, type, found, element));
                return;
            }

            element = Hold(element);
            Expression IsNotZero(Expression value) => new Apply(Primitive.NotEqual, ValueType.Boolean, value, Constant.RealOf(0, type));
            Primitive chosen = isMax ? Primitive.All["maxNumber"] : Primitive.Min;
            Emit(new If(Conditions.Or(IsNotZero(element), IsNotZero(found)), InBlock(() => Set(found, new Apply(chosen, type, found, element))), Block.Empty));
        }
    }

    private Expression FirstOf(Indexed source, string name)
    {
        RequireElement(source.Length());
        return Declared(name, source.At(Constant.Of(0)), isStable: false);
    }

    private Expression Aggregated(IInvocationOperation operation, Sequence source, Expression[] values)
    {
        Expression function = values[values.Length == 2 ? 1 : 2];
        if (values.Length == 2 && source is not Indexed) return Refuse(Refusal.Query, operation, Fence.Text(operation));
        Expression found = values.Length == 2 ? FirstOf((Indexed)source, "result") : Declared("result", values[1], ValueOf(operation.TargetMethod.TypeArguments[1], operation), isStable: false);
        void Step(Expression element) => Set(found, Given(operation, function, [found, element]));
        if (values.Length == 2) EachFrom((Indexed)source, 1, Step);
        else Each(source, Step);
        return values.Length == 4 ? Given(operation, values[3], [found]) : found;
    }

    private Expression Counted(Sequence source)
    {
        Expression count = Declared("count", Constant.Of(0), isStable: false);
        Each(source, _ => Emit(new Assign(count, AssignmentKind.Add, Constant.Of(1))));
        return count;
    }

    private Expression Found(IInvocationOperation operation, Sequence source, Expression predicate, bool isAny)
    {
        Expression found = Declared(isAny ? "any" : "all", Constant.Of(!isAny), isStable: false);
        Label end = NewLabel("asking", jumped: false);
        Emit(new Labelled(end, InBlock(() => Each(source, element =>
        {
            Expression isSo = Asked(operation, predicate, element);
            Emit(new If(isAny ? isSo : Conditions.Not(isSo), InBlock(() =>
            {
                Set(found, Constant.Of(isAny));
                Emit(new Jump(end));
            }), Block.Empty));
        }))));
        return found;
    }

    private Expression First(Indexed source)
    {
        RequireElement(source.Length());
        return Hold(source.At(Constant.Of(0)));
    }

    private Expression Last(Indexed source)
    {
        RequireElement(source.Length());
        return Hold(source.At(new Apply(Primitive.Subtract, ValueType.Int32, source.Length(), Constant.Of(1))));
    }

    /// <summary>A new array; of a sequence whose length is not known, as long as it may get, and then cut.</summary>
    private Expression ToArray(IOperation at, Sequence source, StorageType type)
    {
        string name = arrayName ?? "array";
        arrayName = null;
        if (Bound(source) is not { } bound) return Refuse(Refusal.Query, at, Fence.Text(at));
        Expression length = Hold(bound(), "length");
        Variable array = DeclareMemory(new Allocate(type, length.One()), source is Indexed ? name : "array");
        if (source is Indexed indexed)
        {
            Variable index = NewCounter("index", ValueType.Int32);
            Emit(Over(index, length) with { Body = InLoop(() => SetInitial(new Element(array, index), Converted(Seen(indexed.At(index)), type.Element))) });
            return array;
        }

        Expression count = Declared("count", Constant.Of(0), isStable: false);
        Each(source, element =>
        {
            SetInitial(new Element(array, count), Converted(element, type.Element));
            Emit(new Assign(count, AssignmentKind.Add, Constant.Of(1)));
        });
        return new CopyOf(ViewOf(array, Constant.Of(0), count), type);
    }

    private static Expression Converted(Expression value, ValueType type) => type is ScalarType scalar ? Converted(value, scalar) : value;

    private void RequireElement(Expression count)
    {
        if (count is Constant { Bits: > 0 }) return;
        ThrowIf(Conditions.Equal(count, new Constant(count.Type, 0)));
    }

    private void ThrowIf(Expression isEmpty) => Emit(new If(
        isEmpty, new Block(new Throw(new External("new global::System.InvalidOperationException(\"Sequence contains no elements\")", Exception))), Block.Empty));
}
