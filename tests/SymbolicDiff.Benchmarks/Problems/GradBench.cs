using System.Text.Json;

namespace SymbolicDiff.Benchmarks.Problems;

/// <summary>
/// Inputs and expected outputs of GradBench's problems: the small ones from beside the program, others from <c>shared/gradbench</c> above it.
/// </summary>
public static class GradBench
{
    private static readonly string[] Folders = [.. Candidates().Where(Directory.Exists)];

    private static readonly (string Name, string[] Sizes, Func<string, Problem> Create)[] All =
    [
        ("gmm", Gmm.Sizes, size => new Gmm(size)),
        ("lstm", Lstm.Sizes, size => new Lstm(size)),
        ("lse", LogSumExp.Sizes, size => new LogSumExp(size)),
        ("kmeans", KMeans.Sizes, size => new KMeans(size)),
        ("ba", BundleAdjustment.Sizes, size => new BundleAdjustment(size)),
    ];

    /// <summary>The problems whose input is there, each made when it is asked for.</summary>
    public static IEnumerable<Problem> Problems =>
        from problem in All from size in problem.Sizes where Find(problem.Name, size + ".json") is not null select problem.Create(size);

    /// <summary>The names of those whose input is not there.</summary>
    public static IEnumerable<string> Missing =>
        from problem in All from size in problem.Sizes where Find(problem.Name, size + ".json") is null select problem.Name + " " + size;

    public static JsonElement Input(string problem, string size) => Read(problem, size + ".json");

    public static JsonElement ExpectedOutput(string problem, string size) => Read(problem, size + ".expected.json");

    public static double[] Row(this JsonElement element) => [.. element.EnumerateArray().Select(item => item.GetDouble())];

    public static double[][] Rows(this JsonElement element) => [.. element.EnumerateArray().Select(Row)];

    private static JsonElement Read(string problem, string file)
    {
        using var stream = File.OpenRead(Find(problem, file) ?? throw new FileNotFoundException(file));
        return JsonDocument.Parse(stream).RootElement;
    }

    private static string? Find(string problem, string file) =>
        Folders.Select(folder => Path.Combine(folder, problem, file)).FirstOrDefault(File.Exists);

    private static IEnumerable<string> Candidates()
    {
        yield return Path.Combine(AppContext.BaseDirectory, "Data");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            yield return Path.Combine(folder.FullName, "shared", "gradbench");
    }
}
