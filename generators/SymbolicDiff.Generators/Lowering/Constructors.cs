using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What a constructor of a structure does beside the statements of its body.</summary>
internal static class Constructors
{
    /// <summary>Whether the user wrote how a record is copied.</summary>
    public static bool CopiesItself(INamedTypeSymbol record) => record.InstanceConstructors.Any(constructor =>
        !constructor.IsImplicitlyDeclared && constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, record));

    /// <summary>The parameters of a record's primary constructor that are its properties.</summary>
    public static IEnumerable<IParameterSymbol> PropertiesOf(IMethodSymbol constructor) =>
        constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is RecordDeclarationSyntax)
            ? constructor.Parameters.Where(parameter => IsProperty(constructor, parameter))
            : [];

    /// <summary>The initialisers of fields and properties in their order; null where the order of a type's parts decides.</summary>
    public static IReadOnlyList<(string Name, EqualsValueClauseSyntax Value)>? InitialisersOf(INamedTypeSymbol type)
    {
        List<List<(string, EqualsValueClauseSyntax)>> parts =
            [.. type.DeclaringSyntaxReferences.Select(reference => InitialisersIn((TypeDeclarationSyntax)reference.GetSyntax()).ToList()).Where(part => part.Count > 0)];
        return parts.Count > 1 ? null : parts.Count == 0 ? [] : parts[0];
    }

    private static IEnumerable<(string Name, EqualsValueClauseSyntax Value)> InitialisersIn(TypeDeclarationSyntax type)
    {
        foreach (MemberDeclarationSyntax member in type.Members.Where(member => !member.Modifiers.Any(SyntaxKind.StaticKeyword) && !member.Modifiers.Any(SyntaxKind.ConstKeyword)))
        {
            if (member is PropertyDeclarationSyntax { Initializer: { } initial } property) yield return (property.Identifier.ValueText, initial);
            if (member is not FieldDeclarationSyntax field) continue;
            foreach (VariableDeclaratorSyntax variable in field.Declaration.Variables)
                if (variable.Initializer is { } value) yield return (variable.Identifier.ValueText, value);
        }
    }

    /// <summary>The call of another constructor that one begins with: of the same type, or of its base class; null where none is written.</summary>
    public static IInvocationOperation? CallIn(SyntaxNode? constructor, Compilation compilation)
    {
        SyntaxNode? syntax = constructor is TypeDeclarationSyntax type ? type.BaseList?.Types.OfType<PrimaryConstructorBaseTypeSyntax>().FirstOrDefault() : constructor;
        if (syntax is null or ConstructorDeclarationSyntax { Initializer: null }) return null;
        IOperation? operation = compilation.GetSemanticModel(syntax.SyntaxTree).GetOperation(syntax);
        if (operation is IConstructorBodyOperation body) operation = body.Initializer;
        return operation is IExpressionStatementOperation statement ? statement.Operation as IInvocationOperation : operation as IInvocationOperation;
    }

    private static bool IsProperty(IMethodSymbol constructor, IParameterSymbol parameter) =>
        constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
            .Any(property => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax));
}
