using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Diagnostics;

/// <summary>Whether the method is one that can be differentiated, and stands where a derivative can be emitted.</summary>
internal static class DeclarationChecks
{
    public static IEnumerable<Diagnostic> Of(IMethodSymbol method, SyntaxNode declaration)
    {
        if (WhatElse(method) is { } other)
            return [At(TargetDiagnostics.NotAMethod, declaration, method.CanBeReferencedByName ? method.Name : NameOf(method, declaration), other)];
        if (WithoutBody(method, declaration) is { } bodiless)
            return [At(TargetDiagnostics.NoBody, declaration, method.Name, bodiless)];
        if (NotStraight(method, declaration) is { } kind)
            return [At(TargetDiagnostics.NotStraight, declaration, method.Name, kind)];
        return Surroundings(method, declaration).Concat(Parameters(method));
    }

    /// <summary>The place that stands for a declaration: its name.</summary>
    public static Location NameOf(SyntaxNode declaration) => declaration switch
    {
        MethodDeclarationSyntax method => method.Identifier.GetLocation(),
        LocalFunctionStatementSyntax function => function.Identifier.GetLocation(),
        BaseTypeDeclarationSyntax type => type.Identifier.GetLocation(),
        _ => declaration.GetLocation(),
    };

    private static Diagnostic At(DiagnosticDescriptor descriptor, SyntaxNode declaration, params object[] arguments) =>
        Diagnostic.Create(descriptor, NameOf(declaration), arguments);

    /// <summary>The name of what has none that code could write: an operator, an accessor, a lambda.</summary>
    private static string NameOf(IMethodSymbol method, SyntaxNode declaration) => method.MethodKind == MethodKind.AnonymousFunction
        ? declaration.ToString()
        : method.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat);

    private static string? WhatElse(IMethodSymbol method) => method switch
    {
        { MethodKind: MethodKind.ExplicitInterfaceImplementation } => "an explicit interface implementation",
        { MethodKind: MethodKind.LocalFunction } => "a local function",
        { MethodKind: MethodKind.AnonymousFunction } => "a lambda expression",
        { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion } => "an operator",
        { MethodKind: MethodKind.Constructor or MethodKind.StaticConstructor } => "a constructor",
        { MethodKind: not MethodKind.Ordinary } => "an accessor",
        { ContainingType.TypeKind: not (TypeKind.Class or TypeKind.Struct or TypeKind.Interface) } => "a member of an extension block",
        { IsVararg: true } => "a method with __arglist",
        _ => null,
    };

    private static string? WithoutBody(IMethodSymbol method, SyntaxNode declaration) => method switch
    {
        { IsAbstract: true } => "abstract",
        { IsExtern: true } => "extern",
        { IsPartialDefinition: true, PartialImplementationPart: null } => "a partial method without an implementation",
        _ => declaration is MethodDeclarationSyntax { Body: null, ExpressionBody: null } ? "a declaration" : null,
    };

    private static string? NotStraight(IMethodSymbol method, SyntaxNode declaration)
    {
        if (method.IsAsync) return "async";
        bool yields = declaration.DescendantNodes(inner => inner is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .Any(inner => inner is YieldStatementSyntax);
        return yields ? "an iterator" : null;
    }

    private static IEnumerable<Diagnostic> Surroundings(IMethodSymbol method, SyntaxNode declaration)
    {
        foreach (var type in declaration.Ancestors().OfType<TypeDeclarationSyntax>().Reverse())
        {
            if (type.Modifiers.Any(SyntaxKind.FileKeyword))
                yield return At(TargetDiagnostics.FileLocalType, type, method.Name, type.Identifier.ValueText);
            if (!type.Modifiers.Any(SyntaxKind.PartialKeyword))
                yield return At(TargetDiagnostics.NotPartial, type, type.Identifier.ValueText, method.Name);
        }
    }

    private static IEnumerable<Diagnostic> Parameters(IMethodSymbol method) =>
        from parameter in method.Parameters
        let kind = NotPassedOn(parameter.Type)
        where kind is not null
        select Diagnostic.Create(TargetDiagnostics.UnsupportedConstant, parameter.Locations[0], method.Name, parameter.Name, kind);

    private static string? NotPassedOn(ITypeSymbol type) => type switch
    {
        { TypeKind: TypeKind.Pointer or TypeKind.FunctionPointer } => "a pointer",
        { IsRefLikeType: true } when Model.RealCarriers.SpanElement(type) is null => "a ref struct",
        _ => null,
    };
}
