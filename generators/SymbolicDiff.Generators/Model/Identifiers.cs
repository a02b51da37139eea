using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicDiff.Generators.Model;

/// <summary>Names as C# writes them.</summary>
public static class Identifiers
{
    /// <summary>The identifier with <c>@</c> before it where it is a keyword, or reads as one where a declaration begins.</summary>
    public static string Escape(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || name is "await" or "partial" or "record" or "scoped" or "yield" ? "@" + name : name;
}
