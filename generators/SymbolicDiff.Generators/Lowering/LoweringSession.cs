using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Rules;
using SymbolicDiff.Generators.Diagnostics.Refusals;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What the expansions of one differentiated method share.</summary>
internal sealed class LoweringSession(Compilation compilation, IMethodSymbol target, MethodRules rules, CancellationToken cancellation)
{
    private const int StatementLimit = 20_000;

    /// <summary>How often a method may be inside itself through delegates.</summary>
    private const int MostNested = 8;

    private readonly Dictionary<ISymbol, MethodBody?> bodies = new(SymbolEqualityComparer.Default);
    private readonly List<(LoweringDiagnostic Diagnostic, Expression Value, Expression? Into)> losses = [];
    private readonly List<IMethodSymbol> nested = [];
    private CompositeTypes? elements;
    private Recursion? recursion;
    private int statements;

    public Compilation Compilation => compilation;

    public IMethodSymbol Target => target;

    /// <summary>The methods that are operations because they have rules.</summary>
    public MethodRules Rules => rules;

    /// <summary>The methods that call themselves.</summary>
    public Recursion Recursion => recursion ??= new Recursion(this);

    /// <summary>What the methods that call themselves write into, when all are lowered.</summary>
    public RecursiveWrites? Writes { get; set; }

    /// <summary>The structures that are elements of arrays and spans, by the names that hold where the derivatives stand.</summary>
    public CompositeTypes Elements => elements ??= new CompositeTypes(compilation, target.ContainingType, TextAt(BodyOf(target)!.Root).Of);

    private static TypeText TextAt(IOperation root) => new(root.SemanticModel!, root.Syntax.SpanStart);

    public VariableSource Variables { get; } = new();

    public Effects Effects { get; } = new();

    public Handovers Handovers { get; } = new();

    public List<LoweringDiagnostic> Diagnostics { get; } = [];

    /// <summary>The classes whose objects are taken apart.</summary>
    public ISet<INamedTypeSymbol> Opened { get; } = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Those of which the methods make objects, so that they could be taken apart.</summary>
    public ISet<INamedTypeSymbol> Created { get; } = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>The classes, by their roots, whose objects are changed where others may know them, so that they are entities.</summary>
    public ISet<INamedTypeSymbol> Entities { get; } = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>Those that turn out to be.</summary>
    public ISet<INamedTypeSymbol> Changed { get; } = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);

    /// <summary>The keys of reverse derivatives that are called, in the order in which they are met.</summary>
    public List<string> Definitions { get; } = [];

    /// <summary>The methods that are being expanded, the outermost first.</summary>
    public List<(IMethodSymbol Method, Frame? Outer)> Active { get; } = [];

    /// <summary>The methods whose derivatives are called and do not exist yet.</summary>
    public IReadOnlyList<IMethodSymbol> Nested => nested;

    /// <summary>Whether the source does not compile, so that the compiler speaks.</summary>
    public bool IsBroken { get; private set; }

    public void Break() => IsBroken = true;

    public void Report(DiagnosticDescriptor descriptor, IOperation at, params string[] arguments) =>
        Report(descriptor, at.Syntax.GetLocation(), arguments);

    public void Report(DiagnosticDescriptor descriptor, Location location, params string[] arguments)
    {
        var diagnostic = new LoweringDiagnostic(descriptor.Id, location, EquatableArray.Of(arguments));
        if (!Diagnostics.Contains(diagnostic)) Diagnostics.Add(diagnostic);
    }

    public bool HasRefused => Diagnostics.Exists(diagnostic => Refusal.IsError(diagnostic.Id));

    /// <summary>What explains that the source does not compile yet.</summary>
    public IEnumerable<LoweringDiagnostic> EmittedCalls() => Diagnostics.Where(diagnostic => diagnostic.Id == Refusal.EmittedCall.Id);

    /// <summary>Says that something has an unexpected shape, which only a stand-in for what was refused may have.</summary>
    public void RequireRefused()
    {
        if (Diagnostics.Count == 0 && !IsBroken) throw new InvalidOperationException("Lowering met an expression of an unexpected shape.");
    }

    /// <summary>Reports only if the value turns out to depend on what is differentiated with respect to.</summary>
    public void ReportIfDependent(DiagnosticDescriptor descriptor, IOperation at, Expression value, params string[] arguments) =>
        AddLoss(descriptor, at, value, null, arguments);

    /// <summary>Reports only if, besides, the place turns out to be memory that the method was not given and did not make.</summary>
    public void ReportIfDependentOutside(DiagnosticDescriptor descriptor, IOperation at, Expression value, Expression into, params string[] arguments) =>
        AddLoss(descriptor, at, value, into, arguments);

    private void AddLoss(DiagnosticDescriptor descriptor, IOperation at, Expression value, Expression? into, string[] arguments)
    {
        if (value is Aggregate aggregate)
            foreach (Expression part in aggregate.Parts) AddLoss(descriptor, at, part, into, arguments);
        else if (value is not Deferred && value.DescendantsAndSelf().Any(part => part is Variable && part.Type.CarriesReals))
            losses.Add((new LoweringDiagnostic(descriptor.Id, at.Syntax.GetLocation(), EquatableArray.Of(arguments)), value, into));
    }

    /// <summary>The value as it is handed to code outside of the differentiation; reported if it comes back into a real number.</summary>
    public Expression HandOver(IOperation at, Expression value, string receiver) =>
        Handovers.At(new LoweringDiagnostic(Refusal.PassedOutside.Id, at.Syntax.GetLocation(), EquatableArray.Of(receiver)), value);

    public void ReportLostDerivatives(Function function)
    {
        ReportLostDerivatives(function, WithRespectTo());
        foreach (Function callee in function.Callees) ReportLostDerivatives(callee, [.. callee.Parameters.Select(parameter => parameter.Variable.Name)]);
    }

    private void ReportLostDerivatives(Function function, IReadOnlyList<string> names)
    {
        var dependence = new Dependence(function, variable => names.Contains(NameOf(function, variable)));
        foreach (var (diagnostic, value, into) in losses)
            if (dependence.Holds(value) && (into is null || dependence.IsOutside(into) && IsWritten(value, into)) && !Diagnostics.Contains(diagnostic))
                Diagnostics.Add(diagnostic);

        IReadOnlyList<Expression> lost = Escapes.Of(function, dependence, Handovers);
        foreach (LoweringDiagnostic diagnostic in lost.Select(Handovers.PlaceOf).OfType<LoweringDiagnostic>())
            if (!IsReportedAt(diagnostic.Location)) Diagnostics.Add(diagnostic);
        if (lost.Count > 0 && !Diagnostics.Any(diagnostic => Refusal.IsError(diagnostic.Id)))
            Report(Refusal.PassedOutside, target.Locations[0], Printer.Print(lost[0]));
    }

    private bool IsWritten(Expression value, Expression into) =>
        value is not External { Callee.Recursive: not null } call || Writes is null || Writes.Includes(call, into);

    /// <summary>The name of the C# parameter that a parameter of the function is, or is part of.</summary>
    private static string NameOf(Function function, Variable variable) =>
        (function.Composites.FirstOrDefault(composite => composite.Leaves.Contains(variable))?.Whole ?? variable).Name;

    /// <summary>Whether derivatives are taken with respect to the parameter.</summary>
    public bool IsIndependent(IParameterSymbol parameter) => WithRespectTo().Contains(parameter.Name);

    private bool IsReportedAt(Location place) => Diagnostics.Any(diagnostic => Refusal.IsError(diagnostic.Id)
        && diagnostic.Location.SourceTree == place.SourceTree && diagnostic.Location.SourceSpan.OverlapsWith(place.SourceSpan));

    /// <summary>
    /// Whether a call of the method would never end. A lambda of another expansion is another lambda, and a method that is given one may be called by
    /// itself through it, as in an integral of an integral.
    /// </summary>
    public bool IsExpanding(IMethodSymbol method, Frame? outer)
    {
        bool takesDelegates = outer is null && method.MethodKind == MethodKind.Ordinary && method.Parameters.Any(parameter => parameter.Type.TypeKind == TypeKind.Delegate);
        return Active.Count(active => SymbolEqualityComparer.Default.Equals(active.Method, method) && ReferenceEquals(active.Outer, outer)) > (takesDelegates ? MostNested : 0);
    }

    /// <summary>Whether a called method is being expanded.</summary>
    public bool IsInCall => Active.Count > 1;

    /// <summary>Counts a statement; false when the method has grown too large.</summary>
    public bool CountStatement()
    {
        if (++statements % 256 == 0) cancellation.ThrowIfCancellationRequested();
        if (statements != StatementLimit) return statements < StatementLimit;
        Report(
            Refusal.Expansion, target.Locations[0], target.Name, StatementLimit.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return false;
    }

    /// <summary>Whether the source is in this compilation: editors know that of other projects, too, where a compiler has their assemblies.</summary>
    public bool HasSource(IMethodSymbol method) => Sources.Include(compilation, method) || FrameworkMembers.Include(method);

    /// <summary>What a member of the framework's vectors, matrices and complex numbers computes, as a method with source; null for any other.</summary>
    public IMethodSymbol? DefinitionOf(ISymbol member)
    {
        if (member.ContainingType is not { } home || !Types.IsKnown(home)) return null;
        FrameworkMembers definitions = FrameworkMembers.In(compilation);
        return member switch
        {
            IMethodSymbol method => definitions.Find(method),
            IPropertySymbol { GetMethod: { } getter } => definitions.Find(getter),
            IFieldSymbol field => definitions.Find(field),
            _ => null,
        };
    }

    /// <summary>The body of a method with source; null where there is none that can be followed.</summary>
    public MethodBody? BodyOf(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!bodies.TryGetValue(method, out MethodBody? body)) bodies.Add(method, body = FindBody(method));
        return body;
    }

    /// <summary>
    /// Whether the compiler finds errors in the bodies that were followed. That is expensive, and asked only before something is refused:
    /// what is wrong may be the reason.
    /// </summary>
    public bool HasCompilerErrors() => bodies.Values.Any(body => body is { Root: { SemanticModel: { } model, Syntax: var syntax } }
        && !FrameworkMembers.Include(syntax.SyntaxTree) && model.GetDiagnostics(syntax.Span, cancellation).Any(
            error => error.Severity == DiagnosticSeverity.Error && !Lowering.EmittedCalls.Explain(error, model)));

    /// <summary>The body of a lambda or local function.</summary>
    public MethodBody BodyOf(IMethodSymbol method, IOperation root)
    {
        if (!bodies.TryGetValue(method, out MethodBody? body) || body is null) bodies[method] = body = new MethodBody(method, root);
        return body;
    }

    private MethodBody? FindBody(IMethodSymbol method)
    {
        cancellation.ThrowIfCancellationRequested();
        method = method.PartialImplementationPart ?? method;
        if (!HasSource(method)) return null;
        Compilation home = FrameworkMembers.Include(method) ? FrameworkMembers.In(compilation).Compilation : compilation;
        SyntaxNode syntax = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        if (syntax.ContainsDiagnostics && syntax.GetDiagnostics().Any(error => error.Severity == DiagnosticSeverity.Error)) Break();
        SemanticModel model = home.GetSemanticModel(syntax.SyntaxTree);
        foreach (var (call, primals, suffix) in Lowering.EmittedCalls.In(syntax, model)) AddNested(call, primals, suffix);
        IOperation? operation = model.GetOperation(syntax, cancellation);
        if (operation is IMethodBodyBaseOperation methodBody) operation = methodBody.BlockBody ?? methodBody.ExpressionBody;
        if (operation is not IBlockOperation) return null;
        return new MethodBody(method, operation);
    }

    /// <summary>Remembers whose derivative is called, and what to say if there will be none.</summary>
    private void AddNested(InvocationExpressionSyntax call, IReadOnlyList<IMethodSymbol> primals, string suffix)
    {
        nested.AddRange(primals.Where(primal => !nested.Contains(primal, SymbolEqualityComparer.Default)));
        bool isOwn = primals.Any(primal => SymbolEqualityComparer.Default.Equals(primal.PartialImplementationPart ?? primal, target));
        string reason = isOwn
            ? "'" + target.Name + "' would depend on its own derivative"
            : "nothing of that name is emitted with these parameters; add Derivatives." + Lowering.EmittedCalls.FlagOf(suffix) + " to the Emit of '" + primals[0].Name + "'";
        Report(Refusal.EmittedCall, call.GetLocation(), call.Expression.ToString(), reason);
    }

    private IReadOnlyList<string> WithRespectTo()
    {
        foreach (AttributeData attribute in (target.PartialDefinitionPart ?? target).GetAttributes().Concat(target.GetAttributes()))
        {
            if (attribute.AttributeClass?.Name != "DifferentiableAttribute" || attribute.ConstructorArguments.Length != 1) continue;
            TypedConstant names = attribute.ConstructorArguments[0];
            if (names.Kind == TypedConstantKind.Array && !names.IsNull && names.Values.Length > 0)
                return [.. names.Values.Select(name => name.Value as string ?? "")];
        }

        return [.. target.Parameters.Select(parameter => parameter.Name)];
    }
}
