using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Generators.Diagnostics.Refusals;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What lies outside of the language: a table from constructs to diagnostics. The last row takes what nobody thought of.</summary>
internal static class Fence
{
    private static readonly (Func<IOperation, bool> Is, DiagnosticDescriptor Refusal)[] Rows =
    [
        (operation => operation is ILockOperation, Refusal.Try),
        (operation => operation is IUsingDeclarationOperation, Refusal.Asynchronous),
        (operation => operation is ILabeledOperation or IBranchOperation, Refusal.Goto),
        (operation => operation is IAwaitOperation || operation.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak, Refusal.Asynchronous),
        (operation => operation is IForEachLoopOperation { IsAsynchronous: true }, Refusal.Asynchronous),
        (operation => operation is IDynamicInvocationOperation or IDynamicMemberReferenceOperation or IDynamicIndexerAccessOperation
            or IDynamicObjectCreationOperation, Refusal.Dynamic),
        (IsPointer, Refusal.Unsafe),
        (operation => operation is IForEachLoopOperation, Refusal.Enumeration),
        (operation => operation is IRangeOperation
            || operation.Type is { Name: "Range" or "Index", ContainingNamespace.Name: "System" }, Refusal.Range),
        (operation => operation is ITranslatedQueryOperation, Refusal.Query),
        (operation => operation is IPatternOperation or ICaseClauseOperation, Refusal.Pattern),
        (operation => operation is IDelegateCreationOperation or IAnonymousFunctionOperation or IMethodReferenceOperation, Refusal.Delegate),
        (operation => operation is IObjectCreationOperation or IAnonymousObjectCreationOperation or IWithOperation, Refusal.Object),
        (operation => operation is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } },
            Refusal.ConstructorParameter),
        (_ => true, Refusal.UnknownConstruct),
    ];

    public static bool IsPointer(IOperation operation) => operation is IAddressOfOperation or IFunctionPointerInvocationOperation
        || operation.Syntax is FixedStatementSyntax or UnsafeStatementSyntax
        || operation.Syntax is PrefixUnaryExpressionSyntax prefix && prefix.IsKind(SyntaxKind.PointerIndirectionExpression)
        || operation.Syntax is ElementAccessExpressionSyntax access && operation.SemanticModel?.GetTypeInfo(access.Expression).Type is IPointerTypeSymbol
        || operation.Type is IPointerTypeSymbol or IFunctionPointerTypeSymbol;

    public static DiagnosticDescriptor Of(IOperation operation) => Rows.First(row => row.Is(operation)).Refusal;

    /// <summary>The source text on one line, cut where it is long.</summary>
    public static string Text(IOperation operation)
    {
        string text = string.Join(" ", operation.Syntax.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text.Substring(0, 57) + "...";
    }

    /// <summary>The kind of the construct, as its syntax names it.</summary>
    public static string Kind(IOperation operation) => operation.Syntax.Kind().ToString();
}

/// <summary>How the fence is reached.</summary>
internal sealed partial class FunctionLowering
{
    private Expression Refuse(IOperation operation)
    {
        DiagnosticDescriptor refusal = Fence.Of(operation);
        return refusal == Refusal.UnknownConstruct
            ? Refuse(refusal, operation, Fence.Text(operation), Fence.Kind(operation))
            : Refuse(refusal, operation, Fence.Text(operation));
    }

    /// <summary>Reports, and gives a stand-in so that lowering finds what else there is; the function is dropped.</summary>
    private Expression Refuse(DiagnosticDescriptor refusal, IOperation at, params string[] arguments)
    {
        session.Report(refusal, at, arguments);
        return StandIn(at.Type);
    }

    private Expression StandIn(ITypeSymbol? type)
    {
        ValueType? known = type is null || type.SpecialType == SpecialType.System_Void ? null : Types.Of(Actual(type));
        return known switch
        {
            ScalarType scalar => new Constant(scalar, 0),
            AggregateType shape => new Aggregate(shape, shape.Parts.Select(part => (Expression)new External("default", part)).ToEquatableArray()),
            StorageType storage => session.Variables.New("refused", storage, Role.Source),
            null or DelegateType => new External("default", new OpaqueType("object")),
            _ => new External("default", known),
        };
    }
}
