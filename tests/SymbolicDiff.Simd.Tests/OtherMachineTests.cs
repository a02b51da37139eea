using System.Runtime.Intrinsics;

namespace SymbolicDiff.Simd.Tests;

/// <summary>All tests once more on machines with fewer instructions, and the same bits from those that have fused operations.</summary>
public class OtherMachineTests
{
    [Fact]
    public void WithoutAvx512AllTestsPassAndAllBitsAreTheSame()
    {
        string[] digests = DigestsWithout("DOTNET_EnableAVX512");
        Assert.StartsWith("False ", digests[0], StringComparison.Ordinal);
        Assert.Equal(Machines.HasKernels ? "False True" : "False False", digests[0]);
        Assert.Equal(Digests.OfThisMachine()[1..], digests[1..]);
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX2")]
    [InlineData("DOTNET_EnableHWIntrinsic")]
    public void WithoutInstructionsAllTestsPass(string variable) =>
        Assert.StartsWith("False ", DigestsWithout(variable)[0], StringComparison.Ordinal);

    private static string[] DigestsWithout(string variable)
    {
        string file = Path.GetTempFileName();
        try
        {
            Assert.Contains("Passed", Machines.RunTestsWithout(variable, nameof(OtherMachineTests), file), StringComparison.Ordinal);
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
