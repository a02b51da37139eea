using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Generators.Model;

/// <summary>Names of emitted files.</summary>
internal static class HintNames
{
    private const int LongestReadablePart = 150;

    /// <summary>
    /// The metadata name of the type, the method and a hash of the exact signature: different methods get different names even where
    /// only the case differs, and the name does not depend on what else is in the project.
    /// </summary>
    public static string Of(IMethodSymbol method)
    {
        string signature = method.OriginalDefinition.GetDocumentationCommentId() ?? method.ToDisplayString();
        var readable = new StringBuilder();
        foreach (char c in Path(method))
            readable.Append(c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '.' or '_' or '+' or '`' ? c : '_');
        if (readable.Length > LongestReadablePart) readable.Remove(0, readable.Length - LongestReadablePart);
        return readable.Append('.').Append(Hash(signature).ToString("x8", CultureInfo.InvariantCulture)).Append(".g.cs").ToString();
    }

    private static string Path(IMethodSymbol method)
    {
        string path = method.Name;
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
            path = type.MetadataName + "." + path;
        return method.ContainingNamespace is { IsGlobalNamespace: false } ns ? ns.ToDisplayString() + "." + path : path;
    }

    /// <summary>FNV-1a over the UTF-16 units: the same on every machine. It only has to tell methods of one name apart.</summary>
    private static uint Hash(string text)
    {
        uint hash = 2166136261;
        foreach (char c in text) hash = unchecked((hash ^ c) * 16777619);
        return hash;
    }
}
