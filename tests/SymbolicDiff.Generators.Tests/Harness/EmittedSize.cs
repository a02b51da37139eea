using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>How much an emitted file does.</summary>
public static class EmittedSize
{
    public static string Columns => "statements loops choices operations calls elements memory";

    /// <summary>The numbers of a file in the order of the columns.</summary>
    public static string Of(SyntaxTree file)
    {
        SyntaxNode[] nodes = [.. file.GetRoot().DescendantNodes()];
        int[] counts =
        [
            nodes.Count(node => node is StatementSyntax and not BlockSyntax),
            nodes.Count(node => node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax),
            nodes.Count(node => node is IfStatementSyntax or ConditionalExpressionSyntax or SwitchExpressionArmSyntax or SwitchSectionSyntax),
            nodes.Count(node => node is BinaryExpressionSyntax or PrefixUnaryExpressionSyntax or AssignmentExpressionSyntax { RawKind: not (int)SyntaxKind.SimpleAssignmentExpression }),
            nodes.Count(node => node is InvocationExpressionSyntax),
            nodes.Count(node => node is ElementAccessExpressionSyntax),
            nodes.Count(node => node is ArrayCreationExpressionSyntax or StackAllocArrayCreationExpressionSyntax or GenericNameSyntax { Identifier.Text: "Tape" or "TapeStack" }),
        ];
        return string.Join(' ', counts.Select(count => count.ToString(CultureInfo.InvariantCulture)));
    }
}
