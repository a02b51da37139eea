using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>What a constructor of a structure does beside the statements of its body.</summary>
internal static class Constructors
{
    /// <summary>Whether it is the primary constructor of a record and each parameter is the property of its name.</summary>
    public static bool IsPositional(IMethodSymbol constructor) =>
        constructor.ContainingType.IsRecord && constructor.Parameters.All(parameter => IsProperty(constructor, parameter));

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

    private static bool IsProperty(IMethodSymbol constructor, IParameterSymbol parameter) =>
        constructor.ContainingType.GetMembers(parameter.Name).OfType<IPropertySymbol>()
            .Any(property => property.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is ParameterSyntax));
}
