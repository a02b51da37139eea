using System.Runtime.CompilerServices;

namespace SymbolicDiff.Behavior.Tests.Contract;

/// <summary>Each form of loop records as many bytes an iteration as the README's table says.</summary>
[Collection(nameof(Alone))]
public sealed class RecordedTests
{
    /// <summary>With what a tape keeps for its alignment, as many as an array of the pool has.</summary>
    private const int Iterations = Rented - 7;

    private const int Rented = 1 << 16;

    /// <summary>A stack begins with as much as the last one had, up to a limit, which this exceeds.</summary>
    private const int GrownBy = 64;

    private static readonly double[] numbers = [.. Enumerable.Range(0, Iterations).Select(i => 0.1 + i % 7 * 0.1)];

    private static readonly double[] adjoints = new double[Iterations], others = new double[Iterations], otherAdjoints = new double[Iterations];

    private static readonly float[] singles = [.. numbers.Select(number => (float)number)], singleAdjoints = new float[Iterations];

    private static readonly Dictionary<string, (int Size, Action Call)> calls = new()
    {
        ["s += Math.Sin(x[i]);"] = (8, () => Recorded.SumValueAndGradient(numbers, adjoints)),
        ["y = 0.5 * y + x[i];"] = (8, () => Recorded.LinearValueAndGradient(numbers, adjoints)),
        ["double t = x[i] * x[i]; y = 0.5 * y + t * t;"] = (8, () => Recorded.CheapValueAndGradient(numbers, adjoints)),
        ["y[i] = Math.Sin(y[i - 1] * x[i]);"] = (8, () => Recorded.StoredValueAndGradient(numbers, others, adjoints, otherAdjoints)),
        ["if (x[i] < y) y = x[i];"] = (8, () => Recorded.SmallestValueAndGradient(numbers, adjoints)),
        ["y = Math.Sin(y + x[i]);"] = (8, () => Recorded.OverwrittenValueAndGradient(numbers, adjoints)),
        ["p *= x[i];"] = (8, () => Recorded.ProductValueAndGradient(numbers, adjoints)),
        ["y = MathF.Sin(y + x[i]);"] = (4, () => Recorded.SingleValueAndGradient(singles, singleAdjoints)),
        ["if (y > 0.5) y *= 0.5; else y += x[i];"] = (1, () => Recorded.BranchValueAndGradient(numbers, adjoints)),
        ["v = Math.Sin(y + x[i]); y = Math.Cos(y * v);"] = (8, () => Recorded.SeveralValueAndGradient(numbers, adjoints)),
        ["for (int j = 0; j < m; j++) y = Math.Sin(y + x[i]);"] = (8, () => Recorded.InnerValueAndGradient(numbers.AsSpan(0, 1).ToArray(), Iterations, adjoints.AsSpan(0, 1))),
        ["while (Math.Abs(y) > e) y = Math.Sin(y);"] = (8, () => Recorded.UnknownGradient(1, Math.Sqrt(3.0 / (3 * Rented * GrownBy / 4)))),
    };

    public static TheoryData<string> Forms => [.. calls.Keys];

    [Theory]
    [MemberData(nameof(Forms))]
    public void AnIterationRecordsAsManyBytes(string form)
    {
        int bytes = BytesOf(form);
        (int size, Action call) = calls[form];
        call();
        (_, long peak, int kept) = PoolWatch.Of(call);
        Assert.Equal(0, kept);
        bool isStack = form.StartsWith("while", StringComparison.Ordinal);
        long expected = (long)Rented * bytes * (isStack ? GrownBy : 1);
        Assert.InRange(peak * size, expected, isStack ? expected * 3 / 2 : expected); // while a stack grows, the memory from before is there, too
    }

    [Fact]
    public void CheckpointsRecordTheRootOfIt()
    {
        int root = 2 * (int)Math.Sqrt(Iterations);
        (_, long peak, _) = PoolWatch.Of(() => Recorded.CheckpointedValueAndGradient(numbers, adjoints));
        Assert.InRange(peak, root, 2 * root + 16); // the pool's arrays have lengths of powers of two
        Assert.Contains("| `Gradients.Checkpoint(); y = Math.Sin(y + x[i]);` | 16 / √n |", Readme, StringComparison.Ordinal);
    }

    /// <summary>Every row is counted.</summary>
    [Fact]
    public void TheTableHasNoOtherRows()
    {
        string[] lines = [.. Readme.Split('\n').SkipWhile(line => !line.StartsWith("| each iteration", StringComparison.Ordinal)).Skip(2).TakeWhile(line => line.StartsWith("| `", StringComparison.Ordinal))];
        Assert.Equal(calls.Count + 1, lines.Length);
    }

    private static string Readme { get; } = File.ReadAllText(Path.Combine(Here(), "../../../README.md"));

    private static int BytesOf(string form)
    {
        string row = Readme.Split('\n').Single(line => line.StartsWith("| `" + form + "` |", StringComparison.Ordinal));
        return int.Parse(row.Split("` |")[1].Split('|')[0], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
