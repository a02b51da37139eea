using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Diagnostics;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>What the project's property <c>SymbolicDiffArithmetic</c> says for methods whose attribute says nothing.</summary>
internal static class ProjectArithmetic
{
    private const string Property = "build_property.SymbolicDiffArithmetic";

    /// <summary>Whether it is Fast; reports a value that is none.</summary>
    public static IncrementalValueProvider<bool> Register(IncrementalGeneratorInitializationContext context)
    {
        var text = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => options.GlobalOptions.TryGetValue(Property, out string? value) ? value.Trim() : "");
        context.RegisterSourceOutput(text, Report);
        return text.Select(static (value, _) => Is(value, "Fast"));
    }

    private static void Report(SourceProductionContext output, string value)
    {
        if (value.Length > 0 && !Is(value, "Exact") && !Is(value, "Fast"))
            output.ReportDiagnostic(Diagnostic.Create(TargetDiagnostics.UnknownProjectArithmetic, Location.None, value));
    }

    private static bool Is(string value, string name) => string.Equals(value, name, StringComparison.OrdinalIgnoreCase);
}
