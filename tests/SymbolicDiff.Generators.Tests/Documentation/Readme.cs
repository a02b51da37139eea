using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SymbolicDiff.Generators.Tests.Documentation;

/// <summary>The parts of the README that tests look at.</summary>
internal static partial class Readme
{
    public static string Folder { get; } = Path.GetFullPath(Path.Combine(Here(), "../../.."));

    public static string Text { get; } = File.ReadAllText(Path.Combine(Folder, "README.md"));

    /// <summary>The blocks of C#, in their order.</summary>
    public static IReadOnlyList<string> CSharp { get; } = [.. CSharpBlock().Matches(Text).Select(match => match.Groups[1].Value)];

    /// <summary>The rows of the table of diagnostics.</summary>
    public static IReadOnlyList<DiagnosticRow> Diagnostics { get; } = [.. DiagnosticLine().Matches(Text)
        .Select(match => new DiagnosticRow(match.Groups[1].Value, match.Groups[2].Value, match.Groups[3].Value, match.Groups[4].Value))];

    /// <summary>The names of tests, <c>Class.Method</c>, that the table of conventions refers to.</summary>
    public static IReadOnlyList<(string Class, string Method)> Conventions { get; } = [.. TestsIn(Text)];

    /// <summary>The rows of the table of conventions: what they are about and the tests that they name.</summary>
    public static IReadOnlyList<string> ConventionRows { get; } =
    [
        .. Text.Split('\n').SkipWhile(line => line != "## Where the derivative does not exist").Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| |", StringComparison.Ordinal)),
    ];

    /// <summary>The tests that a text names.</summary>
    public static IEnumerable<(string Class, string Method)> TestsIn(string text) =>
        ConventionName().Matches(text).Select(match => (match.Groups[1].Value, match.Groups[2].Value));

    /// <summary>The names that the first column of a row has.</summary>
    public static IEnumerable<string> FunctionsIn(string row) =>
        Code().Matches(row.Split('|')[1]).SelectMany(code => Name().Matches(code.Groups[1].Value)).Select(match => match.Value);

    public static IReadOnlyList<string> Links { get; } = [.. Link().Matches(Text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex("^```csharp\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex CSharpBlock();

    [GeneratedRegex(@"^\| (SD\d{4}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex DiagnosticLine();

    [GeneratedRegex(@"`(Kinks|QueryKinks|Powers|Singularities|Extremes|WrongElsewhere)\.(\w+)`")]
    private static partial Regex ConventionName();

    [GeneratedRegex(@"\]\(([^)#]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex("[A-Za-z][A-Za-z0-9]*")]
    private static partial Regex Name();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}

/// <summary>A row of the table of diagnostics.</summary>
public sealed record DiagnosticRow(string Id, string Severity, string Example, string Cure)
{
    public bool HasCode => Example.StartsWith('`');

    /// <summary>Of the project, where the example is a property.</summary>
    public IReadOnlyDictionary<string, string> Properties =>
        XmlOf(Example) is { } property ? new Dictionary<string, string> { [property.Name.LocalName] = property.Value } : new Dictionary<string, string>();

    private static System.Xml.Linq.XElement? XmlOf(string example) =>
        example.StartsWith("`<", StringComparison.Ordinal) ? System.Xml.Linq.XElement.Parse(example[1..example.LastIndexOf('`')]) : null;

    /// <summary>
    /// The example in the surroundings that the README describes: a type, members of a type, or statements of a method with the attribute.
    /// </summary>
    public string Source
    {
        get
        {
            string code = XmlOf(Example) is null ? Example.Trim('`') : "";
            bool isDeclaration = code.Contains("[Differentiable", StringComparison.Ordinal) || code.Contains("[Derivative(", StringComparison.Ordinal)
                || code.Contains("[DerivativeOf(", StringComparison.Ordinal)
                || code.StartsWith("[assembly", StringComparison.Ordinal);
            if (!isDeclaration)
                code = "[Differentiable] public static double F(double x, double[] v) { " + code + " return x * v[0]; }";
            else if (TypeHeads.Any(head => code.StartsWith(head, StringComparison.Ordinal)))
                return Usings + code;
            return Usings + "public abstract unsafe partial class M { " + code + " }";
        }
    }

    private static string[] TypeHeads => ["[assembly", "class M", "partial class M", "partial struct M", "file partial class M"];

    private static string Usings => """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Numerics;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using SymbolicDiff;

        """;
}
