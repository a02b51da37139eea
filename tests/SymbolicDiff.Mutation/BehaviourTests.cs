using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Mutation;

/// <summary>
/// The behaviour tests. What is emitted for their methods is compared with what is emitted without a slip; where it differs, the tests that concern those methods are compiled and run.
/// </summary>
internal sealed class BehaviourTests
{
    private readonly BehaviourSources sources = new();
    private readonly Dictionary<string, SyntaxTree> usual;
    private readonly FileReferences references;

    /// <param name="calculus">As it is.</param>
    public BehaviourTests(TestRun calculus)
    {
        var (files, problem) = sources.Emit(calculus.Generator());
        if (problem is not null) throw new InvalidOperationException(problem);
        usual = files.ToDictionary(file => file.Key, file => BehaviourSources.Parse(file.Value, file.Key));
        references = new FileReferences(sources.All.AddSyntaxTrees(usual.Values), sources.Files, [.. usual.Values]);
    }

    /// <summary>The first test that fails with a mutant, or that the methods no longer compile; null where neither is so.</summary>
    /// <param name="mutant">The calculus with the slip.</param>
    /// <param name="changed">The number of methods for which other code is emitted.</param>
    public string? FirstFailure(TestRun mutant, out int changed)
    {
        changed = 0;
        var (files, problem) = sources.Emit(mutant.Generator());
        if (problem is not null) return problem;
        string[] other = [.. usual.Where(file => !files.TryGetValue(file.Key, out string? text) || text != file.Value.ToString()).Select(file => file.Key)];
        changed = other.Length;
        if (changed == 0) return null;
        if (files.Count != usual.Count || other.Any(name => !files.ContainsKey(name))) return "a method of the behaviour tests without derivative";
        SyntaxTree Mutated(SyntaxTree file) => other.Contains(file.FilePath) ? BehaviourSources.Parse(files[file.FilePath], file.FilePath) : file;
        if (FirstFailure(Concerned(other.Select(name => usual[name])), Mutated) is { } test) return test;
        return other.Any(name => EmittedSize.Of(usual[name]) != EmittedSize.Of(Mutated(usual[name]))) ? "the table of sizes" : null;
    }

    /// <summary>The first test among some files that fails with other emitted ones.</summary>
    private string? FirstFailure(HashSet<SyntaxTree> files, Func<SyntaxTree, SyntaxTree> mutated)
    {
        var (image, errors) = sources.Compile(files.Select(mutated));
        if (image is null) return sources.Compile(files) is (null, var own) ? throw new InvalidOperationException(own) : "emitted code that does not compile: " + errors.Split('\n')[0];

        Lazy<Assembly> unchanged = new(() => Load(sources.Compile(files).Image!));
        foreach (Type type in Load(image).GetTypes())
            foreach (string test in TestRun.Failures(type))
                // Of a part, a test that asks for all of something may fail in any case.
                if (!TestRun.Failures(unchanged.Value.GetType(type.FullName!)!).Contains(test)) return test;
        return null;
    }

    /// <summary>What the methods are, the tests that name them and those that look for methods themselves, with all that these need.</summary>
    private HashSet<SyntaxTree> Concerned(IEnumerable<SyntaxTree> changed)
    {
        HashSet<SyntaxTree> methods = references.Closure(changed);
        HashSet<SyntaxTree> direct = [.. changed.SelectMany(file => references.Of(file))];
        return references.Closure(methods.Concat(sources.Files.Where(IsTest).Where(test => references.Of(test).Overlaps(direct) || test.ToString().Contains("Cases.Names", StringComparison.Ordinal))));
    }

    private static bool IsTest(SyntaxTree file) => file.ToString() is var text && (text.Contains("[Fact", StringComparison.Ordinal) || text.Contains("[Theory", StringComparison.Ordinal));

    private static Assembly Load(byte[] image) => new AssemblyLoadContext("Behaviour", isCollectible: true).LoadFromStream(new MemoryStream(image));
}
