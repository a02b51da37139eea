using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;

namespace SymbolicDiff.Package.Tests;

/// <summary>The package as a stranger meets it: restored from a feed into a fresh project, built, run, and published.</summary>
public sealed class PackageTests(PackageFeed feed) : IClassFixture<PackageFeed>
{
    [Fact]
    public void Holds_the_library_and_the_generator_with_what_it_needs()
    {
        using ZipArchive package = feed.Open();

        Assert.Equal(["SymbolicDiff.dll", "SymbolicDiff.xml"], Files(package, "lib/net10.0/"));
        Assert.Equal(
            ["Sprache.dll", "SymbolicDiff.Calculus.dll", "SymbolicDiff.CodeFixes.dll", "SymbolicDiff.Generators.dll"],
            Files(package, "analyzers/dotnet/cs/"));
        Assert.NotNull(package.GetEntry("THIRD-PARTY-NOTICES.md"));
    }

    [Fact]
    public void Brings_no_other_package_with_it()
    {
        using ZipArchive package = feed.Open();
        using Stream specification = package.GetEntry("SymbolicDiff.nuspec")!.Open();

        Assert.DoesNotContain(XDocument.Load(specification).Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Fact]
    public void A_fresh_project_builds_without_a_warning_and_runs()
    {
        string project = feed.Project("Fresh", "Program.cs");

        string built = CommandLine.Run(project, "dotnet", "build", "-c", "Release").Succeeded();

        Assert.Contains("0 Warning(s)", built);
        AssertDerivatives(CommandLine.Run(project, "dotnet", Path.Combine("bin", "Release", "net10.0", "Fresh.dll")));
    }

    [Fact]
    public void A_fresh_project_publishes_with_native_code_without_a_warning_and_runs()
    {
        string project = feed.Project("Native", "Program.cs");

        string published = CommandLine.Run(project, "dotnet", "publish", "-c", "Release", "-o", "published").Succeeded();

        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        Assert.False(File.Exists(Path.Combine(project, "published", "Native.dll")));
        AssertDerivatives(CommandLine.Run(project, Published(project, "Native")));
    }

    [Fact]
    public void A_fresh_project_publishes_trimmed_without_a_warning_and_runs()
    {
        string project = feed.Project("Trimmed", "Program.cs");

        string published = CommandLine.Run(
            project, "dotnet", "publish", "-c", "Release", "-o", "published", "--use-current-runtime", "--self-contained", "-p:PublishAot=false", "-p:PublishTrimmed=true").Succeeded();

        Assert.DoesNotContain("warning", published, StringComparison.OrdinalIgnoreCase);
        AssertDerivatives(CommandLine.Run(project, Published(project, "Trimmed")));
    }

    [Fact]
    public void The_property_asks_for_fast_arithmetic_in_all_methods()
    {
        string project = feed.Project("Fast", "Program.cs");

        CommandLine.Run(project, "dotnet", "build", "-c", "Release", "-p:SymbolicDiffArithmetic=Fast", "-p:EmitCompilerGeneratedFiles=true").Succeeded();

        string emitted = string.Concat(Directory.EnumerateFiles(Path.Combine(project, "obj"), "*.g.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.Contains("Lanes.Dot(w, x, w.Length)", emitted);
        AssertDerivatives(CommandLine.Run(project, "dotnet", Path.Combine("bin", "Release", "net10.0", "Fast.dll")));
    }

    [Fact]
    public void A_mistake_is_an_error_at_its_own_place()
    {
        string project = feed.Project("Mistaken", "Mistake.cs");

        CommandLine build = CommandLine.Run(project, "dotnet", "build", "-c", "Release");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(@"Mistake\.cs\(7,\d+\): error SD\d{4}: [^\r\n]*\by\b", build.Output);
        Assert.DoesNotMatch(@"error (?!SD)", build.Output);
    }

    [Fact]
    public void Methods_of_another_project_are_differentiated_by_their_emitted_derivatives()
    {
        feed.Library("Physics", "Springs.cs");
        string project = feed.Project("Caller", "Caller.cs", "Physics");

        string built = CommandLine.Run(project, "dotnet", "build", "-c", "Release").Succeeded();

        Assert.Contains("0 Warning(s)", built);
        string line = CommandLine.Run(project, "dotnet", Path.Combine("bin", "Release", "net10.0", "Caller.dll")).Succeeded();
        // E = ((x₁ − x₀)² + (x₂ − x₁)²)/2, times x₀, minus x₁²
        Assert.Equal([2.5 - 2, 2 - 1 - 6, 1, 2.5 - 9, 2.5 - 2], line.Trim().Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void Second_derivatives_through_another_project_are_refused_at_their_place()
    {
        feed.Library("Outside", "Springs.cs");
        string project = feed.Project("Curved", "Curved.cs", "Outside");

        CommandLine build = CommandLine.Run(project, "dotnet", "build", "-c", "Release");

        Assert.NotEqual(0, build.ExitCode);
        Assert.Matches(@"Curved\.cs\(9,\d+\): error SD0028: [^\r\n]*Springs\.Energy", build.Output);
    }

    private static void AssertDerivatives(CommandLine run)
    {
        double p = 1 / (1 + Math.Exp(-1.4));
        string[] lines = run.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        Assert.Equal(2, lines.Length);
        foreach (string line in lines)
        {
            double[] numbers = [.. line.Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];
            Assert.Equal([-Math.Log(p), (p - 1) * 2, (p - 1) * -1, p - 1], numbers, (x, y) => Math.Abs(x - y) <= 1e-12 * Math.Abs(x));
        }
    }

    private static string Published(string project, string name) => Path.Combine(project, "published", OperatingSystem.IsWindows() ? name + ".exe" : name);

    private static string[] Files(ZipArchive package, string folder) =>
    [
        .. package.Entries.Select(entry => entry.FullName)
            .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
            .Select(name => name[folder.Length..])
            .Order(StringComparer.Ordinal),
    ];
}
