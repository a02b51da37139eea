using System.Globalization;
using System.Numerics.Tensors;
using System.Reflection;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>Every method of TensorPrimitives that computes with reals is refused by its name at the call.</summary>
public class TensorPrimitivesTests
{
    private static readonly Type[][] typeArguments = [[typeof(double)], [typeof(double), typeof(double)], [typeof(double), typeof(int)], [typeof(int), typeof(double)]];

    private static IReadOnlyList<MethodInfo> Methods { get; } =
    [
        .. typeof(TensorPrimitives).GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .OrderBy(method => method.ToString(), StringComparer.Ordinal)
            .Select(OfReals)
            .OfType<MethodInfo>(),
    ];

    [Fact]
    public void Each_method_is_refused_by_its_name()
    {
        Assert.True(Methods.Count > 150);
        string[] lines = ["using System; using System.Numerics.Tensors; using SymbolicDiff; public static partial class M {", .. Methods.Select(Source), "}"];
        var options = new HarnessOptions();
        var compilation = options.Compile([string.Join("\n", lines)])
            .AddReferences(MetadataReference.CreateFromFile(typeof(TensorPrimitives).Assembly.Location));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var problems = options.Driver().RunGenerators(compilation).GetRunResult().Diagnostics
            .ToLookup(diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line - 1);
        for (int i = 0; i < Methods.Count; i++)
        {
            Diagnostic problem = Assert.Single(problems[i]);
            string message = problem.GetMessage(CultureInfo.InvariantCulture);
            Assert.Equal("SD0120", problem.Id);
            Assert.Contains("TensorPrimitives." + Methods[i].Name, message, StringComparison.Ordinal);
            Assert.Contains("Gradients.Stop", message, StringComparison.Ordinal);
            Assert.StartsWith("TensorPrimitives." + Methods[i].Name, Text(problem), StringComparison.Ordinal);
        }
    }

    /// <summary>The method for doubles, as far as its constraints allow; null where no reals take part.</summary>
    private static MethodInfo? OfReals(MethodInfo method)
    {
        if (!method.IsGenericMethodDefinition) return method.GetParameters().Any(parameter => IsReal(parameter.ParameterType)) ? method : null;
        foreach (Type[] arguments in typeArguments.Where(arguments => arguments.Length == method.GetGenericArguments().Length))
        {
            try
            {
                return method.MakeGenericMethod(arguments);
            }
            catch (ArgumentException)
            {
                // The constraints ask for other numbers.
            }
        }

        return null;
    }

    private static bool IsReal(Type type) =>
        type == typeof(double) || type == typeof(float) || type.IsGenericType && type.GenericTypeArguments.Any(IsReal);

    private static string Source(MethodInfo method, int number)
    {
        string call = $"TensorPrimitives.{method.Name}{Arguments(method)}({string.Join(", ", method.GetParameters().Select(Argument))})";
        string use = method.ReturnType == typeof(void) ? call : "var taken = " + call;
        return $"[Differentiable] public static double F{number.ToString(CultureInfo.InvariantCulture)}"
            + $"(double x, double[] v, float[] f, int[] n, Half[] h, bool[] b) {{ {use}; return x * v[0] * f[0]; }}";
    }

    private static string Arguments(MethodInfo method) =>
        method.IsGenericMethod ? "<" + string.Join(", ", method.GetGenericArguments().Select(argument => argument.Name)) + ">" : "";

    private static string Argument(ParameterInfo parameter)
    {
        Type type = parameter.ParameterType.IsGenericType ? parameter.ParameterType.GenericTypeArguments[0] : parameter.ParameterType;
        string array = type == typeof(double) ? "v" : type == typeof(float) ? "f" : type == typeof(Half) ? "h" : type == typeof(bool) ? "b" : "n";
        if (parameter.ParameterType.IsGenericType) return array;
        return type == typeof(double) ? "x" : type == typeof(float) ? "f[0]" : type == typeof(MidpointRounding) ? "MidpointRounding.ToEven" : "2";
    }

    private static string Text(Diagnostic diagnostic) => diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
}
