using System.Runtime.CompilerServices;
using SymbolicDiff.Generators.Tests.Harness;

namespace SymbolicDiff.Generators.Tests;

/// <summary>Snapshots of what is emitted for one source, as projects are by default: without overflow checks.</summary>
internal static class Snapshot
{
    public static Task Verify(string source, [CallerFilePath] string file = "", [CallerMemberName] string method = "") =>
        Verifier.Verify(GeneratorHarness.Run(new HarnessOptions { CheckOverflow = false }, [source]).Text, file, method);
}
