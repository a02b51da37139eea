using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SymbolicDiff.Generators;

namespace SymbolicDiff.Benchmarks.Generator;

/// <summary>How long the generator takes, cold, after an edit elsewhere, and on large methods.</summary>
public static class GeneratorTimes
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest);
    private static readonly MetadataReference[] References = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
        .Split(Path.PathSeparator).Select(path => MetadataReference.CreateFromFile(path))];

    public static int Run()
    {
        ManyMethods();
        foreach (int terms in new[] { 1000, 2000, 4000 })
            Large($"a sum of {Number(terms)} terms", Sources.SumOfTerms(terms), terms == 2000 ? 1 : null);
        foreach (int depth in new[] { 125, 250, 500 })
            Large($"{Number(depth)} nested parentheses", Sources.NestedParentheses(depth), depth == 500 ? 1 : null);
        VectorizationTimes.Run();
        return Rules();
    }

    /// <summary>All that a rule costs at an edit: it is read, its method is lowered, and the two are compared.</summary>
    public static int Rules()
    {
        const int count = 200;
        CSharpCompilation compilation = Compile([Sources.Rules(count)]);
        Report($"{Number(count)} methods with rules", Time(Driver(), compilation).Taken, null, null);
        Duration best = Enumerable.Range(0, 20).Select(_ => Time(Driver(), compilation).Taken).MinBy(taken => taken.Wall);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"    best of twenty {best.Wall * 1000 / count:F3} ms a rule, {best.Processor * 1000 / count:F3} ms of processor"));
        return 0;
    }

    /// <summary>Seconds by the clock and of all processors, and what of it compiling and collecting took; bytes allocated.</summary>
    private readonly record struct Duration(double Wall, double Processor, double Compiling, double Collecting, long Bytes);

    private static void ManyMethods()
    {
        CSharpCompilation compilation = Compile([.. Sources.Methods(1000), Sources.Unrelated(1)]);
        var (cold, driver) = Time(Driver(), compilation);
        Report("1000 methods of 20 lines, cold", cold, 4, driver.GetRunResult());
        CSharpCompilation edited = compilation;
        var edits = new List<Duration>();
        for (int version = 2; version < 7; version++)
        {
            edited = edited.ReplaceSyntaxTree(edited.SyntaxTrees[^1], Parse(Sources.Unrelated(version)));
            var (taken, next) = Time(driver, edited);
            edits.Add(taken);
            driver = next;
        }

        Report("… after an edit in an unrelated file, the median of five", edits.OrderBy(edit => edit.Wall).ElementAt(2), 1.2, driver.GetRunResult());
        GeneratorDriver tracked = Driver(isTracked: true).RunGenerators(compilation);
        PrintReasons(tracked.RunGenerators(edited).GetRunResult().Results[0]);
        var (again, _) = Time(Driver(), compilation);
        Report("1000 methods, a new driver in the warm process", again, null, null);
    }

    private static void Large(string what, string source, double? limit)
    {
        CSharpCompilation compilation = Compile([source]);
        var (first, driver) = Time(Driver(), compilation);
        double best = first.Wall;
        for (int i = 0; i < 2; i++) best = Math.Min(best, Time(Driver(), compilation).Taken.Wall);
        Report(what, first, limit, driver.GetRunResult());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"    best of three {best:F3} s"));
    }

    private static void PrintReasons(GeneratorRunResult result)
    {
        foreach (var (step, runs) in result.TrackedSteps.OrderBy(step => step.Key, StringComparer.Ordinal))
        {
            var reasons = runs.SelectMany(run => run.Outputs).GroupBy(output => output.Reason).OrderBy(group => group.Key)
                .Select(group => $"{group.Key} {Number(group.Count())}");
            Console.WriteLine($"    {step}: {string.Join(", ", reasons)}");
        }
    }

    private static (Duration Taken, GeneratorDriver Driver) Time(GeneratorDriver driver, CSharpCompilation compilation)
    {
        TimeSpan processor = Environment.CpuUsage.TotalTime;
        TimeSpan compiling = JitInfo.GetCompilationTime(currentThread: true);
        TimeSpan collecting = GC.GetTotalPauseDuration();
        long bytes = GC.GetTotalAllocatedBytes();
        var clock = Stopwatch.StartNew();
        driver = driver.RunGenerators(compilation);
        clock.Stop();
        return (new Duration(
            clock.Elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - processor).TotalSeconds,
            (JitInfo.GetCompilationTime(currentThread: true) - compiling).TotalSeconds,
            (GC.GetTotalPauseDuration() - collecting).TotalSeconds,
            GC.GetTotalAllocatedBytes() - bytes), driver);
    }

    private static void Report(string what, Duration taken, double? limit, GeneratorDriverRunResult? result)
    {
        string bound = limit is { } s ? string.Create(CultureInfo.InvariantCulture, $" (limit {s:F1})") : "";
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {taken.Wall:F3} s{bound}, {taken.Processor:F3} s of processor"));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"    of it compiling {taken.Compiling:F3} s, collecting {taken.Collecting:F3} s; {taken.Bytes / 1e6:F0} MB allocated"));
        if (result is null) return;
        foreach (Diagnostic diagnostic in result.Diagnostics.Take(3)) Console.WriteLine("    " + diagnostic.GetMessage(CultureInfo.InvariantCulture));
        Console.WriteLine($"    {Number(result.GeneratedTrees.Length)} files emitted");
    }

    /// <summary>A driver as a compiler has it, or one that remembers the reasons of its steps, which costs it time.</summary>
    private static GeneratorDriver Driver(bool isTracked = false) => Driver(new DifferentiableGenerator(), isTracked);

    internal static GeneratorDriver Driver(DifferentiableGenerator generator, bool isTracked = false) => CSharpGeneratorDriver.Create(
        [generator.AsSourceGenerator()],
        parseOptions: Parsing,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isTracked));

    internal static CSharpCompilation Compile(string[] sources) => CSharpCompilation.Create(
        "Measured",
        sources.Select(Parse),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    private static SyntaxTree Parse(string source, int index = 0) =>
        CSharpSyntaxTree.ParseText(source, Parsing, path: "Source" + Number(index) + ".cs");

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
