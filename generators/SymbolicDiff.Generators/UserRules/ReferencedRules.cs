using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.UserRules;

/// <summary>What a referenced assembly says about the derivatives of methods: by attributes, which are all that is left of its source.</summary>
internal sealed class ReferencedRules
{
    /// <summary>Assemblies stay the same from edit to edit, and are looked through once.</summary>
    private static readonly ConditionalWeakTable<IAssemblySymbol, ReferencedRules> known = new();

    private ReferencedRules(IAssemblySymbol assembly)
    {
        Name = assembly.Name;
        OfAssembly = [.. assembly.GetAttributes().Where(attribute => IsNamed(attribute, RuleReading.OfAssembly))];
        var methods = new List<(IMethodSymbol, AttributeData)>();
        var byHand = new List<(IMethodSymbol, AttributeData)>();
        foreach (IMethodSymbol method in MethodsIn(assembly.GlobalNamespace).OrderBy(Lowering.MethodKeys.Of, StringComparer.Ordinal))
        {
            foreach (AttributeData attribute in method.GetAttributes())
            {
                if (IsNamed(attribute, RuleReading.OfMethod)) methods.Add((method, attribute));
                if (IsNamed(attribute, RuleReading.ByHand)) byHand.Add((method, attribute));
            }
        }

        (OfMethods, ByHand) = (methods, byHand);
    }

    /// <summary>The assembly's name.</summary>
    public string Name { get; }

    /// <summary>The rules on the assembly.</summary>
    public IReadOnlyList<AttributeData> OfAssembly { get; }

    /// <summary>The methods with rules of their own.</summary>
    public IReadOnlyList<(IMethodSymbol Method, AttributeData Attribute)> OfMethods { get; }

    /// <summary>The reverse derivatives that were written by hand.</summary>
    public IReadOnlyList<(IMethodSymbol Method, AttributeData Attribute)> ByHand { get; }

    /// <summary>Those of the referenced assemblies that can have any, in the order of their names.</summary>
    public static IEnumerable<ReferencedRules> Of(Compilation compilation) => compilation.SourceModule.ReferencedAssemblySymbols
        .Where(UsesTheAttributes)
        .OrderBy(assembly => assembly.Identity.GetDisplayName(), StringComparer.Ordinal)
        .Select(assembly => known.GetValue(assembly, static found => new ReferencedRules(found)));

    private static bool UsesTheAttributes(IAssemblySymbol assembly) =>
        assembly.Modules.Any(module => module.ReferencedAssemblies.Any(identity => identity.Name == "SymbolicDiff"));

    private static IEnumerable<IMethodSymbol> MethodsIn(INamespaceOrTypeSymbol container) => container.GetMembers().SelectMany(member => member switch
    {
        INamespaceOrTypeSymbol inner => MethodsIn(inner),
        IMethodSymbol { MethodKind: MethodKind.Ordinary } method => [method],
        _ => [],
    });

    private static bool IsNamed(AttributeData attribute, string name) => attribute.AttributeClass?.ToDisplayString() == name;
}
