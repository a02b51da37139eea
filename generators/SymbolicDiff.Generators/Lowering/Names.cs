namespace SymbolicDiff.Generators.Lowering;

/// <summary>Names for locals that the user did not name.</summary>
internal static class Names
{
    /// <summary>The last identifier of a C# text as a local is written, or null where it ends otherwise.</summary>
    public static string? Last(string text)
    {
        int start = text.Length;
        while (start > 0 && (char.IsLetterOrDigit(text[start - 1]) || text[start - 1] == '_')) start--;
        string name = text.Substring(start).TrimStart('_');
        return name.Length == 0 || !char.IsLetter(name[0]) ? null : Local(name);
    }

    /// <summary>Whether somebody wrote the name; those of the compiler, as of what a query keeps, are no identifiers.</summary>
    public static bool IsWritten(string name) => !name.StartsWith("<", StringComparison.Ordinal);

    /// <summary>The name with a small first letter.</summary>
    public static string Local(string name)
    {
        name = name.TrimStart('_', '.');
        return name.Length == 0 || !char.IsLetter(name[0]) ? "value" : char.ToLowerInvariant(name[0]) + name.Substring(1);
    }
}
