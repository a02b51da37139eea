using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SymbolicDiff.Calculus;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Model;

/// <summary>Reads a <see cref="TargetModel"/> from the symbols of a method that passed the checks.</summary>
internal sealed class TargetModels(IMethodSymbol method, TypeDeclarationSyntax type, SemanticModel semantics, int position)
{
    private readonly TypeText types = new(semantics, position);

    public TargetModel Read(IEnumerable<IParameterSymbol> withRespectTo, Emitted emit) => new(
        HintNames.Of(method),
        method.ContainingNamespace is { IsGlobalNamespace: false } ns ? NamespaceOf(ns) : null,
        ContainingTypes(),
        new MethodSignature(
            method.Name,
            Modifiers(),
            method.ContainingType.Name + "." + method.Name,
            TypeParameters(method.TypeParameters),
            method.TypeParameters.Select(Constraint).OfType<string>().ToEquatableArray(),
            method.Parameters.Select(Declaration).ToEquatableArray())
        {
            IsOverloaded = method.ContainingType.GetMembers(method.Name).Length > 1,
        },
        withRespectTo.OrderBy(parameter => parameter.Ordinal).Select(parameter => parameter.Name).ToEquatableArray(),
        emit,
        Language(),
        ShortNames.HiddenIn(method, type, semantics))
    {
        GenericReals = GenericReals.Of(method),
    };

    private static string NamespaceOf(INamespaceSymbol ns) =>
        (ns.ContainingNamespace is { IsGlobalNamespace: false } outer ? NamespaceOf(outer) + "." : "") + Identifiers.Escape(ns.Name);

    private EquatableArray<ContainingType> ContainingTypes()
    {
        var chain = new List<ContainingType>();
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            chain.Insert(0, new ContainingType(Keyword(type), Identifiers.Escape(type.Name), TypeParameters(type.TypeParameters)));
        return chain.ToEquatableArray();
    }

    private static string Keyword(INamedTypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Interface } => "interface",
        { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
        { TypeKind: TypeKind.Struct } => "struct",
        { IsRecord: true } => "record",
        _ => "class",
    };

    private string Modifiers() =>
        SyntaxFacts.GetText(method.DeclaredAccessibility) + " "
        + (method.IsStatic ? "static " : "")
        + (method is { IsReadOnly: true, IsStatic: false } && !method.ContainingType.IsReadOnly ? "readonly " : "");

    private static string TypeParameters(IReadOnlyCollection<ITypeParameterSymbol> parameters) =>
        parameters.Count == 0
            ? ""
            : "<" + string.Join(", ", parameters.Select(parameter => Variance(parameter) + Identifiers.Escape(parameter.Name))) + ">";

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    private string? Constraint(ITypeParameterSymbol parameter)
    {
        var constraints = new List<string>();
        if (parameter.HasReferenceTypeConstraint)
            constraints.Add(parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class");
        if (parameter.HasUnmanagedTypeConstraint) constraints.Add("unmanaged");
        else if (parameter.HasValueTypeConstraint) constraints.Add("struct");
        if (parameter.HasNotNullConstraint) constraints.Add("notnull");
        constraints.AddRange(parameter.ConstraintTypes.Select(types.Of));
        if (parameter.HasConstructorConstraint) constraints.Add("new()");
        return constraints.Count == 0 ? null : "where " + Identifiers.Escape(parameter.Name) + " : " + string.Join(", ", constraints);
    }

    private ParameterDeclaration Declaration(IParameterSymbol parameter) => new(
        parameter.Name,
        (method.IsExtensionMethod && parameter.Ordinal == 0 ? "this " : "") + Scope(parameter) + Passing(parameter.RefKind),
        types.Of(parameter.Type),
        DefaultValues.Of((method.PartialDefinitionPart ?? method).Parameters[parameter.Ordinal], types),
        parameter.IsParams);

    private static string Scope(IParameterSymbol parameter) =>
        parameter.ScopedKind != ScopedKind.None && !parameter.IsParams && parameter.RefKind != RefKind.Out ? "scoped " : "";

    private static string Passing(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.Out => "out ",
        RefKind.In => "in ",
        RefKind.RefReadOnlyParameter => "ref readonly ",
        _ => "",
    };

    private LanguageFacts Language()
    {
        var version = ((CSharpParseOptions)semantics.SyntaxTree.Options).LanguageVersion.MapSpecifiedToEffectiveVersion();
        int number = (int)version < 100 ? (int)version * 100 : (int)version;
        var options = (CSharpCompilationOptions)semantics.Compilation.Options;
        return new LanguageFacts(number, semantics.GetNullableContext(position).AnnotationsEnabled(), options.CheckOverflow);
    }
}
