using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Refusals;

/// <summary>
/// What is outside of the language is refused at its place, with a message that says what to do, and nothing that does not compile is emitted for it.
/// With SYMBOLICDIFF_ACCEPT=1 the files are written anew with what was found.
/// </summary>
public class RefusalCorpusTests
{
    private static readonly HarnessOptions options = new();
    private static readonly CSharpCompilation empty = options.Compile([]);
    private static readonly GeneratorDriver driver = options.Driver();

    public static TheoryData<string> Titles => new(Refused.All.Select(snippet => snippet.Title));

    [Fact]
    public void There_are_many_and_each_has_its_name()
    {
        Assert.True(Refused.All.Count >= 120, $"{Refused.All.Count} snippets");
        Assert.Equal(Refused.All.Count, Refused.All.Select(snippet => snippet.Title).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Each_is_refused_at_its_place(string title)
    {
        Refused snippet = Refused.All.Single(candidate => candidate.Title == title);
        (Refused found, string problems) = Run(snippet);
        Assert.True(problems.Length == 0, problems);
        Assert.NotEmpty(snippet.Messages);
        Assert.Equal(Refused.Text([snippet]), Refused.Text([found]));
    }

    [Fact]
    public void Accepts()
    {
        if (Environment.GetEnvironmentVariable("SYMBOLICDIFF_ACCEPT") != "1") return;
        foreach (var file in Refused.All.GroupBy(snippet => snippet.File))
            File.WriteAllText(file.Key, Refused.Text(file.Select(snippet => Run(snippet).Found)));
    }

    /// <summary>The snippet as it would have to be written for what was found, and what is wrong besides: the generator failed, or the whole does not compile.</summary>
    private static (Refused Found, string Problems) Run(Refused snippet)
    {
        using var culture = new HostileCulture();
        var compilation = empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(snippet.Source, options.Parsing, "Snippet.cs", System.Text.Encoding.UTF8));
        var result = driver.RunGenerators(compilation).GetRunResult();
        var found = result.Diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start).ThenByDescending(diagnostic => diagnostic.Location.SourceSpan.End)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal).ToList();
        var errors = compilation.AddSyntaxTrees(result.GeneratedTrees).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Concat(found.Where(diagnostic => !diagnostic.Location.IsInSource || diagnostic.Id == "SD9999"));
        string problems = string.Join("\n", errors.Select(error => error.ToString()).Append(result.Results[0].Exception?.ToString()).Where(problem => problem is not null));
        return (snippet with
        {
            Marked = snippet.Mark(found.Select(diagnostic => (diagnostic.Location.SourceSpan.Start - snippet.Offset, diagnostic.Location.SourceSpan.End - snippet.Offset))),
            Messages = [.. found.Select(diagnostic => diagnostic.Id + ": " + diagnostic.GetMessage(CultureInfo.InvariantCulture))],
        }, problems);
    }
}
