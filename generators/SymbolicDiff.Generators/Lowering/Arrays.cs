using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>New arrays and spans, with their initialisers.</summary>
internal sealed partial class FunctionLowering
{
    private bool isInitialising;

    private static bool IsStackAlloc(IOperation operation) =>
        operation is not IConversionOperation && operation.Syntax is StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax;

    /// <summary>A collection expression, which this version of the compiler's interface has no type for.</summary>
    private static bool IsCollection(IOperation operation) => operation.Syntax is CollectionExpressionSyntax && operation is not IConversionOperation;

    private static bool IsNewStorage(IOperation operation) =>
        operation is IArrayCreationOperation { Initializer: not null } || IsCollection(operation) || IsStackAlloc(operation);

    /// <summary>New memory, as the local of the given name where elements have to be written to it.</summary>
    private Expression LowerArray(IOperation operation, string? name)
    {
        switch (operation)
        {
            case IArrayCreationOperation creation:
                if (ValueOf(creation.Type!, operation) is not StorageType array) return LowerOutsideArray(creation);
                if (creation.Initializer is not null)
                    return Initialised(array, LengthsOf(creation.Initializer, array.Rank), creation.Initializer, name);
                if (creation.DimensionSizes.Length != array.Rank) session.Break();
                return new Allocate(array, InOrder(creation.DimensionSizes).ToEquatableArray());
            default:
                return IsCollection(operation) ? LowerCollection(operation, name) : LowerStackAlloc(operation, name);
        }
    }

    private Expression LowerOutsideArray(IArrayCreationOperation creation)
    {
        if (creation.Initializer is null || ValueOf(creation.Type!, creation) is not OpaqueType type) return Refuse(creation);
        if (creation.Initializer.ElementValues.Any(element => element is IArrayInitializerOperation)) return Refuse(creation);
        var text = new Text();
        text.Add("new " + type.Name + " { ");
        IReadOnlyList<IOperation> elements = creation.Initializer.ElementValues;
        Expression[] values = InOrder([.. elements.Select<IOperation, Func<Expression[], Expression>>(
            element => _ => isObserving ? Observed(element) : Lower(element))]);
        foreach (var (element, value) in elements.Zip(values, (element, value) => (element, value)))
        {
            if (value is Aggregate or Deferred) return Refuse(Refusal.Object, element, Fence.Text(element));
            text.Add(session.HandOver(element, value, Fence.Text(creation)));
            text.Add(", ");
        }

        text.Add("}");
        return text.ToExternal(type, hasEffects: false);
    }

    private static IReadOnlyList<int> LengthsOf(IArrayInitializerOperation initializer, int rank)
    {
        var lengths = new List<int> { initializer.ElementValues.Length };
        if (rank == 2) lengths.Add(initializer.ElementValues.FirstOrDefault() is IArrayInitializerOperation row ? row.ElementValues.Length : 0);
        return lengths;
    }

    private Expression Initialised(StorageType type, IReadOnlyList<int> lengths, IArrayInitializerOperation initializer, string? name)
    {
        var elements = Elements(initializer, type.Rank, []).ToList();
        return Initialised(
            new Allocate(type, lengths.Select(length => (Expression)Constant.Of(length)).ToEquatableArray()),
            [.. elements.Select(element => element.Value)],
            i => elements[i].Indices,
            name);
    }

    /// <summary>New memory with the values in their places. They are evaluated before it is made: nobody can tell, and the elements stand together.</summary>
    private Variable Initialised(Allocate memory, IReadOnlyList<IOperation> values, Func<int, EquatableArray<Expression>> place, string? name)
    {
        Expression[] lowered = InOrder([.. values.Select<IOperation, Func<Expression[], Expression>>(value => _ => ElementValue(value, memory.Memory))]);
        Variable array = DeclareMemory(memory, name);
        for (int i = 0; i < lowered.Length; i++) SetInitial(ElementAt(array, place(i)), lowered[i]);
        return array;
    }

    private Variable DeclareMemory(Allocate memory, string? name) => (Variable)Declared(name ?? "array", memory);

    private static IEnumerable<(EquatableArray<Expression> Indices, IOperation Value)> Elements(
        IArrayInitializerOperation initializer, int rank, IReadOnlyList<Expression> outer)
    {
        for (int i = 0; i < initializer.ElementValues.Length; i++)
        {
            IReadOnlyList<Expression> indices = [.. outer, Constant.Of(i)];
            if (initializer.ElementValues[i] is not IArrayInitializerOperation row || rank != 2) yield return (indices.ToEquatableArray(), initializer.ElementValues[i]);
            else foreach (var element in Elements(row, rank, indices)) yield return element;
        }
    }

    /// <summary>Sets an element of new memory, which nobody outside knows yet.</summary>
    private void SetInitial(Expression element, Expression value)
    {
        isInitialising = true;
        Set(element, value);
        isInitialising = false;
    }

    private Expression ElementValue(IOperation operation, StorageType memory) =>
        Convert(operation, Lower(operation), memory.Element is CompositeType composite ? AggregateType.Of(composite) : memory.Element, isChecked: false);

    private Expression LowerCollection(IOperation collection, string? name)
    {
        if (collection.Type is INamedTypeSymbol named) RememberCreated((INamedTypeSymbol)Actual(named));
        if (collection.Type is not null && ValueOf(collection.Type, collection) is ListType list) return LowerListCreation(collection, list, name);
        List<IOperation> elements = [.. collection.ChildOperations];
        if (ValueOf(collection.Type!, collection) is not StorageType { Rank: 1 } type
            || elements.Any(element => element.Syntax is SpreadElementSyntax))
            return Refuse(Refusal.UnknownConstruct, collection, Fence.Text(collection), Fence.Kind(collection));
        return Initialised(new Allocate(new StorageType(StorageKind.Array, type.Element), Constant.Of(elements.Count).One()), elements, At, name);
    }

    private Expression LowerStackAlloc(IOperation operation, string? name)
    {
        if (operation.Type is null || ValueOf(operation.Type, operation) is not StorageType type)
            return Refuse(Refusal.Unsafe, operation, Fence.Text(operation));
        InitializerExpressionSyntax? initializer = operation.Syntax switch
        {
            StackAllocArrayCreationExpressionSyntax creation => creation.Initializer,
            ImplicitStackAllocArrayCreationExpressionSyntax creation => creation.Initializer,
            _ => null,
        };
        if (initializer is null)
            return DeclareMemory(new Allocate(type, EquatableArray.Of(Lower(operation.ChildOperations.First())), Lifetime.Stack), name);

        List<IOperation> values = [.. operation.ChildOperations.SelectMany(Values).Where(value =>
            initializer.Span.Contains(value.Syntax.Span) && value.Syntax != initializer)];
        return Initialised(new Allocate(type, Constant.Of(values.Count).One(), Lifetime.Stack), values, At, name);
    }

    private static EquatableArray<Expression> At(int index) => Constant.Of(index).One();

    private static IEnumerable<IOperation> Values(IOperation child) =>
        child is IArrayInitializerOperation initializer ? initializer.ElementValues : new[] { child };

    private Expression SpanCreation(IObjectCreationOperation operation, StorageType span)
    {
        Expression[] parts = InOrder([.. operation.Arguments.Select<IArgumentOperation, Func<Expression[], Expression>>(
            (argument, i) => _ => i == 0 ? PathOf(argument.Value) : Lower(argument.Value))]);
        if (parts.Length == 0) return EmptySpan(span);
        if (parts[0].Type is not StorageType) return Refuse(Refusal.StorageMethod, operation, Fence.Text(operation));
        return parts.Length == 1 ? parts[0] : new View(parts[0], span, parts[1], parts[2]);
    }

    private Variable EmptySpan(StorageType span) =>
        DeclareMemory(new Allocate(new StorageType(StorageKind.Array, span.Element), Constant.Of(0).One()), "empty");
}

internal static class ExpressionLists
{
    public static EquatableArray<Expression> One(this Expression expression) => EquatableArray.Of(expression);
}
