using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Emission;

/// <summary>Compiles emitted text as hard as a consumer can: every warning is a failure.</summary>
internal static class Compiled
{
    public static Type From(string source, bool checkOverflow = true, int version = 1200, string beside = "")
    {
        var parse = new CSharpParseOptions(LanguageOf(version), DocumentationMode.Diagnose);
        var options = new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            checkOverflow: checkOverflow,
            warningLevel: 9999,
            nullableContextOptions: version >= 800 ? NullableContextOptions.Enable : NullableContextOptions.Disable,
            optimizationLevel: OptimizationLevel.Release,
            generalDiagnosticOption: ReportDiagnostic.Error);
        SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(source, parse), CSharpSyntaxTree.ParseText(beside, parse)];
        var compilation = CSharpCompilation.Create("Emitted", trees, References.All, options);
        using var stream = new MemoryStream();
        var result = compilation.Emit(stream);
        var problems = result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning).ToList();
        Assert.True(problems.Count == 0, string.Join("\n", problems.Take(8)) + "\n" + (source.Length < 20000 ? source : ""));
        return Assembly.Load(stream.ToArray()).GetType("Sample.Model", throwOnError: true)!;
    }

    private static LanguageVersion LanguageOf(int version) => version switch
    {
        703 => LanguageVersion.CSharp7_3,
        800 => LanguageVersion.CSharp8,
        1200 => LanguageVersion.CSharp12,
        _ => LanguageVersion.Latest,
    };
}
