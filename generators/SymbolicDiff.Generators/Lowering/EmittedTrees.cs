using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>Syntax trees of emitted derivatives that methods call. In them, a test for zero that is written as a pattern is a guard and no branch.</summary>
internal static class EmittedTrees
{
    private static readonly SyntaxAnnotation Mark = new();

    public static SyntaxTree Parse(string text, CSharpParseOptions options, CancellationToken cancellation)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, options, cancellationToken: cancellation);
        return tree.WithRootAndOptions(tree.GetRoot(cancellation).WithAdditionalAnnotations(Mark), options);
    }

    public static bool IsGuard(IOperation condition) =>
        IsTest(condition is IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negated ? negated.Operand : condition)
        && condition.Syntax.SyntaxTree.GetRoot().HasAnnotation(Mark);

    private static bool IsTest(IOperation condition) => condition switch
    {
        IParenthesizedOperation parenthesized => IsTest(parenthesized.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => IsTest(both.LeftOperand) && IsTest(both.RightOperand),
        IIsPatternOperation { Pattern: IConstantPatternOperation } => true,
        IInvocationOperation call => KnownMethods.IsZeroTest(call.TargetMethod),
        _ => false,
    };
}
