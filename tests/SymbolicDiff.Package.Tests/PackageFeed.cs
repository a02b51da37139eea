using System.IO.Compression;

namespace SymbolicDiff.Package.Tests;

/// <summary>A local feed that holds the package as this build made it; and fresh projects that restore from it.</summary>
public sealed class PackageFeed : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    // A version of its own, so that no folder of packages on this machine can hold another build of it.
    private readonly string version = $"0.0.0-test.{Environment.ProcessId}";
    private readonly string root = Directory.CreateTempSubdirectory("SymbolicDiff.Package.Tests.").FullName;
    private readonly string existingPackages;

    public PackageFeed()
    {
        string project = Path.Combine(Repository(), "src", "SymbolicDiff", "SymbolicDiff.csproj");
        CommandLine.Run(root, "dotnet", "pack", project, "--no-build", "-c", Configuration, "-o", Feed, $"-p:PackageVersion={version}").Succeeded();
        existingPackages = CommandLine.Run(root, "dotnet", "nuget", "locals", "global-packages", "--list").Succeeded().Split(": ", 2)[1].Trim();
    }

    private string Feed => Path.Combine(root, "feed");

    public ZipArchive Open() => ZipFile.OpenRead(Path.Combine(Feed, $"SymbolicDiff.{version}.nupkg"));

    /// <summary>A library with nothing but the package, and one source file.</summary>
    public string Library(string name, string source) => Project(name, source, "Library", "");

    /// <summary>A console project with nothing but the package and, if there is one, a library, and one source file.</summary>
    public string Project(string name, string source, string? library = null) =>
        Project(name, source, "Exe", library is null ? "" : $"""<ProjectReference Include="../{library}/{library}.csproj" />""");

    private string Project(string name, string source, string output, string reference)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, name)).FullName;
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Consumer", source), Path.Combine(folder, source));
        File.WriteAllText(Path.Combine(folder, name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>{output}</OutputType>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <AnalysisLevel>latest-all</AnalysisLevel>
                <CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>
                <PublishAot>{(output == "Exe" ? "true" : "false")}</PublishAot>
                <InvariantGlobalization>true</InvariantGlobalization>
                <RestoreAdditionalProjectSources>{Feed}</RestoreAdditionalProjectSources>
                <RestorePackagesPath>{Path.Combine(root, "packages")}</RestorePackagesPath>
                <RestoreFallbackFolders>{existingPackages}</RestoreFallbackFolders>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="SymbolicDiff" Version="{version}" />
                {reference}
              </ItemGroup>
            </Project>
            """);
        return folder;
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    private static string Repository()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SymbolicDiff.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("The tests must run inside the repository.");
    }
}
