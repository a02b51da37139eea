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

    /// <summary>Those that notice most in the shortest time; the others follow.</summary>
    private static readonly string[] first =
    [
        "PassTests", "StoragePassTests", "SumTests", "ContractionTests", "EmittedFormTests", "PrimalValuesTests", "SharedElementTests", "FusionTests", "RecordTests", "ReverseModeTests",
        "FormulaSnapshots", "LoopSnapshots", "StorageSnapshots", "CallSnapshots", "ControlSnapshots", "FormSnapshots", "ElementSnapshots",
    ];

    /// <summary>What is about the generator around the calculus, or about time; the table of sizes comes with the behaviour tests.</summary>
    private static readonly string[] leftOut =
    [
        "ArchitectureTests", "SurroundingsTests", "DescriptorTests", "CompletenessTests", "CodeFixTests", "IncrementalityTests", "RuleIncrementalityTests", "ModelIsAValueTests",
        "HostileBuildTests", "BrokenCodeTests", "FailureTests", "DeterminismTests", "LargeMethodTests", "HostileRuleTests", "FuzzTests", "EmittedSizeTests",
    ];

    private static readonly string[] suites = ["SymbolicDiff.Calculus.Tests", "SymbolicDiff.Generators.Tests"];

    /// <summary>The first test that fails; null where none does.</summary>
    public string? FirstFailure(Action<string, TimeSpan>? report = null)
    {
        var classes = from suite in suites
                      from type in LoadFromAssemblyName(new AssemblyName(suite)).GetTypes()
                      where !leftOut.Contains(type.Name) && TestMethods.Of(type).Any()
                      let place = Array.IndexOf(first, type.Name)
                      orderby place < 0 ? first.Length : place, type.FullName
                      select type;
        foreach (Type type in classes)
        {
            long start = Stopwatch.GetTimestamp();
            if (Failures(type).FirstOrDefault() is { } failed) return failed;
            report?.Invoke(type.Name, Stopwatch.GetElapsedTime(start));
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
