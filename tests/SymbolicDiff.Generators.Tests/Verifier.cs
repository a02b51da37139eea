using System.Runtime.CompilerServices;
using System.Text;
using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;
using Xunit.Sdk;

namespace SymbolicDiff.Generators.Tests;

/// <summary>
/// Snapshots in Verify's layout and with its method names: <c>Snapshots/{Class}.{Method}.verified.cs</c>, <c>.received.cs</c> beside it on a mismatch.
/// Set SYMBOLICDIFF_ACCEPT=1 to accept what is received.
/// </summary>
internal static class Verifier
{
    public static async Task Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        string stem = Path.Combine(Path.GetDirectoryName(file)!, "Snapshots", Path.GetFileNameWithoutExtension(file) + "." + method);
        string verified = stem + ".verified.cs";
        string received = stem + ".received.cs";
        string? expected = File.Exists(verified) ? await File.ReadAllTextAsync(verified) : null;
        if (expected == text)
        {
            File.Delete(received);
            return;
        }

        bool accept = Environment.GetEnvironmentVariable("SYMBOLICDIFF_ACCEPT") == "1";
        Directory.CreateDirectory(Path.GetDirectoryName(stem)!);
        await File.WriteAllTextAsync(accept ? verified : received, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        if (accept) File.Delete(received);
        else throw new XunitException("Snapshot " + Path.GetFileName(verified) + " differs:\n" + Difference(expected ?? "", text));
    }

    private static string Difference(string expected, string text) => string.Join("\n", InlineDiffBuilder.Diff(expected, text).Lines.Select(line => line.Type switch
    {
        ChangeType.Inserted => "+ " + line.Text,
        ChangeType.Deleted => "- " + line.Text,
        _ => "  " + line.Text,
    }));
}
