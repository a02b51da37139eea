using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using SymbolicDiff.Calculus.Ir;

namespace SymbolicDiff.Generators.Tests.Architecture;

/// <summary>The generator knows what the compiler hands to it, and nothing else of the machine: no file, variable, clock, culture, network or chance.</summary>
public class SurroundingsTests
{
    /// <summary>The compiler writes it into each iterator.</summary>
    private const string OfIterators = "System.Environment.get_CurrentManagedThreadId";

    private static readonly string[] banned =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.Drive", "System.IO.Path", "System.IO.Pipes.", "System.IO.IsolatedStorage.", "System.IO.MemoryMappedFiles.",
        "System.Environment", "System.AppDomain", "System.AppContext", "System.Console", "System.OperatingSystem", "Microsoft.Win32.",
        "System.DateTime", "System.TimeZone", "System.TimeProvider", "System.Diagnostics.Process", "System.Diagnostics.Stopwatch", "System.Diagnostics.FileVersionInfo",
        "System.Diagnostics.Trace", "System.Guid", "System.Random", "System.Security.Cryptography.", "System.Net.",
        "System.Threading.Thread.", "System.Threading.Timer", "System.Threading.Tasks.", "System.Runtime.InteropServices.RuntimeInformation",
        "System.Runtime.InteropServices.Marshal", "System.Reflection.Assembly.Load", "System.Reflection.Assembly.get_Location", "System.Activator",
        "System.Globalization.CultureInfo.get_Current", "System.Globalization.CultureInfo.get_Installed", "System.Globalization.RegionInfo",
    ];

    [Theory]
    [InlineData(typeof(DifferentiableGenerator))]
    [InlineData(typeof(Function))]
    public void Nothing_of_the_surroundings_is_asked(Type type) =>
        Assert.DoesNotContain(MembersUsedBy(type.Assembly), member => member != OfIterators && banned.Any(name => member.StartsWith(name, StringComparison.Ordinal)));

    [Fact]
    public void The_list_of_members_is_complete()
    {
        Assert.Contains("System.IO.StreamReader..ctor", MembersUsedBy(typeof(Function).Assembly));
        Assert.Contains("System.IO.Path.Combine", MembersUsedBy(typeof(SurroundingsTests).Assembly));
        Assert.Contains("System.Environment.GetEnvironmentVariable", MembersUsedBy(typeof(SurroundingsTests).Assembly));
    }

    [Theory]
    [InlineData(typeof(DifferentiableGenerator))]
    [InlineData(typeof(Function))]
    public void No_native_code_is_called(Type type) => Assert.DoesNotContain(
        type.Assembly.GetTypes().SelectMany(found => found.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)),
        method => method.Attributes.HasFlag(MethodAttributes.PinvokeImpl));

    /// <summary>Every member of another assembly that the code of this one names.</summary>
    private static List<string> MembersUsedBy(Assembly assembly)
    {
        using var image = new PEReader(File.OpenRead(assembly.Location));
        MetadataReader metadata = image.GetMetadataReader();
        return
        [
            .. metadata.MemberReferences.Select(metadata.GetMemberReference)
                .Where(member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), Member: metadata.GetString(member.Name)))
                .Select(member => metadata.GetString(member.Type.Namespace) + "." + metadata.GetString(member.Type.Name) + "." + member.Member),
        ];
    }
}
