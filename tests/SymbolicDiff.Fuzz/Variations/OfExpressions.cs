using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static SymbolicDiff.Fuzz.Variations.SyntaxExtensions;

namespace SymbolicDiff.Fuzz.Variations;

/// <summary>The left operand of what is declared, assigned or returned gets a name: it is evaluated first anyway.</summary>
internal sealed class NamedOperands : StatementRewriter
{
    private int count;

    protected override IEnumerable<StatementSyntax> Written(StatementSyntax statement)
    {
        if (ValueOf(statement) is not { } value || Bare(value) is not BinaryExpressionSyntax { Left: var left } sum || !IsArithmetic(sum) || left is LiteralExpressionSyntax) return [statement];
        string name = $"left{count++}";
        return [Statement($"var {name} = {left};"), statement.ReplaceNode(left, SyntaxFactory.IdentifierName(name))];
    }

    private static ExpressionSyntax? ValueOf(StatementSyntax statement) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration: { Type: PredefinedTypeSyntax, Variables: [{ Initializer.Value: var value }] } } => value,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax, Right: var value } } => value,
        ReturnStatementSyntax { Expression: { } value } => value,
        _ => null,
    };

    private static ExpressionSyntax Bare(ExpressionSyntax value) => value is ParenthesizedExpressionSyntax { Expression: var inner } ? Bare(inner) : value;

    private static bool IsArithmetic(BinaryExpressionSyntax value) =>
        value.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression;
}

/// <summary>What is declared is computed by a local function.</summary>
internal sealed class LocalFunctions : StatementRewriter
{
    protected override IEnumerable<StatementSyntax> Written(StatementSyntax statement)
    {
        if (statement is not LocalDeclarationStatementSyntax { Declaration: { Type: PredefinedTypeSyntax type, Variables: [{ Initializer.Value: var value } variable] } }
            || value is LiteralExpressionSyntax || value.Names(value.References())) return [statement];
        string name = variable.Identifier.ValueText + "Of";
        return [Statement($"{type} {name}() {{ return {value}; }}"), Statement($"{type} {variable.Identifier} = {name}();")];
    }
}

/// <summary>Every second real variable is part of something: a member of a structure, or an element of an array.</summary>
internal sealed class Wrapped(bool inArrays) : CSharpSyntaxRewriter
{
    private HashSet<string> wrapped = [];

    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        wrapped = [.. node.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Where(IsReal)
            .Select(local => local.Declaration.Variables[0].Identifier.ValueText).Where((_, i) => i % 2 == 0)];
        return base.VisitMethodDeclaration(node);
    }

    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node)
    {
        if (!IsReal(node) || !wrapped.Contains(node.Declaration.Variables[0].Identifier.ValueText)) return base.VisitLocalDeclarationStatement(node);
        VariableDeclaratorSyntax variable = node.Declaration.Variables[0];
        SyntaxNode value = Visit(variable.Initializer!.Value)!;
        return Statement(inArrays ? $"double[] {variable.Identifier} = {{ {value} }};" : $"Pair {variable.Identifier} = new Pair({value}, 0.0);");
    }

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => !wrapped.Contains(node.Identifier.ValueText) || node.Parent is MemberAccessExpressionSyntax { Name: var name } && name == node ? node
        : SyntaxFactory.ParseExpression(node.Identifier.ValueText + (inArrays ? "[0]" : ".X"));

    private static bool IsReal(LocalDeclarationStatementSyntax local) =>
        local.Declaration is { Type: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword }, Variables: [{ Initializer: not null }] };
}

/// <summary>All single precision becomes double.</summary>
internal sealed class DoublePrecision : CSharpSyntaxRewriter
{
    public override SyntaxToken VisitToken(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.FloatKeyword => SyntaxFactory.Token(token.LeadingTrivia, SyntaxKind.DoubleKeyword, token.TrailingTrivia),
        SyntaxKind.IdentifierToken when token.ValueText == "MathF" => SyntaxFactory.Identifier(token.LeadingTrivia, "Math", token.TrailingTrivia),
        SyntaxKind.NumericLiteralToken when token.Value is float => SyntaxFactory.ParseToken(token.Text.TrimEnd('f')).WithTriviaFrom(token),
        _ => token,
    };
}

/// <summary>The differentiated method gives an array of its result.</summary>
internal sealed class ResultInArray : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node) =>
        node is { Identifier.ValueText: "F", ReturnType: PredefinedTypeSyntax { Keyword.RawKind: not (int)SyntaxKind.VoidKeyword } type }
            ? ((MethodDeclarationSyntax)base.VisitMethodDeclaration(node)!).WithReturnType(SyntaxFactory.ParseTypeName($"{type.Keyword.ValueText}[]"))
            : node;

    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node) => Statement($"return [{node.Expression}];");

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;

    public override SyntaxNode? VisitSimpleLambdaExpression(SimpleLambdaExpressionSyntax node) => node;
}
