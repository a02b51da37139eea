using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Diagnostics.Refusals;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>From symbols and syntax to a <see cref="Target"/>: checks, the model, and the lowered body.</summary>
internal sealed class TargetReading(Stages stages)
{
    public Target Read((GeneratorAttributeSyntaxContext Context, MethodRules Rules) target, CancellationToken cancellation)
    {
        var context = target.Context;
        var attributed = (IMethodSymbol)context.TargetSymbol;
        var method = attributed.PartialImplementationPart ?? attributed;
        var declaration = attributed.PartialImplementationPart?.DeclaringSyntaxReferences[0].GetSyntax(cancellation) ?? context.TargetNode;
        var diagnostics = new List<Diagnostic>();
        LoweredTarget? lowered = null;
        try
        {
            lowered = Read(method, declaration, context, target.Rules, diagnostics, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            diagnostics.Add(Failures.Report(Failures.Describe(method.Name, "reading it", failure), DeclarationChecks.NameOf(declaration)));
        }

        return new Target(lowered, diagnostics.ToEquatableArray(), new Anchors(HintNames.Of(method), declaration));
    }

    private LoweredTarget? Read(
        IMethodSymbol method,
        SyntaxNode declaration,
        GeneratorAttributeSyntaxContext context,
        MethodRules rules,
        List<Diagnostic> diagnostics,
        CancellationToken cancellation)
    {
        var compilation = context.SemanticModel.Compilation;
        var attribute = new DifferentiableAttribute(context.Attributes[0], cancellation);
        if (!attribute.Compiles || !BrokenDeclarations.IsSound(method)) return null; // the compiler speaks

        diagnostics.AddRange(DeclarationChecks.Of(method, declaration));
        if (HasErrors(diagnostics)) return null;
        var withRespectTo = WithRespectToChecks.Resolve(method, attribute, diagnostics, compilation);
        var emit = ResultChecks.Resolve(method, attribute, diagnostics);
        if (HasErrors(diagnostics)) return null;
        diagnostics.AddRange(new ClashChecks(compilation, cancellation).Of(method, withRespectTo, emit));
        if (HasErrors(diagnostics)) return null;

        var lowered = stages.Lower(method, compilation, rules, cancellation);
        foreach (var found in lowered.Diagnostics)
            diagnostics.Add(Diagnostic.Create(Refusal.ById(found.Id), found.Location, [.. found.Arguments]));
        if (lowered.Function is null || HasErrors(diagnostics)) return null;
        if (!Depth.IsModerate(lowered.Function))
        {
            diagnostics.Add(Failures.Report(Failures.TooDeep(method.Name), DeclarationChecks.NameOf(declaration)));
            return null;
        }

        if (attribute.Names.Count == 0 && method.ReturnsVoid) withRespectTo = Bringing(withRespectTo, lowered.Function);
        var semantics = declaration.SyntaxTree == context.SemanticModel.SyntaxTree ? context.SemanticModel : compilation.GetSemanticModel(declaration.SyntaxTree);
        var type = (TypeDeclarationSyntax)declaration.Parent!;
        var model = new TargetModels(method, type, semantics, InsideBody(declaration)).Read(withRespectTo, emit);
        return new LoweredTarget(model with { RuledTypes = new RuledTypes(semantics, InsideBody(declaration)).Of(lowered.Function) }, lowered.Function);
    }

    /// <summary>Where none is named, a parameter that brings nothing into the method is a result only, as an <c>out</c> parameter is.</summary>
    private static IReadOnlyList<IParameterSymbol> Bringing(IReadOnlyList<IParameterSymbol> withRespectTo, Function function)
    {
        IParameterSymbol[] bringing = [.. withRespectTo.Where(parameter => Derivatives.BringsValue(function, parameter.Name))];
        return bringing.Length > 0 ? bringing : withRespectTo;
    }

    private static bool HasErrors(List<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static int InsideBody(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax { Body: { } body } => body.OpenBraceToken.Span.End,
        MethodDeclarationSyntax { ExpressionBody: { } body } => body.Expression.SpanStart,
        _ => declaration.SpanStart,
    };
}
