using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicDiff.Fuzz.Torture;

/// <summary>Code as an editor sees it at each keystroke: prefixes of files, and files that lack tokens.</summary>
internal static class TortureInputs
{
    private const int MostDeleted = 6;

    /// <summary>The whole files.</summary>
    public static IReadOnlyList<(string Name, string Text)> Files { get; } =
    [
        .. Directory.GetFiles(Path.Combine(Here(), "Files"), "*.txt").Order(StringComparer.Ordinal)
            .Select(file => (Path.GetFileNameWithoutExtension(file), File.ReadAllText(file))),
    ];

    /// <summary>At least <paramref name="least"/> inputs: every prefix of every file, the others with tokens deleted; always the same for a seed.</summary>
    public static IEnumerable<(string Name, string Text)> All(int seed, int least) => Prefixes().Concat(Deletions(seed, Math.Max(0, least - Prefixes().Count())));

    private static IEnumerable<(string Name, string Text)> Prefixes() => Files.SelectMany(file =>
        Enumerable.Range(0, file.Text.Length + 1).Select(length => ($"{file.Name}, the first {length} characters", file.Text[..length])));

    private static IEnumerable<(string Name, string Text)> Deletions(int seed, int count)
    {
        var random = new Random(seed);
        for (int i = 0; i < count; i++)
        {
            var (name, text) = Files[i % Files.Count];
            var tokens = CSharpSyntaxTree.ParseText(text).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0).ToList();
            var deleted = Enumerable.Range(0, random.Next(1, MostDeleted)).Select(_ => tokens[random.Next(tokens.Count)].Span).Distinct();
            foreach (var span in deleted.OrderByDescending(span => span.Start)) text = text.Remove(span.Start, span.Length);
            yield return ($"{name}, deletion {i} of seed {seed}", text);
        }
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
