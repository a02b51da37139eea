using SymbolicDiff.Fuzz.Checks;

namespace SymbolicDiff.Fuzz;

/// <summary>A few of the programs that the long run makes.</summary>
public sealed class FuzzTests
{
    private const int Programs = 100;

    [Theory]
    [InlineData(1_000_000)]
    [InlineData(2_000_000)]
    [InlineData(3_000_000)]
    public void RandomProgramsAreDifferentiatedRight(int seed)
    {
        Failure? failure = Campaign.Run(seed, Programs).FirstOrDefault();
        Assert.True(failure is null, failure is null ? "" : Campaign.Text(failure));
    }
}
