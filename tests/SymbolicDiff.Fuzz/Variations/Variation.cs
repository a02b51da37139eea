using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Fuzz.Variations;

/// <summary>A way to write a program differently that changes no value: the derivatives must not change either.</summary>
/// <param name="Name">What stands against what.</param>
/// <param name="Rewrite">Makes a type with the methods of another one; the same one where there is nothing to write differently.</param>
internal sealed record Variation(string Name, Func<SyntaxNode, SyntaxNode?> Rewrite)
{
    public const string Recursion = "loop against recursion";

    /// <summary>The one whose values differ, within the accuracy of single precision.</summary>
    public static Variation Precise { get; } = new("float against double", root => new DoublePrecision().Visit(root));

    /// <summary>The one whose derivative adds up in another order and has functions of its own; it takes long arrays to show.</summary>
    public static Variation Fast { get; } = new("exact against fast arithmetic", root => new FastArithmetic().Visit(root));

    /// <summary>The one whose derivative has the same bits nearly always: how often it has not is counted.</summary>
    public static Variation Checkpoints { get; } = new("loop against loop with checkpoints", root => new Checkpointed().Visit(root));

    /// <summary>All but <see cref="Fast"/>, those first that few programs allow.</summary>
    public static IReadOnlyList<Variation> All { get; } =
    [
        Precise,
        new("continue against predicate", root => new Predicates().Visit(root)),
        new("early return against nested else", root => new NestedElse().Visit(root)),
        new(Recursion, root => new LoopAsRecursion().Visit(root)),
        new("static against run-time bound", root => new RunTimeBounds().Visit(root)),
        Checkpoints,
        new("loop against unrolled", root => new Unrolled().Visit(root)),
        new("loose variable against structure", root => new Wrapped(inArrays: false).Visit(root)),
        new("loose variable against element", root => new Wrapped(inArrays: true).Visit(root)),
        new("foreach against for", root => new ForEachAsFor().Visit(root)),
        new("for against while", root => new ForAsWhile().Visit(root)),
        new("switch against if", root => new SwitchAsIf().Visit(root)),
        new("if against switch", root => new IfAsSwitch().Visit(root)),
        new("inline against local function", root => new LocalFunctions().Visit(root)),
        new("scalar against array of one element as a result", root => new ResultInArray().Visit(root)),
        new("inline against named subexpression", root => new NamedOperands().Visit(root)),
    ];

    /// <summary>The program's text as the variation has it; null where it is the same.</summary>
    public string? Of(string text)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(text).GetRoot();
        SyntaxNode rewritten = Rewrite(root)!;
        return rewritten == root ? null : rewritten.NormalizeWhitespace(eol: "\n").ToFullString();
    }
}

/// <summary>What the rewriters have in common.</summary>
internal static class SyntaxExtensions
{
    public static StatementSyntax Statement(string text) => SyntaxFactory.ParseStatement(text);

    /// <summary>The statements of a loop's or branch's body.</summary>
    public static SyntaxList<StatementSyntax> Inside(this StatementSyntax body) => body is BlockSyntax block ? block.Statements : [body];

    /// <summary>Whether a jump in the body ends the body's own iteration, or leaves it.</summary>
    public static bool HasOwn<T>(this StatementSyntax body)
        where T : StatementSyntax =>
        body.DescendantNodesAndSelf(inside => inside == body || !Catches<T>(inside)).OfType<T>().Any();

    private static bool Catches<T>(SyntaxNode node) =>
        node is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or LocalFunctionStatementSyntax or LambdaExpressionSyntax
        || node is SwitchStatementSyntax && typeof(T) == typeof(BreakStatementSyntax);

    /// <summary>Whether the body leaves the method.</summary>
    public static bool Returns(this SyntaxNode body) =>
        body.DescendantNodesAndSelf(inside => inside is not (LocalFunctionStatementSyntax or LambdaExpressionSyntax)).OfType<ReturnStatementSyntax>().Any();

    /// <summary>A counted loop over a new integer.</summary>
    public static bool IsCounted(this ForStatementSyntax loop, out VariableDeclaratorSyntax counter)
    {
        counter = loop.Declaration?.Variables[0]!;
        return loop is { Declaration.Variables: [{ Initializer: not null }], Condition: not null, Incrementors: [_] };
    }

    /// <summary>The names that a local function cannot use: references and spans.</summary>
    public static HashSet<string> References(this SyntaxNode node)
    {
        MethodDeclarationSyntax method = node.AncestorsAndSelf().OfType<MethodDeclarationSyntax>().First();
        IEnumerable<string> parameters = method.ParameterList.Parameters
            .Where(parameter => parameter.Modifiers.Count > 0 || IsSpan(parameter.Type!)).Select(parameter => parameter.Identifier.ValueText);
        IEnumerable<string> locals = method.DescendantNodes().OfType<VariableDeclarationSyntax>()
            .Where(declaration => declaration.Type is RefTypeSyntax || IsSpan(declaration.Type)).SelectMany(declaration => declaration.Variables).Select(variable => variable.Identifier.ValueText);
        return [.. parameters, .. locals];
    }

    public static bool Names(this SyntaxNode node, HashSet<string> names) =>
        node.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.ValueText));

    private static bool IsSpan(TypeSyntax type) => type.ToString().Contains("Span<", StringComparison.Ordinal);
}

/// <summary>Writes some statements of a list as others.</summary>
internal abstract class StatementRewriter : CSharpSyntaxRewriter
{
    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        List<StatementSyntax> statements = [];
        bool isSame = true;
        foreach (StatementSyntax statement in node.Statements)
        {
            IReadOnlyList<StatementSyntax> written = [.. Written(statement)];
            StatementSyntax[] visited = [.. written.Select(one => one == statement ? (StatementSyntax)Visit(one)! : one)];
            isSame &= visited is [{ } only] && only == statement;
            statements.AddRange(visited);
        }

        return isSame ? node : node.WithStatements(SyntaxFactory.List(statements));
    }

    /// <summary>The statement itself, or what stands in its place.</summary>
    protected abstract IEnumerable<StatementSyntax> Written(StatementSyntax statement);
}
