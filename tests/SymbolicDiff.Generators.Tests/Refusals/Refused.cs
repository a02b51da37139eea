using System.Runtime.CompilerServices;
using System.Text;
using System.Text.RegularExpressions;

namespace SymbolicDiff.Generators.Tests.Refusals;

/// <summary>
/// C# outside of the language, from the files in <c>Corpus</c>: a line <c>## title</c>, the code with the places that are refused in <c>[|…|]</c>, and for each
/// of these a line <c>- SD0000: message</c>, in the order of the places.
/// </summary>
public sealed partial record Refused(string File, string Title, string Marked, IReadOnlyList<string> Messages)
{
    private static readonly string[] opening = ["[|"], closing = ["|]"];

    /// <summary>The snippets of all files.</summary>
    public static IReadOnlyList<Refused> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Here(), "Corpus"), "*.txt").Order(StringComparer.Ordinal).SelectMany(Read)];

    /// <summary>The code as the compiler gets it.</summary>
    public string Code => Marked.Replace(opening[0], "", StringComparison.Ordinal).Replace(closing[0], "", StringComparison.Ordinal);

    /// <summary>The code as a file: members stand in a type of their own.</summary>
    public string Source => Head + Code + Foot;

    /// <summary>Where the code begins in <see cref="Source"/>.</summary>
    public int Offset => Head.Length;

    private string Head => Usings + (HasType().IsMatch(Code) ? "" : "public abstract unsafe partial class M\n{\n");

    private string Foot => HasType().IsMatch(Code) ? "" : "}\n";

    private static string Usings => """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading;
        using System.Threading.Tasks;
        using SymbolicDiff;

        """;

    /// <summary>Marks the places of what was found, for a first look at a new snippet.</summary>
    public string Mark(IEnumerable<(int Start, int End)> places)
    {
        var marks = places.SelectMany(place => new[] { (At: place.Start, IsEnd: 0, Text: opening[0]), (At: place.End, IsEnd: 1, Text: closing[0]) });
        var marked = new StringBuilder(Code);
        foreach (var (at, _, text) in marks.OrderByDescending(mark => mark.At).ThenBy(mark => mark.IsEnd))
            if (at >= 0 && at <= Code.Length) marked.Insert(at, text);
        return marked.ToString();
    }

    public static string Text(IEnumerable<Refused> snippets) => string.Join("\n", snippets.Select(snippet =>
        "## " + snippet.Title + "\n" + snippet.Marked + string.Concat(snippet.Messages.Select(message => "- " + message + "\n"))));

    public override string ToString() => Title;

    private static IEnumerable<Refused> Read(string file)
    {
        string[] parts = System.IO.File.ReadAllText(file).Split("## ", StringSplitOptions.RemoveEmptyEntries);
        foreach (string part in parts)
        {
            string[] lines = part.TrimEnd('\n').Split('\n');
            var messages = lines.Where(line => line.StartsWith("- SD", StringComparison.Ordinal)).Select(line => line[2..]).ToArray();
            string code = string.Concat(lines.Skip(1).Where(line => !line.StartsWith("- SD", StringComparison.Ordinal)).Select(line => line + "\n"));
            yield return new Refused(file, lines[0], code, messages);
        }
    }

    [GeneratedRegex(@"\b(class|struct|interface|record) M\b")]
    private static partial Regex HasType();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
