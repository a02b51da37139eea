using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Generators.Lowering;

/// <summary>
/// What members of the framework's vectors, matrices and complex numbers compute: methods with source, in a compilation of their own that refers to what the
/// user's refers to. A member with a definition is expanded like any method with source.
/// </summary>
internal sealed class FrameworkMembers
{
    private const string Suffix = "Members";

    private static readonly Lazy<IReadOnlyList<SyntaxTree>> Trees = new(Parse);

    private static readonly ConditionalWeakTable<Compilation, FrameworkMembers> Known = new();

    private readonly Dictionary<string, IMethodSymbol> definitions = new(StringComparer.Ordinal);

    private FrameworkMembers(Compilation compilation)
    {
        Compilation = compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(Trees.Value);
        foreach (SyntaxTree tree in Trees.Value)
        {
            SemanticModel model = Compilation.GetSemanticModel(tree);
            foreach (TypeDeclarationSyntax type in tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            {
                string home = Types.Numerics + type.Identifier.ValueText.Substring(0, type.Identifier.ValueText.Length - Suffix.Length);
                foreach (IMethodSymbol method in ((INamedTypeSymbol)model.GetDeclaredSymbol(type)!).GetMembers().OfType<IMethodSymbol>())
                    definitions[Key(home, method.Name, method.Parameters.Select(parameter => parameter.Type))] = method;
            }
        }
    }

    /// <summary>The compilation that the definitions are in.</summary>
    public Compilation Compilation { get; }

    /// <summary>The definitions that hold in a compilation.</summary>
    public static FrameworkMembers In(Compilation compilation) => Known.GetValue(compilation, key => new FrameworkMembers(key));

    /// <summary>Whether the method is one of the definitions.</summary>
    public static bool Include(IMethodSymbol method) => method.DeclaringSyntaxReferences.Any(reference => Include(reference.SyntaxTree));

    /// <summary>Whether definitions stand in the tree.</summary>
    public static bool Include(SyntaxTree tree) => Trees.IsValueCreated && Trees.Value.Contains(tree);

    /// <summary>The static method that computes what a method, a constructor or an accessor does, its instance as the first parameter; null where there is none.</summary>
    public IMethodSymbol? Find(IMethodSymbol member)
    {
        bool isConstructor = member.MethodKind == MethodKind.Constructor;
        IEnumerable<ITypeSymbol> parameters = member.Parameters.Select(parameter => parameter.Type);
        if (!member.IsStatic && !isConstructor) parameters = parameters.Prepend(member.ContainingType);
        return Find(member.ContainingType, isConstructor ? "New" : member.Name, parameters);
    }

    /// <summary>The method that gives a constant of a type.</summary>
    public IMethodSymbol? Find(IFieldSymbol constant) => Find(constant.ContainingType, "get_" + constant.Name, []);

    private IMethodSymbol? Find(INamedTypeSymbol home, string name, IEnumerable<ITypeSymbol> parameters) =>
        definitions.TryGetValue(Key(Types.Numerics + home.Name, name, parameters), out IMethodSymbol? found) ? found : null;

    private static string Key(string home, string name, IEnumerable<ITypeSymbol> parameters) =>
        home + "." + name + "(" + string.Join(", ", parameters.Select(type => type.ToDisplayString())) + ")";

    private static IReadOnlyList<SyntaxTree> Parse()
    {
        var assembly = typeof(FrameworkMembers).Assembly;
        var trees = new List<SyntaxTree>();
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(Suffix + ".cs", StringComparison.Ordinal)).OrderBy(name => name, StringComparer.Ordinal))
        {
            using var reader = new System.IO.StreamReader(assembly.GetManifestResourceStream(name)!);
            trees.Add(CSharpSyntaxTree.ParseText(reader.ReadToEnd()));
        }

        return trees;
    }
}
