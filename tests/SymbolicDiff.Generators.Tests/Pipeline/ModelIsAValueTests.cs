using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Pipeline;

/// <summary>Nothing behind the caching boundary reaches a symbol, a syntax node, a place or a compilation.</summary>
public class ModelIsAValueTests
{
    private const string Source =
        "using SymbolicDiff;\nnamespace Demo;\npublic static partial class Model\n{\n"
        + "    [Differentiable(nameof(w))] public static double F(double[] w, double[] x, System.DateTime t)\n"
        + "    {\n        double s = 0;\n        for (int i = 0; i < w.Length; i++) if (x[i] > t.Day) s += w[i] * G(x[i]) + H(x[i]);\n        return s;\n    }\n\n"
        + "    private static double G(double v) => v * v;\n\n    [Derivative(\"2 * v\")] internal static double H(double v) => v * v;\n}\n";

    [Fact]
    public void The_values_of_the_steps_hold_no_symbols()
    {
        var options = new HarnessOptions();
        var result = options.Driver().RunGenerators(options.Compile([Source])).GetRunResult().Results[0];
        Assert.Single(result.GeneratedSources);
        var visited = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (string step in (string[])[DifferentiableGenerator.Steps.Lowered, DifferentiableGenerator.Steps.Differentiated, DifferentiableGenerator.Steps.Problems])
            foreach (var (value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs)) Walk(value, step, visited);
        Assert.True(visited.Count > 50, "The walk has not reached the function.");
    }

    private static void Walk(object? value, string path, HashSet<object> visited)
    {
        if (value is null || value.GetType().IsPrimitive || value is string || value.GetType().IsEnum) return;
        Assert.False(
            value is ISymbol or SyntaxNode or SyntaxTree or Location or Compilation or SemanticModel or SyntaxReference or Diagnostic or SyntaxToken or IOperation,
            path + " holds a " + value.GetType().Name);
        bool isStepOutput = path == DifferentiableGenerator.Steps.Problems;
        Assert.False(!isStepOutput && value.GetType().Name.StartsWith("ImmutableArray", StringComparison.Ordinal), path + " holds an ImmutableArray, which is not compared by content");
        if (!value.GetType().IsValueType && !visited.Add(value)) return;
        if (value is System.Collections.IEnumerable items)
            foreach (object? item in items) Walk(item, path + "[]", visited);
        for (var type = value.GetType(); type is not null && type != typeof(object); type = type.BaseType)
            foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
                if (!typeof(Array).IsAssignableFrom(field.FieldType)) Walk(field.GetValue(value), path + "." + field.Name, visited);
    }
}
