using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;
using Xunit.Sdk;

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
                if (FirstFailure(assembly.GetTypes().Single(candidate => candidate.Name == type)) is { } failed) return failed;
                report?.Invoke(type, Stopwatch.GetElapsedTime(start));
            }
        }

        return null;
    }

    protected override Assembly? Load(AssemblyName assemblyName) => assemblyName.Name switch
    {
        MutatedCalculus.Name => LoadFromStream(new MemoryStream(calculus)),
        { } name when dependent.Contains(name) => LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, name + ".dll")),
        _ => null,
    };

    private static string? FirstFailure(Type type)
    {
        foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        {
            if (method.GetCustomAttribute<FactAttribute>() is not { } fact || fact.Skip is not null) continue;
            string test = type.Name + "." + method.Name;
            try
            {
                IEnumerable<object?[]> rows = fact is TheoryAttribute ? method.GetCustomAttributes<DataAttribute>().SelectMany(data => data.GetData(method)) : [[]];
                foreach (object?[] row in rows) Run(type, method, row);
            }
            catch (Exception)
            {
                return test; // whatever it throws: the mutant is noticed
            }
        }

        return null;
    }

    private static void Run(Type type, MethodInfo method, object?[] row)
    {
        object? instance = method.IsStatic ? null : Activator.CreateInstance(type);
        ParameterInfo[] parameters = method.GetParameters();
        object?[] arguments = [.. parameters.Select((parameter, i) => i >= row.Length ? parameter.DefaultValue : Fitting(row[i], parameter.ParameterType))];
        if (method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null) is Task task) task.GetAwaiter().GetResult();
        (instance as IDisposable)?.Dispose();
    }

    private static object? Fitting(object? value, Type type) =>
        value is IConvertible && !type.IsInstanceOfType(value) && type.IsPrimitive ? Convert.ChangeType(value, type, System.Globalization.CultureInfo.InvariantCulture) : value;
}
