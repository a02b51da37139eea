using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Which loops are to be run again in segments, and which of them cannot be.</summary>
internal static class Checkpoints
{
    /// <summary>Whether the method only marks a loop.</summary>
    public static bool IsMark(IMethodSymbol method) =>
        method is { Name: "Checkpoint", ContainingType: { Name: "Gradients", ContainingNamespace: { Name: "SymbolicDiff", ContainingNamespace.IsGlobalNamespace: true } } };

    /// <summary>Whether the loop's body begins with the mark.</summary>
    public static bool Begin(ILoopOperation loop) =>
        First(loop) is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: var method } } && IsMark(method);

    /// <summary>Whether the loop is marked, or is an outermost one of a method that is.</summary>
    public static bool AreAskedFor(ILoopOperation loop, MethodBody body) =>
        Begin(loop) || IsMarked(body.Method) && !Ancestors(loop, body.Root).Any(operation => operation is ILoopOperation);

    /// <summary>What keeps a loop from being divided into segments; null where nothing does.</summary>
    public static string? Obstacle(ILoopOperation loop, Frame frame)
    {
        bool isCounted = loop switch
        {
            IForLoopOperation counting => new CountedLoop(counting, frame).IsCounted,
            IForEachLoopOperation each => Collection(each).Type is IArrayTypeSymbol || Types.Of(Collection(each).Type!) is Calculus.Ir.StorageType,
            _ => false,
        };
        if (!isCounted) return "how often it runs is not known before it";
        var jump = Jumps(loop.Body).FirstOrDefault(operation => operation is not IBranchOperation branch || Leaves(branch, loop));
        return jump is null ? null : $"'{jump.Syntax}' leaves it";
    }

    /// <summary>Where the loop begins.</summary>
    public static Location Place(ILoopOperation loop) =>
        Begin(loop) ? First(loop)!.Syntax.GetLocation() : loop.Syntax.GetFirstToken().GetLocation();

    private static IOperation? First(ILoopOperation loop) => loop.Body is IBlockOperation block ? block.Operations.FirstOrDefault() : loop.Body;

    private static bool IsMarked(IMethodSymbol method) => method.GetAttributes().Any(attribute =>
        attribute.AttributeClass is { Name: "CheckpointAttribute", ContainingNamespace: { Name: "SymbolicDiff", ContainingNamespace.IsGlobalNamespace: true } });

    private static IEnumerable<IOperation> Ancestors(IOperation operation, IOperation root)
    {
        for (IOperation? around = operation.Parent; around is not null && around != root; around = around.Parent) yield return around;
    }

    private static IOperation Collection(IForEachLoopOperation loop)
    {
        IOperation collection = loop.Collection;
        while (collection is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion) collection = conversion.Operand;
        return collection;
    }

    /// <summary>The returns and branches, without those of functions that are declared inside.</summary>
    private static IEnumerable<IOperation> Jumps(IOperation operation)
    {
        if (operation is ILocalFunctionOperation or IAnonymousFunctionOperation) yield break;
        if (operation is IReturnOperation or IBranchOperation) yield return operation;
        foreach (IOperation child in operation.ChildOperations)
            foreach (IOperation jump in Jumps(child))
                yield return jump;
    }

    private static bool Leaves(IBranchOperation branch, ILoopOperation loop)
    {
        if (SymbolEqualityComparer.Default.Equals(branch.Target, loop.ContinueLabel)) return false;
        return !loop.Body.DescendantsAndSelf().Any(inner =>
            inner is ILoopOperation nested && (Is(nested.ExitLabel) || Is(nested.ContinueLabel))
            || inner is ISwitchOperation choice && (Is(choice.ExitLabel) || choice.Cases.SelectMany(section => section.Clauses).Any(clause => clause.Label is { } label && Is(label))));

        bool Is(ILabelSymbol label) => SymbolEqualityComparer.Default.Equals(label, branch.Target);
    }
}
