using System.Globalization;

namespace SymbolicDiff.Calculus.Tests.Rules.Tables;

/// <summary>A row of <c>partials.csv</c>: a function at a point, its first partials and its second ones, row by row from the diagonal on.</summary>
internal sealed record PartialsRow(string Function, object[] Point, double[] First, double[] Second)
{
    /// <summary>The operands that are integers, which the table has no partials for.</summary>
    private static readonly HashSet<string> TakesInteger = ["scaleB", "rootN", "roundTo"];

    public static IReadOnlyList<PartialsRow> All { get; } = [.. Lines().Where(line => !line.StartsWith('#')).Select(Parse)];

    /// <summary>The rows of a function.</summary>
    public static IEnumerable<PartialsRow> Of(string function) => All.Where(row => row.Function == function);

    public static TheoryData<string> Functions => [.. All.Select(row => row.Function).Distinct()];

    /// <summary>The second partial by two operands.</summary>
    public double SecondBy(int i, int j) => i > j ? SecondBy(j, i) : Second[(i * First.Length) - (i * (i - 1) / 2) + (j - i)];

    /// <summary>The size that a second partial has where nothing cancels.</summary>
    public double Scale(int i, int j) => Math.Abs(First[i] / Math.Max(double.Epsilon, Math.Abs((double)Point[j])));

    /// <summary>Whether second partials, and what they are differences of, are representable.</summary>
    public bool HasSecond => Enumerable.Range(0, First.Length).All(i => Enumerable.Range(0, First.Length).All(j => double.IsFinite(Scale(i, j))));

    public string At => $"{Function}({string.Join(", ", Point.Select(x => System.Convert.ToString(x, CultureInfo.InvariantCulture)))})";

    private static PartialsRow Parse(string line)
    {
        string[] columns = line.Split("; ");
        string[] point = columns[1].Split(' ');
        bool takesInteger = TakesInteger.Contains(columns[0]);
        return new PartialsRow(
            columns[0],
            [.. point.Select((text, i) => takesInteger && i > 0 ? (object)int.Parse(text, CultureInfo.InvariantCulture) : Real(text))],
            [.. columns[2].Split(' ').Select(Real)],
            [.. columns[3].Split(' ').Select(Real)]);
    }

    private static double Real(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<string> Lines()
    {
        using Stream stream = typeof(PartialsRow).Assembly.GetManifestResourceStream("partials.csv")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
