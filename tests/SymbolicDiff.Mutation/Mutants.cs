using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Mutation;

/// <summary>A slip of the pen at one place of a file.</summary>
internal sealed record Mutant(string File, SyntaxNode Place, SyntaxNode Replacement)
{
    public int Line => Place.GetLocation().GetLineSpan().StartLinePosition.Line + 1;

    public override string ToString() => $"{File}:{Line}: {Short(Place)} → {Short(Replacement)}";

    private static string Short(SyntaxNode node)
    {
        if (node is EmptyStatementSyntax) return "nothing";
        string text = string.Join(' ', node.ToString().Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
        return text.Length switch
        {
            0 => "nothing",
            > 100 => text[..97] + "...",
            _ => text,
        };
    }
}

/// <summary>All slips that the tool knows.</summary>
internal static class Mutants
{
    private static readonly Dictionary<SyntaxKind, SyntaxKind> operators = new()
    {
        [SyntaxKind.AddExpression] = SyntaxKind.SubtractExpression,
        [SyntaxKind.SubtractExpression] = SyntaxKind.AddExpression,
        [SyntaxKind.MultiplyExpression] = SyntaxKind.DivideExpression,
        [SyntaxKind.DivideExpression] = SyntaxKind.MultiplyExpression,
        [SyntaxKind.LessThanExpression] = SyntaxKind.LessThanOrEqualExpression,
        [SyntaxKind.LessThanOrEqualExpression] = SyntaxKind.LessThanExpression,
        [SyntaxKind.GreaterThanExpression] = SyntaxKind.GreaterThanOrEqualExpression,
        [SyntaxKind.GreaterThanOrEqualExpression] = SyntaxKind.GreaterThanExpression,
        [SyntaxKind.EqualsExpression] = SyntaxKind.NotEqualsExpression,
        [SyntaxKind.NotEqualsExpression] = SyntaxKind.EqualsExpression,
        [SyntaxKind.LogicalAndExpression] = SyntaxKind.LogicalOrExpression,
        [SyntaxKind.LogicalOrExpression] = SyntaxKind.LogicalAndExpression,
    };

    public static IEnumerable<Mutant> In(string file, SyntaxNode root) =>
        from node in root.DescendantNodes(node => node is not (AttributeListSyntax or ThrowStatementSyntax or ThrowExpressionSyntax))
        where node is not ThrowStatementSyntax and not ThrowExpressionSyntax
        from replacement in Replacements(node)
        select new Mutant(file, node, replacement.WithTriviaFrom(node));

    private static IEnumerable<SyntaxNode> Replacements(SyntaxNode node)
    {
        switch (node)
        {
            case BinaryExpressionSyntax binary when operators.TryGetValue(binary.Kind(), out SyntaxKind other):
                yield return SyntaxFactory.BinaryExpression(other, binary.Left, binary.Right);
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not:
                yield return not.Operand;
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.TrueLiteralExpression }:
                yield return SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression);
                break;
            case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.FalseLiteralExpression }:
                yield return SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression);
                break;
            case LiteralExpressionSyntax { Token.Value: int number }:
                yield return SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(number + 1));
                break;
            case IfStatementSyntax { Condition: var condition } branch when condition is not BinaryExpressionSyntax:
                yield return branch.WithCondition(Not(condition));
                break;
            case ConditionalExpressionSyntax choice when choice.Condition is not BinaryExpressionSyntax:
                yield return choice.WithCondition(Not(choice.Condition));
                break;
            case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax or AssignmentExpressionSyntax }:
                yield return SyntaxFactory.EmptyStatement();
                break;
        }
    }

    private static PrefixUnaryExpressionSyntax Not(ExpressionSyntax condition) =>
        SyntaxFactory.PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, SyntaxFactory.ParenthesizedExpression(condition));
}
