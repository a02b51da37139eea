using System.Diagnostics;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SymbolicDiff.Simd.Tests;

/// <summary>This machine, and what becomes of it when instructions are switched off.</summary>
public static class Machines
{
    /// <summary>In this variable a test run finds the file into which it writes the digests of its results.</summary>
    public const string DigestVariable = "SYMBOLICDIFF_LANES_DIGEST";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Whether functions are computed by vector kernels and not one by one.</summary>
    public static bool HasKernels => Vector256.IsHardwareAccelerated && Fma.IsSupported;

    /// <summary>Runs all tests but those of one class on a machine that lacks the instructions of a switch of the runtime.</summary>
    public static string RunTestsWithout(string variable, string exceptClass, string digest)
    {
        string assembly = typeof(Machines).Assembly.Location;
        var start = new ProcessStartInfo("dotnet", ["vstest", assembly, $"--TestCaseFilter:FullyQualifiedName!~{exceptClass}"])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(IsOfTheBuild).ToArray())
            start.Environment.Remove(name);
        start.Environment[variable] = "0";
        start.Environment[DigestVariable] = digest;
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> error = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException("The tests did not end.");
        }

        Assert.True(process.ExitCode == 0, output.Result + error.Result);
        return output.Result;
    }

    private static bool IsOfTheBuild(string variable) =>
        variable.StartsWith("MSBuild", StringComparison.OrdinalIgnoreCase) || variable.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase);
}
