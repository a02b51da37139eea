using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SymbolicDiff.Mutation;

/// <summary>Which files of a compilation need which others: those of the types that their text refers to, all parts of them.</summary>
internal sealed class FileReferences
{
    private readonly Dictionary<SyntaxTree, HashSet<SyntaxTree>> needs = [];
    private readonly HashSet<SyntaxTree> files;

    /// <param name="compilation">With all files.</param>
    /// <param name="written">Whose text is read.</param>
    /// <param name="emitted">Which refer to what the files refer to that they are emitted for; the types that they are parts of say for which.</param>
    public FileReferences(CSharpCompilation compilation, IReadOnlyList<SyntaxTree> written, IReadOnlyList<SyntaxTree> emitted)
    {
        files = [.. written, .. emitted];
        foreach (SyntaxTree file in written) needs[file] = Referred(compilation.GetSemanticModel(file));
        foreach (SyntaxTree file in emitted) needs[file] = Declaring(compilation.GetSemanticModel(file));
    }

    public IReadOnlySet<SyntaxTree> Of(SyntaxTree file) => needs[file];

    /// <summary>The files with all that they need, and so on.</summary>
    public HashSet<SyntaxTree> Closure(IEnumerable<SyntaxTree> some)
    {
        HashSet<SyntaxTree> closure = [.. some];
        var waiting = new Queue<SyntaxTree>(closure);
        while (waiting.TryDequeue(out SyntaxTree? file))
            foreach (SyntaxTree needed in needs[file])
                if (closure.Add(needed)) waiting.Enqueue(needed);
        return closure;
    }

    private HashSet<SyntaxTree> Referred(SemanticModel model)
    {
        HashSet<SyntaxTree> found = Declaring(model);
        foreach (SimpleNameSyntax name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            if (model.GetSymbolInfo(name).Symbol is { } symbol) AddFiles(symbol, found);
        return found;
    }

    /// <summary>All parts of the types that a file declares a part of.</summary>
    private HashSet<SyntaxTree> Declaring(SemanticModel model)
    {
        HashSet<SyntaxTree> found = [];
        foreach (BaseTypeDeclarationSyntax type in model.SyntaxTree.GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
            if (model.GetDeclaredSymbol(type) is { } symbol) AddFiles(symbol, found);
        return found;
    }

    private void AddFiles(ISymbol symbol, HashSet<SyntaxTree> found)
    {
        INamedTypeSymbol? type = symbol as INamedTypeSymbol ?? symbol.ContainingType;
        while (type?.ContainingType is { } outer) type = outer;
        if (type is null) return;
        foreach (SyntaxReference part in type.DeclaringSyntaxReferences)
            if (files.Contains(part.SyntaxTree)) found.Add(part.SyntaxTree);
    }
}
