using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// Recognises a <c>for</c> that counts: one counter that only the step changes, a constant step, and a limit that nothing in the loop changes.
/// </summary>
internal sealed class CountedLoop
{
    private const int LargestMargin = 16;
    private readonly IForLoopOperation loop;
    private readonly Frame frame;

    public CountedLoop(IForLoopOperation loop, Frame frame)
    {
        (this.loop, this.frame) = (loop, frame);
        IsCounted = FindCounter() && FindStep() && FindLimit() && !IsChanged(Counter!, [loop.Body, loop.Condition!]) && !frame.IsShared(Counter!);
    }

    public bool IsCounted { get; }

    public ILocalSymbol? Counter { get; private set; }

    public IOperation? Start { get; private set; }

    public IOperation? Limit { get; private set; }

    /// <summary>What is to be taken from the limit: <c>1</c> for <c>i + 1 &lt; x.Length</c>, <c>y.Length</c> for <c>i + y.Length &lt;= x.Length</c>.</summary>
    public IOperation? LimitMargin { get; private set; }

    public bool IsInclusive { get; private set; }

    public long Step { get; private set; }

    private bool FindCounter()
    {
        if (loop.Before.Length != 1 || loop.Before[0] is not IVariableDeclarationGroupOperation { Declarations.Length: 1 } group) return false;
        IVariableDeclarationOperation declaration = group.Declarations[0];
        if (declaration.Declarators.Length != 1) return false;
        IVariableDeclaratorOperation declarator = declaration.Declarators[0];
        Counter = declarator.Symbol;
        Start = (declarator.Initializer ?? declaration.Initializer)?.Value;
        return Start is not null && Counter.RefKind == RefKind.None
            && Counter.Type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;
    }

    private bool FindStep()
    {
        if (loop.AtLoopBottom.Length != 1 || loop.AtLoopBottom[0] is not IExpressionStatementOperation { Operation: var step }) return false;
        switch (step)
        {
            case IIncrementOrDecrementOperation increment when IsCounter(increment.Target):
                Step = increment.Kind == OperationKind.Increment ? 1 : -1;
                return true;
            case ICompoundAssignmentOperation assignment when IsCounter(assignment.Target) && Amount(assignment.Value) is { } amount
                && assignment.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract:
                Step = assignment.OperatorKind == BinaryOperatorKind.Add ? amount : -amount;
                return Step != 0;
            case ISimpleAssignmentOperation { Value: IBinaryOperation sum } assignment when IsCounter(assignment.Target) && IsCounter(sum.LeftOperand)
                && Amount(sum.RightOperand) is { } amount && sum.OperatorKind is BinaryOperatorKind.Add or BinaryOperatorKind.Subtract:
                Step = sum.OperatorKind == BinaryOperatorKind.Add ? amount : -amount;
                return Step != 0;
            default:
                return false;
        }
    }

    private static long? Amount(IOperation operation) => operation.ConstantValue is { HasValue: true, Value: var value } ? value switch
    {
        int narrow => narrow,
        long wide when wide > long.MinValue => wide,
        _ => null,
    } : null;

    private bool FindLimit()
    {
        if (loop.Condition is not IBinaryOperation { OperatorMethod: null, IsLifted: false } comparison) return false;
        bool isMirrored = IsCounter(comparison.RightOperand);
        if (!isMirrored && !IsCounter(comparison.LeftOperand) && !FindMargin(comparison)) return false;
        Limit = isMirrored ? comparison.LeftOperand : comparison.RightOperand;
        bool isBelow = comparison.OperatorKind is BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual;
        bool isAbove = comparison.OperatorKind is BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual;
        IsInclusive = comparison.OperatorKind is BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThanOrEqual;
        bool isUpwards = isMirrored ? isAbove : isBelow;
        return (isBelow || isAbove) && isUpwards == Step > 0 && IsFixed(Limit);
    }

    /// <summary>
    /// A small constant or a length that is added to the counter may be taken from a length instead: upwards in single steps from a small constant,
    /// neither overflows.
    /// </summary>
    private bool FindMargin(IBinaryOperation comparison)
    {
        if (Step != 1 || Counter!.Type.SpecialType != SpecialType.System_Int32 || Amount(Start!) is not >= 0 and <= LargestMargin) return false;
        if (comparison.OperatorKind is not (BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual) || !IsLength(comparison.RightOperand)) return false;
        if (comparison.LeftOperand is not IBinaryOperation { OperatorKind: BinaryOperatorKind.Add, OperatorMethod: null } sum || !IsCounter(sum.LeftOperand)) return false;
        if (Amount(sum.RightOperand) is not (> 0 and <= LargestMargin) && !(IsLength(sum.RightOperand) && IsFixed(sum.RightOperand))) return false;
        LimitMargin = sum.RightOperand;
        return true;
    }

    private static bool IsLength(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.Name: "Length", Instance: { } storage } && IsStorage(storage)
        || operation is IInvocationOperation { TargetMethod.Name: "GetLength", Instance.Type: IArrayTypeSymbol };

    private bool IsCounter(IOperation operation) =>
        operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, Counter);

    /// <summary>Whether the value is the same before each iteration.</summary>
    private bool IsFixed(IOperation operation) => operation.ConstantValue.HasValue || operation switch
    {
        IParenthesizedOperation parenthesized => IsFixed(parenthesized.Operand),
        ILocalReferenceOperation { Local.RefKind: RefKind.None } local => !IsCounter(local) && IsUnchanged(local.Local),
        IParameterReferenceOperation { Parameter.RefKind: RefKind.None } parameter => frame.Meaning(parameter.Parameter) is not null && IsUnchanged(parameter.Parameter),
        IBinaryOperation { OperatorMethod: null } binary => IsFixed(binary.LeftOperand) && IsFixed(binary.RightOperand),
        IUnaryOperation { OperatorMethod: null } unary => IsFixed(unary.Operand),
        IConversionOperation { OperatorMethod: null } conversion => IsFixed(conversion.Operand),
        IPropertyReferenceOperation { Property.Name: "Length", Instance: { } storage } when IsStorage(storage) => IsFixedStorage(storage),
        IPropertyReferenceOperation { Property.Name: "Count", Instance: IParameterReferenceOperation { Parameter: var parameter } list } when frame.Meaning(parameter) is Aggregate { Shape: ListType, IsGiven: true } => IsFixed(list),
        IPropertyReferenceOperation { Property.Name: "Count", Instance: { Type: INamedTypeSymbol named } list } =>
            list is ILocalReferenceOperation or IParameterReferenceOperation && Types.ListElement(named) is not null && IsFixed(list) && !ListsChange(),
        IInvocationOperation { TargetMethod.Name: "GetLength" or "GetUpperBound", Instance: { } storage } call when IsStorage(storage) =>
            IsFixedStorage(storage) && call.Arguments.All(argument => IsFixed(argument.Value)),
        IFieldReferenceOperation or IPropertyReferenceOperation { Arguments.IsEmpty: true } => IsFixedMember((IMemberReferenceOperation)operation),
        IInvocationOperation call when KnownMethods.Find(call.TargetMethod) is not null => call.Arguments.All(argument => IsFixed(argument.Value)),
        _ => false,
    };

    private static bool IsStorage(IOperation storage) =>
        storage.Type is IArrayTypeSymbol || storage.Type is INamedTypeSymbol named && Types.LibraryKind(named) is not null;

    private bool IsFixedStorage(IOperation storage) => storage switch
    {
        ILocalReferenceOperation or IParameterReferenceOperation => IsFixed(storage),
        IArrayElementReferenceOperation row => IsFixedStorage(row.ArrayReference) && row.Indices.All(IsFixed) && !RowsChange(),
        IMemberReferenceOperation member => IsFixedMember(member),
        _ => false,
    };

    /// <summary>Whether it is a member of an object that has been taken apart, and keeps its value.</summary>
    private bool IsFixedMember(IMemberReferenceOperation member)
    {
        if (member is IPropertyReferenceOperation { Property: var property } && !Types.IsStored(property)) return false;
        if (Known(member.Instance) is not { Shape.Class: not null } owner || PartOf(owner, member) is not { } part) return false;
        if (!owner.Shape.IsEntity) return frame.Body.Method.MethodKind != MethodKind.Constructor;
        return part is ObjectPlace || !MembersMayChange(member.Member.Name); // another array or object is not assigned in a loop
    }

    /// <summary>The object that an operation names before each iteration; null where that is not known.</summary>
    private Aggregate? Known(IOperation? instance) => (instance switch
    {
        IInstanceReferenceOperation => frame.Self,
        ILocalReferenceOperation local when IsFixed(local) => frame.Meaning(local.Local),
        IParameterReferenceOperation parameter when IsFixed(parameter) => frame.Meaning(parameter.Parameter),
        IMemberReferenceOperation member when IsFixedMember(member) => PartOf(Known(member.Instance)!, member),
        _ => null,
    }) switch
    {
        ObjectPlace place => place.Value() as Aggregate,
        var known => known as Aggregate,
    };

    private static Expression? PartOf(Aggregate owner, IMemberReferenceOperation member) =>
        owner.Shape.Names.Zip(owner.Parts, (name, part) => name == member.Member.Name ? part : null).FirstOrDefault(part => part is not null);

    /// <summary>Whether members of the name may be assigned in the loop.</summary>
    private bool MembersMayChange(string name) => new[] { loop.Body, loop.Condition! }.Concat(loop.AtLoopBottom).SelectMany(part => part.DescendantsAndSelf()).Any(operation => operation switch
    {
        IInvocationOperation call => !call.TargetMethod.DeclaringSyntaxReferences.IsEmpty || call.TargetMethod.MethodKind is MethodKind.LocalFunction or MethodKind.DelegateInvoke,
        IObjectCreationOperation creation => creation.Constructor is { DeclaringSyntaxReferences.IsEmpty: false },
        IPropertyReferenceOperation { Property: var property } => property.Name == name ? IsTargetOf(operation) : !property.DeclaringSyntaxReferences.IsEmpty && !Types.IsStored(property),
        IFieldReferenceOperation { Field: var field } => field.Name == name && IsTargetOf(operation),
        IBinaryOperation { OperatorMethod: { } used } => !used.DeclaringSyntaxReferences.IsEmpty,
        _ => false,
    });

    /// <summary>Whether it stands where only what is assigned, or passed by reference, stands; so does what is read in a tuple or behind it.</summary>
    private static bool IsTargetOf(IOperation operation) =>
        operation.Parent is IAssignmentOperation or IIncrementOrDecrementOperation or ITupleOperation or IArgumentOperation or IVariableInitializerOperation or IConditionalOperation;

    private bool IsUnchanged(ISymbol symbol) => !frame.IsShared(symbol) && !IsChanged(symbol, [loop.Body, loop.Condition!, .. loop.AtLoopBottom]);

    private static bool IsChanged(ISymbol symbol, IEnumerable<IOperation> operations) => Mutations.Change(operations, symbol);

    /// <summary>Whether a list may get longer or shorter in the loop.</summary>
    private bool ListsChange() => loop.Body.DescendantsAndSelf().Any(operation => operation switch
    {
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } => true,
        IInvocationOperation { Instance.Type: INamedTypeSymbol named } call => Types.ListElement(named) is not null && call.TargetMethod.Name != "ToArray",
        IArgumentOperation { Value.Type: INamedTypeSymbol named } => Types.ListElement(named) is not null,
        _ => false,
    });

    /// <summary>Whether a row of a jagged array may be replaced in the loop.</summary>
    private bool RowsChange() => loop.Body.DescendantsAndSelf().Any(operation => operation switch
    {
        IAssignmentOperation { Target: ITupleOperation } => true,
        IAssignmentOperation { Target: IArrayElementReferenceOperation or IPropertyReferenceOperation } assignment =>
            assignment.Target.Type is IArrayTypeSymbol,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        IArgumentOperation argument => argument.Value.Type is IArrayTypeSymbol { ElementType: IArrayTypeSymbol },
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke } => true,
        _ => false,
    });
}
