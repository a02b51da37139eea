namespace SymbolicDiff.Calculus.Rules;

/// <summary>How rules name methods: as they are, or, as those of Math, with a small first letter; with or without type and namespace.</summary>
public static class MethodNames
{
    /// <summary>Whether a name in a rule means the method.</summary>
    public static bool Match(string fullName, string written) => EndsWith(fullName, written) || EndsWith(fullName, Capitalised(written));

    /// <summary>Whether the method's own name is written.</summary>
    public static bool MatchExactly(string fullName, string written) => EndsWith(fullName, written);

    /// <summary>The name without its last part.</summary>
    public static string TypeOf(string name) => name.Substring(0, Math.Max(0, name.LastIndexOf('.')));

    /// <summary>The last part of the name.</summary>
    public static string Last(string name) => name.Substring(name.LastIndexOf('.') + 1);

    private static bool EndsWith(string fullName, string name) =>
        fullName == name || fullName.EndsWith("." + name, StringComparison.Ordinal);

    private static string Capitalised(string name)
    {
        int first = name.LastIndexOf('.') + 1;
        return first == name.Length ? name : name.Substring(0, first) + char.ToUpperInvariant(name[first]) + name.Substring(first + 1);
    }
}
