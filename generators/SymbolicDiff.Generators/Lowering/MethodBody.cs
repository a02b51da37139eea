using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>A method's body as operations, and what they do to its variables.</summary>
internal sealed class MethodBody
{
    private readonly HashSet<ISymbol> mutated = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> shared = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, ILocalFunctionOperation> localFunctions = new(SymbolEqualityComparer.Default);

    private readonly HashSet<ISymbol> references = new(SymbolEqualityComparer.Default);
    private readonly List<IMethodSymbol> calls = [];
    private readonly List<IMethodSymbol> localCalls = [];

    public MethodBody(IMethodSymbol method, IOperation root)
    {
        (Method, Root) = (method, root);
        Yields = root.Syntax.DescendantNodesAndSelf(inner => inner == root.Syntax || inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .Any(inner => inner is YieldStatementSyntax);
        foreach (IOperation operation in root.DescendantsAndSelf())
        {
            mutated.UnionWith(Mutations.Of(operation));
            if (operation is IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary, IsAbstract: false } called }) calls.Add(called.OriginalDefinition);
            IMethodSymbol? mentioned = (operation as IInvocationOperation)?.TargetMethod ?? (operation as IMethodReferenceOperation)?.Method;
            if (mentioned is { MethodKind: MethodKind.LocalFunction }) localCalls.Add(mentioned.OriginalDefinition);
            if (operation is ILocalFunctionOperation function) localFunctions[function.Symbol] = function;
            if (operation is ILocalFunctionOperation or IAnonymousFunctionOperation)
                foreach (IOperation inner in operation.Descendants()) shared.UnionWith(Mutations.Of(inner));
            if (operation is ILocalReferenceOperation local) references.Add(local.Local);
            if (operation is IParameterReferenceOperation parameter) references.Add(parameter.Parameter.OriginalDefinition);
            if (operation is IVariableInitializerOperation) shared.UnionWith(Mutations.Of(operation));
        }
    }

    public IMethodSymbol Method { get; }

    /// <summary>A block, or for a lambda or local function its body block.</summary>
    public IOperation Root { get; }

    /// <summary>The locals and parameters that are mentioned anywhere inside.</summary>
    public IEnumerable<ISymbol> References => references;

    /// <summary>The ordinary methods that are called anywhere inside.</summary>
    public IReadOnlyList<IMethodSymbol> Calls => calls;

    /// <summary>Whether it is the body of an iterator.</summary>
    public bool Yields { get; }

    /// <summary>The local functions that are called, or made delegates of, anywhere inside.</summary>
    public IReadOnlyList<IMethodSymbol> LocalCalls => localCalls;

    /// <summary>Whether a local or parameter changes after it was given its first value.</summary>
    public bool IsMutated(ISymbol symbol) => mutated.Contains(symbol);

    /// <summary>Whether a local or parameter may change where its name does not stand: through a reference or in a nested function.</summary>
    public bool IsShared(ISymbol symbol) => shared.Contains(symbol);

    public ILocalFunctionOperation? LocalFunction(IMethodSymbol symbol) =>
        localFunctions.TryGetValue(symbol.OriginalDefinition, out ILocalFunctionOperation? function) ? function : null;
}
