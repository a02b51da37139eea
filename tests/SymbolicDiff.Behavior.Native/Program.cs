using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;
using SymbolicDiff.Behavior.Tests.Harness;
using SymbolicDiff.Mutation;
using Xunit;

namespace SymbolicDiff.Behavior.Native;

/// <summary>Runs the behaviour tests; with <c>--save-calls FILE</c> saves the calls that they make, for native code.</summary>
public static class Program
{
    public static int Main(string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var clock = Stopwatch.StartNew();
        int passed = 0;
        List<string> failed = [];
        foreach (Type type in typeof(Cases).Assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal))
            foreach (MethodInfo test in TestMethods.Of(type))
                if (TestMethods.Failure(test) is { } failure) failed.Add($"{type.Name}.{test.Name}: {failure}");
                else passed++;
        if (arguments is ["--save-calls", var path]) Invoker.Save(path);
        foreach (string test in failed) Console.WriteLine(test);
        Console.WriteLine($"{(RuntimeFeature.IsDynamicCodeSupported ? "Compiled when run" : "Native code")}: {passed} passed, {failed.Count} failed, {clock.Elapsed.TotalSeconds:F0} s");
        return failed.Count == 0 && passed > 0 ? 0 : 1;
    }
}
