using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static SymbolicDiff.Fuzz.Variations.SyntaxExtensions;

namespace SymbolicDiff.Fuzz.Variations;

/// <summary>What follows a <c>continue</c> under a condition stands under its opposite.</summary>
internal sealed class Predicates : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        if (node.Parent is not (ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForEachStatementSyntax)) return visited;
        int at = visited.Statements.IndexOf(IsSkip);
        if (at < 0) return visited;
        var skip = (IfStatementSyntax)visited.Statements[at];
        StatementSyntax rest = Statement($"if (!({skip.Condition})) {{ {string.Concat(visited.Statements.Skip(at + 1).Select(statement => statement.ToFullString()))} }}");
        return visited.WithStatements(SyntaxFactory.List(visited.Statements.Take(at).Append(rest)));
    }

    private static bool IsSkip(StatementSyntax statement) => statement is IfStatementSyntax { Else: null, Statement: BlockSyntax { Statements: [ContinueStatementSyntax] } };
}

/// <summary>Each iteration of a loop over constants is written down.</summary>
internal sealed class Unrolled : CSharpSyntaxRewriter
{
    private const int Most = 4;

    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        if (!node.IsCounted(out var counter) || Numbers(node, counter) is not { } numbers || node.Statement.HasOwn<BreakStatementSyntax>() || node.Statement.HasOwn<ContinueStatementSyntax>())
            return base.VisitForStatement(node);
        SyntaxNode body = Visit(node.Statement)!;
        return Statement($"{{ {string.Concat(numbers.Select(number => $"{{ int {counter.Identifier} = {number}; {body.ToFullString()} }}\n"))} }}");
    }

    private static IReadOnlyList<int>? Numbers(ForStatementSyntax loop, VariableDeclaratorSyntax counter)
    {
        if (loop.Condition is not BinaryExpressionSyntax { Right: var right } condition || Number(counter.Initializer!.Value) is not { } start || Number(right) is not { } limit) return null;
        int step = loop.Incrementors[0] is AssignmentExpressionSyntax { Right: var by } ? Number(by) ?? 0 : 1;
        if (condition.Kind() == SyntaxKind.LessThanOrEqualExpression) limit++;
        else if (condition.Kind() != SyntaxKind.LessThanExpression) return null;
        if (step <= 0 || loop.Incrementors[0].ToString().Contains("--", StringComparison.Ordinal)) return null;
        List<int> numbers = [];
        for (int number = start; number < limit && numbers.Count <= Most; number += step) numbers.Add(number);
        return numbers.Count <= Most ? numbers : null;
    }

    private static int? Number(ExpressionSyntax expression) => expression is LiteralExpressionSyntax { Token.Value: int number } ? number : null;
}

/// <summary>Constant bounds of loops are read from fields.</summary>
internal sealed class RunTimeBounds : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var visited = (ForStatementSyntax)base.VisitForStatement(node)!;
        return visited.Condition is BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.Value: int and >= 1 and <= 4 } bound }
            ? visited.ReplaceNode(bound, SyntaxFactory.ParseExpression("Bounds.N" + bound))
            : visited;
    }
}

internal sealed class ForEachAsFor : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node)
    {
        SyntaxNode body = Visit(node.Statement)!;
        string at = node.Identifier.ValueText + "At";
        string count = node.Expression.ToString().StartsWith('l') ? "Count" : "Length";
        return Statement($"for (int {at} = 0; {at} < {node.Expression}.{count}; {at}++) {{ {node.Type} {node.Identifier} = {node.Expression}[{at}]; {body.ToFullString()} }}");
    }
}

internal sealed class ForAsWhile : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        if (!node.IsCounted(out _) || node.Statement.HasOwn<ContinueStatementSyntax>()) return base.VisitForStatement(node);
        SyntaxNode body = Visit(node.Statement)!;
        return Statement($"{{ {node.Declaration}; while ({node.Condition}) {{ {body.ToFullString()} {node.Incrementors[0]}; }} }}");
    }
}

/// <summary>A loop is a local function that calls itself for the next iteration.</summary>
internal sealed class LoopAsRecursion : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        if (!node.IsCounted(out var counter) || node.Statement.HasOwn<ContinueStatementSyntax>() || node.Statement.HasOwn<BreakStatementSyntax>() || node.Statement.Returns()
            || node.Names(node.References())) return base.VisitForStatement(node);
        string name = "Walk" + counter.Identifier.ValueText;
        return Statement($"{{ void {name}(int {counter.Identifier}) {{ if ({node.Condition}) {{ {node.Statement.ToFullString()} {node.Incrementors[0]}; {name}({counter.Identifier}); }} }} {name}({counter.Initializer!.Value}); }}");
    }
}

/// <summary>Outermost loops have checkpoints, where they may.</summary>
internal sealed class Checkpointed : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node) =>
        node.IsCounted(out _) && node.Statement is BlockSyntax block && !node.Statement.HasOwn<BreakStatementSyntax>() && !node.Statement.Returns()
            ? node.WithStatement(block.WithStatements(block.Statements.Insert(0, Statement("Gradients.Checkpoint();"))))
            : node;

    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) => node;
}

/// <summary>What is emitted may run eight iterations at a time.</summary>
internal sealed class FastArithmetic : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitAttribute(AttributeSyntax node) =>
        node.Name.ToString() == "Differentiable"
            ? node.AddArgumentListArguments(SyntaxFactory.AttributeArgument(SyntaxFactory.NameEquals("Arithmetic"), null, SyntaxFactory.ParseExpression("Arithmetic.Fast")))
            : node;
}
