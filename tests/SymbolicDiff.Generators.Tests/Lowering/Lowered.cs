using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Calculus.Ir;
using SymbolicDiff.Calculus.Tests;
using SymbolicDiff.Generators.Lowering;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests.Lowering;

/// <summary>
/// Lowers the method <c>F</c> of a snippet and compares the function, run by the evaluator, with the method itself, bit for bit: results, what is
/// written to arguments, and exceptions.
/// </summary>
internal sealed class Lowered
{
    private const string Head = """
        using System;
        using System.Linq;
        using SymbolicDiff;
        public enum Op { Add, Sub, Mul, Div }

        """;

    private readonly CSharpCompilation compilation;
    private readonly bool isStatic;

    private Lowered(string members, bool checkOverflow, bool isStatic)
    {
        this.isStatic = isStatic;
        compilation = new HarnessOptions { CheckOverflow = checkOverflow }.Compile([Head + "public " + TypeHead + "\n{\n" + members + "\n}\n"]);
        var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToList();
        Assert.True(errors.Count == 0, string.Join("\n", errors));
        Method = compilation.GetTypeByMetadataName("C")!.GetMembers("F").OfType<IMethodSymbol>().Single();
        Result = MethodLowering.Lower(Method, compilation, CancellationToken.None);
    }

    public IMethodSymbol Method { get; }

    public LoweredMethod Result { get; }

    public Function Function => Result.Function ?? throw new InvalidOperationException("Refused: " + Messages);

    public string Text => Printer.Print(Function);

    /// <summary>Id, place and message of each diagnostic.</summary>
    public string Messages => string.Join("\n", Result.Diagnostics.Select(diagnostic => Describe(diagnostic)));

    private string TypeHead => isStatic ? "static unsafe partial class C" : "unsafe partial class C";

    public static Lowered Of(string members, bool checkOverflow = false, bool isStatic = true)
    {
        var lowered = new Lowered(members, checkOverflow, isStatic);
        if (lowered.Result.Function is { } function) Validator.Require(function, normalForm: true);
        return lowered;
    }

    /// <summary>Compares for each list of arguments, in an unchecked and in a checked project.</summary>
    public static void Check(string members, params object?[][] calls)
    {
        foreach (bool isChecked in new[] { false, true })
        {
            Lowered lowered = Of(members, isChecked);
            Assert.True(lowered.Result.Function is not null, lowered.Messages);
            lowered.Compare(calls);
        }
    }

    /// <summary>As <see cref="Check"/> for an instance method of a class with a constructor without parameters.</summary>
    public static void CheckInstance(string members, params object?[][] calls) => Of(members, isStatic: false).Compare(calls);

    /// <summary>The messages of a snippet that is refused, or that is warned of.</summary>
    public static string Refusals(string members, bool isStatic = true) => Of(members, isStatic: isStatic).Messages;

    public void Compare(object?[][] calls)
    {
        var externals = new Externals(Function, isStatic);
        Type type = Load(externals);
        MethodInfo primal = type.GetMethod("F", BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)!;
        foreach (object?[] call in calls)
        {
            object?[] expectedArguments = Arguments(primal, call);
            object?[] arguments = Arguments(primal, call);
            string expected = Outcome(() => primal.Invoke(Instance(type), BindingFlags.DoNotWrapExceptions, null, expectedArguments, CultureInfo.InvariantCulture), expectedArguments);
            string found = Outcome(() => Call(externals.Bind(type, Instance(type)), arguments), arguments);
            Assert.True(expected == found, $"Expected {expected}\nbut found {found}\nof {Show(call)} in\n{Text}");
        }
    }

    private static object?[] Arguments(MethodInfo primal, object?[] call) => [.. call.Zip(primal.GetParameters(), (argument, parameter) =>
        parameter.ParameterType.IsEnum ? Enum.ToObject(parameter.ParameterType, argument!) : Copied(argument))];

    private object? Instance(Type type) => isStatic ? null : Activator.CreateInstance(type);

    private object? Call(IReadOnlyDictionary<string, Func<object?[], object?>> externals, object?[] arguments)
    {
        object?[] results = new Evaluator(externals) { StepLimit = 1_000_000 }.Call(Function, arguments);
        return results.Length switch
        {
            0 => null,
            1 => results[0],
            _ => results,
        };
    }

    private static string Outcome(Func<object?> call, object?[] arguments)
    {
        string result;
        try
        {
            result = Show(call());
        }
        catch (MalformedProgramException)
        {
            throw;
        }
        catch (Exception exception)
        {
            result = exception is ArgumentException ? nameof(ArgumentException) : exception.GetType().Name;
        }

        return result + " with " + Show(arguments);
    }

    private static string Show(object? value) => value switch
    {
        null => "null",
        double.NaN or float.NaN => "NaN",
        double number => number.ToString("R", CultureInfo.InvariantCulture) + "/" + BitConverter.DoubleToInt64Bits(number).ToString("x", CultureInfo.InvariantCulture),
        float number => number.ToString("R", CultureInfo.InvariantCulture) + "f/" + BitConverter.SingleToInt32Bits(number).ToString("x", CultureInfo.InvariantCulture),
        Array array => "[" + string.Join(", ", array.Cast<object?>().Select(Show)) + "]",
        System.Runtime.CompilerServices.ITuple tuple => Show(Enumerable.Range(0, tuple.Length).Select(i => tuple[i]).ToArray()),
        Span span => Show(Enumerable.Range(0, span.Length).Select(i => span.Array!.GetValue(span.Offset + i)).ToArray()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static object? Copied(object? value)
    {
        if (value is not Array array) return value;
        var copy = (Array)array.Clone();
        if (copy.Rank == 1 && array.GetType().GetElementType()!.IsArray)
            for (int i = 0; i < copy.Length; i++) copy.SetValue(Copied(copy.GetValue(i)), i);
        return copy;
    }

    private Type Load(Externals externals)
    {
        var extended = compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(externals.Source(TypeHead), (CSharpParseOptions)compilation.SyntaxTrees[0].Options));
        using var image = new MemoryStream();
        var emitted = extended.Emit(image);
        Assert.True(emitted.Success, string.Join("\n", emitted.Diagnostics) + externals.Source(TypeHead));
        image.Position = 0;
        return new AssemblyLoadContext("Snippet", isCollectible: true).LoadFromStream(image).GetType("C")!;
    }

    private static string Describe(LoweringDiagnostic diagnostic)
    {
        var descriptor = Generators.Diagnostics.Refusals.Refusal.ById(diagnostic.Id);
        string at = diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan);
        return $"{diagnostic.Id} at '{at}': " + string.Format(CultureInfo.InvariantCulture, descriptor.MessageFormat.ToString(CultureInfo.InvariantCulture), [.. diagnostic.Arguments]);
    }
}
