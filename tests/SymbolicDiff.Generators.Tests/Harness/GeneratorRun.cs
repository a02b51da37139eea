using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>What came of a run of the generator.</summary>
internal sealed partial class GeneratorRun(CSharpCompilation input, GeneratorDriverRunResult result, IReadOnlyList<TextFile>? additional = null, IReadOnlyList<byte[]>? libraries = null)
{
    private readonly CSharpCompilation output = input.AddSyntaxTrees(result.GeneratedTrees);
    private Assembly? assembly;

    /// <summary>The emitted files by hint name.</summary>
    public IReadOnlyDictionary<string, string> Files { get; } =
        result.Results[0].GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString(), StringComparer.OrdinalIgnoreCase);

    /// <summary>The text of the only emitted file.</summary>
    public string Text => Assert.Single(Files).Value;

    public GeneratorDriverRunResult Result => result;

    /// <summary>The consumer's assembly, loaded.</summary>
    public Assembly Assembly => assembly ??= Load();

    /// <summary>Calls a static method of the consumer; of several of that name the one that takes the arguments.</summary>
    public object? Invoke(string type, string method, params object?[] arguments)
    {
        var candidates = Assembly.GetType(type, throwOnError: true)!
            .GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(candidate => candidate.Name == method && Takes(candidate.GetParameters(), arguments));
        return Assert.Single(candidates).Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, CultureInfo.InvariantCulture);
    }

    /// <summary>Fails unless exactly the expected diagnostics are there, in the order of the source.</summary>
    public void AssertDiagnostics(IReadOnlyCollection<ExpectedDiagnostic> expected)
    {
        Assert.Null(result.Results[0].Exception);
        var found = result.Diagnostics.Concat(output.GetDiagnostics())
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && !diagnostic.IsSuppressed)
            .OrderBy(diagnostic => diagnostic.Location.GetLineSpan().Path, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .Select(Describe)
            .ToList();
        if (found.Count == expected.Count && expected.Zip(found, (demanded, there) => demanded.Matches(there)).All(same => same)) return;
        Assert.Fail("The diagnostics differ from those demanded. What was found:\n" + string.Join("\n", found) + "\n" + string.Join("\n", Files.Values));
    }

    /// <summary>
    /// Fails if emitted files need their <c>#pragma warning disable</c>; but for CS1573: the primal's parameters are documented at the primal.
    /// </summary>
    public void AssertQuietWithoutPragma()
    {
        var parsing = (CSharpParseOptions)input.SyntaxTrees[0].Options;
        var bare = Files.Select(file => CSharpSyntaxTree.ParseText(PragmaWarning().Replace(file.Value, ""), parsing, file.Key)).ToList();
        var loud = input.WithOptions(input.Options.WithSpecificDiagnosticOptions([new("CS1573", ReportDiagnostic.Suppress)])).AddSyntaxTrees(bare).GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Location.SourceTree is { } tree && bare.Contains(tree))
            .ToList();
        Assert.True(loud.Count == 0, "Emitted code has warnings:\n" + string.Join("\n", loud) + "\n" + string.Join("\n", Files.Values));
    }

    private ExpectedDiagnostic Describe(Diagnostic diagnostic) => new(
        diagnostic.Id,
        (diagnostic.Location.SourceTree?.GetText() ?? additional?.FirstOrDefault(file => file.Path == diagnostic.Location.GetLineSpan().Path)?.GetText())
            ?.ToString(diagnostic.Location.SourceSpan) ?? "",
        diagnostic.GetMessage(CultureInfo.InvariantCulture));

    private static bool Takes(ParameterInfo[] parameters, object?[] arguments) =>
        parameters.Length == arguments.Length
        && parameters.Zip(arguments, (parameter, argument) => argument is null || Plain(parameter.ParameterType).IsInstanceOfType(argument)).All(fits => fits);

    private static Type Plain(Type type) => type.IsByRef ? type.GetElementType()! : type;

    [GeneratedRegex("^#pragma warning disable.*$", RegexOptions.Multiline)]
    private static partial Regex PragmaWarning();

    private Assembly Load()
    {
        var context = new AssemblyLoadContext("Consumer", isCollectible: true);
        foreach (byte[] library in libraries ?? []) context.LoadFromStream(new MemoryStream(library));
        return context.LoadFromStream(new MemoryStream(Image()));
    }

    /// <summary>The consumer's assembly as a file.</summary>
    public byte[] Image()
    {
        using var image = new MemoryStream();
        var emitted = output.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics));
        return image.ToArray();
    }
}
