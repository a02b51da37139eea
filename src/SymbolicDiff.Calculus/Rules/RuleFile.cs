namespace SymbolicDiff.Calculus.Rules;

/// <summary>The text of rules, with the name that mistakes are reported under.</summary>
public sealed record RuleFile(string Name, string Text)
{
    /// <summary>A rule file that is part of this assembly.</summary>
    public static RuleFile Embedded(string name)
    {
        using Stream stream = typeof(RuleFile).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException("The assembly holds no rule file " + name);
        using var reader = new StreamReader(stream);
        return new RuleFile(name, reader.ReadToEnd());
    }
}
