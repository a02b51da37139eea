using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Analysis;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Diagnostics.Refusals;
using SymbolicDiff.Generators.Lowering;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>From symbols and syntax to a <see cref="Target"/>: checks, the model, and the lowered body.</summary>
internal sealed class TargetReading(Stages stages)
{
    private const Emitted SecondOrder = Emitted.Hessian | Emitted.HessianVectorProduct | Emitted.HessianDiagonal;

    public Target Read(((GeneratorAttributeSyntaxContext Context, MethodRules Rules) Method, bool IsFastProject) target, CancellationToken cancellation)
    {
        var context = target.Method.Context;
        var attributed = (IMethodSymbol)context.TargetSymbol;
        var method = attributed.PartialImplementationPart ?? attributed;
        var declaration = attributed.PartialImplementationPart?.DeclaringSyntaxReferences[0].GetSyntax(cancellation) ?? context.TargetNode;
        var diagnostics = new List<Diagnostic>();
        LoweredTarget? lowered = null;
        try
        {
            var nesting = new Nesting(stages, this, target.Method.Rules, target.IsFastProject, cancellation);
            lowered = Read(method, declaration, context.Attributes[0], context.SemanticModel.Compilation, nesting, diagnostics);
            if (lowered is not null && method.ReturnsVoid)
            {
                diagnostics.AddRange(Clashes(method, lowered, context.SemanticModel.Compilation, nesting));
                if (HasErrors(diagnostics)) lowered = null;
            }
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            diagnostics.Add(Failures.Report(Failures.Describe(method.Name, "reading it", failure), DeclarationChecks.NameOf(declaration)));
        }

        return new Target(lowered, diagnostics.ToEquatableArray(), new Anchors(HintNames.Of(method), declaration));
    }

    /// <summary>What reading a method and those whose derivatives it calls share.</summary>
    private sealed class Nesting
    {
        public Nesting(Stages stages, TargetReading reading, MethodRules rules, bool isFastProject, CancellationToken cancellation)
        {
            (Rules, IsFastProject, Cancellation) = (rules, isFastProject, cancellation);
            Derivatives = new NestedDerivatives(stages, (method, compilation) => reading.ReadNested(method, compilation, this));
        }

        public MethodRules Rules { get; }

        public bool IsFastProject { get; }

        public CancellationToken Cancellation { get; }

        public NestedDerivatives Derivatives { get; }
    }

    /// <summary>A method whose derivative another one calls; what is wrong with it is reported where it is read for itself.</summary>
    private LoweredTarget? ReadNested(IMethodSymbol method, Compilation compilation, Nesting nesting)
    {
        method = method.PartialImplementationPart ?? method;
        AttributeData? attribute = method.GetAttributes().Concat(method.PartialDefinitionPart is { } part ? part.GetAttributes() : Enumerable.Empty<AttributeData>())
            .FirstOrDefault(candidate => candidate.AttributeClass?.ToDisplayString() == DifferentiableAttribute.MetadataName);
        if (attribute is null || method.DeclaringSyntaxReferences.Length == 0) return null;
        return Read(method, method.DeclaringSyntaxReferences[0].GetSyntax(nesting.Cancellation), attribute, compilation, nesting, []);
    }

    private LoweredTarget? Read(
        IMethodSymbol method, SyntaxNode declaration, AttributeData data, Compilation compilation, Nesting nesting, List<Diagnostic> diagnostics)
    {
        CancellationToken cancellation = nesting.Cancellation;
        var attribute = new DifferentiableAttribute(data, cancellation);
        if (!attribute.Compiles || !BrokenDeclarations.IsSound(method)) return null; // the compiler speaks

        diagnostics.AddRange(DeclarationChecks.Of(method, declaration));
        if (HasErrors(diagnostics) || declaration.Parent is not TypeDeclarationSyntax type) return null; // outside of a type, the compiler speaks
        var withRespectTo = WithRespectToChecks.Resolve(method, attribute, diagnostics, compilation);
        var emit = ResultChecks.Resolve(method, attribute, diagnostics);
        if (HasErrors(diagnostics)) return null;
        diagnostics.AddRange(new ClashChecks(compilation, cancellation).Of(method, withRespectTo, emit));
        if (HasErrors(diagnostics)) return null;

        var lowered = nesting.Derivatives.Lower(
            method, compilation, (symbol, extended) => stages.Lower(symbol, extended, nesting.Rules, cancellation), cancellation);
        diagnostics.AddRange(lowered.Diagnostics.Where(found => IsIn(compilation, found)).Select(found => Diagnostic.Create(Refusal.ById(found.Id), found.Location, [.. found.Arguments])));
        if (lowered.Diagnostics.FirstOrDefault(found => !IsIn(compilation, found)) is { } unfollowed) diagnostics.Add(Unfollowed(unfollowed, declaration));
        if (lowered.Function is null || HasErrors(diagnostics)) return null;
        if (!Depth.IsModerate(lowered.Function))
        {
            diagnostics.Add(Failures.Report(Failures.TooDeep(method.Name), DeclarationChecks.NameOf(declaration)));
            return null;
        }

        if (attribute.Names.Count == 0 && method.ReturnsVoid) withRespectTo = Bringing(withRespectTo, lowered.Function);
        var semantics = compilation.GetSemanticModel(declaration.SyntaxTree);
        var model = new TargetModels(method, type, semantics, InsideBody(declaration)).Read(withRespectTo, emit);
        Function function = (emit & SecondOrder) == 0 ? lowered.Function
            : lowered.Function with { Definitions = MethodLowering.Definitions(lowered, compilation, nesting.Rules, cancellation) };
        function = function with { IsFast = ResultChecks.IsFast(attribute, nesting.IsFastProject), LoopName = LoopNameOf(method) };
        return new LoweredTarget(model with { RuledTypes = new RuledTypes(semantics, InsideBody(declaration)).Of(function) }, function);
    }

    /// <summary>What private methods with the method's loops are called, where nothing in the type is.</summary>
    private static string? LoopNameOf(IMethodSymbol method)
    {
        INamedTypeSymbol type = method.ContainingType;
        if (method.IsGenericMethod || type.TypeKind == TypeKind.Interface) return null;
        List<ISymbol> overloads = [.. type.GetMembers(method.Name)];
        string number = overloads.Count == 1 ? "" : "_" + (overloads.FindIndex(member => SymbolEqualityComparer.Default.Equals(member, method)) + 1).ToString(CultureInfo.InvariantCulture);
        string name = method.Name + number + "Loop";
        IEnumerable<ISymbol> named = type.GetMembers().Concat(type.TypeParameters).Append(type);
        return named.Any(other => other.Name.StartsWith(name, StringComparison.Ordinal) || number.Length > 0 && other.Name == method.Name + number) ? null : name;
    }

    /// <summary>What clashes of the products that are emitted for a method that returns nothing.</summary>
    private IEnumerable<Diagnostic> Clashes(IMethodSymbol method, LoweredTarget lowered, Compilation compilation, Nesting nesting) =>
        new ClashChecks(compilation, nesting.Cancellation).OfWritten(method, EmittedFor(method, lowered, compilation), other =>
            ReadNested(other, compilation, nesting) is { } target ? EmittedFor(other, target, compilation) : []);

    private static IEnumerable<EmittedSignature> EmittedFor(IMethodSymbol method, LoweredTarget lowered, Compilation compilation)
    {
        IParameterSymbol[] withRespectTo = [.. method.Parameters.Where(parameter => lowered.Model.WithRespectTo.Contains(parameter.Name))];
        return EmittedSignature.Of(method, withRespectTo, lowered.Model.Emit, compilation, parameter => Derivatives.Writes(lowered.Primal, parameter.Name)
            ? new EmittedSignature.Use(IsWritten: true, Derivatives.BringsValue(lowered.Primal, parameter.Name))
            : new EmittedSignature.Use(IsWritten: false, IsRead: true));
    }

    /// <summary>Where none is named, a parameter that brings nothing into the method is a result only, as an <c>out</c> parameter is.</summary>
    private static IReadOnlyList<IParameterSymbol> Bringing(IReadOnlyList<IParameterSymbol> withRespectTo, Function function)
    {
        IParameterSymbol[] bringing = [.. withRespectTo.Where(parameter => Derivatives.BringsValue(function, parameter.Name))];
        return bringing.Length > 0 ? bringing : withRespectTo;
    }

    private static bool IsIn(Compilation compilation, LoweringDiagnostic found) => found.Location.SourceTree is not { } tree || compilation.ContainsSyntaxTree(tree);

    /// <summary>What is said of the text of a derivative that is not there yet is said of the method that calls it.</summary>
    private static Diagnostic Unfollowed(LoweringDiagnostic found, SyntaxNode declaration)
    {
        var invariant = System.Globalization.CultureInfo.InvariantCulture;
        string problem = string.Format(invariant, Refusal.ById(found.Id).MessageFormat.ToString(invariant), [.. found.Arguments]);
        var derivative = found.Location.SourceTree!.GetRoot().FindNode(found.Location.SourceSpan).FirstAncestorOrSelf<MethodDeclarationSyntax>();
        return Diagnostic.Create(
            Refusal.EmittedCall, DeclarationChecks.NameOf(declaration), derivative?.Identifier.ValueText, "what it does is not followed (" + problem + ")");
    }

    private static bool HasErrors(List<Diagnostic> diagnostics) => diagnostics.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    private static int InsideBody(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax { Body: { } body } => body.OpenBraceToken.Span.End,
        MethodDeclarationSyntax { ExpressionBody: { } body } => body.Expression.SpanStart,
        _ => declaration.SpanStart,
    };
}
