using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What a constructor of a structure does beside the statements of its body.</summary>
internal static class Constructors
{
    /// <summary>Whether it calls another constructor, or members have initialisers.</summary>
    public static bool RunsMoreThanItsBody(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ConstructorDeclarationSyntax { Initializer: not null })
        || constructor.ContainingType.DeclaringSyntaxReferences.Any(
            reference => reference.GetSyntax() is TypeDeclarationSyntax type && type.Members.Any(HasInitializer));

    /// <summary>Whether it is the primary constructor of a record and each parameter is the property of its name.</summary>
    public static bool IsPositional(IMethodSymbol constructor) => constructor.ContainingType.IsRecord && constructor.Parameters.All(parameter =>
        constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
            .Any(property => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax)));

    private static bool HasInitializer(MemberDeclarationSyntax member) => !member.Modifiers.Any(SyntaxKind.StaticKeyword) && member switch
    {
        FieldDeclarationSyntax field => !member.Modifiers.Any(SyntaxKind.ConstKeyword)
            && field.Declaration.Variables.Any(variable => variable.Initializer is not null),
        PropertyDeclarationSyntax property => property.Initializer is not null,
        _ => false,
    };
}
