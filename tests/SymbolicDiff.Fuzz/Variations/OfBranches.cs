using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static SymbolicDiff.Fuzz.Variations.SyntaxExtensions;

namespace SymbolicDiff.Fuzz.Variations;

internal sealed class SwitchAsIf : CSharpSyntaxRewriter
{
    private int count;

    public override SyntaxNode? VisitSwitchStatement(SwitchStatementSyntax node)
    {
        var visited = (SwitchStatementSyntax)base.VisitSwitchStatement(node)!;
        if (visited.Sections.Any(section => section is not { Labels: [_], Statements: [BlockSyntax { Statements: [.., BreakStatementSyntax] } block] }
            || WithoutBreak(block).HasOwn<BreakStatementSyntax>())) return visited;
        string name = $"chosen{count++}";
        IEnumerable<string> branches = visited.Sections.Select(section => Condition(section.Labels[0], name) + WithoutBreak((BlockSyntax)section.Statements[0]).ToFullString());
        return Statement($"{{ var {name} = {visited.Expression}; {string.Join(" else ", branches)} }}");
    }

    private static BlockSyntax WithoutBreak(BlockSyntax block) => block.WithStatements(block.Statements.RemoveAt(block.Statements.Count - 1));

    private static string Condition(SwitchLabelSyntax label, string name) => label switch
    {
        CaseSwitchLabelSyntax { Value: var value } => $"if ({name} == {value}) ",
        CasePatternSwitchLabelSyntax { Pattern: var pattern, WhenClause: { } when } => $"if ({name} is {pattern} && ({when.Condition})) ",
        CasePatternSwitchLabelSyntax { Pattern: var pattern } => $"if ({name} is {pattern}) ",
        _ => "",
    };
}

internal sealed class IfAsSwitch : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        var visited = (IfStatementSyntax)base.VisitIfStatement(node)!;
        if (visited.Statement.HasOwn<BreakStatementSyntax>() || visited.Else?.Statement.HasOwn<BreakStatementSyntax>() == true) return visited;
        return Statement($"switch ({visited.Condition}) {{ case true: {Section(visited.Statement)} default: {Section(visited.Else?.Statement)} }}");
    }

    private static string Section(StatementSyntax? body) => $"{{ {body?.ToFullString()} }} {(body is not null && IsEnd(body) ? "" : "break;")}";

    /// <summary>Nothing may follow what nobody gets past.</summary>
    private static bool IsEnd(StatementSyntax body) => body.Inside() is [.., var last] && last is ReturnStatementSyntax or ContinueStatementSyntax or BlockSyntax && (last is not BlockSyntax inner || IsEnd(inner));
}

/// <summary>What follows a branch that leaves the method is its other branch.</summary>
internal sealed class NestedElse : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        var visited = (BlockSyntax)base.VisitBlock(node)!;
        int at = visited.Statements.IndexOf(IsExit);
        if (at < 0 || at == visited.Statements.Count - 1) return visited;
        var exit = (IfStatementSyntax)visited.Statements[at];
        StatementSyntax whole = Statement($"if ({exit.Condition}) {exit.Statement.ToFullString()} else {{ {string.Concat(visited.Statements.Skip(at + 1).Select(statement => statement.ToFullString()))} }}");
        return visited.WithStatements(SyntaxFactory.List(visited.Statements.Take(at).Append(whole)));
    }

    private static bool IsExit(StatementSyntax statement) =>
        statement is IfStatementSyntax { Else: null } exit && exit.Statement.Inside() is [.., var last] && (last is ReturnStatementSyntax || last is BlockSyntax block && block.Statements is [.., ReturnStatementSyntax]);
}
