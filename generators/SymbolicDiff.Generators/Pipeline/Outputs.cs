using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SymbolicDiff.Generators.Diagnostics;
using SymbolicDiff.Generators.Model;

namespace SymbolicDiff.Generators.Pipeline;

/// <summary>What the two ends of the pipeline give to the compiler.</summary>
internal static class Outputs
{
    public static void AddSource(SourceProductionContext output, EmittedFile file)
    {
        if (file.Text is not null) output.AddSource(file.HintName, SourceText.From(file.Text, Encoding.UTF8));
    }

    /// <summary>Reports what was found in the source, and, at places that are current, what turned up behind the caching boundary.</summary>
    public static void Report(SourceProductionContext output, Target target, ImmutableArray<EmittedFile> filesWithProblems)
    {
        foreach (var diagnostic in target.Diagnostics) output.ReportDiagnostic(diagnostic);
        foreach (var file in filesWithProblems)
            if (file.HintName == target.Anchors.HintName && target.Lowered is not null)
                foreach (var problem in file.Problems) output.ReportDiagnostic(Failures.Report(problem, target.Anchors.Of(problem.Variable)));
    }
}
