using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;

namespace SymbolicDiff.Mutation;

/// <summary>Runs tests in this process against an assembly of the calculus, until one fails.</summary>
internal sealed class TestRun(byte[] calculus) : AssemblyLoadContext("Mutant", isCollectible: true)
{
    /// <summary>What is loaded anew for each mutant, for it refers to the calculus.</summary>
    private static readonly string[] dependent = ["SymbolicDiff.Generators", "SymbolicDiff.CodeFixes", "SymbolicDiff.Calculus.Tests", "SymbolicDiff.Generators.Tests"];

    /// <summary>The classes of tests, those that notice most in the shortest time first.</summary>
    private static readonly (string Assembly, string[] Classes)[] suites =
    [
        ("SymbolicDiff.Calculus.Tests",
        [
            "PassTests", "StoragePassTests", "SumTests", "ContractionTests", "EmittedFormTests", "PrimalValuesTests", "SharedElementTests", "FusionTests", "RecordTests", "ReverseModeTests",
            "SimplificationRulesTests", "TermRewriterTests", "RuleGrammarTests", "MethodRulesTests", "CompositeTests", "KinksTests", "ExtremesTests", "PartialsTests", "ForwardModeTests",
        ]),
        ("SymbolicDiff.Generators.Tests",
        [
            "FormulaSnapshots", "LoopSnapshots", "StorageSnapshots", "CallSnapshots", "ControlSnapshots", "FormSnapshots", "ElementSnapshots", "CancellationSnapshots",
            "NetworkSnapshots", "GenericSnapshots", "NumericsSnapshots", "RuleDiagnosticsTests", "ReferencedRuleTests", "RuleCheckTests", "RuleMistakeTests",
            "TargetDiagnosticsTests", "RefusalCorpusTests",
        ]),
        ("SymbolicDiff.Calculus.Tests", ["FixpointTests", "TableTests", "TranspositionTests", "RuleMutationTests"]),
    ];

    /// <summary>The first test that fails; null where none does.</summary>
    public string? FirstFailure(Action<string, TimeSpan>? report = null)
    {
        foreach (var (name, classes) in suites)
        {
            Assembly assembly = LoadFromAssemblyName(new AssemblyName(name));
            foreach (string type in classes)
            {
                long start = Stopwatch.GetTimestamp();
                if (Failures(assembly.GetTypes().Single(candidate => candidate.Name == type)).FirstOrDefault() is { } failed) return failed;
                report?.Invoke(type, Stopwatch.GetElapsedTime(start));
            }
        }

        return null;
    }

    /// <summary>A new generator over this calculus.</summary>
    public IIncrementalGenerator Generator() =>
        (IIncrementalGenerator)Activator.CreateInstance(LoadFromAssemblyName(new AssemblyName("SymbolicDiff.Generators")).GetType("SymbolicDiff.Generators.DifferentiableGenerator")!)!;

    /// <summary>The tests of a class that fail.</summary>
    public static IEnumerable<string> Failures(Type type) =>
        from test in TestMethods.Of(type) where TestMethods.Failure(test) is not null select type.Name + "." + test.Name;

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        MutatedCalculus.Name => LoadFromStream(new MemoryStream(calculus)),
        { } name when dependent.Contains(name) => LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll")),
        _ => null,
    };
}
