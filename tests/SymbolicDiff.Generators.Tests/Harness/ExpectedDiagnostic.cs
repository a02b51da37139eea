namespace SymbolicDiff.Generators.Tests.Harness;

/// <summary>A diagnostic that a test demands: its id, the source text that it stands at, and its message (or a part of it).</summary>
public sealed record ExpectedDiagnostic(string Id, string At, string Message)
{
    public static ExpectedDiagnostic Expected(string id, string at, string message) => new(id, at, message);

    public bool Matches(ExpectedDiagnostic found) =>
        Id == found.Id && At == found.At && found.Message.Contains(Message, StringComparison.Ordinal);

    public override string ToString() => $"Expected({Quote(Id)}, {Quote(At)}, {Quote(Message)}),";

    private static string Quote(string text) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(text, quote: true);
}
