namespace SymbolicDiff.Fuzz.Torture;

/// <summary>A sample of the inputs that the long run has.</summary>
public sealed class TortureTests
{
    private const int Sample = 400;

    /// <summary>Before anything is broken, the files are in the language; but for one, whose mistakes are what it is there for.</summary>
    [Fact]
    public void TheFilesCompileAsTheyAre() => Assert.All(TortureInputs.Files, file =>
        Assert.True(TortureRun.Errors(file.Text).Any() == file.Name.EndsWith("Mistakes", StringComparison.Ordinal), file.Name + "\n" + string.Join("\n", TortureRun.Errors(file.Text))));

    [Fact]
    public void BrokenCodeNeitherStopsTheGeneratorNorHoldsItUp()
    {
        var inputs = TortureInputs.All(seed: 1, least: 12_000).ToList();
        var run = new TortureRun();
        run.Check("the first run", ""); // the time of starting up is not an input's
        var problems = Enumerable.Range(0, Sample).Select(i => inputs[(int)((long)i * inputs.Count / Sample)])
            .Select(input => run.Check(input.Name, input.Text)).Where(problem => problem is not null).ToList();
        Assert.True(problems.Count == 0, string.Join("\n", problems));
    }
}
