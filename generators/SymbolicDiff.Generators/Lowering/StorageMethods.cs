using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>The methods of arrays, spans and tapes.</summary>
internal sealed partial class FunctionLowering
{
    private static readonly Dictionary<(string Type, string Name, int Arity), Func<FunctionLowering, Expression[], Expression?>>
        StorageMethods = new()
        {
            [("Array", "Copy", 3)] = (lowering, a) => lowering.Copy(Part(a[0], 0, a[2]), Part(a[1], 0, a[2])),
            [("Array", "Copy", 5)] = (lowering, a) => lowering.Copy(ViewOf(a[0], a[1], a[4]), ViewOf(a[2], a[3], a[4])),
            [("Array", "CopyTo", 2)] = (lowering, a) => lowering.Copy(a[0], From(a[1], a[2])),
            [("Array", "Clear", 1)] = (lowering, a) => lowering.FillWith(a[0], lowering.DefaultOf(ElementTypeOf(a[0]))),
            [("Array", "Clear", 3)] = (lowering, a) => lowering.FillWith(ViewOf(a[0], a[1], a[2]), lowering.DefaultOf(ElementTypeOf(a[0]))),
            [("Array", "Fill", 2)] = (lowering, a) => lowering.FillWith(a[0], a[1]),
            [("Array", "Fill", 4)] = (lowering, a) => lowering.FillWith(ViewOf(a[0], a[2], a[3]), a[1]),
            [("Array", "Clone", 0)] = (_, a) => new CopyOf(a[0], (StorageType)a[0].Type),
            [("Array", "GetLength", 1)] = (_, a) => LengthOf(a[0], a[1]),
            [("Array", "GetUpperBound", 1)] = (_, a) => new Apply(Primitive.Subtract, ValueType.Int32, LengthOf(a[0], a[1]), Constant.Of(1)),
            [("Array", "GetLowerBound", 1)] = (_, _) => Constant.Of(0),
            [("RowMajor", "Count", 1)] = (lowering, a) => lowering.CountOfRows(a[0]),
            [("Tape", "AsSpan", 0)] = (_, a) => From(a[0], Constant.Of(0)),
            [("Stack", "Push", 1)] = (lowering, a) => lowering.PushOn(a[0], a[1]),
            [("Stack", "Pop", 0)] = (lowering, a) => lowering.PopFrom(a[0]),
            [("Span", "Slice", 1)] = (_, a) => From(a[0], a[1]),
            [("Span", "Slice", 2)] = (_, a) => ViewOf(a[0], a[1], a[2]),
            [("Span", "CopyTo", 1)] = (lowering, a) => lowering.Copy(a[0], a[1]),
            [("Span", "Fill", 1)] = (lowering, a) => lowering.FillWith(a[0], a[1]),
            [("Span", "Clear", 0)] = (lowering, a) => lowering.FillWith(a[0], lowering.DefaultOf(ElementTypeOf(a[0]))),
            [("Span", "ToArray", 0)] = (_, a) => new CopyOf(a[0], new StorageType(StorageKind.Array, ElementTypeOf(a[0]))),
            [("MemoryExtensions", "AsSpan", 1)] = (_, a) => From(a[0], Constant.Of(0)),
            [("MemoryExtensions", "AsSpan", 2)] = (_, a) => From(a[0], a[1]),
            [("MemoryExtensions", "AsSpan", 3)] = (_, a) => ViewOf(a[0], a[1], a[2]),
            [("MemoryExtensions", "CopyTo", 2)] = (lowering, a) => lowering.Copy(a[0], a[1]),
        };

    /// <summary>A shape depends on no number.</summary>
    private External CountOfRows(Expression rows) => new(
        EquatableArray.Of("global::SymbolicDiff.RowMajor.Count(", ")"), EquatableArray.Of(session.Handovers.Stopped(rows)), ValueType.Int32, HasEffects: false);

    /// <summary>Whether the method works on arrays or spans that are known here.</summary>
    private bool IsStorageMethod(IInvocationOperation operation)
    {
        if (StorageHome(operation.TargetMethod) is null) return false;
        if (IsRent(operation.TargetMethod)) return true;
        IOperation? storage = operation.Instance ?? (operation.Arguments.Length > 0 ? operation.Arguments[0].Value : null);
        while (storage is IConversionOperation { IsImplicit: true } conversion) storage = conversion.Operand;
        return storage is null || storage.Type is not null && Types.Of(Actual(storage.Type)) is StorageType or null;
    }

    private static bool IsRent(IMethodSymbol target) =>
        target is { Name: "Rent" or "RentCleared", IsStatic: true } && Types.LibraryKind(target.ContainingType) is StorageKind.Tape or StorageKind.Stack;

    private static string? StorageHome(IMethodSymbol target) => target.ContainingType switch
    {
        { SpecialType: SpecialType.System_Array } => "Array",
        { Name: "MemoryExtensions", ContainingNamespace.Name: "System" } => "MemoryExtensions",
        { Name: "RowMajor", ContainingNamespace: { Name: nameof(SymbolicDiff), ContainingNamespace.IsGlobalNamespace: true } } => "RowMajor",
        INamedTypeSymbol type when Types.LibraryKind(type) is { } kind => kind == StorageKind.ReadOnlySpan ? nameof(StorageKind.Span) : kind.ToString(),
        _ => null,
    };

    private Expression? LowerStorageMethod(IInvocationOperation operation)
    {
        IMethodSymbol target = operation.TargetMethod;
        if (target is { Name: "Empty", ContainingType.SpecialType: SpecialType.System_Array }
            && ValueOf(target.ReturnType, operation) is StorageType empty)
            return new Allocate(empty, Constant.Of(0).One());
        if (IsRent(target)) return Rented(operation);
        if (target.Name == "Clone" && operation.Instance is null
            || !StorageMethods.TryGetValue((StorageHome(target)!, target.Name, target.Parameters.Length), out var lower))
            return Refuse(Refusal.StorageMethod, operation, Fence.Text(operation));
        if (operation.Arguments.Any(argument => argument.Value.Type is { Name: "Range" or "Index", ContainingNamespace.Name: "System" }))
            return SliceByRange(operation);

        List<IOperation> operands = [.. operation.Arguments.OrderBy(argument => argument.Parameter!.Ordinal).Select(argument => argument.Value)];
        if (operation.Instance is not null) operands.Insert(0, operation.Instance);
        Expression[] values = InOrder([.. operands.Select<IOperation, Func<Expression[], Expression>>(operand => _ => StorageOperand(operand))]);
        if (operands.Zip(values, (operand, value) => value.Type is StorageType || !IsStorageType(operand)).Any(isSound => !isSound))
        {
            session.RequireRefused();
            return StandIn(operation.Type);
        }

        bool fits = values[0].Type is StorageType { Rank: 1 }
            || values[0].Type is StorageType && target.Name is "Clear" or "Clone" or "GetLength" or "GetUpperBound" or "GetLowerBound" or "Fill";
        return fits ? lower(this, values) : Refuse(Refusal.StorageMethod, operation, Fence.Text(operation));
    }

    /// <summary>Pooled memory, as emitted derivatives take it.</summary>
    private Expression Rented(IInvocationOperation operation)
    {
        if (ValueOf(operation.Type!, operation) is not StorageType type) return StandIn(operation.Type);
        Expression[] lengths = InOrder(operation.Arguments.Select(argument => argument.Value));
        return new Allocate(type, lengths.ToEquatableArray(), Lifetime.Rented, Initialised: operation.TargetMethod.Name == "RentCleared");
    }

    private Expression? PushOn(Expression stack, Expression value)
    {
        Emit(new Push((Variable)stack, Atom(value)));
        return null;
    }

    private Expression PopFrom(Expression stack)
    {
        Variable value = session.Variables.New("popped", ElementTypeOf(stack), Role.Temporary);
        Emit(new Pop((Variable)stack, value));
        return value;
    }

    private Expression SliceByRange(IInvocationOperation operation) =>
        operation.TargetMethod.Name == "AsSpan" && operation.Arguments.Length == 2 && operation.Arguments[1].Value is IRangeOperation range
        && PathOf(operation.Arguments[0].Value) is { Type: StorageType } path && Slice(operation, AsView(path), range) is { } slice
            ? slice
            : Refuse(Refusal.Range, operation, Fence.Text(operation));

    private static Expression AsView(Expression path) => ViewOf(path, Constant.Of(0), null);

    private Expression StorageOperand(IOperation operation)
    {
        IOperation operand = operation;
        while (operand is IConversionOperation { IsImplicit: true } conversion && !operand.ConstantValue.HasValue
            && conversion.Operand.Type is not null && Types.Of(Actual(conversion.Operand.Type)) is StorageType)
            operand = conversion.Operand;
        Expression value = Lower(operand);
        if (value.Type is StorageType) return Path(value);
        return value.Type.Equals(ValueType.Int64) ? new Apply(Primitive.Convert.WithChecked(true), ValueType.Int32, value) : value;
    }

    private static bool IsStorageType(IOperation operation) =>
        operation.Type is IArrayTypeSymbol or INamedTypeSymbol { SpecialType: SpecialType.System_Array }
        || operation.Type is INamedTypeSymbol named && Types.LibraryKind(named) is not null;

    private static ValueType ElementTypeOf(Expression storage) => ((StorageType)storage.Type).Element;

    private static Expression LengthOf(Expression storage, Expression dimension) =>
        storage.Type is StorageType { Rank: 1 } ? LengthOf(storage) : new Apply(Primitive.LengthOf, ValueType.Int32, storage, dimension);

    private static Expression From(Expression path, Expression start) => ViewOf(path, start, null);

    private static View Part(Expression path, int start, Expression length) => ViewOf(path, Constant.Of(start), length);

    private Expression? Copy(Expression source, Expression target)
    {
        Emit(new Copy(source, target));
        return null;
    }

    private Expression? FillWith(Expression storage, Expression value)
    {
        if (value is Aggregate) FillEach(storage, value);
        else Emit(new Fill(storage, Atom(value)));
        return null;
    }

    /// <summary>Gives each element the value.</summary>
    private void FillEach(Expression storage, Expression value)
    {
        Expression held = Hold(value);
        var indices = Enumerable.Range(0, ((StorageType)storage.Type).Rank).Select(i => NewCounter(i == 0 ? "index" : "column", ValueType.Int32)).ToList();
        Block body = InBlock(() => Set(ElementAt(storage, indices.ToEquatableArray<Expression>()), held));
        for (int i = indices.Count - 1; i >= 0; i--) body = new Block(Over(indices[i], LengthOf(storage, Constant.Of(i))) with { Body = body });
        foreach (Statement loop in body.Statements) Emit(loop);
    }
}
