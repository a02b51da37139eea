using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Generators.Diagnostics;

namespace SymbolicDiff.CodeFixes;

/// <summary>
/// Replaces a name that is no parameter by the one that was probably meant, as <c>nameof</c> where the language knows parameters there.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RenameParameterFix))]
public sealed class RenameParameterFix : CodeFixProvider
{
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("SD0006");

    public override FixAllProvider GetFixAllProvider() => WellKnownFixAllProviders.BatchFixer;

    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var root = await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in context.Diagnostics)
        {
            if (!diagnostic.Properties.TryGetValue(TargetDiagnostics.Suggestion, out string? name) || name is null) continue;
            if (root?.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not ExpressionSyntax written) continue;
            var fixedDocument = context.Document.WithSyntaxRoot(root.ReplaceNode(written, Reference(name, root).WithTriviaFrom(written)));
            context.RegisterCodeFix(
                CodeAction.Create("Use the parameter '" + name + "'", _ => Task.FromResult(fixedDocument), nameof(RenameParameterFix) + name),
                diagnostic);
        }
    }

    private static ExpressionSyntax Reference(string name, SyntaxNode root)
    {
        var language = ((CSharpParseOptions)root.SyntaxTree.Options).LanguageVersion.MapSpecifiedToEffectiveVersion();
        return language >= LanguageVersion.CSharp11
            ? SyntaxFactory.ParseExpression("nameof(" + Generators.Model.Identifiers.Escape(name) + ")")
            : SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(name));
    }
}
