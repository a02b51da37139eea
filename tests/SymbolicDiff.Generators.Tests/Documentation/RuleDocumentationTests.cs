using System.Text.RegularExpressions;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Documentation;

/// <summary>The rules that the page of the rule language shows are rules.</summary>
public partial class RuleDocumentationTests
{
    private static readonly string page = File.ReadAllText(Path.Combine(Readme.Folder, "docs/rules.md"));

    [Fact]
    public void The_rules_of_the_page_are_right()
    {
        var code = Blocks("csharp");
        string rules = string.Join("\n", Blocks("rules"));
        Assert.Equal((4, 2), (code.Count, Blocks("rules").Count));
        var options = new HarnessOptions { Files = [new TextFile("my.rules", rules)] };
        const string use = "public static partial class M { [SymbolicDiff.Differentiable] public static double F(double x)\n{\ndouble[] v = [x, x];\nInPlace.Scale(v, x);\nreturn v[0] + "
            + "Special.Erf(x) + Special.Sine(x) + Special.Root(x) + Special.Modulus(x) + Special.Angle(x, 2) + Special.Raise(x, 3) + Special.Softplus(x) + Special.Power(x, 2) + Native.Norm([x, 1]); } }";
        var run = GeneratorHarness.Run(options, [code[0], "using SymbolicDiff;\n" + code[1], "using System;\nusing SymbolicDiff;\n" + code[2] + "\n" + code[3], use]);
        Assert.Contains("Special.Cosine(x)", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grammar_is_that_of_the_parser()
    {
        string source = File.ReadAllText(Path.Combine(Readme.Folder, "src/SymbolicDiff.Calculus/Rules/RuleGrammar.cs"));
        string[] lines = page.Split("```\nfile ")[1].Split("\n```")[0].Split('\n');
        foreach (string line in lines.Skip(1).Where(line => !line.StartsWith("head", StringComparison.Ordinal)))
            Assert.Contains("// " + line.TrimEnd(), source, StringComparison.Ordinal);
    }

    private static List<string> Blocks(string language) =>
        [.. Block().Matches(page).Where(match => match.Groups[2].Value == language)
            .Select(match => string.Join("\n", match.Groups[3].Value.Split('\n').Select(line => line.StartsWith(match.Groups[1].Value, StringComparison.Ordinal) ? line[match.Groups[1].Length..] : line)))];

    [GeneratedRegex("^( *)```(csharp|rules)\n(.*?)^ *```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
