using System.Text.Json;

namespace SymbolicDiff.Behavior.Tests.Harness;

/// <summary>The catalogue: what each entry must give where.</summary>
public static class Catalogued
{
    private static readonly Dictionary<string, Entry> Entries = Load();

    public sealed record Entry(string Id, string Group, string Spec, double[][] Points, Expectation[] Expected)
    {
        /// <summary>The components of the result at the first point, where it is no single real.</summary>
        public double[] Values { get; init; } = [];

        /// <summary>The partial derivatives at the first point, row by row, where they are laid down.</summary>
        public double[] Jacobian { get; init; } = [];
    }

    public sealed record Expectation(double[] At, double Value, double[] Gradient, double[]? Hessian);

    public static IEnumerable<Entry> All => Entries.Values;

    public static Entry Find(string id) => Entries[id];

    private static Dictionary<string, Entry> Load()
    {
        using Stream stream = typeof(Catalogued).Assembly.GetManifestResourceStream("catalogue.json")!;
        using JsonDocument document = JsonDocument.Parse(stream);
        return document.RootElement.EnumerateArray().Select(Read).ToDictionary(entry => entry.Id, StringComparer.Ordinal);
    }

    private static Entry Read(JsonElement json) => new(
        Text(json, "id"),
        Text(json, "group"),
        Text(json, "spec"),
        [.. json.GetProperty("points").EnumerateArray().Select(Numbers)],
        [.. json.GetProperty("expected").EnumerateArray().Where(HasGradient).Select(expected => new Expectation(
            Numbers(expected.GetProperty("at")),
            Argument.ParseReal(Text(expected, "value")),
            Numbers(expected.GetProperty("grad")),
            Matrix(expected, "hess")))])
    {
        Values = First(json, "value") is { ValueKind: JsonValueKind.Array } values ? Numbers(values) : [],
        Jacobian = json.GetProperty("expected").EnumerateArray().Select(expected => Matrix(expected, "jac")).FirstOrDefault() ?? [],
    };

    private static JsonElement? First(JsonElement json, string name) =>
        json.GetProperty("expected").EnumerateArray().Select(expected => (JsonElement?)(expected.TryGetProperty(name, out JsonElement value) ? value : null)).FirstOrDefault();

    private static double[]? Matrix(JsonElement expected, string name) =>
        expected.TryGetProperty(name, out JsonElement rows) ? [.. rows.EnumerateArray().SelectMany(Numbers)] : null;

    private static bool HasGradient(JsonElement expected) =>
        expected.TryGetProperty("grad", out _) && expected.GetProperty("value").ValueKind == JsonValueKind.String;

    private static string Text(JsonElement json, string name) => json.GetProperty(name).GetString()!;

    private static double[] Numbers(JsonElement array) => [.. array.EnumerateArray().Select(number => Argument.ParseReal(number.GetString()!))];
}
