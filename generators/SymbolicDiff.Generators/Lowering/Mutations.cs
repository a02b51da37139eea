using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Which locals and parameters an operation changes.</summary>
internal static class Mutations
{
    /// <summary>Those that the operation itself changes, not the operations inside it.</summary>
    public static IEnumerable<ISymbol> Of(IOperation operation) => operation switch
    {
        IDeconstructionAssignmentOperation deconstruction => Targets(deconstruction.Target),
        IAssignmentOperation assignment => Targets(assignment.Target),
        IIncrementOrDecrementOperation increment => Targets(increment.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Targets(argument.Value),
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.RefKind: not RefKind.None } } initializer =>
            Targets(initializer.Value),
        IInvocationOperation { Instance: { } instance, TargetMethod: var method } when MayChange(method) => Targets(instance),
        IPropertyReferenceOperation { Instance: { } instance, Property.GetMethod: { } getter } when MayChange(getter) => Targets(instance),
        _ => [],
    };

    /// <summary>Whether a call may change the structure that it is made on.</summary>
    public static bool MayChange(IMethodSymbol method) =>
        method is { IsStatic: false, IsReadOnly: false, ContainingType.IsValueType: true, DeclaringSyntaxReferences.IsEmpty: false };

    /// <summary>Whether anything inside changes the symbol.</summary>
    public static bool Change(IEnumerable<IOperation> operations, ISymbol symbol) => operations.Any(operation =>
        operation.DescendantsAndSelf().Any(inner => Of(inner).Contains(symbol, SymbolEqualityComparer.Default)));

    private static IEnumerable<ISymbol> Targets(IOperation target) => target switch
    {
        ILocalReferenceOperation { IsDeclaration: false } local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IConditionalOperation { WhenFalse: not null } conditional => Targets(conditional.WhenTrue).Concat(Targets(conditional.WhenFalse!)),
        IFieldReferenceOperation { Instance: { } instance } field when field.Field.ContainingType.IsValueType => Targets(instance),
        IPropertyReferenceOperation { Instance: { } instance } property when property.Property.ContainingType.IsValueType
            && (property.Arguments.Length == 0 || !property.Property.DeclaringSyntaxReferences.IsEmpty) => Targets(instance),
        _ => [],
    };
}
